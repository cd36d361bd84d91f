import assert from "node:assert/strict";
import type { Known } from "./account.ts";
import { balanceOf, invoiceDue } from "./billing.ts";
import { day, Story } from "./billing_fixture.ts";
import { idOf, lima, paid, started, warned } from "./membership_fixture.ts";
import { stateKnown } from "./status.ts";

// The trial of the fixture ends on 2026-11-03; its plan is Tienda, S/ 50.

Deno.test("a membership starts once, with fourteen days", () => {
  const story = new Story([]);
  assert.equal(story.bill("2026-10-20 09:00", 2), "MembershipMissing");
  story.ask("2026-10-20 09:00", "StartMembership", { plan: "tienda" });
  const fact = story.facts[0]!.fact;
  assert.ok(fact.type === "MembershipStarted");
  assert.deepEqual([fact.data.trialEndsOn, fact.data.policy], ["2026-11-03", 1]);
  assert.equal(story.ask("2026-10-20 09:00", "StartMembership", { plan: "tienda" }), "MembershipExists");
});

Deno.test("an invoice is issued seven days before its period, once, and due on the last day before it", () => {
  const story = new Story();
  assert.equal(story.bill("2026-10-27 23:59", 2), "InvoiceNotDue");
  assert.equal(
    story.bill("2026-10-28 00:00", 2),
    "plan tienda month 2026-11-04..2026-12-03 S/ 50 due 2026-11-03",
  );
  assert.equal(story.bill("2026-10-28 00:01", 3), "InvoiceNotDue");
  story.pay("2026-11-01 10:00", 10, 50);
  assert.equal(
    story.bill("2026-11-27 00:00", 3),
    "plan tienda month 2026-12-04..2027-01-03 S/ 50 due 2026-12-03",
  );
});

Deno.test("a week in which nothing ran moves no period and no due day", () => {
  const story = new Story();
  assert.equal(
    story.bill("2026-11-03 20:00", 2),
    "plan tienda month 2026-11-04..2026-12-03 S/ 50 due 2026-11-03",
  );
});

/** Periods of a year from an anchor, each billed and paid. */
function periodsFrom(trialEndsOn: string, count: number): string[] {
  const story = new Story([started(day(trialEndsOn))]);
  return Array.from({ length: count }, (_, i) => {
    const due = invoiceDue(story.facts, lima("2032-12-31"))!;
    story.bill("2032-12-31", 2 + i);
    story.pay("2032-12-31", 200 + i, 50);
    return `${due.from}..${due.to}`;
  });
}

Deno.test("periods that count from the 31st come back to it, over a year's end and a leap day", () => {
  assert.deepEqual(periodsFrom("2027-10-30", 6), [
    "2027-10-31..2027-11-29",
    "2027-11-30..2027-12-30",
    "2027-12-31..2028-01-30",
    "2028-01-31..2028-02-28",
    "2028-02-29..2028-03-30",
    "2028-03-31..2028-04-29",
  ]);
  assert.deepEqual(periodsFrom("2028-02-28", 2), ["2028-02-29..2028-03-28", "2028-03-29..2028-04-28"]);
});

Deno.test("a year is twelve months for ten, also from the leap day", () => {
  const story = new Story([started(day("2028-02-28"))]);
  assert.equal(story.change("2028-02-20", 20, "tienda year"), "dated tienda year from 2028-02-20");
  assert.equal(
    story.bill("2028-02-22", 2),
    "plan tienda year 2028-02-29..2029-02-27 S/ 500 due 2028-02-28",
  );
  story.pay("2028-02-25", 10, 500);
  assert.equal(
    story.bill("2029-02-21", 3),
    "plan tienda year 2029-02-28..2030-02-27 S/ 500 due 2029-02-27",
  );
});

