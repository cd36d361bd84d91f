import assert from "node:assert/strict";
import type { PaymentFact } from "../../events/facts/payments.ts";
import { centimos } from "../../kernel/money.ts";
import { additionalStatus, type IntentFigures, intentStatus } from "../../kernel/payment_status.ts";
import { type EvidenceInput, type Intent, leftOf, type PaymentBook } from "./book.ts";
import {
  decideClaimed,
  decideIntentEnded,
  decideIntentOpened,
  decideMarked,
  decideRefund,
  decideResolved,
} from "./decider.ts";
import { fingerprintText } from "./fingerprint.ts";
import { sameAmountOpen } from "./lease.ts";
import { compareNames } from "./names.ts";
import { operationNumberOf } from "./operation_number.ts";
import {
  bookOf,
  evidenceOf,
  follow,
  id,
  intentOf,
  PLIN,
  sec,
  statusOf,
  STRIPE,
  tell,
  told,
  withIntents,
  YAPE,
} from "./worlds_testing.ts";

const full = (name: string) => ({ name, masked: false });
const hidden = (name: string) => ({ name, masked: true });
const compared = (a: string, b: string, masked = true) => compareNames(masked ? hidden(a) : full(a), full(b));

Deno.test("names: masked ones agree by their beginnings, first names must agree, a shared surname is no match", () => {
  assert.equal(compared("Ana Per*", "ANA PEREZ SOTO"), "compatible");
  assert.equal(compared("Ana Per*", "Ana María Pérez Soto"), "compatible");
  assert.equal(compared("Ana P.", "Ana Pérez"), "compatible");
  assert.equal(compared("Ana P", "Ana Pérez"), "compatible");
  assert.equal(compared("Ana", "Ana Pérez"), "compatible");
  assert.equal(compared("Jose Ñaupari", "JOSÉ ÑAUPARI", false), "same");
  assert.equal(compared("ana  pérez", "ANA PEREZ", false), "same");
  assert.equal(compared("Ana Pérez", "Ana Pérez Soto", false), "compatible");
  assert.equal(compared("Luis Quispe", "Ana Quispe", false), "different");
  assert.equal(compared("Quispe", "Ana Quispe", false), "different");
  assert.equal(compared("Ana Per*", "Ana Quispe"), "different");
  assert.equal(compared("Ana Soto Per*", "Ana Perez Soto"), "different");
  assert.equal(compared("Anabel Per*", "Ana Perez"), "different");
  assert.equal(compared("***", "Ana Perez"), "compatible");
});

Deno.test("operation numbers: no spaces or dashes, upper case, zeros kept, four digits at least", () => {
  assert.equal(operationNumberOf(" 0344-3217 "), "03443217");
  assert.equal(operationNumberOf("0344–3217"), "03443217");
  assert.equal(operationNumberOf("a1b2 0042 x9"), "A1B20042X9");
  assert.equal(operationNumberOf("Operaci"), null, "the word that once hid every later payment");
  assert.equal(operationNumberOf("abc123"), null);
  assert.equal(operationNumberOf(""), null);
  assert.equal(operationNumberOf("0344.3217"), null);
  assert.equal(operationNumberOf("1".repeat(41)), null);
});

Deno.test("fingerprints: the second counts, the minute does not; a number stands for all but the amount", () => {
  const one = evidenceOf(1), print = (rest: Partial<EvidenceInput>) => fingerprintText({ ...one, ...rest });
  assert.equal(print({ receivedAt: sec(500), evidenceId: id(7), payerName: "ANA  PÉR*" }), print({}));
  assert.notEqual(print({ occurredAt: sec(61) }), print({}));
  assert.notEqual(print({ amountCentimos: 999 }), print({}));
  assert.notEqual(print({ raw: "other" }), print({}));
  const numbered = { operationNumber: "03443217" };
  assert.equal(print({ ...numbered, occurredAt: sec(999), payerName: "Otra" }), print(numbered));
  assert.notEqual(print({ ...numbered, amountCentimos: 999 }), print(numbered));
  assert.notEqual(print({ ...numbered, accountId: PLIN }), print(numbered));
  assert.notEqual(print({ ...numbered, source: "bank_email" }), print(numbered));
});

