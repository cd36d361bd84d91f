import { type Centimos, centimos } from "../../../kernel/money.ts";
import { epochMsOf, type Instant, type LimaDay, plusDays, startOfDay } from "../../../kernel/time.ts";
import type { MATCH_REASONS } from "../../facts/payments.ts";
import type { SqlRow, TenantDb } from "../../store/types.ts";
import { TAKEN_BACK } from "./till_queries.ts";

/** What a credit was counted for. */
export interface CountedFor {
  readonly paymentId: string;
  readonly intentId: string;
  /** Null where the sale is not here yet. */
  readonly saleId: string | null;
  readonly ticketNumber: string | null;
  readonly amountCentimos: Centimos;
  readonly reasons: readonly (typeof MATCH_REASONS)[number][];
  /** Null where no person decided. */
  readonly by: string | null;
  readonly at: Instant;
}

const COUNTED = `SELECT a.*, s.sale_id, s.ticket_number FROM payment_allocation a
  JOIN payment_intent i USING (intent_id) LEFT JOIN sale s ON s.sale_id = i.subject`;

export async function countedFor(db: TenantDb, paymentIds: readonly string[]): Promise<CountedFor[]> {
  const rows = await db.all(
    `${COUNTED} WHERE a.payment_id IN (SELECT value FROM json_each(?)) ORDER BY a.pos`,
    [JSON.stringify(paymentIds)],
  );
  return rows.map(countedOf);
}

/** The credits that were counted for a sale. */
export async function countedForSale(db: TenantDb, saleId: string): Promise<CountedFor[]> {
  const rows = await db.all(`${COUNTED} WHERE i.subject = ? AND i.purpose = 'sale' ORDER BY a.pos`, [saleId]);
  return rows.map(countedOf);
}

const countedOf = (row: SqlRow): CountedFor => ({
  paymentId: row.payment_id as string,
  intentId: row.intent_id as string,
  saleId: row.sale_id as string | null,
  ticketNumber: row.ticket_number as string | null,
  amountCentimos: centimos(Number(row.amount_centimos)),
  reasons: String(row.reasons).split(",") as CountedFor["reasons"],
  by: row.allocated_by as string | null,
  at: row.occurred_at as Instant,
});

/** A sale that waits for money, as one that a credit may be counted for. */
export interface SaleToMatch {
  readonly intentId: string;
  readonly saleId: string | null;
  readonly ticketNumber: string | null;
  /** What is not there yet. */
  readonly dueCentimos: Centimos;
  /** Of the sale, or since when its money is waited for. */
  readonly at: Instant;
  /** The buyer said it is paid, or somebody took its number: such a sale comes first. */
  readonly claimed: boolean;
  readonly operationNumber: string | null;
}

/** More of them would be read by nobody: the nearest are first. */
const SHOWN = 30;

/**
 * The sales of a day on an account that a credit may be for, and those it was said to be for: first what was claimed and not
 * seen, by how near the amount is and then the time. A sale that was taken back is none of them.
 */
export async function salesToMatch(
  db: TenantDb,
  { accountId, day, named, credit }: {
    readonly accountId: string;
    readonly day: LimaDay;
    readonly named: readonly string[];
    readonly credit: { readonly leftCentimos: number; readonly occurredAt: Instant };
  },
): Promise<SaleToMatch[]> {
  const rows = await db.all(
    `SELECT i.*, s.sale_id, s.ticket_number, s.occurred_at AS sold_at,
        (SELECT operation_number FROM payment_number n WHERE n.intent_id = i.intent_id
          ORDER BY pos DESC LIMIT 1) AS operation_number
      FROM payment_awaited w JOIN payment_intent i USING (intent_id)
        LEFT JOIN sale s ON s.sale_id = i.subject
      WHERE w.account_id = ?1 AND i.purpose = 'sale' AND i.allocated_centimos < i.amount_centimos
        AND i.outcome IS NOT 'canceled' AND NOT ${TAKEN_BACK}
        AND (s.sale_id IS NOT NULL OR i.claimed_at IS NOT NULL OR i.outcome IS NULL)
        AND (i.opened_at >= ?2 AND i.opened_at < ?3 OR i.intent_id IN (SELECT value FROM json_each(?4)))`,
    [accountId, startOfDay(day), startOfDay(plusDays(day, 1)), JSON.stringify(named)],
  );
  const far = ({ claimed, dueCentimos, at }: SaleToMatch) => [
    claimed ? 0 : 1,
    Math.abs(dueCentimos - credit.leftCentimos),
    Math.abs(epochMsOf(at) - epochMsOf(credit.occurredAt)),
  ];
  return rows.map(toMatch).toSorted((a, b) => {
    const ofA = far(a), ofB = far(b), at = ofA.findIndex((one, index) => one !== ofB[index]);
    return at < 0 ? 0 : ofA[at]! - ofB[at]!;
  }).slice(0, SHOWN);
}

const toMatch = (row: SqlRow): SaleToMatch => ({
  intentId: row.intent_id as string,
  saleId: row.sale_id as string | null,
  ticketNumber: row.ticket_number as string | null,
  dueCentimos: centimos(Number(row.amount_centimos) - Number(row.allocated_centimos)),
  at: (row.sold_at ?? row.opened_at) as Instant,
  claimed: row.claimed_at !== null || row.marked_at !== null,
  operationNumber: row.operation_number as string | null,
});

/** Whether it was ever asked, answered or not. */
export const wasAsked = async (db: TenantDb, exceptionId: string): Promise<boolean> =>
  await db.first("SELECT 1 FROM payment_exception WHERE exception_id = ?", [exceptionId]) !== null;

/** The open question about a credit, if there is one. */
export async function questionOf(db: TenantDb, paymentId: string): Promise<string | null> {
  const row = await db.first<{ exception_id: string }>(
    "SELECT exception_id FROM payment_exception WHERE payment_id = ? AND resolution IS NULL ORDER BY exception_id LIMIT 1",
    [paymentId],
  );
  return row?.exception_id ?? null;
}
