import type { PullResponse } from "../../kernel/sync.ts";
import type { CreditBook, CreditChange, LocalStore } from "./local_store.ts";
import type { Outbox } from "./outbox.ts";
import type { Till } from "./till.ts";

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

/**
 * Takes the customers of a page. Kept before the cursor that passes them, and in the turn of whatever changes the same
 * accounts. `acked` as in {@link unsettled}.
 */
export async function takeCredit(
  till: Till,
  store: LocalStore,
  outbox: Outbox,
  page: PullResponse,
  acked: number,
): Promise<void> {
  const book = till.book.value = withPage(till.book.value, page);
  await outbox.inTurn(async () => {
    const kept = await store.load(), credit = unsettled(kept.credit, page, acked);
    till.credit.value = credit;
    if (book !== kept.book || credit !== kept.credit) await store.save({ book, credit });
  });
}
