import assert from "node:assert/strict";
import { epochMsOf, type Instant, instantOf } from "../../kernel/time.ts";
import type { Known } from "./account.ts";
import { Story } from "./billing_fixture.ts";
import { idOf, invoice, known, lima, paid, started, told, unpaid } from "./membership_fixture.ts";
import { noticesDue } from "./notices.ts";

const HOUR = 3_600_000;
const kinds = (facts: readonly Known[], at: Instant) => noticesDue(facts, at).map(({ kind }) => kind);

/** What goes out if somebody looks each hour from one moment to another, and each notice is delivered or not. */
function sent(facts: readonly Known[], from: string, to: string, delivered: boolean): string[] {
  const story = [...facts], lines: string[] = [];
  let n = 500;
  for (let t = epochMsOf(lima(from)); t <= epochMsOf(lima(to)); t += HOUR) {
    const at = instantOf(t);
    for (const { kind, invoiceId, about } of noticesDue(story, at)) {
      lines.push(`${instantOf(t - 5 * HOUR).slice(5, 16).replace("T", " ")} ${kind}`);
      story.push(known(n++, at, "NoticeIssued", { noticeId: idOf(n), invoiceId, kind, about }));
      if (delivered) story.push(told(n++, at, "whatsapp", invoiceId), told(n++, at, "email", invoiceId));
    }
  }
  return lines;
}

Deno.test("the owner is told at the hours of the table, each once", () => {
  assert.deepEqual(sent([started(), invoice(2)], "2026-10-27 09:00", "2027-01-05 00:00", true), [
    "10-27 10:00 due_in_7",
    "10-31 10:00 due_in_3",
    "11-02 20:00 due_tomorrow",
    "11-03 10:00 due_today",
    "11-04 10:00 overdue_1",
    "11-06 10:00 overdue_3",
    "11-09 10:00 overdue_6",
    "11-10 18:00 last_day",
    "11-11 05:00 blocked",
    "11-18 10:00 blocked_7",
    "12-11 10:00 blocked_30",
  ]);
});

Deno.test("after a week in which nothing ran only what is still true is told", () => {
  const facts = [started(), invoice(2)];
  assert.deepEqual(kinds(facts, lima("2026-11-06 15:00")), ["overdue_3"]);
  assert.deepEqual(kinds(facts, lima("2026-11-07 15:00")), [], "tomorrow was yesterday");
  assert.deepEqual(kinds(facts, lima("2026-11-03 02:00")), ["due_tomorrow"]);
});

Deno.test("where nobody was reached the block waits, and the last warning goes out each day until somebody is", () => {
  assert.deepEqual(sent([started(), invoice(2)], "2026-11-11 06:00", "2026-11-13 12:00", false), [
    "11-11 10:00 last_day",
    "11-12 10:00 last_day",
    "11-13 10:00 last_day",
  ]);
  const [warning] = noticesDue([started(), invoice(2)], lima("2026-11-12 10:00"));
  assert.equal(warning!.blocksAt, lima("2026-11-13 10:00"), "a day after the warning, if it arrives");
});

Deno.test("the evening before a block that waits is told like any other", () => {
  const [warning] = noticesDue([started(), invoice(2)], lima("2026-11-10 18:00"));
  assert.deepEqual([warning?.kind, warning?.until], ["last_day", lima("2026-11-11 05:00")]);
});

Deno.test("the last warning names the hour of the block", () => {
  const [warning] = noticesDue(unpaid, lima("2026-11-10 18:00"));
  assert.deepEqual([warning!.kind, warning!.blocksAt, warning!.debtCentimos], [
    "last_day",
    lima("2026-11-11 05:00"),
    5000,
  ]);
});

Deno.test("whoever has paid is told nothing of it, and days of goodwill move the notices", () => {
  assert.deepEqual(kinds([...unpaid, paid(9, lima("2026-11-05 09:00"))], lima("2026-11-05 10:00")), []);
  const days = known(50, lima("2026-11-04 12:00"), "ExtensionGranted", {
    ...{ extensionId: idOf(50), invoiceId: idOf(2), days: 5, by: "op", reason: "lluvia" },
  });
  assert.deepEqual(kinds([started(), invoice(2), days], lima("2026-11-08 11:00")), ["due_today"]);
});

Deno.test("a return is told at once, and not two days later", () => {
  const story = new Story(unpaid);
  story.pay("2026-11-20 10:00", 10, 50);
  story.ask("2026-11-20 10:01", "NoteReturn", { returnId: idOf(60), creditId: idOf(61) });
  assert.deepEqual(kinds(story.facts, lima("2026-11-20 10:01")), ["returned"]);
  assert.deepEqual(kinds(story.facts, lima("2026-11-22 10:01")), []);
});

Deno.test("an order that stopped the shop is no debt: nobody is told to pay for it", () => {
  const hold = known(60, lima("2026-10-25 10:00"), "HoldPlaced", {
    ...{ holdId: idOf(60), by: ["a", "b"] as [string, string], reason: "orden", until: lima("2026-11-30") },
  });
  assert.deepEqual(kinds([started(), hold], lima("2026-10-25 12:00")), []);
  assert.deepEqual(kinds([started(), invoice(2), hold], lima("2026-10-28 12:00")), ["due_in_7"]);
});
