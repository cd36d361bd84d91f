import { type Centimos, centimos } from "../../../kernel/money.ts";
import { REFUND_ROUNDING_MAX } from "../../../kernel/refund.ts";
import type { Instant, LimaDay } from "../../../kernel/time.ts";
import type { SealedField } from "../../log/envelope.ts";
import { claimedNotSeen } from "./queries.ts";
import type { SqlRow, TenantDb } from "../../store/types.ts";

/** A credit beside an intent, its payer still sealed. */
export interface IntentCredit {
  readonly paymentId: string;
  readonly amountCentimos: Centimos;
  readonly occurredAt: Instant;
  readonly payer: SealedField | null;
  /** The open question what it is for; null where it is counted for this intent. */
  readonly exceptionId: string | null;
  /** That question names this intent. */
  readonly named: boolean;
}

const PAYER = `(SELECT payer FROM payment_evidence e WHERE e.payment_id = p.payment_id AND payer IS NOT NULL
  ORDER BY masked DESC, pos LIMIT 1) AS payer`;

/** More of them would be read by nobody who has a queue before them. */
const STRAY_MAX = 5;

/**
 * What was counted for an intent, the newest first, and what may be for it: credits that a person has to say something of,
 * and the newest on its accounts since `since` that are for nothing. Only money that somebody trusted told of raises such a
 * question; a number that was used twice is no credit.
 */
export async function creditsOfIntent(
  db: TenantDb,
  { intentId, accountIds }: { readonly intentId: string; readonly accountIds: readonly string[] },
  since: Instant,
): Promise<IntentCredit[]> {
  const rows = await db.all(
    `SELECT * FROM (
      SELECT p.*, ${PAYER}, NULL AS exception_id, 1 AS named, a.pos AS pos FROM payment_allocation a
        JOIN incoming_payment p USING (payment_id) WHERE a.intent_id = ?1
      UNION ALL
      SELECT p.*, ${PAYER}, x.exception_id, 1 AS named, 0 AS pos FROM payment_exception x
        JOIN incoming_payment p USING (payment_id)
        WHERE x.resolution IS NULL AND p.void = 0 AND p.allocated_centimos = 0
          AND x.kind IN ('ambiguous', 'short_paid', 'overpaid', 'late', 'contradicted')
          AND EXISTS (SELECT 1 FROM json_each(x.intent_ids) WHERE value = ?1)
      UNION ALL
      SELECT * FROM (
        SELECT p.*, ${PAYER}, x.exception_id, 0 AS named, 0 AS pos FROM payment_exception x
          JOIN incoming_payment p USING (payment_id)
          WHERE x.resolution IS NULL AND p.void = 0 AND p.allocated_centimos = 0 AND x.kind = 'unmatched'
            AND x.account_id IN (SELECT value FROM json_each(?2)) AND p.occurred_at >= ?3
          ORDER BY p.occurred_at DESC LIMIT ${STRAY_MAX})
    ) ORDER BY pos DESC, occurred_at`,
    [intentId, JSON.stringify(accountIds), since],
  );
  return rows.map(creditOf);
}

const creditOf = (row: SqlRow): IntentCredit => ({
  paymentId: row.payment_id as string,
  amountCentimos: centimos(Number(row.amount_centimos)),
  occurredAt: row.occurred_at as Instant,
  payer: row.payer === null ? null : JSON.parse(String(row.payer)) as SealedField,
  exceptionId: row.exception_id as string | null,
  named: row.named === 1,
});

/** A payment that a buyer spoke of and no machine of ours has seen, with its sale where the shop's log has it. */
export interface ToSee {
  readonly intentId: string;
  readonly saleId: string | null;
  readonly ticketNumber: string | null;
  readonly cashSessionId: string | null;
  readonly wallet: string;
  /** What is not there yet. */
  readonly missingCentimos: Centimos;
  /** Of its sale, or of the claim where the sale is not here yet. */
  readonly at: Instant;
  /** A person, or the device that nobody had signed in at. */
  readonly by: string;
  readonly operationNumber: string | null;
  /** Somebody took its number for payment: nobody saw the money for that. */
  readonly marked: boolean;
}

/**
 * Its sale was taken back: nothing of it is left to be paid for but what roundings may leave. The command that takes a sale
 * back ends its watch; this is for what was opened after that, by a till that had no network.
 */
export const TAKEN_BACK = `EXISTS (SELECT 1 FROM sale s JOIN sale_return r ON r.sale_id = s.sale_id
  WHERE s.sale_id = i.subject GROUP BY s.pos
  HAVING sum(r.total_centimos) + ${REFUND_ROUNDING_MAX} >= s.total_centimos)`;

/** Of sales that were taken back since this day and whose money is still waited for, the oldest first. */
export async function intentsTakenBack(db: TenantDb, since: LimaDay, limit: number): Promise<string[]> {
  const rows = await db.all<{ intent_id: string }>(
    `SELECT DISTINCT i.intent_id FROM sale_return back JOIN payment_intent i ON i.subject = back.sale_id
      WHERE back.day >= ? AND i.allocated_centimos < i.amount_centimos AND i.outcome IS NOT 'canceled'
        AND i.purpose = 'sale' AND ${TAKEN_BACK} ORDER BY i.intent_id LIMIT ?`,
    [since, limit],
  );
  return rows.map(({ intent_id }) => intent_id);
}

/** Those of `claimedNotSeen` that are for sales which stand, since then, by who took them and when. */
export async function paymentsToSee(db: TenantDb, since: Instant): Promise<ToSee[]> {
  const intents = (await claimedNotSeen(db, since)).filter(({ purpose }) => purpose === "sale");
  if (intents.length === 0) return [];
  const rows = await db.all(
    `SELECT i.intent_id, s.sale_id, s.occurred_at, s.ticket_number, s.cash_session_id, a.wallet,
        (SELECT operation_number FROM payment_number n WHERE n.intent_id = i.intent_id
          ORDER BY pos DESC LIMIT 1) AS operation_number
      FROM payment_intent i LEFT JOIN sale s ON s.sale_id = i.subject
        LEFT JOIN wallet_account a ON a.account_id = json_extract(i.account_ids, '$[0]')
      WHERE i.intent_id IN (SELECT value FROM json_each(?)) AND NOT ${TAKEN_BACK}`,
    [JSON.stringify(intents.map(({ intentId }) => intentId))],
  );
  const byId = new Map(rows.map((row) => [row.intent_id as string, row]));
  return intents.flatMap((intent): ToSee[] => {
    const row = byId.get(intent.intentId);
    return row === undefined ? [] : [{
      intentId: intent.intentId,
      saleId: row.sale_id as string | null,
      ticketNumber: row.ticket_number as string | null,
      cashSessionId: row.cash_session_id as string | null,
      wallet: row.wallet as string,
      missingCentimos: centimos(intent.amountCentimos - intent.allocatedCentimos),
      at: (row.occurred_at as Instant | null) ?? (intent.claimedAt ?? intent.markedAt)!,
      by: (intent.claimedBy ?? intent.cashierId ?? intent.markedBy)!,
      operationNumber: row.operation_number as string | null,
      marked: intent.marked,
    }];
  }).toSorted((a, b) => a.by < b.by ? -1 : a.by > b.by ? 1 : a.at < b.at ? -1 : 1);
}
