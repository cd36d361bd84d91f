import { epochMsOf, type LimaDay, limaDay, plusDays, startOfDay } from "../../kernel/time.ts";
import { instantOf } from "../../kernel/time.ts";
import { atOf, type Facts, type Known, type Movement, type Standing, standingsAt } from "./account.ts";
import { type Policy, policyOf } from "./policy.ts";

/** When each step of an uncovered invoice begins, in Unix milliseconds, and why then. */
export interface Ladder {
  /** The last day that it may wait for, after what moved it. */
  readonly dueOn: LimaDay;
  readonly grace: number;
  readonly restricted: number;
  /** Infinity while the notice that a block waits for has not reached anybody. */
  readonly blocked: number;
  readonly dormant: number;
  /** The invoice, and what moved its steps. */
  readonly because: readonly string[];
  /** The notices that let the block come. */
  readonly notices: readonly string[];
}

const HOUR = 3_600_000;
const hourOf = (day: LimaDay, hour: number): number => epochMsOf(startOfDay(day)) + hour * HOUR;
const dayOf = (ms: number): LimaDay => limaDay(instantOf(ms));

/** When an invoice that nothing covers brings down which step, by the facts up to `at`. */
export function ladderOf(
  known: Facts,
  promises: readonly Promised[],
  invoice: Standing,
  at: number,
): Ladder {
  const policy = policyOf(invoice.policy), { uncoveredBy } = invoice;
  const extensions = known.of("ExtensionGranted").filter((entry) =>
    entry.fact.data.invoiceId === invoice.invoiceId && atOf(entry) <= at
  );
  const promise = promises.find((other) => other.invoiceId === invoice.invoiceId && other.at <= at);
  const dueOn = latest(
    plusDays(invoice.dueOn, extensions.reduce((sum, { fact }) => sum + fact.data.days, 0)),
    uncoveredBy && dayOf(uncoveredBy.at),
    promise?.day ?? null,
  );
  const visible = Math.max(invoice.recordedAt, uncoveredBy?.recordedAt ?? 0, uncoveredBy?.at ?? 0);
  const lost = uncoveredBy?.kind === "dispute_lost";
  const on = (step: number) => lost ? 0 : hourOf(plusDays(dueOn, step), policy.hour);
  const stepMs = lost ? policy.disputeStepDays * 24 * HOUR : policy.stepMs;
  const grace = Math.max(on(policy.graceOn), visible);
  const restricted = Math.max(on(policy.restrictedOn), grace + stepMs);
  const notice = noticeFor(known, invoice, grace, at, policy);
  const due = Math.max(on(policy.blockedOn), restricted + stepMs, notice.readyAt + policy.noticeMs);
  const blocked = deferred(known, due, at, policy);
  return {
    ...{ dueOn, grace, restricted, blocked },
    dormant: Math.max(hourOf(plusDays(dueOn, policy.dormantOn), policy.hour), blocked + policy.stepMs),
    because: [
      invoice.id,
      ...uncoveredBy ? [uncoveredBy.id] : [],
      ...extensions.map(({ id }) => id),
      ...promise ? [promise.id] : [],
    ],
    notices: notice.ids,
  };
}

const latest = (first: LimaDay, ...others: readonly (LimaDay | null)[]): LimaDay =>
  others.reduce<LimaDay>((last, day) => day !== null && day > last ? day : last, first);

/** A day to which the rest of a debt was moved. */
export interface Promised {
  readonly invoiceId: string;
  /** Of the payment that did. */
  readonly id: string;
  readonly at: number;
  readonly day: LimaDay;
}

/**
 * A payment of most of what was overdue moves the rest to a promised day (case 8): once for the invoice that it leaves
 * oldest, so that paying a little of the rest again and again moves nothing.
 */
export function promisesOf(known: Facts, movements: readonly Movement[]): Promised[] {
  const promises: Promised[] = [];
  for (const payment of movements) {
    if (payment.kind !== "payment") continue;
    const overdue = (standings: readonly Standing[]) =>
      standings.filter((other) => other.openCentimos > 0 && other.dueOn < dayOf(payment.at));
    const left = overdue(standingsAt(known, movements, payment.at)),
      oldest = left[0],
      owedAfter = sumOf(left);
    if (!oldest || promises.some(({ invoiceId }) => invoiceId === oldest.invoiceId)) continue;
    const earlier = movements.filter((other) => other !== payment);
    const owedBefore = sumOf(overdue(standingsAt(known, earlier, payment.at)));
    const policy = policyOf(oldest.policy);
    if ((owedBefore - owedAfter) * 1000 < policy.partialPerMille * owedBefore) continue;
    const day = plusDays(dayOf(payment.at), policy.promiseDays);
    promises.push({ invoiceId: oldest.invoiceId, id: payment.id, at: payment.at, day });
  }
  return promises;
}
const sumOf = (standings: readonly Standing[]) =>
  standings.reduce((sum, { openCentimos }) => sum + openCentimos, 0);

/** When the second channel was reached after the steps began. A reminder from before the due day warns of no block. */
function noticeFor(
  known: Facts,
  { invoiceId }: Standing,
  grace: number,
  at: number,
  { channels }: Policy,
): { readyAt: number; ids: readonly string[] } {
  const reached = new Map<string, Known>();
  for (const entry of known.of("NoticeDelivered")) {
    const { data } = entry.fact;
    if (data.invoiceId !== invoiceId || atOf(entry) < grace || atOf(entry) > at) continue;
    if (!reached.has(data.channel)) reached.set(data.channel, entry);
    if (reached.size === channels) {
      return { readyAt: atOf(entry), ids: [...reached.values()].map(({ id }) => id) };
    }
  }
  return { readyAt: Infinity, ids: [] };
}

/** Puts a block off while a payment is in flight (case 1) and while a till is open (case 15), each for so long and no longer. */
function deferred(known: Facts, due: number, at: number, policy: Policy): number {
  if (due === Infinity) return due;
  let blocked = due;
  for (const entry of known.of("PaymentAttempted")) {
    const from = atOf(entry);
    if (from > at || from > blocked) continue;
    const ended = known.of("PaymentAttemptEnded").find(({ fact, ...other }) =>
      fact.data.attemptId === entry.fact.data.attemptId && atOf({ ...other, fact }) <= at
    );
    const until = Math.min(ended ? atOf(ended) : Infinity, from + policy.pendingMs);
    if (until > blocked) blocked = Math.min(until, due + policy.pendingMs);
  }
  const reports = known.of("ShiftReported").filter((entry) => atOf(entry) <= at);
  const last = reports.findLast((entry) => atOf(entry) <= blocked);
  if (!last?.fact.data.open || atOf(last) < blocked - 24 * HOUR) return blocked;
  const closed = reports.find((entry) => atOf(entry) > blocked && !entry.fact.data.open);
  return Math.min(closed ? atOf(closed) : Infinity, blocked + policy.shiftMs);
}