const short = (facts: readonly PaymentFact[]): string[] =>
  facts.map(({ type, data }) => {
    const intents = "intentIds" in data ? data.intentIds : "intentId" in data ? [data.intentId] : [];
    const named = intents.map((intent) => intent === null ? "" : Number(intent.slice(-3)) - 100).join("+");
    const kind = type === "PaymentExceptionRaised"
      ? data.kind
      : type === "PaymentExceptionResolved"
      ? `${data.kind}/${data.resolution}`
      : type === "PaymentEvidenceKept"
      ? data.standing
      : type === "PaymentAllocated"
      ? `${data.amountCentimos} ${data.reasons.join()}${data.late ? " late" : ""}${data.over ? " over" : ""}`
      : "";
    return [type.replace("Payment", ""), named, kind].filter((part) => part !== "").join(" ");
  });

const given = (...intents: readonly Intent[]): PaymentBook => withIntents(bookOf(), ...intents);
const then = (book: PaymentBook, rest: Partial<EvidenceInput> = {}, n = 1) =>
  short(told(book, evidenceOf(n, rest)));

Deno.test("matching: exactly one open intent of that amount is it", () => {
  assert.deepEqual(then(given(intentOf(1), intentOf(2, { amountCentimos: 999 }))), [
    "EvidenceKept found",
    "Allocated 1 1000 only_candidate",
  ]);
});

Deno.test("matching: an account, a direction, an amount of its own", () => {
  const book = given(intentOf(1));
  assert.deepEqual(then(book, { accountId: PLIN }), ["EvidenceKept found", "ExceptionRaised unmatched"]);
  assert.deepEqual(then(book, { direction: "out" }), ["EvidenceKept ignored"]);
  const elsewhere = evidenceOf(1, { accountId: id(77) });
  assert.throws(() => told(book, elsewhere), /WalletAccountUnknown/);
  const off = follow(book, [{
    type: "WalletAccountSet",
    data: {
      accountId: YAPE,
      wallet: "yape",
      name: "yape",
      qrText: null,
      injectAmount: false,
      active: false,
      strictAboveCentimos: null,
    },
  }]);
  assert.deepEqual(then(off), ["EvidenceKept found", "ExceptionRaised wrong_account"]);
});

Deno.test("matching: from two minutes before it was asked to ten after it expired", () => {
  const at = (seconds: number) => then(given(intentOf(1)), { occurredAt: sec(seconds) })[1];
  assert.equal(at(-121), "ExceptionRaised unmatched");
  assert.equal(at(-120), "Allocated 1 1000 only_candidate");
  assert.equal(at(600), "Allocated 1 1000 only_candidate");
  assert.equal(at(601), "Allocated 1 1000 only_candidate late");
  assert.equal(at(1200), "Allocated 1 1000 only_candidate late");
  assert.equal(at(1201), "ExceptionRaised 1 late");
  assert.equal(at(1201 + 24 * 3600), "ExceptionRaised unmatched");
  const forEver = given(intentOf(1, { expiresAt: null }));
  assert.equal(then(forEver, { occurredAt: sec(9_000_000) })[1], "Allocated 1 1000 only_candidate");
});

Deno.test("matching: expired, it is still paid in its time; canceled, never", () => {
  const ended = (outcome: "canceled" | "expired", at: number) =>
    given(intentOf(1, { ended: { outcome, endedAt: sec(at) } }));
  assert.equal(then(ended("expired", 600), { occurredAt: sec(590) })[1], "Allocated 1 1000 only_candidate");
  assert.equal(then(ended("canceled", 300))[1], "ExceptionRaised 1 late");
  assert.equal(then(ended("canceled", 30))[1], "ExceptionRaised 1 late");
});

