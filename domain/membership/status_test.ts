import assert from "node:assert/strict";
import { centimos } from "../../kernel/money.ts";
import type { Instant, LimaDay } from "../../kernel/time.ts";
import { allows } from "./access.ts";
import type { Known } from "./account.ts";
import {
  after,
  DUE,
  idOf,
  invoice,
  known,
  lima,
  paid,
  SHOP,
  started,
  told,
  unpaid,
  warned,
} from "./membership_fixture.ts";
import { membershipStatus } from "./status.ts";

const stateAt = (facts: readonly Known[], at: Instant) => membershipStatus(facts, at).state;
/** The states at these moments, in a row. */
const story = (facts: readonly Known[], ...moments: readonly string[]) =>
  moments.map((moment) => stateAt(facts, lima(moment))).join(" ");
const attempted = (n: number, at: Instant) =>
  known(n, at, "PaymentAttempted", {
    attemptId: idOf(n),
    amountCentimos: centimos(5000),
    provider: "mercadopago",
  });
const attemptEnded = (n: number, at: Instant, of: number, outcome: "failed" | "succeeded") =>
  known(n, at, "PaymentAttemptEnded", { attemptId: idOf(of), outcome });
const claimed = (n: number, at: Instant) =>
  known(n, at, "PaymentClaimed", {
    claimId: idOf(n),
    amountCentimos: centimos(5000),
    wallet: "yape",
    operationNumber: `0001234${n}`,
  });

Deno.test("the machine: trial, active, and from the day after the due day to dormant", () => {
  assert.equal(
    story(
      unpaid,
      "2026-10-21",
      "2026-11-03 23:59",
      "2026-11-04 04:59",
      "2026-11-04 05:00",
      "2026-11-07 05:00",
    ),
    "TRIAL TRIAL TRIAL GRACE RESTRICTED",
  );
  assert.equal(
    story(unpaid, "2026-11-11 04:59", "2026-11-11 05:00", "2027-01-02 05:00"),
    "RESTRICTED BLOCKED DORMANT",
  );
});

Deno.test("a status says since when, what comes next and which events explain it", () => {
  const status = membershipStatus(unpaid, lima("2026-11-08 12:00"));
  assert.deepEqual(status, {
    state: "RESTRICTED",
    since: lima("2026-11-07 05:00"),
    nextChangeAt: lima("2026-11-11 05:00"),
    because: [idOf(2)],
    debtCentimos: 5000,
    dueOn: DUE,
    overlays: [],
    blockWaitsForNotice: false,
  });
  assert.deepEqual(membershipStatus(unpaid, lima("2026-11-12 05:00")).because, [idOf(2), idOf(81), idOf(82)]);
});

Deno.test("return is immediate from any state, in the instant of the money", () => {
  for (const moment of ["2026-11-05 09:00", "2026-11-08 09:00", "2026-11-20 09:00", "2027-02-01 09:00"]) {
    const at = lima(moment), facts = [...unpaid, paid(9, at)];
    assert.equal(stateAt(facts, at), "ACTIVE");
    assert.equal(membershipStatus(facts, after(at, 1)).since, at);
  }
});

Deno.test("case 1: a payment in flight puts the block off for 48 hours, and its failure blocks at once", () => {
  const asked = attempted(10, lima("2026-11-10 22:00"));
  assert.equal(story([...unpaid, asked], "2026-11-12 21:59", "2026-11-12 22:00"), "RESTRICTED BLOCKED");
  const failed = attemptEnded(11, lima("2026-11-11 09:00"), 10, "failed");
  assert.equal(
    story([...unpaid, asked, failed], "2026-11-11 08:59", "2026-11-11 09:00"),
    "RESTRICTED BLOCKED",
  );
  const again = [asked, attempted(12, lima("2026-11-12 12:00")), attempted(13, lima("2026-11-13 04:00"))];
  assert.equal(
    story([...unpaid, ...again], "2026-11-13 05:00"),
    "BLOCKED",
    "one after the other is no way to go on for ever",
  );
});

