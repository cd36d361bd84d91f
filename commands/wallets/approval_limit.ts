import { z } from "zod";
import { WALLET_APPROVAL } from "../../domain/streams.ts";
import { WalletApprovalSet } from "../../events/facts/wallets.ts";
import type { TenantStore } from "../../events/store/types.ts";
import { type Centimos, centimos } from "../../kernel/money.ts";
import { defineSetting, settingOf } from "../define_setting.ts";
import { inMoney } from "../input/fields.ts";

/** Until the owner says another amount (payments-peru §2c, §5: four eyes above a threshold). */
export const FIRST_APPROVAL_ABOVE: Centimos = centimos(20_000);

export const setWalletApproval = defineSetting({
  type: "SetWalletApproval",
  fact: WalletApprovalSet,
  stream: WALLET_APPROVAL,
  schema: z.object({ aboveCentimos: inMoney }),
});

export async function approvalAbove(store: TenantStore): Promise<Centimos> {
  const set = await settingOf<{ aboveCentimos: Centimos }>(store, WALLET_APPROVAL);
  return set?.aboveCentimos ?? FIRST_APPROVAL_ABOVE;
}
