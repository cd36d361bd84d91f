import { type CreditStanding, FIRST_TERMS, partOf, WHOLE_SHARE } from "../../kernel/credit.ts";
import { centimos, ZERO } from "../../kernel/money.ts";
import type { PulledCustomer } from "../../kernel/sync.ts";
import type { CreditBook, CreditChange } from "./local_store.ts";

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