Deno.test("case 2: out of order and twice, the set is what counts", () => {
  const facts = [...unpaid, paid(9, lima("2026-11-12 10:00"))], at = lima("2026-11-12 11:00");
  const other = [...facts, ...facts].toReversed();
  assert.deepEqual(membershipStatus(other, at), membershipStatus(facts, at));
  const doubled = { ...paid(9, lima("2026-11-12 10:00")), id: idOf(99) };
  assert.equal(membershipStatus([...facts, doubled], at).debtCentimos, 0);
  assert.equal(
    stateAt([...facts, doubled, invoice(3, "2026-12-03" as LimaDay)], lima("2026-12-04 05:00")),
    "GRACE",
    "one payment pays one",
  );
});

Deno.test("case 3: what a provider calls the subscription is nobody's fact: only money moves the state", () => {
  assert.equal(
    stateAt([
      ...unpaid,
      attempted(10, lima("2026-11-04 10:00")),
      attemptEnded(11, lima("2026-11-04 10:01"), 10, "succeeded"),
    ], lima("2026-11-07 05:00")),
    "RESTRICTED",
  );
});

Deno.test("case 4: money that is found later counts from when it came in", () => {
  const found = paid(9, lima("2026-11-10 20:00"), 5000, lima("2026-11-11 06:00"));
  assert.equal(stateAt([...unpaid, found], lima("2026-11-11 05:30")), "BLOCKED");
  assert.equal(stateAt([...unpaid, found], lima("2026-11-11 06:00")), "ACTIVE");
});

Deno.test("case 5: overdue is not blocked, and blocked is not ended", () => {
  assert.ok(allows("GRACE", "sell") && allows("RESTRICTED", "sell") && !allows("BLOCKED", "sell"));
  for (
    const open of ["close_session", "read", "export", "pay", "sync_earlier", "send_issued_documents"] as const
  ) {
    assert.ok(allows("BLOCKED", open), open);
  }
});

Deno.test("case 6: the day named is the last full day, in Lima and at any hour", () => {
  assert.equal(story(unpaid, "2026-11-03 23:59:59.999", "2026-11-04 00:00"), "TRIAL TRIAL");
  for (const day of ["2028-02-29", "2026-12-31", "2027-01-31"] as LimaDay[]) {
    const facts = [started(day), invoice(2, day)];
    assert.equal(stateAt(facts, lima(`${day} 23:59:59.999`)), "TRIAL");
  }
});

Deno.test("case 7: the state is a function of the platform's facts; a tablet's clock is in none of them", () => {
  const late = { ...paid(9, lima("2026-11-09 10:00")), recordedAt: lima("2026-11-09 10:01") };
  assert.equal(stateAt([...unpaid, late], lima("2026-11-09 10:00:30.000")), "RESTRICTED");
  assert.equal(stateAt([...unpaid, late], lima("2026-11-09 10:01")), "ACTIVE");
});

Deno.test("case 8: four fifths of the debt move the rest to a promised day, once", () => {
  const most = paid(9, lima("2026-11-12 10:00"), 4000);
  assert.equal(
    story([...unpaid, most], "2026-11-12 10:00", "2026-11-19 23:00", "2026-11-20 05:00", "2026-11-23 05:00"),
    "ACTIVE ACTIVE GRACE RESTRICTED",
  );
  assert.equal(
    stateAt([...unpaid, paid(9, lima("2026-11-12 10:00"), 3999)], lima("2026-11-12 10:00")),
    "BLOCKED",
  );
  const little = paid(10, lima("2026-11-21 10:00"), 900);
  const { dueOn, because } = membershipStatus([...unpaid, most, little], lima("2026-11-24 05:00"));
  assert.deepEqual([dueOn, because], [DUE, [idOf(2), idOf(9)]], "the second one promises nothing");
  assert.equal(stateAt([...unpaid, most, little], lima("2026-11-24 05:00")), "RESTRICTED");
});

