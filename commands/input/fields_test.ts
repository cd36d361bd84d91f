import assert from "node:assert/strict";
import { z } from "zod";
import { inBarcodes, inFlag, inId, inNullable, inPositiveMoney, inQuantity, inText } from "./fields.ts";
import { parseInput } from "./parse.ts";

const schema = z.strictObject({
  name: inText(20),
  price: inPositiveMoney,
  stock: inNullable(inQuantity),
  barcodes: inBarcodes,
  favourite: inFlag,
});

Deno.test("parseInput: a form and a program say the same thing in their own way", () => {
  const said = {
    ok: true,
    value: { name: "Piña", price: 350, stock: 575, barcodes: ["775", "A-1"], favourite: true },
  };
  assert.deepEqual(
    parseInput(schema, {
      name: " Pin\u0303a ",
      price: "S/ 3,50",
      stock: "0.575",
      barcodes: "775, A-1",
      favourite: "on",
    }),
    said,
  );
  assert.deepEqual(
    parseInput(schema, { name: "Piña", price: 350, stock: 575, barcodes: ["775", "A-1"], favourite: true }),
    said,
  );
});

Deno.test("parseInput: what is left out or empty is none", () =>
  assert.deepEqual(parseInput(schema, { name: "Pan", price: "0.30", stock: "" }), {
    ok: true,
    value: { name: "Pan", price: 30, stock: null, barcodes: [], favourite: false },
  }));

Deno.test("parseInput: each wrong field is named once with its fault", () => {
  const faults = (input: unknown) => {
    const parsed = parseInput(schema, input);
    assert.ok(!parsed.ok);
    return parsed.error.faults.map(({ field, fault }) => `${field}: ${fault}`);
  };
  assert.deepEqual(faults({ name: " ", price: "tres", stock: "-1", barcodes: "a b a", favourite: 7 }), [
    "name: required",
    "price: money",
    "stock: quantity_negative",
    "barcodes: repeated",
    "favourite: choice",
  ]);
  assert.deepEqual(faults({ name: "x".repeat(21), price: 0, stock: 1.5, barcodes: ["ñ"], role: "owner" }), [
    "name: text_long",
    "price: money_positive",
    "stock: quantity",
    "barcodes.0: barcode",
    "role: unknown_field",
  ]);
  assert.deepEqual(faults({ name: "a\u0007b", price: 3.5 }), ["name: text_unprintable", "price: money"]);
  assert.deepEqual(faults({ price: 1_000_000_000 }), ["name: required", "price: money"]);
  assert.deepEqual(faults(null), [": required"]);
  assert.ok(!parseInput(inId, "1").ok);
});
