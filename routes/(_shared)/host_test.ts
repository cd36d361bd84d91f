import assert from "node:assert/strict";
import { placeOfHost } from "./host.ts";

const BASE = "caserito.test:8000";

Deno.test("a shop is found by the label before the base domain", () => {
  assert.deepEqual(placeOfHost("minimarket-lucha.caserito.test:8000", BASE), {
    kind: "shop",
    slug: "minimarket-lucha",
  });
  assert.deepEqual(placeOfHost("MINIMARKET-LUCHA.Caserito.test:8000", BASE), {
    kind: "shop",
    slug: "minimarket-lucha",
  });
  assert.deepEqual(placeOfHost(BASE, BASE), { kind: "platform" });
});

for (
  const host of [
    "caserito.test",
    "caserito.test.:8000",
    "a.b.caserito.test:8000",
    ".caserito.test:8000",
    "evilcaserito.test:8000",
    "lucha.caserito.test:8000.evil.test",
    "-lucha.caserito.test:8000",
    "../control.caserito.test:8000",
    "control.caserito.test:8000",
    "127.caserito.test:8000",
    `${"a".repeat(41)}.caserito.test:8000`,
    "",
  ]
) {
  Deno.test(`a host that is not exactly ours is nowhere: "${host}"`, () => {
    assert.equal(placeOfHost(host, BASE).kind, "unknown");
  });
}
