import assert from "node:assert/strict";
import { type Instant, instantOf } from "../../kernel/time.ts";
import { TillClock } from "./till_clock.ts";

const at = (text: string) => Date.parse(`2026-11-22T${text}:00.000Z`);
const said = (clock: TillClock) => clock.now().slice(11, 16);

/** A tablet whose clock somebody can set, beside one nobody can. */
function tablet(wall: string) {
  let wallMs = at(wall), monotonicMs = 1_000;
  const clock = new TillClock(() => instantOf(wallMs), () => monotonicMs);
  return {
    clock,
    pass: (minutes: number) => {
      wallMs += minutes * 60_000;
      monotonicMs += minutes * 60_000;
    },
    set: (wall: string) => void (wallMs = at(wall)),
  };
}
const instant = (text: string): Instant => instantOf(at(text));

Deno.test("the till's clock follows the tablet's, corrected by the server", () => {
  const { clock, pass } = tablet("10:00");
  assert.equal(said(clock), "10:00");
  clock.heard(instant("10:07"));
  pass(5);
  assert.equal(said(clock), "10:12");
  assert.equal(clock.offsetMs, 7 * 60_000);
});

Deno.test("a clock set back takes no time away: what was kept, and the time since, count", () => {
  const { clock, pass, set } = tablet("10:00");
  clock.seen(instant("15:30"));
  assert.equal(said(clock), "15:30");
  assert.equal(clock.isBack, true);
  pass(20);
  assert.equal(said(clock), "15:50");
  set("15:48");
  assert.equal(clock.isBack, false); // a little behind is drift
  assert.equal(said(clock), "15:50");
  set("16:10");
  assert.equal(said(clock), "16:10");
});

Deno.test("a clock set back while the till is open is noticed", () => {
  const { clock, pass, set } = tablet("10:00");
  clock.heard(instant("10:00"));
  pass(30);
  set("08:00");
  assert.equal(said(clock), "10:30");
  assert.equal(clock.isBack, true);
});

Deno.test("only the server takes a clock back that once stood in the future", () => {
  const { clock } = tablet("10:00");
  clock.seen(instantOf(Date.parse("2031-01-01T00:00:00.000Z")));
  assert.equal(clock.isBack, true);
  clock.heard(instant("10:00"));
  assert.equal(said(clock), "10:00");
  assert.equal(clock.isBack, false);
});