Deno.test("matching: one canceled after the money moved may be the one it was for, so nobody guesses", () => {
  const canceled = intentOf(1, { ended: { outcome: "canceled", endedAt: sec(90) } });
  assert.equal(then(given(canceled, intentOf(2)))[1], "ExceptionRaised 1+2 ambiguous");
  const before = intentOf(1, { ended: { outcome: "canceled", endedAt: sec(30) } });
  assert.equal(then(given(before, intentOf(2)))[1], "Allocated 2 1000 only_candidate");
});

Deno.test("matching: several are told apart by code, number or full name, and never by who came first", () => {
  const two = (one: Partial<Intent>, rest: Partial<EvidenceInput> = {}) =>
    then(given(intentOf(1), intentOf(2, one)), rest)[1];
  assert.equal(two({}), "ExceptionRaised 1+2 ambiguous");
  assert.equal(two({ openedAt: sec(30) }), "ExceptionRaised 1+2 ambiguous");
  assert.equal(two({ securityCode: "666" }, { securityCode: "666" }), "Allocated 2 1000 security_code");
  assert.equal(
    two({ operationNumbers: ["0344"] }, { operationNumber: "0344" }),
    "Allocated 2 1000 operation_number",
  );
  const ana = { expectedPayer: full("Ana Pérez") };
  assert.equal(two(ana, { payerName: "ANA PEREZ", masked: false }), "Allocated 2 1000 full_name");
  assert.equal(
    two(ana, { payerName: "Ana Per*" }),
    "ExceptionRaised 1+2 ambiguous",
    "a masked name proves nothing",
  );
  assert.equal(two({ securityCode: "777" }, { securityCode: "666" }), "Allocated 1 1000 only_candidate");
  assert.equal(two({ expiresAt: sec(50) }), "Allocated 1 1000 only_candidate", "the other had expired");
});

Deno.test("matching: what both sides know and know differently goes to a person", () => {
  const one = (rest: Partial<Intent>, said: Partial<EvidenceInput>) =>
    then(given(intentOf(1, rest)), said)[1];
  const review = "ExceptionRaised 1 contradicted";
  assert.equal(one({ securityCode: "777" }, { securityCode: "666" }), review);
  assert.equal(one({ operationNumbers: ["0345"] }, { operationNumber: "0344" }), review);
  assert.equal(one({ expectedPayer: full("Luis Quispe") }, { payerName: "Ana Qui*" }), review);
  const claimed = { operationNumbers: ["0344"], securityCode: "777" };
  assert.equal(one(claimed, { operationNumber: "0344", securityCode: "666" }), review);
  assert.equal(one({ securityCode: "777" }, { securityCode: null }), "Allocated 1 1000 only_candidate");
});

Deno.test("matching: a provider's own reference decides, and stands for no other intent", () => {
  const asked = intentOf(1, { accountIds: [STRIPE], openedAt: sec(-90_000), expiresAt: sec(-80_000) });
  const paid = {
    accountId: STRIPE,
    source: "psp_fetch",
    trust: 3,
    payerName: null,
    providerId: "pi_1",
  } as const;
  const named = { ...paid, externalReference: asked.intentId };
  assert.equal(then(given(asked), named)[1], "Allocated 1 1000 external_reference late");
  assert.equal(then(given(asked), { ...named, amountCentimos: 900 })[1], "ExceptionRaised 1 short_paid");
  assert.deepEqual(then(given(asked), { ...named, amountCentimos: 1100 }).slice(1), [
    "Allocated 1 1000 external_reference late over",
    "ExceptionRaised 1 overpaid",
  ]);
  assert.equal(then(given(intentOf(1)), named)[1], "ExceptionRaised 1 wrong_account");
  const other = given(intentOf(2, { accountIds: [STRIPE] }));
  assert.equal(then(other, named)[1], "ExceptionRaised unmatched");
});

Deno.test("matching: another amount than was asked is shown to a person beside the only one it can be", () => {
  const near = (amountCentimos: number, ...more: Intent[]) =>
    then(given(intentOf(1), ...more), { amountCentimos })[1];
  assert.equal(near(900), "ExceptionRaised 1 short_paid");
  assert.equal(near(1100), "ExceptionRaised 1 overpaid");
  assert.equal(near(900, intentOf(2)), "ExceptionRaised unmatched");
  assert.equal(near(900, intentOf(2, { securityCode: "666" })), "ExceptionRaised unmatched");
  const coded = then(given(intentOf(1), intentOf(2, { securityCode: "666" })), {
    amountCentimos: 900,
    securityCode: "666",
  });
  assert.equal(coded[1], "ExceptionRaised 2 short_paid");
});

