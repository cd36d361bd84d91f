import assert from "node:assert/strict";
import fc from "fast-check";
import { epochMsOf, instantOf } from "../../kernel/time.ts";
import { allocatedOf, dueOf, type EvidenceInput, type Intent, type PaymentBook, trustOf } from "./book.ts";
import { decideResolved } from "./decider.ts";
import {
  bookOf,
  evidenceOf,
  finalState,
  follow,
  id,
  intentOf,
  isCoherent,
  PLIN,
  sec,
  statusOf,
  STRIPE,
  tell,
  told,
  withIntents,
  YAPE,
} from "./worlds_testing.ts";
import { payerOf } from "./place.ts";
import { trustNeeded } from "./trust.ts";

/** First names that no two share, so that two people's tellings are never taken for one's. */
const PEOPLE = [
  "Ana Pérez Soto",
  "Beto Quispe Mamani",
  "Carla Flores Ruiz",
  "Dora Quispe Flores",
  "Elmer Huamán Ríos",
  "Fiorella Rojas Díaz",
  "Gino Flores Quispe",
  "Hilda Soto Pérez",
];
const AMOUNTS = [500, 1000];
const amount = fc.constantFrom(...AMOUNTS);
const code = fc.constantFrom("111", "222", "333");
/** Null so many times out of ten. */
const sometimes = <T>(arbitrary: fc.Arbitrary<T>, nulls: number): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: nulls, arbitrary: fc.constant(null) }, { weight: 10 - nulls, arbitrary });

const intent = fc.record({
  accounts: fc.constantFrom<string[]>([YAPE], [YAPE], [YAPE], [PLIN], [YAPE, PLIN], [STRIPE]),
  amount,
  opened: fc.integer({ min: 0, max: 900 }),
  lasts: sometimes(fc.integer({ min: 60, max: 900 }), 3),
  end: fc.constantFrom(null, null, null, null, null, null, "expired" as const, "canceled" as const),
  code: sometimes(code, 7),
  payer: sometimes(fc.nat(PEOPLE.length - 1), 7),
  /** The credit whose operation number somebody gave for it. */
  claims: sometimes(fc.nat(7), 8),
});
type IntentSpec = typeof intent extends fc.Arbitrary<infer T> ? T : never;

const numberOf = (credit: number): string => `0000${1000 + credit}`;

function builtIntent(spec: IntentSpec, n: number): Intent {
  const until = spec.lasts === null ? null : sec(spec.opened + spec.lasts);
  return intentOf(n, {
    accountIds: spec.accounts,
    amountCentimos: spec.amount,
    openedAt: sec(spec.opened),
    expiresAt: until,
    ended: spec.end === null ? null : { outcome: spec.end, endedAt: until ?? sec(spec.opened + 300) },
    securityCode: spec.code,
    expectedPayer: spec.payer === null ? null : { name: PEOPLE[spec.payer]!, masked: false },
    operationNumbers: spec.claims === null ? [] : [numberOf(spec.claims)],
    claimed: spec.claims !== null,
  });
}

const credit = fc.record({
  account: fc.constantFrom(YAPE, YAPE, YAPE, YAPE, PLIN, STRIPE),
  amount,
  at: fc.integer({ min: -200, max: 2000 }),
  code: sometimes(code, 4),
  /** Of a provider: which intent it says it is for. */
  intent: fc.nat(7),
  tellers: fc.uniqueArray(fc.constantFrom("push", "mail", "statement", "voucher", "hearsay"), {
    minLength: 1,
    maxLength: 4,
  }),
  /** The same payer was debited again, so many seconds later. */
  twin: sometimes(fc.integer({ min: 1, max: 40 }), 7),
});
type CreditSpec = typeof credit extends fc.Arbitrary<infer T> ? T : never;

const masked = (name: string): string =>
  name.split(" ").slice(0, 2).map((word, i) => i === 0 ? word : `${word.slice(0, 3)}*`).join(" ");

/** What all who know of a credit say of it. */
function tellings(spec: CreditSpec, n: number): EvidenceInput[] {
  const { account, at } = spec, name = PEOPLE[n]!, number = numberOf(n);
  const common = { accountId: account, amountCentimos: spec.amount, occurredAt: sec(at) };
  if (account === STRIPE) {
    const provider = {
      ...common,
      payerName: null,
      deviceId: null,
      providerId: `pi_${n}`,
      externalReference: id(100 + spec.intent),
    };
    return [
      evidenceOf(n * 10, { ...provider, source: "psp_webhook", trust: 1 }),
      evidenceOf(n * 10 + 1, { ...provider, source: "psp_fetch", trust: 3 }),
    ];
  }
  const minute = instantOf(Math.floor(epochMsOf(sec(at)) / 60_000) * 60_000);
  const all: Record<string, Partial<EvidenceInput>> = {
    push: { payerName: masked(name), securityCode: spec.code },
    mail: { source: "bank_email", payerName: name.toUpperCase(), masked: false, occurredAt: minute },
    statement: {
      source: "statement_line",
      trust: 3,
      payerName: name.toUpperCase(),
      masked: false,
      operationNumber: number,
    },
    voucher: { source: "voucher_image", trust: 0, payerName: name, masked: false, operationNumber: number },
    hearsay: { trust: 1, deviceId: "stranger", payerName: masked(name), securityCode: spec.code },
  };
  return spec.tellers.map((teller, i) => evidenceOf(n * 10 + i, { ...common, ...all[teller] }));
}

