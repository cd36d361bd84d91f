import assert from "node:assert/strict";
import { isUuid } from "../kernel/ids.ts";
import { fixedId } from "./fixed_id.ts";

Deno.test("a fixed id is a UUID and always the same", () => {
  assert.ok(isUuid(fixedId("a")));
  assert.equal(fixedId("a"), fixedId("a"));
  assert.notEqual(fixedId("a"), fixedId("b"));
});