Deno.test("matching: two equal credits are two, and the second one is for a person", () => {
  const book = tell(given(intentOf(1)), evidenceOf(1));
  assert.deepEqual(then(book, { occurredAt: sec(61) }, 2), [
    "EvidenceKept found",
    "ExceptionRaised 1 duplicate_credit",
  ]);
  assert.deepEqual(then(book, { receivedAt: sec(900) }, 2), [], "the same words again are the same telling");
});

Deno.test("matching: a payment that is late to be told of leaves the other its one choice", () => {
  const intents = [intentOf(1), intentOf(2, { openedAt: sec(300), expiresAt: sec(900) })];
  const second = evidenceOf(2, { occurredAt: sec(320), payerName: "Luis Qui*" });
  const book = tell(given(...intents), second);
  assert.deepEqual([...book.exceptions.values()].map(({ kind }) => kind), ["ambiguous"]);
  assert.equal(statusOf(book, intents[0]!), "requires_review");
  assert.deepEqual(then(book, { occurredAt: sec(10) }), [
    "EvidenceKept found",
    "Allocated 1 1000 only_candidate",
    "Allocated 2 1000 only_candidate",
    "ExceptionResolved 1+2 ambiguous/settled",
  ]);
});

Deno.test("trust: below two nothing counts; above the owner's limit only the provider's or the bank's word does", () => {
  for (const trust of [0, 1] as const) {
    assert.deepEqual(then(given(intentOf(1)), { trust }), ["EvidenceKept found", "Sighted 1"]);
  }
  assert.deepEqual(
    then(given(), { trust: 1 }),
    ["EvidenceKept found"],
    "hearsay of nothing is nobody's work",
  );
  const strict = withIntents(bookOf(999), intentOf(1));
  assert.deepEqual(then(strict), ["EvidenceKept found", "Sighted 1"]);
  assert.equal(then(strict, { trust: 3 })[1], "Allocated 1 1000 only_candidate");
  assert.equal(statusOf(tell(strict, evidenceOf(1)), intentOf(1)), "processing");
});

const mail = (n: number, rest: Partial<EvidenceInput> = {}) =>
  evidenceOf(n, {
    source: "bank_email",
    deviceId: null,
    payerName: "ANA PEREZ SOTO",
    masked: false,
    occurredAt: sec(0),
    ...rest,
  });

Deno.test("one credit, several who tell of it: push, mail and statement are one payment", () => {
  const statement = evidenceOf(3, {
    source: "statement_line",
    trust: 3,
    deviceId: null,
    payerName: "ANA PEREZ SOTO",
    masked: false,
    operationNumber: "03443217",
    occurredAt: sec(90),
  });
  const book = tell(given(intentOf(1)), evidenceOf(1), mail(2), statement);
  assert.equal(book.credits.size, 1);
  assert.equal(book.credits.get(id(1001))!.witnesses.length, 3);
  const later = evidenceOf(4, { ...statement, source: "cashier", trust: 0, occurredAt: sec(90_000) });
  assert.equal(then(book, later, 4)[0], "EvidenceKept merged", "by its number, whenever it comes");
});

Deno.test("one credit: too far apart, another name, another amount or the same channel are another credit", () => {
  const book = tell(given(), evidenceOf(1, { occurredAt: sec(0), securityCode: "666" }));
  const place = (rest: Partial<EvidenceInput>) => then(book, { ...mail(2), ...rest }, 2)[0];
  assert.equal(place({ occurredAt: sec(180) }), "EvidenceKept merged");
  assert.equal(place({ occurredAt: sec(181) }), "EvidenceKept found");
  assert.equal(place({ payerName: "LUIS PEREZ SOTO" }), "EvidenceKept found");
  assert.equal(place({ amountCentimos: 999 }), "EvidenceKept found");
  assert.equal(place({ accountId: PLIN }), "EvidenceKept found");
  assert.equal(place({ securityCode: "777" }), "EvidenceKept found");
  assert.equal(then(book, { occurredAt: sec(30) }, 2)[0], "EvidenceKept found");
  assert.equal(then(book, { occurredAt: sec(2), deviceId: "other" }, 2)[0], "EvidenceKept merged");
});

