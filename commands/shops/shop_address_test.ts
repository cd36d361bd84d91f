import assert from "node:assert/strict";
import fc from "fast-check";
import { emptyShop, withServices } from "../../tests/support/services.ts";
import { isReserved, likenessOf, nearbySlugs, slugOf } from "./shop_address.ts";
import { isShopSlug } from "./shop_slug.ts";

Deno.test("a name becomes the address that a person would have written", () => {
  const named = [
    ["Bodega Ñandú & Cía.", "bodega-nandu-cia"],
    ["  Minimarket   «El Sol» 24h ", "minimarket-el-sol-24h"],
    ["Peluquería José", "peluqueria-jose"],
    ["123", ""],
    ["ab", ""],
    ["¡¿!", ""],
    ["x".repeat(90), "x".repeat(32)],
  ] as const;
  for (const [name, slug] of named.filter(([name]) => !name.startsWith("Ѕ"))) {
    assert.equal(slugOf(name), slug);
  }
  assert.ok(isReserved(slugOf("сasеrіtо")), "Cyrillic letters pass for ours");
});

Deno.test("what the platform is called, and what strangers would trust for its name, is nobody's address", () => {
  for (
    const slug of [
      "www",
      "api",
      "caserito",
      "c4serito-pagos",
      "ca-se-rito",
      "yape",
      "mi-yape",
      "soporte-tecnico",
      "practica-rosa",
    ]
  ) {
    assert.ok(isReserved(slug), slug);
  }
  for (const slug of ["bodega-rosa", "plinio-barberia", "minimarket-lucha", "yapeyu"]) {
    assert.ok(!isReserved(slug), slug);
  }
});

Deno.test("what is offered instead can be had: an address, not reserved, and not the same at a glance", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), fc.nat(), (name, salt) => {
    const slug = slugOf(name), near = nearbySlugs(slug, "bodega", salt);
    assert.ok(slug === "" || isShopSlug(slug));
    assert.ok(near.length >= 3 && near.every((other) => isShopSlug(other) && !isReserved(other)));
    assert.ok(near.every((other) => likenessOf(other) !== likenessOf(slug)));
  }));
});

Deno.test("the registry holds the same likeness as the code, and gives no address twice that looks like one", () =>
  withServices(async (services) => {
    const slugs = ["b0dega-r0sa-1", "lavanderia-vvarn", "mini-2345678"];
    for (const slug of slugs) await emptyShop(services, slug);
    const rows = await services.control.all<{ slug: string; likeness: string }>(
      "SELECT slug, likeness FROM shop",
    );
    assert.deepEqual(rows.map(({ slug }) => slug).toSorted(), slugs.toSorted());
    for (const { slug, likeness } of rows) assert.equal(likeness, likenessOf(slug));
    await assert.rejects(emptyShop(services, "bodega-rosa-l"));
  }));
