import assert from "node:assert/strict";
import fc from "fast-check";
import {
  buildSale,
  type Cart,
  type CartLine,
  cashDue,
  LINES_MAX,
  type Payment,
  priceCart,
  type SaleFrame,
} from "./checkout.ts";
import { type Centimos, centimos, sumCentimos, ZERO } from "./money.ts";
import { TAX_CLASSES } from "./pricing.ts";
import { ONE, quantity } from "./quantity.ts";
import type { Sale } from "./sale.ts";
import type { Instant } from "./time.ts";

const frame: SaleFrame = {
  saleId: "0192f0c1-0000-7000-8000-000000000001",
  ticketNumber: "T001-000001",
  registerId: "0192f0c1-0000-7000-8000-000000000002",
  cashSessionId: "0192f0c1-0000-7000-8000-000000000003",
  cashierId: "0192f0c1-0000-7000-8000-000000000004",
  occurredAt: "2026-11-23T04:58:00.000Z" as Instant,
};

const line = (
  name: string,
  price: number,
  thousandths: number = ONE,
  rest: Partial<CartLine> = {},
): CartLine => ({
  lineId: "0192f0c1-0000-7000-8000-0000000000aa",
  productId: null,
  name,
  unit: thousandths % 1000 ? "kg" : "unidad",
  quantity: quantity(thousandths),
  unitPriceCentimos: centimos(price),
  unitCostCentimos: null,
  taxClass: "gravado",
  discountCentimos: ZERO,
  ...rest,
});
const cash = (received: number): Payment => ({ exact: [], cashCentimos: centimos(received) });
const sold = (cart: Cart, payment: Payment): Sale => {
  const sale = buildSale(cart, payment, frame);
  assert.ok(sale.ok, JSON.stringify(sale));
  return sale.value;
};

Deno.test("buildSale: potatoes by weight paid in cash lose only what coins cannot pay", () => {
  const sale = sold({ lines: [line("Papa", 380, 575)], discount: null }, cash(500));
  assert.equal(sale.lines[0]!.totalCentimos, 219);
  assert.equal(sale.roundingCentimos, -9);
  assert.equal(sale.totalCentimos, 210);
  assert.deepEqual(sale.tenders, [
    {
      method: "efectivo",
      amountCentimos: 210,
      receivedCentimos: 500,
      changeCentimos: 290,
      operationNumber: null,
    },
  ]);
});

Deno.test("buildSale: a wallet pays to the céntimo and the cash part alone is rounded", () => {
  const cart: Cart = { lines: [line("Papa", 380, 575), line("Aceite", 1250)], discount: null };
  const yape = { method: "yape", amountCentimos: centimos(1003), operationNumber: "123456" } as const;
  const sale = sold(cart, { exact: [yape], cashCentimos: centimos(500) });
  assert.equal(sale.roundingCentimos, -6); // 14.69 − 10.03 = 4.66
  assert.deepEqual(sale.tenders.map((tender) => tender.amountCentimos), [1003, 460]);
  assert.equal(
    sold(cart, { exact: [{ ...yape, amountCentimos: centimos(1469) }], cashCentimos: null }).roundingCentimos,
    0,
  );
});

Deno.test("buildSale: a ticket discount by percent and by amount keeps Σ lines = total", () => {
  const lines = [line("Arroz", 490), line("Leche", 420), line("Papa", 380, 575)];
  assert.equal(sold({ lines, discount: { kind: "percent", perMille: 50 } }, cash(2000)).discountCentimos, 56);
  assert.equal(
    sold({ lines, discount: { kind: "amount", centimos: centimos(29) } }, cash(2000)).totalCentimos,
    1100,
  );
});

Deno.test("buildSale: refuses with what the cashier needs to know", () => {
  const cart: Cart = { lines: [line("Arroz", 490)], discount: null };
  assert.deepEqual(buildSale({ lines: [], discount: null }, cash(0), frame), {
    ok: false,
    error: { type: "CartEmpty" },
  });
  assert.deepEqual(buildSale(cart, cash(400), frame), {
    ok: false,
    error: { type: "Underpaid", missingCentimos: 90 },
  });
  assert.deepEqual(buildSale(cart, { exact: [], cashCentimos: null }, frame), {
    ok: false,
    error: { type: "Underpaid", missingCentimos: 490 },
  });
  const plin = { method: "plin", amountCentimos: centimos(500), operationNumber: null } as const;
  assert.deepEqual(buildSale(cart, { exact: [plin], cashCentimos: null }, frame), {
    ok: false,
    error: { type: "Overpaid", byCentimos: 10 },
  });
  assert.deepEqual(priceCart({ ...cart, discount: { kind: "amount", centimos: centimos(491) } }), {
    ok: false,
    error: { type: "DiscountTooLarge", maxCentimos: 490 },
  });
  assert.deepEqual(priceCart({ lines: [line("Arroz", 999_999_999, 99_999_999)], discount: null }), {
    ok: false,
    error: { type: "AmountTooLarge", maxCentimos: 999_999_999 },
  });
});

