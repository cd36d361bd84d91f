import { z } from "zod";
import { type Outage, outagesOfFacts, type OutageWallet, outNow } from "../../domain/payments/outage.ts";
import {
  OUTAGE_WALLETS,
  type OutageFact,
  WalletOutageDeclared,
  WalletOutageEnded,
} from "../../events/facts/outages.ts";
import type { TenantStore } from "../../events/store/types.ts";
import { ok } from "../../kernel/result.ts";
import { plusMs } from "../../kernel/time.ts";
import { type CommandFunction, defineCommand } from "../define_command.ts";
import { inText } from "../input/fields.ts";

export type { Outage, OutageWallet };

const outageStream = (wallet: OutageWallet): string => `wallet_outage-${wallet}`;
const inWallet = z.enum(OUTAGE_WALLETS, { error: "choice" });
/** A day: whoever tells of it later tells history. */
const AGO_MAX = 1_440;

async function loaded(platform: TenantStore, wallet: OutageWallet) {
  const events = await platform.stream(outageStream(wallet));
  const outages = outagesOfFacts(events.map(({ type, data }) => ({ type, data }) as OutageFact));
  return { outages, isOut: outages.at(-1)?.endedAt === null, version: events.length };
}

/** What was ever declared; there are a few in a year. */
export const outagesOf = async (platform: TenantStore): Promise<Outage[]> =>
  (await Promise.all(OUTAGE_WALLETS.map((wallet) => loaded(platform, wallet)))).flatMap(({ outages }) =>
    outages
  );

/** Those that do not work now. */
export const walletsOut = async (platform: TenantStore): Promise<OutageWallet[]> =>
  outNow(await outagesOf(platform));

/** On the platform's log: a wallet does not work since so many minutes. Said again while it lasts, it writes nothing. */
export const declareOutage: CommandFunction<null, never> = defineCommand({
  type: "DeclareWalletOutage",
  schema: z.object({
    wallet: inWallet,
    minutesAgo: z.coerce.number({ error: "quantity" }).int({ error: "quantity" }).min(0, {
      error: "quantity_negative",
    })
      .max(AGO_MAX, { error: "choice" }),
    reason: inText(200),
  }),
  attempt: async ({ store, clock }, { wallet, minutesAgo, reason }) => {
    const { isOut, outages, version } = await loaded(store, wallet), stream = outageStream(wallet);
    const said = plusMs(clock.now(), -minutesAgo * 60_000), before = outages.at(-1)?.endedAt ?? said;
    const data = { wallet, startedAt: said > before ? said : before, reason };
    return ok({
      facts: isOut ? [] : [{ definition: WalletOutageDeclared, stream, data }],
      expected: [{ stream, version }],
      gate: "always",
      outcome: null,
    });
  },
});

export const endOutage: CommandFunction<null, never> = defineCommand({
  type: "EndWalletOutage",
  schema: z.object({ wallet: inWallet, reason: inText(200) }),
  attempt: async ({ store, clock }, { wallet, reason }) => {
    const { isOut, version } = await loaded(store, wallet), stream = outageStream(wallet);
    const data = { wallet, endedAt: clock.now(), reason };
    return ok({
      facts: isOut ? [{ definition: WalletOutageEnded, stream, data }] : [],
      expected: [{ stream, version }],
      gate: "always",
      outcome: null,
    });
  },
});