Deno.test("case 23: up at once with the difference, down with the next period", () => {
  const story = new Story();
  story.bill("2026-10-28 09:00", 2);
  story.pay("2026-11-01 10:00", 10, 50);
  assert.equal(story.change("2026-11-10 09:00", 20, "tienda month"), "PlanUnchanged");
  // 24 of 30 days are left: S/ 64.00 of Negocio less S/ 40.00 of Tienda.
  assert.equal(
    story.change("2026-11-10 09:00", 20, "negocio month"),
    "dated negocio month from 2026-11-10; upgrade negocio month 2026-11-10..2026-12-03 S/ 24 due 2026-11-17",
  );
  assert.equal(
    story.change("2026-11-11 09:00", 21, "puesto month"),
    "next_invoice puesto month from 2026-12-04",
  );
  story.pay("2026-11-12 10:00", 11, 24);
  assert.equal(
    story.bill("2026-11-27 09:00", 3),
    "plan puesto month 2026-12-04..2027-01-03 S/ 30 due 2026-12-03",
  );
});

Deno.test("case 23: what was billed of the next period is charged or given back, and never twice", () => {
  const story = new Story();
  story.bill("2026-10-28 09:00", 2);
  assert.equal(
    story.change("2026-10-29 09:00", 20, "puesto month"),
    "dated puesto month from 2026-11-04; credit S/ 20 cambio de plan",
  );
  assert.equal(balanceOf(story.facts, lima("2026-10-29 10:00")), 3000);
  assert.equal(story.change("2026-10-29 11:00", 21, "puesto month"), "PlanUnchanged");
  assert.equal(
    story.change("2026-10-29 12:00", 22, "tienda month"),
    "dated tienda month from 2026-11-04; upgrade tienda month 2026-11-04..2026-12-03 S/ 20 due 2026-11-03",
  );
  assert.equal(balanceOf(story.facts, lima("2026-10-29 13:00")), 5000);
  assert.equal(
    story.change("2026-10-30 09:00", 23, "negocio year"),
    "dated negocio month from 2026-10-30; upgrade negocio month 2026-10-30..2026-12-03 S/ 30 due 2026-11-06; " +
      "next_invoice negocio year from 2026-12-04",
  );
});

Deno.test("case 23: while something is overdue up is allowed and down waits for a period after the debt", () => {
  const story = new Story([started(), ...warned]);
  story.bill("2026-10-28 09:00", 2);
  assert.equal(
    story.change("2026-11-05 09:00", 20, "puesto month"),
    "next_invoice puesto month from 2026-12-04",
  );
  const days = idOf(30);
  story.ask("2026-11-06 09:00", "GrantExtension", {
    ...{ extensionId: days, invoiceId: idOf(2), days: 28, by: "op", reason: "lluvia" },
  });
  assert.equal(
    story.bill("2026-11-27 09:00", 3),
    "plan tienda month 2026-12-04..2027-01-03 S/ 50 due 2026-12-03",
    "still owed, so the plan is the old one",
  );
  story.pay("2026-11-28 09:00", 10, 100);
  assert.equal(
    story.bill("2026-12-28 09:00", 4),
    "plan puesto month 2027-01-04..2027-02-03 S/ 30 due 2027-01-03",
  );
  const other = new Story();
  other.bill("2026-10-28 09:00", 2);
  assert.match(
    other.change("2026-11-05 09:00", 20, "negocio month"),
    /^dated negocio month from 2026-11-05; upgrade/,
  );
});

Deno.test("case 23: while something is overdue what was billed of the next period is not given back either", () => {
  const story = new Story();
  story.bill("2026-10-28 09:00", 2);
  story.ask("2026-11-06 09:00", "GrantExtension", {
    ...{ extensionId: idOf(30), invoiceId: idOf(2), days: 28, by: "op", reason: "lluvia" },
  });
  story.bill("2026-11-27 09:00", 3);
  assert.equal(
    story.change("2026-11-28 09:00", 20, "puesto month"),
    "next_invoice puesto month from 2027-01-04",
  );
});

