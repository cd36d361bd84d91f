import assert from "node:assert/strict";
import { shopBySlug } from "../../events/store/control/shops.ts";
import { staffOfShop } from "../../events/store/control/people.ts";
import { withServices } from "../../tests/support/services.ts";
import { createShop, type NewShop } from "./create_shop.ts";

const NEW_SHOP: NewShop = {
  slug: "bodega-lucha",
  name: "Bodega Lucha",
  niche: "bodega",
  address: null,
  ruc: null,
  registers: ["Caja 1"],
  people: [{
    name: "Lucha Quispe",
    role: "owner",
    email: "Lucha@caserito.test",
    password: "una clave larga",
    pin: null,
  }],
};

Deno.test("a shop is made with its ledger, its registers and its people", () =>
  withServices(async (services) => {
    const made = await createShop(services, NEW_SHOP);
    assert.ok(made.ok);
    const store = await services.tenants.get(made.value.id);
    const events = await store.read({ limit: 10 });
    assert.deepEqual(events.map(({ type }) => type), ["ShopOpened", "RegisterAdded"]);
    assert.deepEqual(
      (await staffOfShop(services.control, made.value.id)).map(({ name, role }) => [name, role]),
      [
        ["Lucha Quispe", "owner"],
      ],
    );
  }));

Deno.test("of two who ask for one slug at once, one wins", () =>
  withServices(async (services) => {
    const asked = await Promise.all(
      Array.from({ length: 5 }, (_, i) =>
        createShop(services, {
          ...NEW_SHOP,
          people: [{ ...NEW_SHOP.people[0]!, email: `p${i}@caserito.test` }],
        })),
    );
    assert.deepEqual(
      asked.map((result) => result.ok ? "made" : result.error.type).sort(),
      [
        "SlugTaken",
        "SlugTaken",
        "SlugTaken",
        "SlugTaken",
        "made",
      ],
    );
  }));

Deno.test("an e-mail that is taken leaves no half-made shop behind", () =>
  withServices(async (services) => {
    assert.ok((await createShop(services, NEW_SHOP)).ok);
    const second = await createShop(services, { ...NEW_SHOP, slug: "bodega-rosa" });
    assert.deepEqual(second, { ok: false, error: { type: "EmailTaken" } });
    assert.equal(await shopBySlug(services.control, "bodega-rosa"), null);
    const again = await createShop(services, {
      ...NEW_SHOP,
      slug: "bodega-rosa",
      people: [{ ...NEW_SHOP.people[0]!, email: "rosa@caserito.test" }],
    });
    assert.ok(again.ok, "asking again completes it");
  }));

for (const slug of ["../control", "control", "A", "x".repeat(41), "123", "-bodega", "ñandú", "a b"]) {
  Deno.test(`a slug that cannot be a host is refused: ${slug}`, () =>
    withServices(async (services) => {
      const made = await createShop(services, { ...NEW_SHOP, slug });
      assert.deepEqual(made, { ok: false, error: { type: "SlugMalformed" } });
    }));
}
