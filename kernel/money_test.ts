import assert from "node:assert/strict";
import fc from "fast-check";
import {
  centimos,
  formatAmount,
  formatSoles,
  MAX_TYPED,
  parseSoles,
  spokenSoles,
  sumCentimos,
} from "./money.ts";

const NBSP = "\u00a0";

Deno.test("céntimos are whole and safe, and zero has no sign", () => {
  for (const value of [0.5, NaN, Infinity, 2 ** 53]) assert.throws(() => centimos(value), RangeError);
  assert.ok(Object.is(centimos(-0), 0));
  assert.equal(sumCentimos([centimos(10), centimos(-3)]), 7);
});

for (
  const [typed, amount] of [
    ["3.5", 350],
    ["3,50", 350],
    ["S/ 1,234.50", 123450],
    [`S/${NBSP}1,234.50`, 123450],
    ["s/. 8", 800],
    ["1234", 123400],
    ["1,234", 123400],
    ["1,234,567.8", 123456780],
    ["0.05", 5],
    ["7.", 700],
    ["-2.10", -210],
  ] as const
) {
  Deno.test(`"${typed}" is ${amount} céntimos`, () => assert.equal(parseSoles(typed), amount));
}

for (const typed of ["", "abc", "1.234", "12.345", "1,23,456", "3.5.1", "--3", "1e5", "99999999", "S/"]) {
  Deno.test(`"${typed}" is no amount`, () => assert.equal(parseSoles(typed), null));
}

Deno.test("an amount is written as es-PE writes it, with its no-break space", () => {
  assert.equal(formatSoles(centimos(123450)), `S/${NBSP}1,234.50`);
  assert.equal(formatSoles(centimos(-300)), `-S/${NBSP}3.00`);
  assert.equal(formatAmount(centimos(5)), "0.05");
});

Deno.test("what is written is read back", () => {
  fc.assert(fc.property(fc.integer({ min: -MAX_TYPED, max: MAX_TYPED }), (value) => {
    const amount = centimos(value);
    const read = parseSoles(formatAmount(amount));
    assert.equal(read, amount);
  }));
});

Deno.test("an amount is said in words, not in signs", () => {
  assert.equal(spokenSoles(centimos(2450)), "24 soles con 50");
  assert.equal(spokenSoles(centimos(100)), "1 sol");
  assert.equal(spokenSoles(centimos(-250)), "menos 2 soles con 50");
});
