import {
  type DueEvent,
  eventDone,
  eventLater,
  takeDueEvents,
} from "../../events/store/control/provider_events.ts";
import { mirrorSubscription } from "../../events/store/control/provider_operations.ts";
import { type Looked, ProviderAway, type ProviderName } from "../../kernel/payment_provider.ts";
import { redacted } from "../../kernel/redact.ts";
import { type Instant, plusMs } from "../../kernel/time.ts";
import { applyProviderPayment } from "./apply_provider_payment.ts";
import type { ProviderWork } from "./provider_work.ts";

/** Whoever takes an event has this long; longer than any request of ours with its repetitions. */
const TAKEN_MS = 120_000;
const AT_ONCE = 20;
/** 5 s, 10 s … up to an hour: three days in all, as long as a provider itself goes on. What is left the reconcile finds. */
const FIRST_PAUSE_MS = 5_000, LONGEST_PAUSE_MS = 3_600_000, ATTEMPTS_MAX = 80;
/** A provider may tell of what its own reads do not show yet. */
const NOTHING_MAX = 4;

export interface ReadReport {
  readonly level: "info" | "fault";
  readonly message: string;
}

/**
 * Acts on what webhooks told: fetches the object and brings our books to it. Any number of processes may do so at once;
 * each takes its events for a time, and whoever dies leaves them to the next. Returns how many it took.
 */
export async function readNotices(
  work: ProviderWork,
  report: (line: ReadReport) => void = () => {},
): Promise<number> {
  const due = await takeDueEvents(work.control, work.clock.now(), TAKEN_MS, AT_ONCE);
  for (const event of due) await readOne(work, event, report);
  return due.length;
}

async function readOne(
  work: ProviderWork,
  event: DueEvent,
  report: (line: ReadReport) => void,
): Promise<void> {
  const { control, clock } = work;
  const read = await outcomeOf(work, event);
  if (read.fault) report({ level: "fault", message: `${event.provider} ${event.type}: ${read.outcome}` });
  if (read.done) return await eventDone(control, event, read.outcome);
  if (event.attempts >= ATTEMPTS_MAX) {
    report({ level: "fault", message: `${event.provider} ${event.type}: given up, ${read.outcome}` });
    return await eventDone(control, event, `given_up: ${read.outcome}`);
  }
  await eventLater(control, event, read.outcome, nextTry(event, clock.now()));
}

const nextTry = ({ attempts }: DueEvent, now: Instant): Instant =>
  plusMs(now, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 20)));

interface Read {
  readonly done: boolean;
  readonly fault?: boolean;
  readonly outcome: string;
}

async function outcomeOf(work: ProviderWork, event: DueEvent): Promise<Read> {
  const provider = work.providers.get(event.provider as ProviderName);
  if (!provider) return { done: false, outcome: "not_set_up" };
  try {
    const looked = await provider.look(event.objectId ?? "");
    return await acted(work, provider.name, looked, event.attempts);
  } catch (error) {
    if (error instanceof ProviderAway) return { done: false, outcome: redacted(error.message).slice(0, 200) };
    return { done: false, fault: true, outcome: redacted(String(error)).slice(0, 200) };
  }
}

async function acted(
  work: ProviderWork,
  name: ProviderName,
  looked: Looked,
  attempts: number,
): Promise<Read> {
  switch (looked.kind) {
    case "nothing":
      return { done: attempts >= NOTHING_MAX, outcome: "nothing" };
    case "subscription":
      await mirrorSubscription(work.control, name, looked.subscription, work.clock.now());
      return { done: true, outcome: looked.subscription.status };
    case "payment": {
      const applied = await applyProviderPayment(work, looked.payment);
      if (applied.ok) return { done: true, outcome: applied.value.decision ?? looked.payment.status };
      return { done: applied.error.type === "ForeignCurrency", fault: true, outcome: applied.error.type };
    }
  }
}
