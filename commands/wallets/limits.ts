import { z } from "zod";
import { WALLET_LIMITS } from "../../domain/streams.ts";
import { WalletLimitsSet } from "../../events/facts/wallets.ts";
import type { TenantStore } from "../../events/store/types.ts";
import { type Centimos, centimos } from "../../kernel/money.ts";
import { defineSetting, settingOf } from "../define_setting.ts";
import { inPositiveMoney } from "../input/fields.ts";

/**
 * What a wallet account could receive in a month of 2025: five UIT, S/ 26,750 (payments-peru §6). Such figures shift, so it
 * is the owner's to change.
 */
export const USUAL_CAP: Centimos = centimos(2_675_000);
/** In tenths: from eight of ten on, the owner is warned. */
const WARN_TENTHS = 8;

export const setWalletLimits = defineSetting({
  type: "SetWalletLimits",
  fact: WalletLimitsSet,
  stream: WALLET_LIMITS,
  schema: z.object({ monthlyCapCentimos: inPositiveMoney }),
});

export async function monthlyCap(store: TenantStore): Promise<Centimos> {
  const set = await settingOf<{ monthlyCapCentimos: Centimos }>(store, WALLET_LIMITS);
  return set?.monthlyCapCentimos ?? USUAL_CAP;
}

export const isNearCap = (received: Centimos, cap: Centimos): boolean => received * 10 >= cap * WARN_TENTHS;
