import {
  intentsAsked,
  type Operation,
  operationKnown,
  operationsOf,
  takeUnknown,
} from "../../events/store/control/provider_operations.ts";
import {
  chargesAtOnce,
  ProviderAway,
  type ProviderPayment,
  type Started,
} from "../../kernel/payment_provider.ts";
import type { AppendRefusal } from "../../events/store/types.ts";
import { redacted } from "../../kernel/redact.ts";
import { ok, type Result } from "../../kernel/result.ts";
import { epochMsOf, type Instant, plusMs } from "../../kernel/time.ts";
import { applyAll, attemptOfOperation, noteMembership } from "./apply_provider_payment.ts";
import type { ProviderWork } from "./provider_work.ts";
import type { ReadReport } from "./read_notices.ts";

/** Clocks of two houses differ, and an intent may be older than what was asked for it. */
const BEFORE_MS = 600_000;
/** No token and no page of an unanswered request lives longer: what has not been found by then was never made. */
const GIVEN_UP_MS = 2 * 3_600_000;
/** No way to pay takes longer than this to say what became of it. */
const BEFORE_BLOCK_MS = 15 * 86_400_000;
const AGAIN_MS = 60_000;
const AT_ONCE = 20;

/**
 * Asks every provider that was asked for this intent what became of it, and brings our books to it: before a shop is
 * blocked, and wherever somebody waits. Throws {@link ProviderAway} where one does not answer: then nobody is blocked.
 */
export async function reconcileIntent(
  work: ProviderWork,
  intentId: string,
): Promise<readonly ProviderPayment[]> {
  const operations = await operationsOf(work.control, intentId), found: ProviderPayment[] = [];
  for (const [name, asked] of Map.groupBy(operations, ({ provider }) => provider)) {
    const provider = work.providers.get(name);
    if (!provider) throw new ProviderAway(`${name} is not set up any more`);
    found.push(...await provider.find(intentId, earliest(asked)));
  }
  const { refused } = await applyAll(work, found);
  if (refused[0]) throw new Error(`a payment found at its provider was not taken: ${refused[0].type}`);
  return found;
}

/** The same for everything that was asked for a shop in the last days: right before it is blocked. */
export async function reconcileShop(work: ProviderWork, shopId: string): Promise<readonly ProviderPayment[]> {
  const since = plusMs(work.clock.now(), -BEFORE_BLOCK_MS), found: ProviderPayment[] = [];
  for (const intentId of await intentsAsked(work.control, shopId, since)) {
    found.push(...await reconcileIntent(work, intentId));
  }
  return found;
}

function earliest(operations: readonly Operation[]): Instant {
  const first = operations.map(({ askedAt }) => askedAt).sort()[0]!;
  return plusMs(first, -BEFORE_MS);
}

/** What became of an operation that got no answer; null where nothing is found of it. */
export async function lookForOperation(work: ProviderWork, operation: Operation): Promise<Started | null> {
  const provider = work.providers.get(operation.provider);
  if (!provider) return null;
  const { intentId, askedAt, operationId } = operation;
  const found = await provider.find(intentId, plusMs(askedAt, -BEFORE_MS));
  const { refused } = await applyAll(work, found);
  if (refused[0]) throw new Error(`a payment found at its provider was not taken: ${refused[0].type}`);
  // An earlier try of the same intent that was declined is no answer to this one.
  const others = await operationsOf(work.control, intentId);
  const taken = new Set(
    others.filter((other) => other.operationId !== operationId).map(({ providerId }) => providerId),
  );
  const own = found.filter((each) =>
    each.amountCentimos === operation.amountCentimos && !taken.has(each.providerId)
  );
  const payment = own.find(({ status }) => status !== "failed") ?? own[0];
  if (!payment) return null;
  await operationEnded(
    work,
    operation,
    payment.status === "failed" ? "failed" : "succeeded",
    payment.providerId,
  );
  return payment.status === "open" && payment.actionUrl !== null
    ? { kind: "page", providerId: payment.providerId, url: payment.actionUrl }
    : { kind: "payment", payment };
}

/** A charge without an answer counts as on its way: nobody is blocked over it. An unopened page is no money. */
export async function noteOnItsWay(
  work: ProviderWork,
  { operationId, shopId, amountCentimos, provider, way }: Operation,
): Promise<Result<unknown, AppendRefusal>> {
  if (!chargesAtOnce(way)) return ok(null);
  const attemptId = attemptOfOperation(operationId);
  return await noteMembership(
    work,
    shopId,
    (known, shop) =>
      known.some((fact) => fact.type === "PaymentAttempted" && fact.data.attemptId === attemptId)
        ? []
        : [{ type: "PaymentAttempted", data: { shop, attemptId, amountCentimos, provider } }],
  );
}

async function operationEnded(
  work: ProviderWork,
  { operationId, shopId }: Operation,
  outcome: "succeeded" | "failed",
  providerId: string | null,
): Promise<void> {
  const attemptId = attemptOfOperation(operationId);
  const noted = await noteMembership(work, shopId, (known, shop) => {
    const has = (type: "PaymentAttempted" | "PaymentAttemptEnded") =>
      known.some((fact) => fact.type === type && fact.data.attemptId === attemptId);
    return has("PaymentAttempted") && !has("PaymentAttemptEnded")
      ? [{ type: "PaymentAttemptEnded", data: { shop, attemptId, outcome } }]
      : [];
  });
  if (!noted.ok) throw new Error(`the end of an attempt was not noted: ${noted.error.type}`);
  await operationKnown(work.control, operationId, providerId === null ? "refused" : "known", providerId);
}

/**
 * Looks for what got no answer, also from before a crash, until it is found or can no longer be. One that cannot be brought
 * to an end keeps nobody from the others, and what nobody can be asked about has not failed. Returns how many.
 */
export async function settleUnknown(
  work: ProviderWork,
  report: (line: ReadReport) => void = () => {},
): Promise<number> {
  const now = work.clock.now();
  const unknown = await takeUnknown(work.control, now, AGAIN_MS, AT_ONCE);
  for (const operation of unknown) {
    try {
      await settleOne(work, operation, now);
    } catch (error) {
      if (error instanceof ProviderAway) continue;
      const { provider, operationId } = operation;
      report({ level: "fault", message: `${provider} ${operationId}: ${redacted(String(error))}` });
    }
  }
  return unknown.length;
}

async function settleOne(work: ProviderWork, operation: Operation, now: Instant): Promise<void> {
  if (!work.providers.has(operation.provider)) return;
  if (await lookForOperation(work, operation)) return;
  if (epochMsOf(now) - epochMsOf(operation.askedAt) >= GIVEN_UP_MS) {
    await operationEnded(work, operation, "failed", null);
  } else await noteOnItsWay(work, operation);
}
