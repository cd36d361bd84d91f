import { z } from "zod";
import { defineFact, type FactOf } from "./define_fact.ts";
import { zDay, zId, zNonNegativeCentimos, zPositiveCentimos } from "./fields.ts";

/** Stream `wallet_source-<sourceId>`. From here on it tells of money in these accounts. Its name and secret stay outside the ledger. */
export const WalletSourcePaired = defineFact({
  type: "WalletSourcePaired",
  version: 1,
  schema: z.strictObject({
    sourceId: zId,
    /** A phone that signs what it sends, a forwarder app with a token, a mailbox for the bank's papers. */
    kind: z.enum(["signed", "simple", "mail"]),
    accountIds: z.array(zId).min(1).max(2),
  }),
});

/** Stream `wallet_source-<sourceId>`. For ever: nothing it sends is taken any more. */
export const WalletSourceRevoked = defineFact({
  type: "WalletSourceRevoked",
  version: 1,
  schema: z.strictObject({ sourceId: zId }),
});

/** Stream `wallet_limits`. What an account may receive in a month before the wallet refuses all of it; the newest one counts. */
export const WalletLimitsSet = defineFact({
  type: "WalletLimitsSet",
  version: 1,
  schema: z.strictObject({ monthlyCapCentimos: zPositiveCentimos }),
});

/** Stream `wallet_approval`. Above it one person alone neither gives money of a wallet back nor takes a number for it. */
export const WalletApprovalSet = defineFact({
  type: "WalletApprovalSet",
  version: 1,
  schema: z.strictObject({ aboveCentimos: zNonNegativeCentimos }),
});

/** Stream `statement-<statementId>`. A file of the wallet or the bank was read into evidence. */
export const StatementRead = defineFact({
  type: "StatementRead",
  version: 1,
  schema: z.strictObject({
    statementId: zId,
    accountId: zId,
    fileSha256: z.string().regex(/^[0-9a-f]{64}$/),
    firstDay: zDay,
    lastDay: zDay,
    /** Credits in it. */
    lines: z.int().min(1).max(20_000),
    /** Those that were known already from a phone, a mail or a cashier. */
    known: z.int().min(0).max(20_000),
    totalCentimos: zNonNegativeCentimos,
  }),
});

const zPart = z.strictObject({ count: z.int().min(0), totalCentimos: zNonNegativeCentimos });

/** Stream `reconciliation-<day>`. What the ledger says was paid by wallet on a day of Lima beside what was seen to arrive. */
export const WalletsReconciled = defineFact({
  type: "WalletsReconciled",
  version: 1,
  schema: z.strictObject({
    day: zDay,
    wallets: z.array(z.strictObject({
      wallet: z.enum(["yape", "plin"]),
      sales: zPart,
      credits: zPart,
      matched: zPart,
      salesWithoutMoney: zPart,
      moneyWithoutSale: zPart,
    })).max(2),
  }),
});

/** Of a shop's log and of the platform's own: both have wallets. */
export const WALLET_FACTS = [
  WalletSourcePaired,
  WalletSourceRevoked,
  WalletLimitsSet,
  WalletApprovalSet,
  StatementRead,
  WalletsReconciled,
] as const;

export type WalletFact = FactOf<(typeof WALLET_FACTS)[number]>;
