import assert from "node:assert/strict";
import { balanceOf } from "./billing.ts";
import { Story } from "./billing_fixture.ts";
import { idOf, lima, unpaid } from "./membership_fixture.ts";
import { stateKnown } from "./status.ts";

const overdue = () => new Story(unpaid);

Deno.test("nothing is taken of a membership that never began or that was closed", () => {
  const none = new Story([]);
  assert.equal(none.pay("2026-11-05", 10, 50), "MembershipMissing");
  const story = overdue();
  const close = (moment: string) => story.ask(moment, "CloseMembership", { reason: "pedido" });
  assert.equal(close("2026-12-01"), "NotDormant");
  story.ask("2026-12-01", "CancelMembership", { creditId: idOf(90), reason: "cerró" });
  assert.equal(stateKnown(story.facts, lima("2027-03-01")), "DORMANT");
  assert.equal(close("2027-03-01"), "MembershipClosed");
  assert.equal(story.pay("2027-03-02", 10, 50), "MembershipEnded");
  assert.equal(stateKnown(story.facts, lima("2027-03-02")), "CLOSED");
});

Deno.test("case 21: leaving while overdue keeps the debt, and the period that was billed goes on", () => {
  const story = new Story();
  story.bill("2026-10-28 09:00", 2);
  const leave = (moment: string) =>
    story.ask(moment, "CancelMembership", { creditId: idOf(90), reason: "cerró" });
  assert.equal(leave("2026-11-05 09:00"), "ends 2026-12-03");
  assert.equal(balanceOf(story.facts, lima("2026-11-05 10:00")), 5000);
  assert.equal(leave("2026-11-05 11:00"), "AlreadyLeft");
  assert.equal(story.bill("2026-11-28 09:00", 3), "InvoiceNotDue");
});

Deno.test("leaving in the trial takes back what was billed and not begun", () => {
  const story = new Story();
  story.bill("2026-10-28 09:00", 2);
  assert.equal(
    story.ask("2026-10-30 09:00", "CancelMembership", { creditId: idOf(90), reason: "no era" }),
    "ends 2026-11-03; credit S/ 50 cancelación",
  );
  assert.equal(balanceOf(story.facts, lima("2026-10-31")), 0);
  assert.equal(stateKnown(story.facts, lima("2026-11-04 05:00")), "DORMANT");
});

Deno.test("whoever left comes back: before the end as if nothing had been, after it with a period from that day", () => {
  const left = () => {
    const story = new Story();
    story.bill("2026-10-28 09:00", 2);
    story.pay("2026-11-01 09:00", 10, 50);
    story.ask("2026-11-10 09:00", "CancelMembership", { creditId: idOf(90), reason: "viaje" });
    return story;
  };
  const resume = (story: Story, moment: string) =>
    story.ask(moment, "ResumeMembership", { returnId: idOf(91), invoiceId: idOf(93) });
  const early = left();
  assert.equal(resume(early, "2026-11-20 09:00"), "back 2026-11-20, 0 days");
  assert.equal(resume(early, "2026-11-20 09:01"), "NotLeft");
  assert.match(early.bill("2026-11-27 09:00", 3), /2026-12-04..2027-01-03 S\/ 50 due 2026-12-03/);
  const late = left();
  assert.equal(stateKnown(late.facts, lima("2027-01-10")), "DORMANT");
  assert.equal(resume(late, "2027-01-10 09:00"), "back 2027-01-10, 0 days, from 2027-01-10");
  assert.equal(stateKnown(late.facts, lima("2027-01-10 09:00")), "ACTIVE");
  assert.match(late.bill("2027-01-10 09:01", 3), /2027-01-10..2027-02-09 S\/ 50 due 2027-01-17/);
  assert.equal(
    late.ask("2027-01-11 09:00", "CancelMembership", { creditId: idOf(92), reason: "otra vez" }),
    "ends 2027-02-09",
  );
  assert.equal(stateKnown(late.facts, lima("2027-02-10 05:00")), "DORMANT", "leaving again is leaving");
});

Deno.test("what leaving took back of a period to come is billed again when they stay", () => {
  const story = new Story();
  story.bill("2026-10-28 09:00", 2);
  story.ask("2026-10-30 09:00", "CancelMembership", { creditId: idOf(90), reason: "no era" });
  assert.equal(
    story.ask("2026-10-31 09:00", "ResumeMembership", { returnId: idOf(91), invoiceId: idOf(93) }),
    "back 2026-10-31, 0 days; plan tienda month 2026-11-04..2026-12-03 S/ 50 due 2026-11-03",
  );
  assert.equal(balanceOf(story.facts, lima("2026-10-31 10:00")), 5000);
  assert.match(
    story.change("2026-11-01 09:00", 20, "negocio month"),
    /upgrade .* S\/ 30 due/,
    "and counts once",
  );
});

Deno.test("leaving takes back what the changes of plan made of a period to come, and no more", () => {
  for (const plan of ["puesto", "negocio"]) {
    const story = new Story();
    story.bill("2026-10-28 09:00", 2);
    story.change("2026-10-29 09:00", 20, `${plan} month`);
    story.ask("2026-10-30 09:00", "CancelMembership", { creditId: idOf(90), reason: "no era" });
    assert.equal(balanceOf(story.facts, lima("2026-10-30 10:00")), 0, plan);
    story.ask("2026-10-31 09:00", "ResumeMembership", { returnId: idOf(91), invoiceId: idOf(93) });
    assert.equal(balanceOf(story.facts, lima("2026-10-31 10:00")), plan === "puesto" ? 3000 : 8000);
  }
});