Deno.test("case 9: the debt is one balance, and its age is that of the oldest céntimo", () => {
  const two = [...unpaid, invoice(3, "2026-12-03" as LimaDay, lima("2026-11-10 09:00"), 9000)];
  const { debtCentimos, dueOn } = membershipStatus(
    [...two, paid(9, lima("2026-11-12 10:00"), 9000)],
    lima("2026-11-12 10:00"),
  );
  assert.deepEqual([debtCentimos, dueOn], [5000, "2026-12-03"]);
  const billedEarly = invoice(3, "2026-12-03" as LimaDay, lima("2026-10-01 09:00"), 9000);
  const first = membershipStatus(
    [...unpaid, billedEarly, paid(9, lima("2026-11-12 10:00"))],
    lima("2026-11-12 10:00"),
  );
  assert.deepEqual(
    [first.debtCentimos, first.dueOn],
    [9000, "2026-12-03"],
    "the one due first is paid first",
  );
});

Deno.test("case 10: a credit note clears like money", () => {
  const credit = known(9, lima("2026-11-12 10:00"), "CreditGranted", {
    creditId: idOf(9),
    amountCentimos: centimos(5000),
    by: "op",
    reason: "bono",
  });
  assert.equal(stateAt([...unpaid, credit], lima("2026-11-12 10:00")), "ACTIVE");
});

Deno.test("case 11: a refund brings the debt back with a new grace, not a block", () => {
  const back = known(12, lima("2026-12-20 15:00"), "PaymentRefunded", {
    refundId: idOf(12),
    paymentId: idOf(9),
    amountCentimos: centimos(5000),
    reason: "pedido",
  });
  const facts = [...unpaid, paid(9, lima("2026-11-12 10:00")), back];
  assert.equal(
    story(facts, "2026-12-20 15:00", "2026-12-21 05:00", "2026-12-24 05:00"),
    "ACTIVE GRACE RESTRICTED",
  );
  assert.equal(
    stateAt(facts, lima("2026-12-28 05:00")),
    "RESTRICTED",
    "the warnings of November do not count for December",
  );
});

Deno.test("case 12: an open dispute is a flag, a lost one is debt within a day, and nothing is taken back twice", () => {
  const opened = known(12, lima("2026-11-20 10:00"), "DisputeOpened", {
    disputeId: idOf(12),
    paymentId: idOf(9),
    amountCentimos: centimos(5000),
  });
  const paidOnce = [...unpaid, paid(9, lima("2026-11-09 10:00")), opened];
  const status = membershipStatus(paidOnce, lima("2026-11-25 10:00"));
  assert.deepEqual([status.state, status.overlays], ["ACTIVE", ["dispute"]]);
  const closed = (outcome: "won" | "lost") =>
    known(13, lima("2026-12-01 10:00"), "DisputeClosed", { disputeId: idOf(12), outcome });
  assert.deepEqual(membershipStatus([...paidOnce, closed("won")], lima("2026-12-02")).overlays, []);
  const lost = [...paidOnce, closed("lost")];
  assert.equal(
    story(lost, "2026-12-01 10:00", "2026-12-02 10:00", "2026-12-09 10:00"),
    "GRACE RESTRICTED RESTRICTED",
  );
  const warnedAgain = [
    told(14, lima("2026-12-01 11:00"), "sms"),
    told(15, lima("2026-12-01 11:00"), "email"),
  ];
  assert.equal(
    story([...lost, ...warnedAgain], "2026-12-03 09:59", "2026-12-03 10:00"),
    "RESTRICTED BLOCKED",
  );
  const refunded = known(16, lima("2026-12-02 10:00"), "PaymentRefunded", {
    refundId: idOf(16),
    paymentId: idOf(9),
    amountCentimos: centimos(5000),
    reason: "doble",
  });
  assert.equal(
    stateAt([...lost, refunded, paid(17, lima("2026-12-03 10:00"))], lima("2026-12-04")),
    "ACTIVE",
  );
});

