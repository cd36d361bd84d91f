import assert from "node:assert/strict";
import fc from "fast-check";
import { buildSale, type CartLine, type Payment } from "./checkout.ts";
import { type Centimos, centimos, sumCentimos, ZERO } from "./money.ts";
import { quantity } from "./quantity.ts";
import {
  isFullyReturned,
  type Refund,
  REFUND_ROUNDING_MAX,
  refundAmount,
  refundMoney,
  type RefundWay,
  returnableOf,
  shareOf,
} from "./refund.ts";
import type { Sale } from "./sale.ts";
import type { Instant } from "./time.ts";

const id = (n: number) => `0192f0c1-0000-7000-8000-${String(n).padStart(12, "0")}`;

function sold(
  lines: readonly Partial<CartLine>[],
  payment: (total: Centimos) => Payment,
  perMille = 0,
): Sale {
  const cart = {
    lines: lines.map((line, n): CartLine => ({
      lineId: id(n),
      productId: id(100 + n),
      name: "Arroz",
      unit: "kg",
      quantity: quantity(1000),
      unitPriceCentimos: centimos(490),
      unitCostCentimos: null,
      taxClass: "gravado",
      discountCentimos: ZERO,
      ...line,
    })),
    discount: perMille === 0 ? null : { kind: "percent" as const, perMille },
  };
  const frame = {
    saleId: id(1),
    ticketNumber: "T001-000001",
    registerId: id(2),
    cashSessionId: id(3),
    cashierId: id(4),
    occurredAt: "2026-11-23T04:58:00.000Z" as Instant,
  };
  const whole = buildSale(cart, inCash(), frame);
  assert.ok(whole.ok);
  const total = sumCentimos(whole.value.lines.map((line) => line.totalCentimos));
  const made = buildSale(cart, { ...payment(total), customerId: id(5) }, frame);
  assert.ok(made.ok, JSON.stringify(made));
  return made.value;
}
const inCash = (): Payment => ({ exact: [], cashCentimos: centimos(99_999_999) });
const by = (method: "yape" | "fiado", part: (total: Centimos) => number) => (total: Centimos): Payment => ({
  exact: [{ method, amountCentimos: centimos(part(total)), operationNumber: null }],
  cashCentimos: centimos(99_999_999),
});

function refund(
  sale: Sale,
  before: readonly Refund[],
  parts: readonly (readonly [number, number])[],
  way: RefundWay,
): Refund {
  const lines = parts.map(([n, part]) => ({
    lineId: id(n),
    quantity: quantity(part),
    restock: true,
    totalCentimos: refundAmount(sale, before, id(n), quantity(part)),
  }));
  const goods = sumCentimos(lines.map((line) => line.totalCentimos));
  const frame = { refundId: id(90 + before.length), saleId: sale.saleId, cashSessionId: id(3), reason: "x" };
  return { ...frame, lines, ...refundMoney(sale, before, goods, way) };
}
const paidBack = ({ tenders }: Refund) =>
  Object.fromEntries(tenders.map((t) => [t.method, t.amountCentimos]));

Deno.test("a discount goes back in its share, and coins go up to what was paid and no further", () => {
  const sale = sold([{ unitPriceCentimos: centimos(333), quantity: quantity(3000) }], inCash, 100); // 9.99 − 1.00 = 8.99 → 8.90
  const first = refund(sale, [], [[0, 1000]], "cash");
  assert.deepEqual([first.lines[0]?.totalCentimos, first.totalCentimos, first.roundingCentimos], [
    300,
    300,
    0,
  ]);
  const second = refund(sale, [first], [[0, 1000]], "cash");
  const last = refund(sale, [first, second], [[0, 1000]], "cash");
  assert.deepEqual([last.lines[0]?.totalCentimos, last.totalCentimos, last.roundingCentimos], [299, 290, -9]);
  assert.equal(first.totalCentimos + second.totalCentimos + last.totalCentimos, sale.totalCentimos);
});

Deno.test("goods that were never paid lower the debt and bring no cash", () => {
  const sale = sold([{ quantity: quantity(2000) }], by("fiado", (total) => total));
  assert.deepEqual(paidBack(refund(sale, [], [[0, 1000]], "cash")), { fiado: 490 });
  const half = sold([{ quantity: quantity(2000) }], by("fiado", () => 600)); // 9.80: 6.00 on the notebook, 3.80 in cash
  assert.deepEqual(paidBack(refund(half, [], [[0, 2000]], "cash")), { fiado: 600, efectivo: 380 });
});

Deno.test("as it was paid: the wallet first, the rest in cash; or all of it out of the drawer", () => {
  const sale = sold([{ quantity: quantity(2000) }], by("yape", () => 600));
  assert.deepEqual(paidBack(refund(sale, [], [[0, 2000]], "as_paid")), { yape: 600, efectivo: 380 });
  assert.deepEqual(paidBack(refund(sale, [], [[0, 2000]], "cash")), { efectivo: 980 });
});

Deno.test("for any sale and any order of refunds: all of it gives back exactly what was paid or, by wallet, less than ten céntimos under it", () => {
  const line = fc.record({
    unitPriceCentimos: fc.integer({ min: 0, max: 99_999 }).map(centimos),
    quantity: fc.integer({ min: 1, max: 9_999 }).map(quantity),
  });
  const scene = fc.record({
    lines: fc.array(line, { minLength: 1, maxLength: 4 }),
    perMille: fc.integer({ min: 0, max: 1000 }),
    method: fc.constantFrom("yape", "fiado", null),
    percent: fc.integer({ min: 0, max: 100 }),
    steps: fc.array(
      fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 9_999 }), fc.constantFrom<RefundWay>("cash", "as_paid")),
    ),
  });
  fc.assert(
    fc.property(scene, ({ lines, perMille, method, percent, steps }) => {
      const sale = sold(
        lines,
        method === null
          ? inCash
          : by(method as "yape" | "fiado", (total) => Math.trunc(total * percent / 100)),
        perMille,
      );
      const done: Refund[] = [];
      const everything = sale.lines.map((_, n): (typeof steps)[number] => [n, 9_999, "cash"]);
      for (const [n, wanted, way] of [...steps, ...everything]) {
        const left = returnableOf(sale, done).quantityOf(id(n % lines.length));
        if (left === 0) continue;
        const next = refund(sale, done, [[n % lines.length, Math.min(wanted, left)]], way);
        for (const { method, amountCentimos } of next.tenders) {
          if (method !== "efectivo") assert.ok(amountCentimos <= returnableOf(sale, done).paidBy(method));
          else assert.equal(amountCentimos % 10, 0);
        }
        assert.ok(Math.abs(next.roundingCentimos) <= REFUND_ROUNDING_MAX);
        done.push(next);
        assert.ok(returnableOf(sale, done).totalCentimos >= 0, "never more than was paid");
      }
      assert.ok(isFullyReturned(sale, done));
      const left = returnableOf(sale, done);
      for (const { lineId } of sale.lines) assert.equal(left.amountOf(lineId), 0);
      assert.equal(left.paidBy("fiado"), 0, "the debt is gone");
      assert.ok(left.totalCentimos < 10, `${left.totalCentimos} kept`);
      if (method === null) assert.equal(left.totalCentimos, 0);
    }),
    { numRuns: 300 },
  );
});

Deno.test("shareOf: halves go up, and large products stay exact", () => {
  assert.deepEqual([shareOf(5, 1, 2), shareOf(4, 1, 3), shareOf(0, 1, 3)], [3, 1, 0]);
  assert.equal(shareOf(999_999_999, 99_999_998, 99_999_999), 999_999_989);
});