Deno.test("one credit: a mail that could be of two is a person's to place, and counts for nothing until then", () => {
  const book = tell(given(), evidenceOf(1, { occurredAt: sec(0) }), evidenceOf(2, { occurredAt: sec(40) }));
  assert.deepEqual(then(book, mail(3), 3), ["EvidenceKept held", "ExceptionRaised doubtful_merge"]);
  const asked = withIntents(tell(book, mail(3)), intentOf(1, { openedAt: sec(0) }));
  assert.equal(tell(asked, evidenceOf(9, { accountId: PLIN })).credits.get(id(1003))!.allocations.length, 0);
});

Deno.test("hearsay never stands in the way: the same words from the paired phone count, whoever said them before", () => {
  const said = tell(given(intentOf(1)), evidenceOf(1, { trust: 1, deviceId: "stranger" }));
  assert.deepEqual(then(said, {}, 2), ["EvidenceKept merged", "Allocated 1 1000 only_candidate"]);
  const two = tell(
    given(intentOf(1)),
    evidenceOf(1, { trust: 1, deviceId: "a", occurredAt: sec(50) }),
    evidenceOf(2, { trust: 1, deviceId: "a", occurredAt: sec(55) }),
  );
  assert.deepEqual(then(two, {}, 3), ["EvidenceKept found", "Allocated 1 1000 only_candidate"]);
  const voucher = { source: "voucher_image", trust: 0, operationNumber: "03443217", deviceId: null } as const;
  const lied = tell(given(intentOf(1)), evidenceOf(1, { ...voucher, amountCentimos: 9000 }));
  const line = { source: "statement_line", trust: 3, operationNumber: "03443217", deviceId: null } as const;
  assert.deepEqual(then(lied, line, 2), [
    "EvidenceKept found",
    "ExceptionRaised number_collision",
    "Allocated 1 1000 only_candidate",
  ]);
});

Deno.test("numbers: one that two credits bear is never swallowed", () => {
  const line = { source: "statement_line", trust: 3, deviceId: null, operationNumber: "03443217" } as const;
  const book = tell(given(intentOf(1)), evidenceOf(1, line));
  const collided = ["EvidenceKept held", "ExceptionRaised number_collision"];
  assert.deepEqual(then(book, { ...line, amountCentimos: 500 }, 2), collided);
  assert.deepEqual(then(book, { ...line, payerName: "Luis Qui*" }, 2), collided);
  assert.deepEqual(then(book, { ...line, source: "cashier", payerName: "Luis Qui*" }, 2), collided);
  const twice = tell(book, evidenceOf(2, { ...line, payerName: "Luis Qui*" }));
  assert.deepEqual(
    then(twice, { ...line, payerName: "Luis Qui*" }, 3),
    [],
    "and not once more each time it is told",
  );
});

Deno.test("paid stays paid: a later witness that contradicts becomes an exception", () => {
  const coded = intentOf(1, { securityCode: "777" });
  const book = tell(given(coded), mail(1));
  assert.equal(statusOf(book, coded), "succeeded");
  assert.deepEqual(then(book, { occurredAt: sec(30), securityCode: "666" }, 2), [
    "EvidenceKept merged",
    "ExceptionRaised 1 contradicted",
  ]);
  assert.equal(statusOf(tell(book, evidenceOf(2, { securityCode: "666" })), coded), "succeeded");
});

