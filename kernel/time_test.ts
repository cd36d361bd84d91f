import assert from "node:assert/strict";
import {
  daysBetween,
  formatDay,
  formatInstant,
  formatStamp,
  formatTime,
  type Instant,
  instantOf,
  limaDay,
  limaHour,
  parseDay,
  parseInstant,
  plusDays,
  plusMonths,
  startOfDay,
  weekday,
} from "./time.ts";

const LATE = "2026-03-01T03:30:00.000Z" as Instant; // 28 February, 22:30 in Lima

Deno.test("the day of a late sale is the day in Lima", () => {
  assert.equal(limaDay(LATE), "2026-02-28");
  assert.equal(limaHour(LATE), 22);
  assert.equal(startOfDay(limaDay(LATE)), "2026-02-28T05:00:00.000Z");
  assert.equal(limaDay(startOfDay(limaDay(LATE))), "2026-02-28");
});

Deno.test("Lima's days agree with the time zone database, summer or winter, and at both ends of a day", () => {
  for (const base of ["2024-02-29", "2026-01-01", "2026-07-15", "2026-12-31"]) {
    for (const time of ["04:59:59.999", "05:00:00.000", "23:59:59.999", "00:00:00.000"]) {
      const instant = `${base}T${time}Z` as Instant;
      const lima = Temporal.Instant.from(instant).toZonedDateTimeISO("America/Lima");
      assert.equal(limaDay(instant), lima.toPlainDate().toString());
      assert.equal(limaHour(instant), lima.hour);
    }
  }
});

Deno.test("days follow each other over months, years and leap days", () => {
  const day = parseDay("2024-02-28")!;
  assert.equal(plusDays(day, 1), "2024-02-29");
  assert.equal(plusDays(day, 2), "2024-03-01");
  assert.equal(plusDays(parseDay("2026-01-01")!, -1), "2025-12-31");
  assert.equal(weekday(parseDay("2026-11-22")!), 0);
});

Deno.test("only the stored form of a real moment is an instant, and only a real day is a day", () => {
  assert.equal(parseInstant(LATE), LATE);
  for (
    const text of [
      "2026-03-01T03:30:00Z",
      "2026-02-30T03:30:00.000Z",
      "2026-03-01T03:30:00.000+01:00",
      "",
      "hoy",
    ]
  ) {
    assert.equal(parseInstant(text), null, text);
  }
  for (const text of ["2026-02-30", "2026-2-3", "", "2026-13-01"]) assert.equal(parseDay(text), null, text);
});

Deno.test("a moment is written as people in Peru write it", () => {
  const instant = instantOf(Date.parse("2026-11-03T20:05:00.000Z"));
  assert.equal(formatDay(limaDay(instant)), "mar 3 nov");
  assert.equal(formatTime(instant), "3:05 p.\u00a0m.");
  assert.equal(formatInstant(instant), "mar 3 nov, 3:05 p.\u00a0m.");
  assert.equal(formatStamp(instant), "03/11/2026 15:05");
  assert.equal(formatTime(startOfDay(limaDay(instant))), "12:00 a.\u00a0m.");
});

Deno.test("months after the 31st and the leap day come back to their day, and days are counted over both", () => {
  const months = (day: string, ...counts: number[]) =>
    counts.map((n) => plusMonths(parseDay(day)!, n)).join(" ");
  assert.equal(months("2026-10-31", 0, 1, 2, 4, 5), "2026-10-31 2026-11-30 2026-12-31 2027-02-28 2027-03-31");
  assert.equal(months("2028-02-29", 12, 48, -1), "2029-02-28 2032-02-29 2028-01-29");
  assert.equal(months("2026-12-01", 1, -12), "2027-01-01 2025-12-01");
  assert.deepEqual(
    [["2028-02-28", "2028-03-01"], ["2026-12-31", "2027-01-01"], ["2027-01-01", "2026-12-31"]]
      .map(([a, b]) => daysBetween(parseDay(a!)!, parseDay(b!)!)),
    [2, 1, -1],
  );
});
