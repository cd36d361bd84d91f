import assert from "node:assert/strict";
import { amountTyped, type PadKey, padKeyOf, typed } from "./keypad.ts";

const after = (...keys: PadKey[]) => amountTyped(keys.reduce(typed, ""));

Deno.test("céntimos come first", () => {
  assert.equal(after("1", "2", "5", "0"), 1250);
  assert.equal(after("5", "00"), 500);
  assert.equal(after("0", "00", "7"), 7);
  assert.equal(after("1", "2", "back"), 1);
  assert.equal(after("9", "clear"), 0);
});

Deno.test("a decimal mark is read as it is written", () => {
  assert.equal(after("1", "2", ".", "5"), 1250);
  assert.equal(after(".", "5"), 50);
  assert.equal(after("3", ".", ".", "5", "0", "9"), 350);
});

Deno.test("no more digits than any sale has", () => {
  const nines = Array.from({ length: 12 }, (): PadKey => "9");
  assert.equal(after(...nines), 999_999_999);
});

Deno.test("a keyboard knows point and comma", () => {
  assert.deepEqual([",", ".", "7", "Backspace", "x"].map(padKeyOf), [".", ".", "7", "back", null]);
});
