import assert from "node:assert/strict";
import { formatQuantity, parseQuantity, quantity } from "./quantity.ts";

Deno.test("quantities are whole thousandths", () => {
  assert.throws(() => quantity(0.5), RangeError);
  assert.ok(Object.is(quantity(-0), 0));
});

for (
  const [typed, thousandths] of [
    ["3", 3000],
    ["0.575", 575],
    ["0,575", 575],
    [".5", 500],
    [" 12.05 ", 12050],
    [
      "-2",
      -2000,
    ],
  ] as const
) {
  Deno.test(`"${typed}" is ${thousandths} thousandths`, () =>
    assert.equal(parseQuantity(typed), thousandths));
}

for (const typed of ["", ".", "1.2345", "123456", "3 kg", "1,000.5"]) {
  Deno.test(`"${typed}" is no quantity`, () => assert.equal(parseQuantity(typed), null));
}

Deno.test("a measure carries its unit and a count does not", () => {
  assert.equal(formatQuantity(quantity(575), "kg"), "0.575 kg");
  assert.equal(formatQuantity(quantity(1500), "litro"), "1.500 l");
  assert.equal(formatQuantity(quantity(3000), "unidad"), "3");
  assert.equal(formatQuantity(quantity(-12_000_000), "unidad"), "-12,000");
});