const opened = (n: number, rest: Partial<Parameters<typeof decideIntentOpened>[0]> = {}) => ({
  intentId: id(100 + n),
  accountIds: [YAPE],
  amountCentimos: centimos(1000),
  purpose: "sale" as const,
  subject: "venta",
  registerId: null,
  cashierId: null,
  openedAt: sec(100),
  expiresAt: sec(700),
  reference: null,
  expectedPayer: null,
  ...rest,
});
const accepted = (decided: { ok: boolean; value?: unknown }) => {
  assert.ok(decided.ok, JSON.stringify(decided));
  return short(decided.value as PaymentFact[]);
};
const refusal = (decided: { ok: boolean; error?: { type: string } }) =>
  decided.ok ? null : decided.error!.type;

Deno.test("asking: money that came just before is counted at once, older money is not", () => {
  const before = tell(given(), evidenceOf(1, { occurredAt: sec(60) }));
  assert.deepEqual(accepted(decideIntentOpened(opened(1), before)), [
    "IntentOpened 1",
    "Awaited 1",
    "Allocated 1 1000 only_candidate",
    "ExceptionResolved unmatched/settled",
  ]);
  const longAgo = tell(given(), evidenceOf(1, { occurredAt: sec(-60) }));
  assert.deepEqual(accepted(decideIntentOpened(opened(1), longAgo)), ["IntentOpened 1", "Awaited 1"]);
  assert.equal(refusal(decideIntentOpened(opened(1), given(intentOf(1)))), "PaymentIntentExists");
  assert.equal(
    refusal(decideIntentOpened(opened(1, { accountIds: [id(9)] }), given())),
    "WalletAccountUnknown",
  );
});

Deno.test("asking: the same amount on the same account warns", () => {
  const open = [
    intentOf(1),
    intentOf(2, { amountCentimos: 999 }),
    intentOf(3, { accountIds: [PLIN] }),
    intentOf(4, { allocatedCentimos: 1000 }),
    intentOf(5, { ended: { outcome: "canceled", endedAt: sec(1) } }),
    intentOf(6, { expiresAt: sec(-601) }),
    intentOf(7, { expiresAt: sec(-599) }),
  ];
  assert.deepEqual(sameAmountOpen(open, intentOf(8), sec(0)), [id(101), id(107)]);
});

Deno.test("ending: the clock ends only what nobody has said anything of, and paid is not ended at all", () => {
  const end = (intent: Intent, outcome: "canceled" | "expired", at = sec(600), book = given(intent)) =>
    decideIntentEnded({ intentId: intent.intentId, outcome, endedAt: at }, book);
  assert.deepEqual(accepted(end(intentOf(1), "expired")), ["IntentEnded 1"]);
  assert.deepEqual(accepted(end(intentOf(1), "expired", sec(599))), []);
  assert.deepEqual(accepted(end(intentOf(1, { claimed: true }), "expired")), []);
  assert.deepEqual(accepted(end(intentOf(1, { marked: true }), "expired")), []);
  assert.deepEqual(accepted(end(intentOf(1, { sightings: ["x"] }), "expired")), []);
  assert.deepEqual(
    accepted(
      end(intentOf(1), "expired", sec(600), tell(given(intentOf(1)), evidenceOf(1, { amountCentimos: 900 }))),
    ),
    [],
  );
  assert.deepEqual(accepted(end(intentOf(1, { claimed: true }), "canceled")), ["IntentEnded 1"]);
  const ended = intentOf(1, { ended: { outcome: "canceled", endedAt: sec(1) } });
  assert.deepEqual(accepted(end(ended, "canceled")), []);
  assert.equal(refusal(end(intentOf(1, { allocatedCentimos: 1000 }), "canceled")), "PaymentIntentSettled");
  assert.equal(refusal(end(intentOf(1), "canceled", sec(1), given())), "PaymentIntentUnknown");
});

const claim = (n: number, operationNumber: string | null, securityCode: string | null = null) => ({
  intentId: id(100 + n),
  operationNumber,
  securityCode,
  by: "lucha",
  exceptionId: id(50),
});

