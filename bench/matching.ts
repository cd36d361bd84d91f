import type { Credit, Intent, PaymentBook } from "../domain/payments/book.ts";
import { EARLY_MS, GRACE_MS } from "../domain/payments/intent_index.ts";
import { settleBook } from "../domain/payments/settle.ts";
import { epochMsOf, instantOf } from "../kernel/time.ts";
import { type Figure, rate } from "./measure.ts";
import { seeded } from "./statistics.ts";

const EVIDENCE = 10_000;
const INTENTS = 1_000;
const ACCOUNT = "00000000-0000-7000-8000-000000000001";
const NOON = Date.UTC(2026, 10, 26, 17);
const DAY_MS = 8 * 3_600_000;
const NAMES = ["Ana Per*", "Beto Qui*", "Carla Flo*", "Dora Rui*"];

const id = (kind: number, n: number) => `0000000${kind}-0000-7000-8000-${String(n).padStart(12, "0")}`;

/** A day of a busy account: a thousand intents of ten minutes, and ten times as many credits, of which some fit one. */
function busyDay(scale: number): PaymentBook {
  const random = seeded(5), nat = (max: number) => Math.floor(random() * max);
  const amount = () => (1 + nat(400)) * 50, moment = () => NOON + nat(DAY_MS);
  const intents = Array.from({ length: Math.ceil(INTENTS * scale) }, (_, n): Intent => {
    const opened = moment();
    return {
      intentId: id(1, n),
      accountIds: [ACCOUNT],
      amountCentimos: amount(),
      allocatedCentimos: 0,
      byPersonCentimos: 0,
      openedAt: instantOf(opened),
      expiresAt: instantOf(opened + 600_000),
      ended: null,
      expectedPayer: null,
      securityCode: n % 3 === 0 ? String(100 + nat(900)) : null,
      operationNumbers: [],
      claimed: false,
      marked: false,
      sightings: [],
    };
  });
  const credits = Array.from({ length: Math.ceil(EVIDENCE * scale) }, (_, n): Credit => ({
    paymentId: id(2, n),
    accountId: ACCOUNT,
    amountCentimos: amount(),
    allocations: [],
    refundedCentimos: 0,
    held: false,
    closed: false,
    witnesses: [{
      evidenceId: id(2, n),
      channel: "device_push/phone",
      source: "device_push",
      trust: 2,
      occurredAt: instantOf(moment()),
      payer: { name: NAMES[nat(NAMES.length)]!, masked: true },
      securityCode: String(100 + nat(900)),
      operationNumber: null,
      externalReference: null,
      providerId: null,
    }],
  }));
  return {
    accounts: new Map([[ACCOUNT, {
      accountId: ACCOUNT,
      wallet: "yape",
      active: true,
      strictAboveCentimos: null,
    }]]),
    intents: new Map(intents.map((intent) => [intent.intentId, intent])),
    credits: new Map(credits.map((credit) => [credit.paymentId, credit])),
    exceptions: new Map(),
    tellings: new Map(),
  };
}

/** Each credit beside each intent, by amount and time alone, on numbers that are ready: what a query without an index does. */
function bareLoop({ credits, intents }: PaymentBook): () => number {
  const asked = [...intents.values()].map(({ amountCentimos, openedAt, expiresAt }) => ({
    amount: amountCentimos,
    from: epochMsOf(openedAt) - EARLY_MS,
    to: epochMsOf(expiresAt!) + GRACE_MS,
  }));
  const came = [...credits.values()].map(({ amountCentimos, witnesses }) => ({
    amount: amountCentimos,
    at: epochMsOf(witnesses[0]!.occurredAt),
  }));
  return () => {
    let fitting = 0;
    for (const { amount, at } of came) {
      for (const intent of asked) {
        if (intent.amount === amount && at >= intent.from && at <= intent.to) fitting++;
      }
    }
    return fitting;
  };
}

export const MATCHING: Figure = {
  name: "match",
  title: "match 10,000 payments against 1,000 open intents",
  unit: "payments/s",
  bare: "a loop over both that compares amount and time, and decides nothing",
  rounds: 5,
  aims: [{ kind: "least", value: 10_000, text: "10,000 in ≤ 1 s" }],
  prepare: ({ scale }) => {
    const book = busyDay(scale), loop = bareLoop(book), count = book.credits.size;
    return Promise.resolve({
      ours: () =>
        rate(count, () => {
          const facts = settleBook(book);
          const isDone = facts.some(({ type }) => type === "PaymentAllocated") && facts.length >= count;
          if (!isDone) throw new Error("the payments of the bench found nothing");
        }),
      bare: () =>
        rate(count, () => {
          if (loop() === 0) throw new Error("the bare loop found nothing");
        }),
      close: () => Promise.resolve(),
    });
  },
};
