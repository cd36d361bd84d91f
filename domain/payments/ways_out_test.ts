import assert from "node:assert/strict";
import { type Question, waysOut } from "./ways_out.ts";

const credit = (rest: Partial<NonNullable<Question["credit"]>> = {}) => ({
  trust: 2,
  amountCentimos: 1000,
  leftCentimos: 1000,
  allocatedCentimos: 0,
  refundedCentimos: 0,
  ...rest,
});

Deno.test("ways out: only money that somebody trusted told of is counted or goes back", () => {
  assert.deepEqual(waysOut({ kind: "unmatched", credit: credit() }), [
    "allocate",
    "transfer",
    "change",
    "keep_unapplied",
    "duplicate",
    "write_off",
  ]);
  assert.deepEqual(waysOut({ kind: "number_collision", credit: credit({ trust: 1 }) }), [
    "duplicate",
    "keep_unapplied",
    "write_off",
  ]);
  assert.deepEqual(waysOut({ kind: "suspected_fraud", credit: null }), ["write_off", "duplicate"]);
});

Deno.test("ways out: a second credit is first asked to be the first one, too much is first change, counted money was right or goes back", () => {
  assert.equal(waysOut({ kind: "duplicate_credit", credit: credit() })[0], "duplicate");
  assert.equal(waysOut({ kind: "doubtful_merge", credit: credit() })[0], "duplicate");
  const over = credit({ leftCentimos: 300, allocatedCentimos: 700 });
  assert.deepEqual(waysOut({ kind: "overpaid", credit: over }), [
    "change",
    "transfer",
    "keep_unapplied",
    "allocate",
    "write_off",
  ]);
  const counted = credit({ leftCentimos: 0, allocatedCentimos: 1000 });
  assert.deepEqual(waysOut({ kind: "contradicted", credit: counted }), ["write_off", "transfer", "change"]);
  const gone = { ...counted, refundedCentimos: 1000 };
  assert.deepEqual(waysOut({ kind: "contradicted", credit: gone }), ["write_off"]);
});
