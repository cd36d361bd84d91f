import { z } from "zod";
import { defineFact, type FactOf } from "./define_fact.ts";
import { zInstant, zText } from "./fields.ts";

/** The wallets that are known to fail as a whole now and then (payments-peru §6). */
export const OUTAGE_WALLETS = ["yape", "plin"] as const;
const zWallet = z.enum(OUTAGE_WALLETS);

/** Of the platform's log, stream `wallet_outage-<wallet>`: a wallet does not work, for nobody, since then. */
export const WalletOutageDeclared = defineFact({
  type: "WalletOutageDeclared",
  version: 1,
  schema: z.strictObject({ wallet: zWallet, startedAt: zInstant, reason: zText(200) }),
});

/** The same stream: it works again. */
export const WalletOutageEnded = defineFact({
  type: "WalletOutageEnded",
  version: 1,
  schema: z.strictObject({ wallet: zWallet, endedAt: zInstant, reason: zText(200) }),
});

export const OUTAGE_FACTS = [WalletOutageDeclared, WalletOutageEnded] as const;
export type OutageFact = FactOf<(typeof OUTAGE_FACTS)[number]>;
