import assert from "node:assert/strict";
import type { Sale } from "../../kernel/sale.ts";
import { type Habits, learnt, NO_HABITS, usual } from "./habits.ts";

const saleOf = (...ids: readonly (string | null)[]) =>
  ({ lines: ids.map((productId) => ({ productId })) }) as unknown as Sale;
const after = (habits: Habits, day: number, ...sales: Sale[]) =>
  sales.reduce((now, sale) => learnt(now, sale, day), habits);

Deno.test("what is sold most comes first, and what was sold once is no habit", () => {
  const habits = after(
    NO_HABITS,
    1,
    saleOf("pan", "leche"),
    saleOf("pan"),
    saleOf("pan", "leche"),
    saleOf("ron"),
  );
  assert.deepEqual(usual(habits), ["pan", "leche"]);
});

Deno.test("a ticket counts a product once, and an amount without product not at all", () => {
  assert.deepEqual(learnt(NO_HABITS, saleOf("pan", "pan", null), 1).scores, { pan: 1 });
});

Deno.test("two weeks halve what was sold, and a year forgets it", () => {
  const old = after(NO_HABITS, 100, ...Array(6).fill(saleOf("panetón")));
  assert.equal(learnt(old, saleOf(), 114).scores["panetón"], 3);
  assert.deepEqual(learnt(old, saleOf("pan"), 465).scores, { pan: 1 });
});

Deno.test("a clock that goes back does not blow up the counts", () => {
  const habits = after(NO_HABITS, 100, saleOf("pan"), saleOf("pan"));
  assert.deepEqual(learnt(habits, saleOf("pan"), 3), { day: 100, scores: { pan: 3 } });
});
