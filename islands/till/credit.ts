import { type CreditStanding, FIRST_TERMS, partOf, WHOLE_SHARE } from "../../kernel/credit.ts";
import { type Centimos, centimos, ZERO } from "../../kernel/money.ts";
import type { PulledCustomer, PullResponse } from "../../kernel/sync.ts";
import type { Instant } from "../../kernel/time.ts";

/** What this till did to somebody's account and no answer of the server has in it yet. Kept with the command itself. */
export interface CreditChange {
  /** Of the command that did it. */
  readonly seq: number;
  readonly customerId: string;
  readonly kind: "lent" | "paid" | "added";
  readonly amountCentimos: Centimos;
  readonly at: Instant;
  /** Of somebody added here. */
  readonly name?: string;
  readonly phone?: string | null;
}

/** The customers as the server last told them, and what this till may lend of their limits. */
export interface CreditBook {
  readonly customers: readonly PulledCustomer[];
  readonly share: number;
}
export const NO_BOOK: CreditBook = { customers: [], share: 0 };

/** The book with a page of a pull in it. */
export function withPage(
  book: CreditBook,
  { customers, removedCustomers, creditShare }: Pick<
    PullResponse,
    "customers" | "removedCustomers" | "creditShare"
  >,
): CreditBook {
  if (customers.length + removedCustomers.length === 0) {
    return creditShare === book.share ? book : { ...book, share: creditShare };
  }
  const gone = new Set([...removedCustomers, ...customers.map(({ customerId }) => customerId)]);
  const kept = book.customers.filter(({ customerId }) => !gone.has(customerId));
  return { customers: [...kept, ...customers], share: creditShare };
}

/**
 * The changes that the customers of a page do not have in them yet. `acked`: the last command that had been answered
 * when the page was asked for. Where the server cannot say which are in, what was lent counts once more rather than not
 * at all, and what was paid not at all rather than twice.
 */
export function unsettled(
  changes: readonly CreditChange[],
  { customers, creditSeq, hasMore }: Pick<PullResponse, "customers" | "creditSeq" | "hasMore">,
  acked: number,
): readonly CreditChange[] {
  const told = new Set(customers.map(({ customerId }) => customerId));
  const left = changes.filter(({ seq, kind, customerId }) => {
    if (hasMore && !told.has(customerId)) return true;
    return creditSeq !== null ? seq > creditSeq : kind !== "paid" && seq > acked;
  });
  return left.length === changes.length ? changes : left;
}

/** Everybody this till can lend to, with all that happened here since the server last said. */
export function customersNow(book: CreditBook, changes: readonly CreditChange[]): PulledCustomer[] {
  const known = new Map(book.customers.map((customer) => [customer.customerId, customer]));
  for (const change of changes) {
    const customer = known.get(change.customerId) ?? addedOf(change, book.share);
    if (customer) known.set(change.customerId, after(customer, change, book.share === WHOLE_SHARE));
  }
  return [...known.values()].map((customer) => ({
    ...customer,
    allowanceCentimos: centimos(Math.max(0, customer.allowanceCentimos)),
  }));
}

/** Nobody else knows them yet, and still this till lends its own share alone: others will know them soon. */
function addedOf({ customerId, kind, name, phone }: CreditChange, share: number): PulledCustomer | null {
  if (kind !== "added" || name === undefined) return null;
  const allowanceCentimos = centimos(partOf(share, FIRST_TERMS.limitCentimos));
  const nothing: Omit<CreditStanding, keyof typeof FIRST_TERMS> = {
    balanceCentimos: ZERO,
    oldestDebtAt: null,
    allowanceCentimos,
  };
  return { customerId, name, phone: phone ?? null, ...FIRST_TERMS, ...nothing, lentHereCentimos: ZERO };
}

/**
 * What is paid here covers what was lent here first; only that much can be lent again without asking, for the rest may
 * be in use at another till. A till that lends alone counts all of it.
 */
function after(customer: PulledCustomer, change: CreditChange, alone: boolean): PulledCustomer {
  const { balanceCentimos: balance, allowanceCentimos: allowance, lentHereCentimos: here } = customer;
  const amount = change.amountCentimos;
  if (change.kind === "lent") {
    return {
      ...customer,
      balanceCentimos: centimos(balance + amount),
      allowanceCentimos: centimos(allowance - amount),
      lentHereCentimos: centimos(here + amount),
      oldestDebtAt: customer.oldestDebtAt ?? change.at,
    };
  }
  if (change.kind === "added") return customer;
  const own = Math.min(amount, here), left = balance - amount;
  const room = Math.min(allowance + (alone ? amount : own), customer.limitCentimos - Math.max(0, left));
  return {
    ...customer,
    balanceCentimos: centimos(left),
    allowanceCentimos: centimos(room),
    lentHereCentimos: centimos(here - own),
    oldestDebtAt: left <= 0 ? null : customer.oldestDebtAt,
  };
}
