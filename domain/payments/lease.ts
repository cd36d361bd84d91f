import { epochMsOf, type Instant } from "../../kernel/time.ts";
import { dueOf, type Intent } from "./book.ts";
import { askedOf, GRACE_MS } from "./intent_index.ts";

/** Those that wait on one of these accounts for the same amount: two payers could not be told apart. */
export function sameAmountOpen(
  intents: Iterable<Intent>,
  asked: Pick<Intent, "intentId" | "accountIds" | "amountCentimos">,
  at: Instant,
): string[] {
  return [...intents].filter((intent) =>
    intent.intentId !== asked.intentId && askedOf(intent) === asked.amountCentimos && isWaiting(intent, at) &&
    intent.accountIds.some((id) => asked.accountIds.includes(id))
  ).map(({ intentId }) => intentId).toSorted();
}

/** Whether money for it may still come by itself. */
export const isWaiting = (intent: Intent, at: Instant): boolean =>
  dueOf(intent) > 0 && intent.ended?.outcome !== "canceled" &&
  (intent.expiresAt === null || epochMsOf(at) <= epochMsOf(intent.expiresAt) + GRACE_MS);