Deno.test("case 13: a claim gives a day, once for an invoice and twice in a year, and a false one nothing more", () => {
  const one = claimed(20, lima("2026-11-12 10:00"));
  assert.equal(
    story([...unpaid, one], "2026-11-12 10:00", "2026-11-13 09:59", "2026-11-13 10:00"),
    "RESTRICTED RESTRICTED BLOCKED",
  );
  assert.equal(
    stateAt([...unpaid, one, claimed(21, lima("2026-11-14 10:00"))], lima("2026-11-14 11:00")),
    "BLOCKED",
  );
  const rejected = known(22, lima("2026-11-12 12:00"), "PaymentClaimResolved", {
    claimId: idOf(20),
    outcome: "rejected",
    by: "op",
  });
  assert.equal(stateAt([...unpaid, one, rejected], lima("2026-11-12 12:00")), "BLOCKED");
  assert.equal(
    stateAt([...unpaid, one, rejected, paid(9, lima("2026-11-12 13:00"))], lima("2026-11-12 13:00")),
    "ACTIVE",
  );
});

Deno.test("a block that a claim put off is a day old before the shop is dormant", () => {
  const lateWarning = [
    told(81, lima("2026-12-30 10:00"), "whatsapp"),
    told(82, lima("2026-12-31 10:00"), "sms"),
  ];
  const claim = claimed(20, lima("2027-01-01 09:00"));
  assert.equal(
    story(
      [started(), invoice(2), ...lateWarning, claim],
      "2027-01-01 10:00",
      "2027-01-02 09:00",
      "2027-01-03 08:59",
      "2027-01-03 09:00",
    ),
    "RESTRICTED BLOCKED BLOCKED DORMANT",
  );
});

Deno.test("case 14: a payment written down days later recomputes the past", () => {
  const late = paid(9, lima("2026-11-03 18:00"), 5000, lima("2026-11-18 10:00"));
  const status = membershipStatus([...unpaid, late], lima("2026-11-18 10:00"));
  assert.deepEqual([status.state, status.since], ["ACTIVE", lima("2026-11-03 18:00")], "you were right");
});

Deno.test("case 15: an open till puts the block off until it closes, twelve hours at most", () => {
  const open = known(30, lima("2026-11-11 04:50"), "ShiftReported", { reportId: idOf(30), open: true });
  assert.equal(story([...unpaid, open], "2026-11-11 16:59", "2026-11-11 17:00"), "RESTRICTED BLOCKED");
  const closed = known(31, lima("2026-11-11 13:00"), "ShiftReported", { reportId: idOf(31), open: false });
  assert.equal(
    story([...unpaid, open, closed], "2026-11-11 12:59", "2026-11-11 13:00"),
    "RESTRICTED BLOCKED",
  );
});

Deno.test("case 16: what a tablet sold before or after a block is taken: the state never refuses a fact", () => {
  assert.ok(allows("BLOCKED", "sync_earlier") && allows("DORMANT", "sync_earlier"));
});

Deno.test("case 17: nothing has to run for the state to change", () => {
  assert.equal(stateAt([started(), invoice(2)], lima("2026-11-05 05:00")), "GRACE");
  assert.equal(
    stateAt([started()], lima("2026-12-05 05:00")),
    "ACTIVE",
    "no bill was made, so nothing is owed",
  );
});

Deno.test("case 18 and guard a: without a notice delivered on two channels nobody is blocked, and somebody is told", () => {
  const silent = [
    started(),
    invoice(2),
    told(81, lima("2026-11-05 10:00"), "sms"),
    told(83, lima("2026-11-06 10:00"), "sms"),
  ];
  const status = membershipStatus(silent, lima("2026-11-20 05:00"));
  assert.deepEqual([status.state, status.blockWaitsForNotice, status.nextChangeAt], [
    "RESTRICTED",
    true,
    null,
  ]);
  const second = [...silent, told(84, lima("2026-11-20 10:00"), "email")];
  assert.equal(story(second, "2026-11-21 09:59", "2026-11-21 10:00"), "RESTRICTED BLOCKED");
  const reminders = [
    started(),
    invoice(2),
    told(81, lima("2026-10-28 10:00"), "sms"),
    told(82, lima("2026-11-02 10:00"), "email"),
  ];
  assert.equal(stateAt(reminders, lima("2026-11-20 05:00")), "RESTRICTED", "a reminder warns of no block");
});

