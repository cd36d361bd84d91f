import assert from "node:assert/strict";
import fc from "fast-check";
import { concatBytes, fromBase64, parseDecimal, sameBytes, sha256, toBase64, utf8Bytes } from "./bytes.ts";

Deno.test("base64: one value has one text", () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => {
    assert.deepEqual(fromBase64(toBase64(bytes)), new Uint8Array(bytes));
  }));
  for (const text of ["AQI", "AQJ=", " AQI=", "AQ I=", "AQI=\n", "AQI==", "A===", "AQ-_", "=", "AQI=AQI="]) {
    assert.equal(fromBase64(text), null, JSON.stringify(text));
  }
  assert.deepEqual(fromBase64(""), new Uint8Array(0));
});

Deno.test("decimals: no sign, no leading zero, no more than 2^53", () => {
  for (const n of [0, 7, 10, 2 ** 53 - 1]) assert.equal(parseDecimal(String(n)), n);
  for (
    const text of ["", "00", "01", "+1", "-1", "1.0", "1e3", " 1", "1\n", "9007199254740992", "1".repeat(17)]
  ) {
    assert.equal(parseDecimal(text), null, JSON.stringify(text));
  }
});

Deno.test("SHA-256 of parts is that of the whole (FIPS 180-2, appendix B.1)", () => {
  const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  assert.equal(sha256(utf8Bytes("abc")).toHex(), abc);
  assert.equal(sha256(utf8Bytes("a"), new Uint8Array(0), utf8Bytes("bc")).toHex(), abc);
});

Deno.test("bytes are the same by content and length", () => {
  assert.ok(sameBytes(new Uint8Array([1, 2]), concatBytes(new Uint8Array([1]), new Uint8Array([2]))));
  assert.ok(!sameBytes(new Uint8Array([1, 2]), new Uint8Array([1])));
  assert.ok(!sameBytes(new Uint8Array([1, 2]), new Uint8Array([1, 3])));
});
