import assert from "node:assert/strict";
import fc from "fast-check";
import { centimos, sumCentimos } from "./money.ts";
import { cashRounding, lineAmount, type PricedLine, priceSale, TAX_CLASSES } from "./pricing.ts";
import { quantity } from "./quantity.ts";

Deno.test("3.80 × 0.575 kg is 2.19 everywhere (odoo#19374)", () => {
  assert.equal(lineAmount({ unitPrice: centimos(380), quantity: quantity(575) }), 219);
});

Deno.test("half a céntimo rounds up, away from zero", () => {
  assert.equal(lineAmount({ unitPrice: centimos(1), quantity: quantity(500) }), 1);
  assert.equal(lineAmount({ unitPrice: centimos(1), quantity: quantity(499) }), 0);
  assert.equal(lineAmount({ unitPrice: centimos(1), quantity: quantity(-500) }), -1);
});

Deno.test("a product beyond the safe integers is a bug, not a wrong price", () => {
  assert.throws(
    () => lineAmount({ unitPrice: centimos(999_999_999), quantity: quantity(99_999_999) }),
    RangeError,
  );
});

Deno.test("the tax is what is left after the base, and only where IGV applies", () => {
  const taxed = (taxClass: PricedLine["taxClass"]) => {
    const line = { unitPrice: centimos(1250), quantity: quantity(1000), discount: centimos(0), taxClass };
    const { base, igv } = priceSale([line]);
    return [base, igv];
  };
  assert.deepEqual(taxed("gravado"), [1059, 191]);
  assert.deepEqual(taxed("exonerado"), [1250, 0]);
  assert.deepEqual(taxed("inafecto"), [1250, 0]);
});

const line = fc.record({
  unitPrice: fc.integer({ min: 0, max: 100_000 }),
  quantity: fc.integer({ min: 1, max: 50_000 }),
  discountShare: fc.integer({ min: 0, max: 100 }),
  taxClass: fc.constantFrom(...TAX_CLASSES),
});
const priced = (
  raw: { unitPrice: number; quantity: number; discountShare: number; taxClass: PricedLine["taxClass"] },
) => {
  const unitPrice = centimos(raw.unitPrice), amount = quantity(raw.quantity);
  const whole = lineAmount({ unitPrice, quantity: amount });
  return {
    unitPrice,
    quantity: amount,
    discount: centimos(Math.trunc(whole * raw.discountShare / 100)),
    taxClass: raw.taxClass,
  };
};

Deno.test("Σ lines = total, and base + IGV = total, for any sale with any discount", () => {
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 0, max: 100 }),
      (raw, share) => {
        const lines = raw.map(priced), before = priceSale(lines).total;
        const ticketDiscount = centimos(Math.trunc(before * share / 100));
        const sale = priceSale(lines, ticketDiscount);
        assert.equal(sumCentimos(sale.lines.map(({ total }) => total)), sale.total);
        assert.equal(sale.total, before - ticketDiscount);
        assert.equal(sale.base + sale.igv, sale.total);
        for (const one of sale.lines) {
          assert.ok(one.total >= 0);
          assert.equal(one.amount - one.discount, one.total);
          assert.equal(one.base + one.igv, one.total);
        }
      },
    ),
  );
});

Deno.test("a discount outside its line or its sale is a bug", () => {
  const lines = [{
    unitPrice: centimos(100),
    quantity: quantity(1000),
    discount: centimos(0),
    taxClass: "gravado" as const,
  }];
  assert.throws(() => priceSale(lines, centimos(101)), RangeError);
  assert.throws(() => priceSale([{ ...lines[0]!, discount: centimos(101) }]), RangeError);
});

Deno.test("cash rounds down to S/ 0.10, in the buyer's favour", () => {
  assert.equal(cashRounding(centimos(2832)), -2);
  assert.ok(Object.is(cashRounding(centimos(2830)), 0));
});