Deno.test("claiming: worth nothing by itself, but the code that a payer reads out tells two apart", () => {
  const claimed = decideClaimed(claim(1, null), given(intentOf(1)));
  assert.deepEqual(accepted(claimed), ["ClaimedByPayer 1"]);
  assert.ok(claimed.ok);
  assert.equal(statusOf(follow(given(intentOf(1)), claimed.value), intentOf(1)), "processing");
  const ambiguous = tell(given(intentOf(1), intentOf(2)), evidenceOf(1, { securityCode: "666" }));
  assert.deepEqual(accepted(decideClaimed(claim(2, null, "666"), ambiguous)), [
    "ClaimedByPayer 2",
    "Allocated 2 1000 security_code",
    "ExceptionResolved 1+2 ambiguous/settled",
  ]);
  assert.equal(refusal(decideClaimed(claim(3, null), ambiguous)), "PaymentIntentUnknown");
});

const mark = (n: number, operationNumber: string) => ({
  intentId: id(100 + n),
  accountId: YAPE,
  operationNumber,
  by: "lucha",
  reason: "vi su comprobante",
  exceptionId: id(50),
});

Deno.test("marking: a cashier's number marks and never pays; the same number twice is what it looks like", () => {
  const book = given(intentOf(1), intentOf(2));
  const marked = decideMarked(mark(1, "03443217"), book);
  assert.deepEqual(accepted(marked), ["Marked 1"]);
  assert.ok(marked.ok);
  const after = follow(book, marked.value);
  assert.equal(statusOf(after, intentOf(1)), "processing");
  assert.deepEqual(
    accepted(decideMarked(mark(2, "03443217"), after)),
    ["ExceptionRaised 2+1 suspected_fraud"],
  );
  assert.deepEqual(accepted(decideClaimed(claim(2, "03443217"), after)), [
    "ClaimedByPayer 2",
    "ExceptionRaised 2+1 suspected_fraud",
  ]);
  const line = { source: "statement_line", trust: 3, operationNumber: "03443217" } as const;
  assert.equal(then(after, line)[1], "Allocated 1 1000 operation_number");
  const seen = tell(given(intentOf(1), intentOf(2)), evidenceOf(1, line));
  assert.deepEqual(accepted(decideMarked(mark(2, "03443217"), seen)).slice(0, 2), [
    "Marked 2",
    "Allocated 2 1000 operation_number",
  ]);
  const paid = tell(
    given(intentOf(1), intentOf(2, { accountIds: [YAPE, PLIN], openedAt: sec(300) })),
    evidenceOf(1, line),
  );
  assert.deepEqual(accepted(decideMarked(mark(2, "03443217"), paid)), [
    "ExceptionRaised 2+1 suspected_fraud",
  ]);
  assert.equal(refusal(decideMarked({ ...mark(1, "0344"), accountId: PLIN }, book)), "WalletAccountUnknown");
});

const resolve = (n: number, intent: number | null, resolution: "allocate" | "duplicate" = "allocate") => ({
  exceptionId: id(1000 + n),
  resolution,
  intentId: intent === null ? null : id(100 + intent),
  note: "visto",
  by: "lucha",
});

Deno.test("a person counts a part, and the rest is still asked for", () => {
  const book = tell(given(intentOf(1)), evidenceOf(1, { amountCentimos: 400 }));
  const decided = decideResolved(resolve(1, 1), book);
  assert.deepEqual(accepted(decided), ["ExceptionResolved 1 short_paid/allocate", "Allocated 1 400 person"]);
  assert.ok(decided.ok);
  const after = follow(book, decided.value);
  assert.equal(statusOf(after, intentOf(1)), "requires_payment");
  assert.equal(
    then(after, { amountCentimos: 600, occurredAt: sec(70) }, 2)[1],
    "Allocated 1 600 only_candidate",
  );
});

Deno.test("a person counts too much: what is due is counted, the rest stays unapplied", () => {
  const book = tell(given(intentOf(1)), evidenceOf(1, { amountCentimos: 1300 }));
  const decided = decideResolved(resolve(1, 1), book);
  assert.deepEqual(accepted(decided), [
    "ExceptionResolved 1 overpaid/allocate",
    "Allocated 1 1000 person over",
  ]);
  assert.ok(decided.ok);
  const credit = follow(book, decided.value).credits.get(id(1001))!;
  assert.equal(leftOf(credit), 300);
  assert.equal(
    refusal(decideResolved(resolve(1, 1), follow(book, decided.value))),
    "PaymentExceptionUnknown",
  );
});