/** Billed, told of in time, and blocked on the 11th of November at five in the morning. */
function blocked(): Story {
  const story = new Story();
  story.bill("2026-10-28 09:00", 2);
  for (const entry of warned) story.facts.push(entry as Known);
  assert.equal(stateKnown(story.facts, lima("2026-11-11 05:00")), "BLOCKED");
  return story;
}
const back = (story: Story, moment: string) =>
  story.ask(moment, "NoteReturn", { returnId: idOf(60), creditId: idOf(61) });

Deno.test("case 22: whoever is blocked is billed nothing", () => {
  const story = blocked();
  assert.equal(story.bill("2026-11-28 09:00", 3), "InvoiceNotDue");
  assert.equal(story.bill("2027-02-28 09:00", 3), "InvoiceNotDue");
});

Deno.test("case 22: up to thirty days blocked keep the anchor, and the days are given back", () => {
  const story = blocked();
  assert.equal(back(story, "2026-11-20 09:00"), "NothingToReturn");
  story.pay("2026-11-20 10:00", 10, 50);
  // Nine mornings, 11 to 19 November, of a month of thirty days: 9/30 of S/ 50.
  assert.equal(back(story, "2026-11-20 10:01"), "back 2026-11-20, 9 days; credit S/ 15 días sin vender");
  assert.equal(back(story, "2026-11-20 10:02"), "NothingToReturn");
  assert.equal(
    story.bill("2026-11-27 09:00", 3),
    "plan tienda month 2026-12-04..2027-01-03 S/ 50 due 2026-12-03",
  );
  assert.equal(balanceOf(story.facts, lima("2026-11-27 10:00")), 3500);
});

Deno.test("case 22: days of a period that is billed only after the return are given back too, and it gets its week", () => {
  const story = blocked();
  story.pay("2026-12-09 10:00", 10, 50);
  // 23 days of the period to 3 December (S/ 38.33) and 5 of the next one, which has 31 (S/ 8.06).
  assert.equal(back(story, "2026-12-09 10:01"), "back 2026-12-09, 28 days; credit S/ 46.39 días sin vender");
  assert.equal(
    story.bill("2026-12-09 10:02", 3),
    "plan tienda month 2026-12-04..2027-01-03 S/ 50 due 2026-12-16",
  );
});

Deno.test("case 22: after more than thirty days periods count from the return, and the gap costs nothing", () => {
  const story = blocked();
  story.pay("2027-02-10 10:00", 10, 50);
  assert.equal(
    back(story, "2027-02-10 10:01"),
    "back 2027-02-10, 91 days, from 2027-02-10; credit S/ 38.33 días sin vender",
  );
  assert.equal(
    story.bill("2027-02-10 10:02", 3),
    "plan tienda month 2027-02-10..2027-03-09 S/ 50 due 2027-02-17",
  );
});

Deno.test("case 22: a day that a claim opened is no blocked day", () => {
  const story = blocked();
  story.ask("2026-11-12 11:00", "ClaimPayment", {
    claimId: idOf(70),
    wallet: "yape",
    operationNumber: "0001234",
  });
  story.pay("2026-11-14 10:00", 10, 50);
  assert.equal(back(story, "2026-11-14 10:01"), "back 2026-11-14, 2 days; credit S/ 3.33 días sin vender");
});

Deno.test("case 22: whoever paid in time and was told late gets the days back that were taken wrongly", () => {
  const story = blocked();
  story.facts.push(paid(10, lima("2026-11-03 18:00"), 5000, lima("2026-11-18 10:00")));
  assert.equal(back(story, "2026-11-18 10:01"), "back 2026-11-18, 7 days; credit S/ 11.66 días sin vender");
});

Deno.test("what is sold once is due in a week and moves no period", () => {
  const story = new Story();
  const sold = story.ask("2026-10-22 09:00", "SellOnce", {
    ...{ invoiceId: idOf(5), item: "licence", amountCentimos: 300_00 as never },
  });
  assert.equal(sold, "licence tienda month 2026-10-22..2026-10-22 S/ 300 due 2026-10-29");
  assert.match(story.bill("2026-10-28 09:00", 2), /^plan tienda month 2026-11-04/);
});
