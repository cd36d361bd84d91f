import type { CreditEntry, CreditEntryKind, CreditTerms } from "../../../kernel/credit.ts";
import { type Centimos, centimos } from "../../../kernel/money.ts";
import type { TenderMethod } from "../../../kernel/sale.ts";
import type { Instant } from "../../../kernel/time.ts";
import type { SealedField } from "../../log/envelope.ts";
import type { SqlValue, TenantDb } from "../../store/types.ts";
import type { Page } from "../catalogue/queries.ts";
import { cursorOf, readCursor } from "../cursor.ts";

/** A customer as the shop's database knows them: whoever shows the name opens it with the person's key. */
export interface SealedCustomer extends CreditTerms {
  readonly customerId: string;
  readonly name: SealedField | null;
  readonly phone: SealedField | null;
  readonly balanceCentimos: Centimos;
  readonly erased: boolean;
  readonly pos: number;
}

/** One line of the account, and how it was paid. */
export interface AccountLine extends CreditEntry {
  readonly method: TenderMethod | null;
}

type CustomerRow = {
  customer_id: string;
  name: string | null;
  phone: string | null;
  limit_centimos: number;
  max_age_days: number | null;
  balance_centimos: number;
  erased: number;
  pos: number;
};
type EntryRow = {
  customer_id: string;
  pos: number;
  kind: string;
  ref: string;
  amount_centimos: number;
  occurred_at: string;
  device_id: string | null;
  method: string | null;
};

const sealedOf = (json: string | null) => json === null ? null : JSON.parse(json) as SealedField;
const customerOf = (row: CustomerRow): SealedCustomer => ({
  customerId: row.customer_id,
  name: sealedOf(row.name),
  phone: sealedOf(row.phone),
  limitCentimos: centimos(row.limit_centimos),
  maxAgeDays: row.max_age_days,
  balanceCentimos: centimos(row.balance_centimos),
  erased: row.erased === 1,
  pos: row.pos,
});
const lineOf = (row: EntryRow): AccountLine => ({
  pos: row.pos,
  kind: row.kind as CreditEntryKind,
  ref: row.ref,
  amountCentimos: centimos(row.amount_centimos),
  occurredAt: row.occurred_at as Instant,
  deviceId: row.device_id,
  method: row.method as TenderMethod | null,
});

export async function customerById(db: TenantDb, customerId: string): Promise<SealedCustomer | null> {
  const row = await db.first<CustomerRow>("SELECT * FROM customer WHERE customer_id = ?", [customerId]);
  return row && customerOf(row);
}

/** In the order of the log, by customer. Without ids, of everybody. */
export async function entriesOf(
  db: TenantDb,
  customerIds?: readonly string[],
): Promise<ReadonlyMap<string, AccountLine[]>> {
  const [where, args]: [string, SqlValue[]] = customerIds
    ? ["WHERE customer_id IN (SELECT value FROM json_each(?))", [JSON.stringify(customerIds)]]
    : ["", []];
  const rows = await db.all<EntryRow>(`SELECT * FROM credit_entry ${where} ORDER BY customer_id, pos`, args);
  const entries = new Map<string, AccountLine[]>();
  for (const row of rows) {
    const list = entries.get(row.customer_id);
    if (list) list.push(lineOf(row));
    else entries.set(row.customer_id, [lineOf(row)]);
  }
  return entries;
}

/** Everybody who is in the book and not erased, or still owes. */
const LISTED = "(erased = 0 OR balance_centimos <> 0)";

/** All of them: names are sealed, so who looks for one opens them all. */
export async function allCustomers(db: TenantDb): Promise<SealedCustomer[]> {
  const rows = await db.all<CustomerRow>(
    `SELECT * FROM customer WHERE ${LISTED} ORDER BY balance_centimos DESC, customer_id`,
  );
  return rows.map(customerOf);
}

/** Those who owe most first. A cursor that is not ours starts at the beginning. */
export async function customersPage(
  db: TenantDb,
  options: { readonly debtors?: boolean; readonly cursor?: string; readonly limit: number },
): Promise<Page<SealedCustomer>> {
  const [balance, id] = readCursor(options.cursor) ?? [];
  const start = balance === undefined || id === undefined ? null : [Number(balance) || 0, id] as const;
  const rows = await db.all<CustomerRow>(
    `SELECT * FROM customer WHERE ${LISTED} ${options.debtors ? "AND balance_centimos > 0" : ""}
      ${start ? "AND (-balance_centimos, customer_id) > (?, ?)" : ""}
      ORDER BY balance_centimos DESC, customer_id LIMIT ?`,
    [...start ? [-start[0], start[1]] : [], options.limit + 1],
  );
  const items = rows.slice(0, options.limit).map(customerOf), last = items.at(-1);
  const more = rows.length > options.limit && last !== undefined;
  return { items, next: more ? cursorOf([String(last.balanceCentimos), last.customerId]) : null };
}

export interface CustomerChanges {
  readonly changed: readonly SealedCustomer[];
  readonly removed: readonly string[];
  /** Of the last change that was read. */
  readonly pos: number;
  readonly more: boolean;
}

/** What changed since a till last asked, in the order of the changes: one event changes one customer. */
export async function customersChangedAfter(
  db: TenantDb,
  after: number,
  limit: number,
): Promise<CustomerChanges> {
  const rows = await db.all<CustomerRow>("SELECT * FROM customer WHERE pos > ? ORDER BY pos LIMIT ?", [
    after,
    limit,
  ]);
  const customers = rows.map(customerOf);
  return {
    changed: customers.filter(({ erased }) => !erased),
    removed: customers.filter(({ erased }) => erased).map(({ customerId }) => customerId),
    pos: rows.at(-1)?.pos ?? after,
    more: rows.length === limit,
  };
}