Deno.test("a claim is taken once for an invoice, twice a year, and never twice with one number", () => {
  const story = overdue();
  const claim = (moment: string, n: number, operationNumber = `000${n}`) =>
    story.ask(moment, "ClaimPayment", { claimId: idOf(n), wallet: "yape", operationNumber });
  assert.equal(claim("2026-11-05 09:00", 300), "PaymentClaimed");
  assert.equal(claim("2026-11-05 10:00", 301, "000300"), "OperationTaken");
  assert.equal(claim("2026-11-05 10:00", 301), "ClaimUsedUp invoice");
  story.pay("2026-11-06 09:00", 10, 50);
  assert.equal(claim("2026-11-06 10:00", 302), "NothingOwed");
  for (const [moment, n] of [["2026-11-27 09:00", 3], ["2026-12-28 09:00", 4]] as const) {
    story.bill(moment, n);
    if (n === 3) {
      assert.equal(claim("2026-12-05 09:00", 303), "PaymentClaimed");
      story.pay("2026-12-05 12:00", 11, 50);
    }
  }
  assert.equal(claim("2027-01-05 09:00", 304), "ClaimUsedUp year");
  assert.equal(claim("2027-11-06 09:00", 305), "PaymentClaimed", "a year later");
});

Deno.test("a claim is resolved once", () => {
  const story = overdue();
  const resolve = (claimId: string) =>
    story.ask("2026-11-05 12:00", "ResolveClaim", { claimId, outcome: "rejected", by: "op" });
  story.ask("2026-11-05 09:00", "ClaimPayment", {
    claimId: idOf(300),
    wallet: "plin",
    operationNumber: "0001",
  });
  assert.equal(resolve(idOf(301)), "ClaimUnknown");
  assert.equal(resolve(idOf(300)), "PaymentClaimResolved");
  assert.equal(resolve(idOf(300)), "ClaimResolved");
});

Deno.test("goodwill has an end: thirty days in a year", () => {
  const story = overdue();
  const extend = (moment: string, n: number, days: number, invoiceId = idOf(2)) =>
    story.ask(moment, "GrantExtension", {
      extensionId: idOf(n),
      invoiceId,
      days,
      by: "op",
      reason: "lluvia",
    });
  assert.equal(extend("2026-11-05", 50, 5, idOf(77)), "InvoiceUnknown");
  assert.equal(extend("2026-11-05", 50, 20), "ExtensionGranted");
  assert.equal(extend("2026-11-06", 51, 11), "ExtensionTooLong 10");
  assert.equal(extend("2026-11-06", 51, 10), "ExtensionGranted");
  assert.equal(extend("2027-11-05", 52, 1), "ExtensionGranted", "a year later");
});

Deno.test("a hold needs two different people and an end that is to come", () => {
  const story = overdue();
  const hold = (by: [string, string], until: string) =>
    story.ask("2026-11-05 09:00", "PlaceHold", { holdId: idOf(60), by, reason: "orden", until: lima(until) });
  assert.equal(hold(["ana", "ana"], "2026-11-10"), "HoldNeedsTwo");
  assert.match(hold(["ana", "luis"], "2026-11-05 09:00"), /^HoldEndsBefore/);
  assert.equal(hold(["ana", "luis"], "2026-11-10"), "HoldPlaced");
  assert.equal(story.ask("2026-11-06", "LiftHold", { holdId: idOf(61), by: "ana" }), "HoldUnknown");
  assert.equal(story.ask("2026-11-06", "LiftHold", { holdId: idOf(60), by: "ana" }), "HoldLifted");
});

Deno.test("a credit note clears debt, and a notice goes out once", () => {
  const story = overdue();
  const credit = { creditId: idOf(40), amountCentimos: 50_00 as never, by: "op", reason: "bono" };
  assert.equal(story.ask("2026-11-05", "GrantCredit", credit), "credit S/ 50 bono");
  assert.equal(balanceOf(story.facts, lima("2026-11-05")), 0);
  const notice = { noticeId: idOf(41), invoiceId: idOf(2), kind: "overdue_1", about: "2026-11-04" as never };
  assert.equal(story.ask("2026-11-05", "IssueNotice", notice), "NoticeIssued");
  assert.equal(story.ask("2026-11-05", "IssueNotice", notice), "NoticeIssuedBefore");
});

Deno.test("a licence is for an invoice of its own that is paid, for as many computers, and once", () => {
  const story = new Story();
  const ask = (invoiceId: string, computers: number, n = 94) =>
    story.ask("2026-10-25 10:00", "NoteLicence", {
      ...{ licenceId: idOf(n), invoiceId, computers, textSha256: "0".repeat(64), by: "op" },
    });
  story.ask("2026-10-22 09:00", "SellOnce", {
    ...{ invoiceId: idOf(5), item: "licence", amountCentimos: 350_00 as never },
  });
  assert.equal(ask(idOf(6), 1), "InvoiceUnknown");
  assert.equal(ask(idOf(5), 2), "LicenceNotPaid");
  story.pay("2026-10-23 09:00", 10, 350);
  assert.equal(ask(idOf(5), 3), "LicenceNotPaid", "three cost more");
  assert.equal(ask(idOf(5), 2), "LicenceIssued");
  assert.equal(ask(idOf(5), 2, 95), "LicenceIssuedBefore");
});
