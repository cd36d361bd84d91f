import type { MembershipFact } from "../../events/facts/membership.ts";
import { epochMsOf, type Instant, type LimaDay } from "../../kernel/time.ts";

/** A fact as the platform's log has it. */
export interface Known<Fact extends MembershipFact = MembershipFact> {
  /** Of the event. */
  readonly id: string;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly fact: Fact;
}
export type KnownOf<Type extends MembershipFact["type"]> = Known<Extract<MembershipFact, { type: Type }>>;

/** The facts known at an instant, in the order in which they happened. */
export interface Facts {
  readonly all: readonly Known[];
  of<Type extends MembershipFact["type"]>(type: Type): readonly KnownOf<Type>[];
}

/** Money counts from the day it came in; everything else from when it happened. */
export const atOf = ({ fact, occurredAt }: Known): number =>
  epochMsOf(fact.type === "PaymentReceived" ? fact.data.valueAt : occurredAt);

/** What makes two reports one fact: the thing it is about, not the event that says so (features §4.2 case 2). */
function keyOf({ id, fact: { type, data } }: Known): string {
  switch (type) {
    case "InvoiceIssued":
      return `${type} ${data.invoiceId}`;
    case "CreditGranted":
      return `${type} ${data.creditId}`;
    case "PaymentReceived":
      return `${type} ${data.provider} ${data.reference}`;
    case "PaymentRefunded":
      return `${type} ${data.refundId}`;
    case "PaymentAttempted":
    case "PaymentAttemptEnded":
      return `${type} ${data.attemptId}`;
    case "PaymentClaimed":
    case "PaymentClaimResolved":
      return `${type} ${data.claimId}`;
    case "DisputeOpened":
    case "DisputeClosed":
      return `${type} ${data.disputeId}`;
    case "ExtensionGranted":
      return `${type} ${data.extensionId}`;
    case "HoldProposed":
    case "HoldPlaced":
    case "HoldLifted":
      return `${type} ${data.holdId}`;
    case "NoticeDelivered":
      return `${type} ${data.noticeId} ${data.channel}`;
    case "ShiftReported":
      return `${type} ${data.reportId}`;
    case "PlanChanged":
      return `${type} ${data.changeId}`;
    case "NoticeIssued":
      return `${type} ${data.noticeId}`;
    case "OperatorNoted":
      return `${type} ${data.noteId}`;
    case "MembershipReturned":
      return `${type} ${data.returnId}`;
    case "LicenceIssued":
      return `${type} ${data.licenceId}`;
    case "MembershipCancelled":
      return `${type} ${id}`; // who leaves, comes back and leaves again has left twice
    default:
      return type;
  }
}

const before = (a: Known, b: Known): number =>
  atOf(a) - atOf(b) || epochMsOf(a.recordedAt) - epochMsOf(b.recordedAt) || (a.id < b.id ? -1 : 1);

/** The facts known at an instant, each once, whatever the order and number of their reports. */
export function factsKnown(reported: readonly Known[], t: number): Facts {
  const seen = new Set<string>();
  const all = reported.filter(({ recordedAt }) => epochMsOf(recordedAt) <= t).sort(before).filter(
    (entry) => {
      const key = keyOf(entry);
      return !seen.has(key) && seen.add(key);
    },
  );
  const byType = Map.groupBy(all, ({ fact }) => fact.type);
  return {
    all,
    of: (type) => (byType.get(type) ?? []) as readonly Known[] as readonly KnownOf<typeof type>[],
  };
}

/** One change of what the shop has paid: up by money and credits, down by what was taken back. */
export interface Movement {
  readonly id: string;
  readonly at: number;
  readonly recordedAt: number;
  readonly centimos: number;
  readonly kind: "payment" | "credit" | "refund" | "dispute_lost";
}

/** In the order of time. A payment is never taken back twice, by whichever way (case 12). */
export function movementsOf(known: Facts): Movement[] {
  const left = new Map<string, number>(),
    disputes = new Map<string, { paymentId: string; centimos: number }>();
  for (const { fact: { data } } of known.of("PaymentReceived")) {
    left.set(data.paymentId, (left.get(data.paymentId) ?? 0) + data.amountCentimos);
  }
  for (const { fact: { data } } of known.of("DisputeOpened")) {
    disputes.set(data.disputeId, { paymentId: data.paymentId, centimos: data.amountCentimos });
  }
  const takenBack = (paymentId: string, wished: number) => {
    const centimos = Math.min(wished, left.get(paymentId) ?? 0);
    left.set(paymentId, (left.get(paymentId) ?? 0) - centimos);
    return -centimos;
  };
  return known.all.flatMap((entry): Movement[] => {
    const { id, fact } = entry;
    const moved = (kind: Movement["kind"], centimos: number) => [
      { id, at: atOf(entry), recordedAt: epochMsOf(entry.recordedAt), centimos, kind },
    ];
    switch (fact.type) {
      case "PaymentReceived":
        return moved("payment", fact.data.amountCentimos);
      case "CreditGranted":
        return moved("credit", fact.data.amountCentimos);
      case "PaymentRefunded":
        return moved("refund", takenBack(fact.data.paymentId, fact.data.amountCentimos));
      case "DisputeClosed": {
        const dispute = disputes.get(fact.data.disputeId);
        return dispute && fact.data.outcome === "lost"
          ? moved("dispute_lost", takenBack(dispute.paymentId, dispute.centimos))
          : [];
      }
      default:
        return [];
    }
  });
}

/** An invoice as it stands: covered by what was paid, oldest due first (cases 8 and 9). */
export interface Standing {
  readonly id: string;
  readonly invoiceId: string;
  readonly dueOn: LimaDay;
  readonly policy: number;
  readonly recordedAt: number;
  readonly amountCentimos: number;
  /** What of it nothing covers. */
  readonly openCentimos: number;
  /** The movement that took its cover away; null where it never was covered. */
  readonly uncoveredBy: Movement | null;
}

/** Invoices issued at `at` or before, against the movements up to then. */
export function standingsAt(known: Facts, movements: readonly Movement[], at: number): Standing[] {
  const invoices = known.of("InvoiceIssued").filter((entry) => atOf(entry) <= at)
    .toSorted((a, b) => {
      const [x, y] = [a.fact.data, b.fact.data];
      return x.dueOn < y.dueOn ? -1 : x.dueOn > y.dueOn ? 1 : x.invoiceId < y.invoiceId ? -1 : 1;
    });
  const moved = movements.filter((movement) => movement.at <= at);
  let owed = 0;
  return invoices.map((entry) => {
    const { amountCentimos, invoiceId, dueOn, policy } = entry.fact.data, from = owed;
    owed += amountCentimos;
    let paid = 0, uncoveredBy: Movement | null = null;
    for (const movement of moved) {
      const wasCovered = paid >= owed;
      paid += movement.centimos;
      if (wasCovered && paid < owed) uncoveredBy = movement;
      if (paid >= owed) uncoveredBy = null;
    }
    const openCentimos = Math.max(0, Math.min(amountCentimos, owed - Math.max(paid, from)));
    return {
      ...{ id: entry.id, invoiceId, dueOn, policy, amountCentimos, openCentimos, uncoveredBy },
      recordedAt: epochMsOf(entry.recordedAt),
    };
  });
}