Deno.test("a person cannot count hearsay, nor what is spent, nor for what is paid or canceled", () => {
  const voucher = { source: "voucher_image", trust: 0, operationNumber: "03443217", deviceId: null } as const;
  const line = { source: "statement_line", trust: 3, operationNumber: "03443217", deviceId: null } as const;
  const lied = tell(
    given(intentOf(1)),
    evidenceOf(1, { ...voucher, amountCentimos: 900 }),
    evidenceOf(2, line),
  );
  assert.equal(refusal(decideResolved(resolve(1, 1), lied)), "PaymentEvidenceWeak");
  const twice = tell(given(intentOf(1)), evidenceOf(1), evidenceOf(2, { occurredAt: sec(61) }));
  assert.equal(refusal(decideResolved(resolve(2, 1), twice)), "PaymentIntentSettled");
  const canceled = intentOf(1, { ended: { outcome: "canceled", endedAt: sec(300) } });
  assert.equal(
    refusal(decideResolved(resolve(1, 1), tell(given(canceled), evidenceOf(1)))),
    "PaymentIntentEnded",
  );
  assert.deepEqual(
    accepted(decideResolved(resolve(2, null, "duplicate"), twice)),
    ["ExceptionResolved 1 duplicate_credit/duplicate"],
  );
});

Deno.test("refunds: never more than came in, and what was asked of money that is gone is answered", () => {
  const book = tell(given(), evidenceOf(1)), credit = book.credits.get(id(1001))!;
  const before = { ...book, credits: new Map([[id(1001), { ...credit, refundedCentimos: 300 }]]) };
  const refund = (amount: number) =>
    decideRefund({
      refundId: id(60),
      paymentId: credit.paymentId,
      amountCentimos: centimos(amount),
      operationNumber: null,
      by: "lucha",
      reason: "pagó dos veces",
    }, before);
  assert.deepEqual(accepted(refund(700)), ["RefundNoted", "ExceptionResolved unmatched/refund"]);
  assert.deepEqual(accepted(refund(699)), ["RefundNoted"]);
  assert.deepEqual(refund(701), { ok: false, error: { type: "IncomingPaymentSpent", leftCentimos: 700 } });
});

Deno.test("status: paid stays paid, and what stands beside it says how", () => {
  const figures = (rest: Partial<IntentFigures>): IntentFigures => ({
    amountCentimos: 1000,
    allocatedCentimos: 0,
    outcome: null,
    claimed: false,
    sighted: false,
    marked: false,
    reviews: 0,
    contradictions: 0,
    late: false,
    over: false,
    ...rest,
  });
  const both = (
    rest: Partial<IntentFigures>,
  ) => [intentStatus(figures(rest)), additionalStatus(figures(rest))];
  assert.deepEqual(both({}), ["requires_payment", "none"]);
  assert.deepEqual(both({ claimed: true }), ["processing", "none"]);
  assert.deepEqual(both({ sighted: true }), ["processing", "none"]);
  assert.deepEqual(both({ marked: true }), ["processing", "marked"]);
  assert.deepEqual(both({ marked: true, allocatedCentimos: 1000 }), ["succeeded", "none"]);
  assert.deepEqual(both({ reviews: 1, claimed: true }), ["requires_review", "none"]);
  assert.deepEqual(both({ outcome: "expired", reviews: 1 }), ["expired", "none"]);
  assert.deepEqual(both({ allocatedCentimos: 400 }), ["requires_payment", "paid_partial"]);
  assert.deepEqual(both({ allocatedCentimos: 1000, outcome: "expired", late: true }), [
    "succeeded",
    "paid_late",
  ]);
  assert.deepEqual(both({ allocatedCentimos: 1000, over: true, reviews: 1 }), ["succeeded", "paid_over"]);
  assert.deepEqual(both({ allocatedCentimos: 1000, contradictions: 1, late: true }), [
    "succeeded",
    "invalid",
  ]);
});
