import assert from "node:assert/strict";
import fc from "fast-check";
import { centimos } from "./money.ts";
import { centimosOfDecimal, decimalSoles, solesNumber } from "./soles_decimal.ts";

Deno.test("decimal soles: through JSON and back, every amount is the same", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 999_999_999 }), (amount) => {
    const sent = JSON.stringify({ soles: solesNumber(centimos(amount)) });
    assert.equal(centimosOfDecimal((JSON.parse(sent) as { soles: number }).soles), amount);
    assert.equal(centimosOfDecimal(decimalSoles(centimos(amount))), amount);
  }));
});

Deno.test("decimal soles: what is no amount of two decimals is none", () => {
  for (const text of ["", "-1", "1e3", "1.005", "12.", ".5", "1,50", "NaN", 1e21, 0.1 + 0.2]) {
    assert.equal(centimosOfDecimal(text), null, String(text));
  }
  assert.equal(centimosOfDecimal("1.500"), 150);
  assert.equal(centimosOfDecimal(1.1), 110);
});
