import type { MembershipFact } from "../../events/facts/membership.ts";
import { centimos } from "../../kernel/money.ts";
import { epochMsOf, instantOf, type LimaDay, limaDay, plusDays } from "../../kernel/time.ts";
import type { Known } from "./account.ts";
import { type DataOf, idOf, invoice, known, lima, started } from "./membership_fixture.ts";

const HOUR = 3_600_000, DAY = 24 * HOUR;
const START = epochMsOf(lima("2026-10-27 09:00"));

/** Numbers of one seed (mulberry32), so that a history can be told by its seed alone. */
export function chances(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Up to ninety days of a shop that is billed, warned, pays, claims, disputes and is told late of half of it. */
export function randomHistory(seed: number): Known[] {
  const chance = chances(seed), facts: Known[] = [started("2026-11-03" as LimaDay)];
  let n = 1;
  const next = () => ++n;
  const moment = () => instantOf(START + chance(90) * DAY + chance(24) * HOUR + chance(60) * 60_000);
  const late = (at: string) => instantOf(epochMsOf(at as never) + (chance(3) === 0 ? chance(20) * DAY : 0));
  const add = <Type extends MembershipFact["type"]>(
    type: Type,
    data: Omit<DataOf<Type>, "shop">,
    at = moment(),
  ) => void facts.push(known(next(), at, type, data, late(at)));

  const invoices = 1 + chance(3);
  for (let i = 0; i < invoices; i++) {
    const dueOn = plusDays("2026-11-03" as LimaDay, 30 * i);
    facts.push(invoice(next(), dueOn, instantOf(START + 30 * i * DAY), 1000 + 1000 * chance(8)));
  }
  const invoiceIds = facts.slice(1).map(({ id }) => id);
  const anyInvoice = () => invoiceIds[chance(invoiceIds.length)]!;
  const payments: string[] = [];
  for (let i = chance(10); i > 0; i--) {
    const id = idOf(n + 1), at = moment();
    switch (chance(10)) {
      case 0:
      case 1:
      case 2:
        payments.push(id);
        add("PaymentReceived", {
          paymentId: id,
          amountCentimos: centimos(500 + 500 * chance(16)),
          valueAt: at,
          provider: "yape",
          reference: id,
        }, at);
        break;
      case 3:
        if (payments.length > 0) {
          add("PaymentRefunded", {
            refundId: id,
            paymentId: payments[chance(payments.length)]!,
            amountCentimos: centimos(500 + 500 * chance(8)),
            reason: "pedido",
          });
        }
        break;
      case 4: {
        add("PaymentAttempted", { attemptId: id, amountCentimos: centimos(5000), provider: "culqi" }, at);
        const ended = instantOf(epochMsOf(at) + chance(60) * HOUR);
        if (chance(2) === 0) add("PaymentAttemptEnded", { attemptId: id, outcome: "failed" }, ended);
        break;
      }
      case 5:
        add("PaymentClaimed", {
          claimId: id,
          amountCentimos: centimos(5000),
          wallet: "plin",
          operationNumber: `op${n}-1234`,
        }, at);
        if (chance(2) === 0) {
          const resolved = instantOf(epochMsOf(at) + chance(30) * HOUR);
          add("PaymentClaimResolved", { claimId: id, outcome: "rejected", by: "op" }, resolved);
        }
        break;
      case 6:
        if (payments.length > 0) {
          const paymentId = payments[chance(payments.length)]!;
          add("DisputeOpened", { disputeId: id, paymentId, amountCentimos: centimos(3000) }, at);
          const outcome = chance(2) === 0 ? "won" as const : "lost" as const;
          add("DisputeClosed", { disputeId: id, outcome }, instantOf(epochMsOf(at) + chance(20) * DAY));
        }
        break;
      case 7:
        add("ExtensionGranted", {
          extensionId: id,
          invoiceId: anyInvoice(),
          days: 1 + chance(10),
          by: "op",
          reason: "bono",
        });
        break;
      case 8:
        add("ShiftReported", { reportId: id, open: chance(2) === 0 });
        break;
      default:
        add("CreditGranted", { creditId: id, amountCentimos: centimos(500), by: "op", reason: "bono" });
    }
  }
  for (const invoiceId of invoiceIds) {
    for (const channel of ["whatsapp", "sms", "email"] as const) {
      if (chance(3) > 0) {
        add("NoticeDelivered", { noticeId: idOf(n + 1), invoiceId, kind: "overdue", channel });
      }
    }
  }
  return facts;
}

/** The same set in another order, with some of it reported again. */
export function shuffled(facts: readonly Known[], seed: number): Known[] {
  const chance = chances(seed), mixed = [...facts, ...facts.filter(() => chance(3) === 0)];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = chance(i + 1);
    [mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
  }
  return mixed;
}

/** Moments worth looking at: around every fact and around the steps. */
export function moments(facts: readonly Known[], seed: number): string[] {
  const chance = chances(seed), some = facts[chance(facts.length)]!;
  const at = epochMsOf(some.occurredAt);
  const morning = epochMsOf(lima(`${plusDays(limaDay(some.occurredAt), chance(12))} 05:00`));
  return [at, at + 1, morning - 1, morning, START + chance(160) * DAY].map(instantOf);
}
