import assert from "node:assert/strict";
import { zName } from "./z_name.ts";

Deno.test("a Z report and its addenda have names that no two share", () => {
  assert.deepEqual([zName(7), zName(142, 1), zName(12_345, 26), zName(1, 27), zName(1, 702), zName(1, 703)], [
    "Z-0007",
    "Z-0142-a",
    "Z-12345-z",
    "Z-0001-aa",
    "Z-0001-zz",
    "Z-0001-aaa",
  ]);
  assert.equal(new Set(Array.from({ length: 2000 }, (_, i) => zName(1, i + 1))).size, 2000);
});
