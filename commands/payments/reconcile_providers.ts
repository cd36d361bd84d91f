import {
  forgetEventsBefore,
  noteReconciled,
  reconciledThrough,
} from "../../events/store/control/provider_events.ts";
import { mirrorSubscription } from "../../events/store/control/provider_operations.ts";
import type { PaymentProvider, ProviderPayment } from "../../kernel/payment_provider.ts";
import { redacted } from "../../kernel/redact.ts";
import { type Instant, limaDay, plusMs } from "../../kernel/time.ts";
import { applyProviderPayment } from "./apply_provider_payment.ts";
import type { ProviderWork } from "./provider_work.ts";
import type { ReadReport } from "./read_notices.ts";

/** What a provider shows late, and what was on its way between two turns. */
const OVERLAP_MS = 2 * 3_600_000;
/** Once a day this far back: lists that go by the day of making tell of a refund of then only so. */
const DEEP_MS = 30 * 86_400_000;
/** Rows of webhooks that were acted on: longer than any provider repeats one. */
const KEPT_MS = 90 * 86_400_000;

/**
 * Asks each provider for what moved since the last time, and brings our books to it, as if every webhook since had been
 * lost. How far it came is noted once all of it was taken, so that what fails is asked for again. Returns how many
 * payments it went through.
 */
export async function reconcileProviders(
  work: ProviderWork,
  report: (line: ReadReport) => void,
): Promise<number> {
  let seen = 0;
  for (const provider of work.providers.values()) {
    try {
      seen += await reconcileOne(work, provider, report);
    } catch (error) {
      report({ level: "fault", message: `${provider.name}: ${redacted(String(error))}` });
    }
  }
  await forgetEventsBefore(work.control, plusMs(work.clock.now(), -KEPT_MS));
  return seen;
}

async function reconcileOne(
  work: ProviderWork,
  provider: PaymentProvider,
  report: (line: ReadReport) => void,
): Promise<number> {
  const now = work.clock.now(), today = limaDay(now);
  const before = await reconciledThrough(work.control, provider.name);
  const isDeep = before?.deepOn !== today;
  let seen = 0, refused = 0;
  for await (const looked of provider.changedSince(sinceOf(before?.through ?? now, isDeep, now), now)) {
    if (looked.kind === "subscription") {
      await mirrorSubscription(work.control, provider.name, looked.subscription, now);
    }
    if (looked.kind !== "payment") continue;
    seen++;
    const refusal = await refusalOf(work, looked.payment);
    if (refusal === null) continue;
    report({ level: "fault", message: `${provider.name} ${looked.payment.providerId}: ${refusal}` });
    if (refusal !== "ForeignCurrency") refused++;
  }
  if (refused === 0) await noteReconciled(work.control, provider.name, { through: now, deepOn: today }, seen);
  return seen;
}

/** Null where it was taken. What throws, too, keeps nobody from the payments behind it. */
async function refusalOf(work: ProviderWork, payment: ProviderPayment): Promise<string | null> {
  try {
    const applied = await applyProviderPayment(work, payment);
    return applied.ok ? null : applied.error.type;
  } catch (error) {
    return redacted(String(error));
  }
}

const sinceOf = (through: Instant, isDeep: boolean, now: Instant): Instant => {
  const usual = plusMs(through, -OVERLAP_MS), deep = plusMs(now, -DEEP_MS);
  return isDeep && deep < usual ? deep : usual;
};