Deno.test("case 19: facts of last week give last week's state and no other", () => {
  const asOf = membershipStatus([...unpaid, paid(9, lima("2026-11-12 10:00"))], lima("2026-11-10 12:00"));
  assert.deepEqual(asOf, membershipStatus(unpaid, lima("2026-11-10 12:00")));
});

Deno.test("case 20: an invoice keeps the policy it was issued under, and an unknown one stops the program", () => {
  const future = { ...invoice(2) }, { data } = future.fact as { data: Record<string, unknown> };
  const other = {
    ...future,
    fact: { type: "InvoiceIssued", data: { ...data, policy: 9 } },
  } as unknown as Known;
  assert.throws(() => membershipStatus([started(), other], lima("2026-11-05")), /policy 9/);
});

Deno.test("case 21: leaving is always possible, the debt stays, and the paid period goes on", () => {
  const left = known(40, lima("2026-11-08 10:00"), "MembershipCancelled", {
    endsOn: "2026-12-02" as LimaDay,
    reason: "cerró",
  });
  const paidUp = [...unpaid, paid(9, lima("2026-11-08 09:00")), left];
  assert.equal(story(paidUp, "2026-12-02 23:00", "2026-12-03 05:00"), "ACTIVE DORMANT");
  assert.equal(membershipStatus([...unpaid, left], lima("2026-12-10")).debtCentimos, 5000);
});

Deno.test("case 24: days of goodwill move every step of their invoice", () => {
  const days = known(50, lima("2026-11-06 10:00"), "ExtensionGranted", {
    extensionId: idOf(50),
    invoiceId: idOf(2),
    days: 5,
    by: "op",
    reason: "inundación",
  });
  assert.equal(
    story([...unpaid, days], "2026-11-05 12:00", "2026-11-06 10:00", "2026-11-09 05:00", "2026-11-12 05:00"),
    "GRACE ACTIVE GRACE RESTRICTED",
  );
  assert.deepEqual(membershipStatus([...unpaid, days], lima("2026-11-07")).overlays, ["extension"]);
});

Deno.test("a hold needs two people and an end, and is lifted", () => {
  const hold = known(60, lima("2026-10-25 10:00"), "HoldPlaced", {
    holdId: idOf(60),
    by: ["op-1", "op-2"],
    reason: "orden judicial",
    until: lima("2026-10-30 10:00"),
  });
  assert.equal(
    story([started(), hold], "2026-10-25 10:00", "2026-10-30 09:59", "2026-10-30 10:00"),
    "BLOCKED BLOCKED TRIAL",
  );
  const lifted = known(61, lima("2026-10-26 10:00"), "HoldLifted", { holdId: idOf(60), by: "op-1" });
  assert.equal(stateAt([started(), hold, lifted], lima("2026-10-26 10:00")), "TRIAL");
});

Deno.test("guard c: what is learned late steps down a day at a time", () => {
  const lateBill = invoice(2, DUE, lima("2026-12-20 10:00"));
  const notices = [told(81, lima("2026-12-20 11:00"), "sms"), told(82, lima("2026-12-20 11:00"), "email")];
  assert.equal(
    story(
      [started(), lateBill, ...notices],
      "2026-12-20 10:00",
      "2026-12-21 10:00",
      "2026-12-22 09:59",
      "2026-12-22 10:00",
    ),
    "GRACE RESTRICTED RESTRICTED BLOCKED",
  );
});

Deno.test("the fixture's own facts are of its shop", () => {
  for (const { fact } of [...unpaid, ...warned]) assert.equal(fact.data.shop, SHOP);
});