Deno.test("buildSale: an operation number is kept as the ledger can hold it", () => {
  const paid = (operationNumber: string | null) =>
    sold({ lines: [line("Arroz", 490)], discount: null }, {
      exact: [{ method: "yape", amountCentimos: centimos(490), operationNumber }],
      cashCentimos: null,
    }).tenders[0]!.operationNumber;
  assert.deepEqual([" 123 456 78", "N° 9-1", "·", null, "7".repeat(30)].map(paid), [
    "12345678",
    "N9-1",
    null,
    null,
    "7".repeat(24),
  ]);
});

Deno.test("buildSale: a ticket ends where an event of the ledger does", () => {
  const lines = Array.from({ length: LINES_MAX + 1 }, () => line("Pan", 30));
  assert.deepEqual(buildSale({ lines, discount: null }, cash(10_000), frame), {
    ok: false,
    error: { type: "CartFull", linesMax: LINES_MAX },
  });
});

Deno.test("buildSale: a gift is a sale of zero, paid with nothing", () => {
  const sale = sold({ lines: [line("Pan", 30)], discount: { kind: "percent", perMille: 1000 } }, cash(0));
  assert.deepEqual([sale.totalCentimos, sale.tenders.length], [0, 1]);
});

const anyLine = fc.record({
  price: fc.integer({ min: 1, max: 99_999 }),
  thousandths: fc.oneof(
    fc.integer({ min: 1, max: 30 }).map((n) => n * 1000),
    fc.integer({ min: 1, max: 25_000 }),
  ),
  ownDiscount: fc.integer({ min: 0, max: 1000 }),
  taxClass: fc.constantFrom(...TAX_CLASSES),
  cost: fc.option(fc.integer({ min: 0, max: 99_999 })),
});
const anyCart = fc.record({
  lines: fc.array(anyLine, { minLength: 1, maxLength: 20 }),
  discount: fc.oneof(
    fc.constant(null),
    fc.integer({ min: 0, max: 1000 }).map((perMille) => ({ kind: "percent" as const, perMille })),
  ),
}).map(({ lines, discount }): Cart => ({
  discount,
  lines: lines.map((l) => {
    const bare = line("x", l.price, l.thousandths, { taxClass: l.taxClass });
    const amount = priceCart({ lines: [bare], discount: null });
    const own = amount.ok ? Math.trunc((amount.value.total * l.ownDiscount) / 1000) : 0;
    return {
      ...bare,
      discountCentimos: centimos(own),
      unitCostCentimos: l.cost === null ? null : centimos(l.cost),
    };
  }),
}));

Deno.test("buildSale: for any cart and any split of the payment the money agrees", () => {
  fc.assert(fc.property(
    anyCart,
    fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 3 }),
    fc.integer({ min: 0, max: 50_000 }),
    (cart, parts, extra) => {
      const priced = priceCart(cart);
      assert.ok(priced.ok);
      const exact = parts.map((perMille, i) => ({
        method: (["yape", "plin", "tarjeta"] as const)[i]!,
        amountCentimos: centimos(Math.trunc((priced.value.total * perMille) / 1200)),
        operationNumber: null,
      }));
      const received: Centimos = centimos(cashDue(priced.value.total, exact).due + extra);
      const sale = sold(cart, { exact, cashCentimos: received });
      const lines = sumCentimos(sale.lines.map((l) => l.totalCentimos));
      assert.equal(lines + sale.roundingCentimos, sale.totalCentimos);
      assert.equal(sumCentimos(sale.tenders.map((t) => t.amountCentimos)), sale.totalCentimos);
      assert.equal(sale.baseCentimos + sale.igvCentimos, lines);
      assert.ok(sale.roundingCentimos <= 0 && sale.roundingCentimos > -10);
      for (const tender of sale.tenders) {
        assert.equal(tender.receivedCentimos - tender.changeCentimos, tender.amountCentimos);
        assert.ok(
          tender.method === "efectivo" ? tender.amountCentimos % 10 === 0 : tender.changeCentimos === 0,
        );
      }
    },
  ));
});
