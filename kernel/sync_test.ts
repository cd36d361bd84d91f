import assert from "node:assert/strict";
import canonicalize from "canonicalize";
import fc from "fast-check";
import { jsonText } from "./sync.ts";

Deno.test("jsonText: keys are sorted, whatever order they came in, and what is undefined is not there", () =>
  assert.equal(
    jsonText({ b: [1, { d: null, c: true }], a: "ñ", e: undefined }),
    '{"a":"ñ","b":[1,{"c":true,"d":null}]}',
  ));

Deno.test("jsonText: what a command can hold reads as RFC 8785 writes it", () => {
  const anyValue = fc.letrec((tie) => ({
    value: fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie("value"), { maxKeys: 4 }),
    ),
  })).value;
  fc.assert(fc.property(anyValue, (value) => assert.equal(jsonText(value), canonicalize(value))));
});