const world = fc.record({
  intents: fc.array(intent, { minLength: 1, maxLength: 7, size: "max" }),
  credits: fc.array(credit, { minLength: 1, maxLength: 8, size: "max" }),
  strict: fc.constantFrom(null, null, 1000),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

/** Credits that can be told apart, each by witnesses that lead to the same intents. */
function coherent(
  { intents: specs, credits, strict }: World,
): { book: PaymentBook; told: EvidenceInput[][] } {
  const intents = specs.map(builtIntent);
  const told = credits.flatMap((spec, n): EvidenceInput[][] => {
    const witnesses = tellings(spec, n), [first] = witnesses;
    const known = isCoherent(witnesses, intents) ? witnesses : [first!];
    if (
      spec.twin === null || known.length > 1 || spec.account === STRIPE || first!.operationNumber !== null
    ) {
      return [known];
    }
    const second = evidenceOf(n * 10 + 9, {
      ...first,
      evidenceId: id(1000 + n * 10 + 9),
      occurredAt: sec(spec.at + 60 * spec.twin),
    });
    return [known, [second]];
  });
  return { book: withIntents(bookOf(strict), ...intents), told };
}

/** Each telling up to three times, each time under another id, all of them mixed. */
const deliveries = (evidence: readonly EvidenceInput[]) =>
  fc.array(
    fc.record({ copies: fc.integer({ min: 1, max: 3 }), keys: fc.array(fc.nat(), { minLength: 3 }) }),
    {
      minLength: evidence.length,
      maxLength: evidence.length,
    },
  ).map((plans) =>
    evidence.flatMap((one, i) =>
      Array.from({ length: plans[i]!.copies }, (_, copy) => ({
        key: plans[i]!.keys[copy]!,
        one: {
          ...one,
          evidenceId: id(100_000 + i * 10 + copy),
          receivedAt: sec(plans[i]!.keys[copy]! % 9000),
        },
      }))
    ).toSorted((a, b) => a.key - b.key).map(({ one }) => one)
  );

Deno.test("any order, repetition and delay of what can be told apart leaves the same final state", () => {
  const seen = { settled: 0, several: 0, ambiguous: 0, surplus: 0, merged: 0 };
  fc.assert(
    fc.property(
      world.chain((made) => {
        const { book, told } = coherent(made), all = told.flat();
        return fc.record({
          book: fc.constant(book),
          told: fc.constant(told),
          one: deliveries(all),
          two: deliveries(all),
        });
      }),
      ({ book, told, one, two }) => {
        const first = tell(book, ...one), second = tell(book, ...two);
        assert.deepEqual(finalState(second), finalState(first));
        assert.equal(first.credits.size, told.length, "one credit for all who tell of it");
        const paid = [...first.intents.values()].filter((intent) => dueOf(intent) === 0).length;
        seen.settled += paid;
        if (paid > 1) seen.several++;
        if (told.some(({ length }) => length > 1)) seen.merged++;
        const kinds = [...first.exceptions.values()].map(({ kind }) => kind);
        if (kinds.includes("ambiguous")) seen.ambiguous++;
        if (kinds.includes("duplicate_credit")) seen.surplus++;
      },
    ),
    { numRuns: 1_500 },
  );
  for (const [what, count] of Object.entries(seen)) assert.ok(count > 60, `too tame: ${what} ${count}`);
});

/** Anything at all: twins through two channels, contradicting witnesses, names that nobody knows, money that went out. */
const anything = fc.record({
  n: fc.nat(40),
  source: fc.constantFrom("device_push", "bank_email", "statement_line", "voucher_image", "psp_fetch"),
  account: fc.constantFrom(YAPE, PLIN, STRIPE),
  trust: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const),
  direction: fc.constantFrom("in", "in", "in", "in", "out"),
  amount: fc.constantFrom(...AMOUNTS, 2500),
  at: fc.integer({ min: -200, max: 3000 }),
  payer: sometimes(fc.nat(PEOPLE.length - 1), 3),
  code: sometimes(code, 5),
  number: sometimes(fc.nat(7), 6),
  intent: sometimes(fc.nat(7), 8),
}).map((spec) =>
  evidenceOf(spec.n, {
    source: spec.source as EvidenceInput["source"],
    accountId: spec.account,
    trust: spec.trust,
    direction: spec.direction as "in" | "out",
    amountCentimos: spec.amount,
    occurredAt: sec(spec.at),
    payerName: spec.payer === null ? null : masked(PEOPLE[spec.payer]!),
    securityCode: spec.code,
    operationNumber: spec.number === null ? null : numberOf(spec.number),
    externalReference: spec.intent === null ? null : id(100 + spec.intent),
  })
);
const history = fc.record({
  intents: fc.array(intent, { minLength: 1, maxLength: 6 }),
  told: fc.array(anything, { maxLength: 14 }),
  /** Which open exception a person counts for which intent, after which telling. */
  resolved: fc.array(fc.record({ after: fc.nat(13), exception: fc.nat(5), intent: fc.nat(5) }), {
    maxLength: 4,
  }),
  strict: fc.constantFrom(null, 1000),
});

Deno.test("of anything whatever: no credit pays twice or more than it is, nothing is counted on a weak word, nothing paid is taken back", () => {
  let counted = 0, byPerson = 0;
  fc.assert(
    fc.property(history, ({ intents, told: all, resolved, strict }) => {
      let book = withIntents(bookOf(strict), ...intents.map(builtIntent));
      const checked = (facts: ReturnType<typeof told>, names: Parameters<typeof follow>[2] = {}) => {
        const before = book;
        for (const fact of facts) {
          book = follow(book, [fact], names);
          if (fact.type !== "PaymentAllocated") continue;
          const credit = book.credits.get(fact.data.paymentId)!,
            intent = book.intents.get(fact.data.intentId)!;
          const account = book.accounts.get(credit.accountId)!;
          const needed = fact.data.by === null ? trustNeeded(account, credit.amountCentimos) : 2;
          assert.ok(trustOf(credit) >= needed, "counted on a weak word");
          assert.ok(allocatedOf(credit) <= credit.amountCentimos, "more counted than came in");
          assert.ok(dueOf(intent) >= 0, "more counted than was asked");
          if (fact.data.by === null) {
            counted++;
            assert.equal(credit.allocations.length, 1, "one credit pays two intents");
            assert.equal(dueOf(intent), 0, "a part is for a person to count");
            assert.ok(intent.accountIds.includes(credit.accountId), "money of another account");
            assert.notEqual(intent.ended?.outcome, "canceled");
          } else byPerson++;
        }
        for (const intent of before.intents.values()) {
          if (statusOf(before, intent) === "succeeded") assert.equal(statusOf(book, intent), "succeeded");
          assert.ok(book.intents.get(intent.intentId)!.allocatedCentimos >= intent.allocatedCentimos);
        }
      };
      all.forEach((evidence, i) => {
        const one = { ...evidence, evidenceId: id(100_000 + i) };
        checked(told(book, one), { payer: payerOf(one) });
        for (const { exception, intent } of resolved.filter(({ after }) => after === i)) {
          const open = [...book.exceptions.keys()], asked = [...book.intents.keys()];
          if (open.length === 0) continue;
          const decided = decideResolved({
            exceptionId: open[exception % open.length]!,
            resolution: "allocate",
            intentId: asked[intent % asked.length]!,
            note: "visto",
            by: "lucha",
          }, book);
          if (decided.ok) checked(decided.value);
        }
      });
      const sums = (map: Iterable<number>) => [...map].reduce((sum, n) => sum + n, 0);
      assert.equal(
        sums([...book.credits.values()].map(allocatedOf)),
        sums([...book.intents.values()].map(({ allocatedCentimos }) => allocatedCentimos)),
      );
    }),
    { numRuns: 4_000 },
  );
  assert.ok(counted > 300 && byPerson > 300, `too tame: ${counted} counted, ${byPerson} by a person`);
});

Deno.test("two accounts never mix: what is told of one changes nothing of what waits on the other alone", () => {
  fc.assert(
    fc.property(history, ({ intents, told: all, strict }) => {
      const apart = intents.map((spec) => ({ ...spec, accounts: [spec.accounts[0]!] }));
      const one = all.map((evidence) => ({ ...evidence, externalReference: null }));
      const book = withIntents(bookOf(strict), ...apart.map(builtIntent));
      const given = one.map((evidence, i) => ({ ...evidence, evidenceId: id(100_000 + i) }));
      const whole = tell(book, ...given);
      const alone = tell(book, ...given.filter(({ accountId }) => accountId === YAPE));
      const ofYape = (state: PaymentBook) =>
        finalState({
          ...state,
          intents: new Map([...state.intents].filter(([, { accountIds }]) => accountIds.includes(YAPE))),
          credits: new Map([...state.credits].filter(([, { accountId }]) => accountId === YAPE)),
          exceptions: new Map([...state.exceptions].filter(([, { accountId }]) => accountId === YAPE)),
        });
      assert.deepEqual(ofYape(whole), ofYape(alone));
    }),
    { numRuns: 500 },
  );
});
