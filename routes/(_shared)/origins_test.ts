import assert from "node:assert/strict";
import { ownPath, platformOrigin, shopOrigin } from "./origins.ts";

Deno.test("a wish to go on stays at this origin", () => {
  assert.equal(ownPath("/caja?x=1"), "/caja?x=1");
  for (
    const wish of [
      null,
      "",
      "caja",
      "//evil.test",
      "/\\evil.test",
      "https://evil.test",
      "/a\nb",
      "/\t/evil.test",
    ]
  ) {
    assert.equal(ownPath(wish), "/", String(wish));
  }
  assert.equal(ownPath("//evil.test", "/caja"), "/caja");
});

Deno.test("origins are https in production alone", () => {
  const at = (CASERITO_ENV: "production" | "development") => ({
    CASERITO_ENV,
    CASERITO_BASE_DOMAIN: "caserito.pe",
  });
  assert.equal(platformOrigin(at("production")), "https://caserito.pe");
  assert.equal(shopOrigin(at("development"), { slug: "bodega-lucha" }), "http://bodega-lucha.caserito.pe");
});
