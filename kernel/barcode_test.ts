import assert from "node:assert/strict";
import { checkDigit, isGtin } from "./barcode.ts";
import { matches, searchKey } from "./search.ts";

Deno.test("check digits of the GS1 examples hold", () => {
  assert.equal(checkDigit("629104150021"), 3);
  assert.ok(isGtin("6291041500213"));
  assert.ok(isGtin("96385074")); // EAN-8
  assert.ok(isGtin("036000291452")); // UPC-A
});

Deno.test("a wrong digit, a swap or another length is no GTIN", () => {
  for (
    const code of ["6291041500214", "6291041500123", "629104150021", "62910415002130", "629104150021x", ""]
  ) {
    assert.equal(isGtin(code), false, code);
  }
});

Deno.test("search forgets accents, ñ and case, and finds words by their beginning", () => {
  const key = searchKey("Piña  Colada 1.5 L");
  assert.equal(key, "pina colada 1.5 l");
  assert.ok(matches(key, searchKey("col piñ")));
  assert.ok(!matches(key, searchKey("olada")));
});
