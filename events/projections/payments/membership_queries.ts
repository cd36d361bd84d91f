import type { Instant } from "../../../kernel/time.ts";
import type { TenantDb } from "../../store/types.ts";

/** Kinds of account that people pay into by hand: an operation of any of them has a number that its payer reads. */
export const WALLETS_OF_PEOPLE: readonly string[] = ["yape", "plin", "bank"];
export const isWallet = (wallet: string): boolean => WALLETS_OF_PEOPLE.includes(wallet);

/**
 * Whether money came in on such an account and was counted for an intent of this subject for which somebody gave this
 * number, as far as is known under this very number: a phone that tells of money knows no number at all.
 */
export const isSeenFor = async (db: TenantDb, subject: string, operationNumber: string): Promise<boolean> =>
  await db.first(
    `SELECT 1 AS found FROM payment_intent i
       JOIN payment_number n ON n.intent_id = i.intent_id AND n.operation_number = ?2
       JOIN payment_allocation a ON a.intent_id = i.intent_id
       JOIN incoming_payment p ON p.payment_id = a.payment_id
       JOIN wallet_account w ON w.account_id = p.account_id AND w.wallet IN (SELECT value FROM json_each(?3))
     WHERE i.subject = ?1 AND i.allocated_centimos >= i.amount_centimos AND NOT EXISTS (
       SELECT 1 FROM payment_evidence e
       WHERE e.payment_id = p.payment_id AND e.operation_number IS NOT NULL AND e.operation_number <> ?2)`,
    [subject, operationNumber, JSON.stringify(WALLETS_OF_PEOPLE)],
  ) !== null;

/** What others than one subject are asked for on these accounts now, or were until an instant or later. */
export async function amountsAsked(
  db: TenantDb,
  accountIds: readonly string[],
  { beside, since }: { readonly beside: string; readonly since: Instant },
): Promise<ReadonlyMap<number, "open" | "over">> {
  const rows = await db.all<{ amount: number; open: number }>(
    `SELECT i.amount_centimos AS amount, max(i.outcome IS NULL AND i.allocated_centimos < i.amount_centimos) AS open
     FROM payment_awaited a JOIN payment_intent i USING (intent_id)
     WHERE a.account_id IN (SELECT value FROM json_each(?1)) AND i.subject <> ?2
       AND (i.outcome IS NULL AND i.allocated_centimos < i.amount_centimos OR i.ended_at >= ?3 OR i.counted_at >= ?3)
     GROUP BY 1`,
    [JSON.stringify(accountIds), beside, since],
  );
  return new Map(rows.map(({ amount, open }) => [amount, open === 1 ? "open" : "over"]));
}
