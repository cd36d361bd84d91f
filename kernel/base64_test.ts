import assert from "node:assert/strict";
import fc from "fast-check";
import { fromBase64, toBase64 } from "./base64.ts";

Deno.test("base64: any bytes come back, and each value has one text", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
    const text = toBase64(bytes);
    assert.equal(text, bytes.toBase64());
    assert.deepEqual(fromBase64(text), new Uint8Array(bytes));
  }));
  for (const text of ["YQ", "YR==", " YQ==", "YQ==\n", "Y-==", "ñ"]) {
    assert.equal(fromBase64(text), null, text);
  }
});
