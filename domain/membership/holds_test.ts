import assert from "node:assert/strict";
import type { Instant } from "../../kernel/time.ts";
import { confirmHold, holdsOf, proposeHold } from "./holds.ts";
import { idOf, known, lima, SHOP, started } from "./membership_fixture.ts";

const AT = lima("2026-11-03 10:00"), UNTIL = lima("2026-11-10 10:00");
const wish = { shop: SHOP, holdId: idOf(60), by: "olga", reason: "denuncia", until: UNTIL };
const second = { shop: SHOP, holdId: idOf(60), by: "tito", reason: "vi la denuncia" };
const { shop: _, ...wished } = wish;
const proposed = known(60, AT, "HoldProposed", wished);
const placed = known(61, lima("2026-11-03 12:00"), "HoldPlaced", {
  ...{ holdId: idOf(60), reason: "vi la denuncia", until: UNTIL, by: ["olga", "tito"] },
});
const lifted = known(62, lima("2026-11-04 12:00"), "HoldLifted", { holdId: idOf(60), by: "tito" });
const holds = (now: Instant, ...facts: Parameters<typeof holdsOf>[0]) => holdsOf([started(), ...facts], now);

Deno.test("one operator proposes, another one places", () => {
  assert.deepEqual(proposeHold([], wish, AT), { ok: true, value: [{ type: "HoldProposed", data: wish }] });
  const waiting = holds(lima("2026-11-04 09:59"), proposed);
  assert.deepEqual(waiting.map(({ status }) => status), ["waits"]);
  assert.deepEqual(confirmHold(waiting, second), {
    ok: true,
    value: [{ type: "HoldPlaced", data: { ...second, by: ["olga", "tito"], until: UNTIL } }],
  });
});

Deno.test("nobody confirms their own hold, nor one that nobody proposed", () => {
  const waiting = holds(AT, proposed);
  assert.deepEqual(confirmHold(waiting, { ...second, by: "olga" }), {
    ok: false,
    error: { type: "HoldNeedsAnother" },
  });
  assert.deepEqual(confirmHold([], second), { ok: false, error: { type: "HoldUnknown" } });
});

Deno.test("a proposal waits a day and no moment longer", () => {
  const late = holds(lima("2026-11-04 10:00"), proposed);
  assert.deepEqual(confirmHold(late, second), { ok: false, error: { type: "HoldProposalLapsed" } });
  assert.ok(proposeHold(late, { ...wish, holdId: idOf(63) }, lima("2026-11-04 10:00")).ok, "asked for anew");
});

Deno.test("a shop has one hold at a time, and each comes to its end", () => {
  const refused = { ok: false, error: { type: "HoldStands" } };
  const other = { ...wish, holdId: idOf(63) };
  assert.deepEqual(proposeHold(holds(AT, proposed), other, AT), refused);
  const standing = holds(lima("2026-11-03 12:00"), proposed, placed);
  assert.deepEqual(proposeHold(standing, other, AT), refused);
  assert.deepEqual(confirmHold(standing, second), refused);
  for (const over of [holds(UNTIL, proposed, placed), holds(lima("2026-11-04 12:00"), placed, lifted)]) {
    assert.deepEqual(over.map(({ status }) => status), ["over"]);
    assert.deepEqual(confirmHold(over, second), { ok: false, error: { type: "HoldOver" } });
  }
});

Deno.test("a hold ends after today and within thirty days", () => {
  const refused = { ok: false, error: { type: "HoldEndWrong", daysMax: 30 } };
  assert.deepEqual(proposeHold([], { ...wish, until: AT }, AT), refused);
  assert.deepEqual(proposeHold([], { ...wish, until: lima("2026-12-03 10:00:00.001") }, AT), refused);
  assert.ok(proposeHold([], { ...wish, until: lima("2026-12-03 10:00") }, AT).ok);
});
