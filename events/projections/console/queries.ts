import { type Centimos, centimos } from "../../../kernel/money.ts";
import { type Instant, type LimaDay, plusDays, plusMs, startOfDay } from "../../../kernel/time.ts";
import type { Plan } from "../../facts/membership.ts";
import { WALLETS_OF_PEOPLE } from "../payments/membership_queries.ts";
import type { TenantDb } from "../../store/types.ts";

/** What a list of shops says of each: its plan, its last bill and when it leaves. */
export interface BilledShop {
  readonly shop: string;
  readonly plan: Plan | null;
  readonly trialEndsOn: LimaDay | null;
  readonly lastDueOn: LimaDay | null;
  readonly lastAmountCentimos: Centimos | null;
  readonly endsOn: LimaDay | null;
}

export async function billedShops(
  db: TenantDb,
  shops: readonly string[],
): Promise<ReadonlyMap<string, BilledShop>> {
  const rows = await db.all<BilledShop & Record<string, string | number | null>>(
    `SELECT shop, plan, trial_ends_on AS trialEndsOn, last_due_on AS lastDueOn,
       last_amount_centimos AS lastAmountCentimos, ends_on AS endsOn
     FROM console_shop WHERE shop IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(shops)],
  );
  return new Map(rows.map((row) => [row.shop, row]));
}

/** How many shops have each plan. */
export async function shopsByPlan(db: TenantDb): Promise<ReadonlyMap<string, number>> {
  const rows = await db.all<{ plan: string; shops: number }>(
    "SELECT plan, count(*) AS shops FROM console_shop WHERE plan IS NOT NULL AND ends_on IS NULL GROUP BY plan",
  );
  return new Map(rows.map(({ plan, shops }) => [plan, shops]));
}

/** Somebody of a shop says that they paid, and nobody has looked yet. */
export interface OpenClaim {
  readonly claimId: string;
  readonly shop: string;
  readonly amountCentimos: Centimos;
  readonly wallet: "yape" | "plin";
  readonly operationNumber: string;
  readonly claimedAt: Instant;
}

/** Oldest first. */
export async function openClaims(db: TenantDb, limit: number): Promise<OpenClaim[]> {
  return await db.all<OpenClaim & Record<string, string | number | null>>(
    `SELECT claim_id AS claimId, shop, amount_centimos AS amountCentimos, wallet,
       operation_number AS operationNumber, claimed_at AS claimedAt
     FROM console_claim WHERE outcome IS NULL AND claimed_at IS NOT NULL ORDER BY claimed_at, claim_id LIMIT ?`,
    [limit],
  );
}

/** Shops that gave the same number of a wallet's operation: one payment is claimed once. */
export async function claimsOfNumber(
  db: TenantDb,
  operationNumber: string,
): Promise<readonly { readonly claimId: string; readonly shop: string; readonly outcome: string | null }[]> {
  return await db.all(
    "SELECT claim_id AS claimId, shop, outcome FROM console_claim WHERE operation_number = ? ORDER BY claimed_at",
    [operationNumber],
  );
}

/** Whether the operation of a wallet was counted for another shop already, whichever wallet was named beside it. */
export const isCountedElsewhere = async (db: TenantDb, reference: string, shop: string): Promise<boolean> =>
  await db.first(
    `SELECT 1 AS found FROM console_payment
     WHERE provider IN (SELECT value FROM json_each(?1)) AND reference = ?2 AND shop <> ?3`,
    [JSON.stringify(WALLETS_OF_PEOPLE), reference, shop],
  ) !== null;

/** Shops whose hold one operator asked for and no second one has looked at, before it lapses. */
export async function holdsThatWait(db: TenantDb, now: Instant, lapseMs: number): Promise<string[]> {
  const rows = await db.all<{ shop: string }>(
    `SELECT shop FROM console_hold WHERE placed = 0 AND lifted = 0 AND proposed_at > ? AND until > ?
     ORDER BY proposed_at`,
    [plusMs(now, -lapseMs), now],
  );
  return rows.map(({ shop }) => shop);
}

/** What the memberships' ledger says came in and went back on a day. */
export interface LedgerDay {
  readonly day: LimaDay;
  readonly provider: string;
  readonly payments: number;
  readonly centimos: Centimos;
}

export async function receivedByDay(db: TenantDb, from: LimaDay, to: LimaDay): Promise<LedgerDay[]> {
  return await db.all<LedgerDay & Record<string, string | number>>(
    `SELECT day, provider, count(*) AS payments, sum(amount_centimos) AS centimos
     FROM console_payment WHERE day BETWEEN ? AND ? GROUP BY day, provider ORDER BY day DESC, provider`,
    [from, to],
  );
}

export async function refundedByDay(
  db: TenantDb,
  from: LimaDay,
  to: LimaDay,
): Promise<ReadonlyMap<LimaDay, Centimos>> {
  const rows = await db.all<{ day: string; centimos: number }>(
    "SELECT day, sum(amount_centimos) AS centimos FROM console_refund WHERE day BETWEEN ? AND ? GROUP BY day",
    [from, to],
  );
  return new Map(rows.map((row) => [row.day as LimaDay, centimos(row.centimos)]));
}

/** A message that nobody got, by any way: a person has to look why. */
export interface DeadLetter {
  readonly messageId: string;
  readonly shop: string | null;
  readonly kind: string;
  readonly channel: string | null;
  readonly code: string | null;
  readonly changedAt: Instant;
}

const DEAD =
  "FROM outbox WHERE state = 'given_up' AND message_id NOT IN (SELECT message_id FROM console_retry)";

/** Those that nobody has sent anew, newest first. */
export async function deadLetters(db: TenantDb, limit: number): Promise<DeadLetter[]> {
  return await db.all<DeadLetter & Record<string, string | null>>(
    `SELECT message_id AS messageId, shop, kind, channel, code, changed_at AS changedAt ${DEAD}
     ORDER BY changed_at DESC, message_id LIMIT ?`,
    [limit],
  );
}

/** How many messages are still to be sent, and how many died. */
export async function outboxDepth(
  db: TenantDb,
): Promise<{ readonly waiting: number; readonly dead: number }> {
  const row = await db.first<{ waiting: number; dead: number }>(
    `SELECT (SELECT count(*) FROM outbox WHERE due_at IS NOT NULL) AS waiting, (SELECT count(*) ${DEAD}) AS dead`,
  );
  return row!;
}

/** What was seen to come in on accounts of ours on each day, by kind of wallet. Hearsay does not count. */
export async function seenByDay(db: TenantDb, from: LimaDay, to: LimaDay): Promise<LedgerDay[]> {
  return await db.all<LedgerDay & Record<string, string | number>>(
    `SELECT date(p.occurred_at, '-5 hours') AS day, a.wallet AS provider, count(*) AS payments,
       sum(p.amount_centimos) AS centimos
     FROM incoming_payment p JOIN wallet_account a USING (account_id)
     WHERE p.void = 0 AND p.occurred_at >= ?1 AND p.occurred_at < ?2
       AND EXISTS (SELECT 1 FROM payment_evidence e WHERE e.payment_id = p.payment_id AND e.trust >= 2)
     GROUP BY 1, 2 ORDER BY 1 DESC, 2`,
    [startOfDay(from), startOfDay(plusDays(to, 1))],
  );
}
