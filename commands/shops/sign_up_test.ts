import assert from "node:assert/strict";
import { catalogueSize } from "../../events/projections/catalogue/queries.ts";
import { registers } from "../../events/projections/shop/queries.ts";
import { saidPhone } from "../../events/store/control/phones_said.ts";
import { cutOffMakings } from "../../events/store/control/shop_makings.ts";
import { PLATFORM_LOG } from "../../events/store/mod.ts";
import { shopList } from "../../events/store/control/shops.ts";
import { staffOfShop } from "../../events/store/control/people.ts";
import type { Services } from "../../compose.ts";
import { beginningOf } from "../../niches/beginning.ts";
import { taken } from "../../tests/support/test_shop.ts";
import { withServices } from "../../tests/support/services.ts";
import { signUp, type SignUpRefusal } from "./sign_up.ts";

const phone = (n: number) => `9${String(10_000_000 + n)}`;
const asking = (services: Services, rest: Record<string, string> = {}, address: string | null = null) =>
  signUp(
    { ...services, address, personId: null },
    { signUpId: services.ids.next(), phone: phone(1), niche: "bodega", name: "", ...rest },
    beginningOf,
  );
const refusalOf = async (asked: ReturnType<typeof asking>): Promise<SignUpRefusal> => {
  const result = await asked;
  assert.ok(!result.ok);
  return result.error;
};

Deno.test("a phone and a trade are a shop: its owner, its till, its catalogue, and a phone that only its key opens", () =>
  withServices(async (services) => {
    const { shop, personId } = taken(await asking(services, { phone: "+51 987 654 321" }));
    assert.match(shop.slug, /^bodega-\d{4}$/);
    const store = await services.tenants.get(shop.id);
    assert.deepEqual((await registers(store.db)).map(({ name, series }) => `${name} ${series}`), [
      "Caja 1 T001",
    ]);
    assert.ok(await catalogueSize(store.db) >= 150);
    assert.deepEqual(await staffOfShop(services.control, shop.id), [{
      personId,
      name: "Dueña o dueño",
      role: "owner",
    }]);
    const sealed = await saidPhone(services.control, personId);
    assert.equal(await services.subjectKeys.open("platform", sealed!), "+51987654321");
    assert.ok(!JSON.stringify(sealed).includes("987654321"));
    const opened = (await store.read({ types: ["ShopOpened"], limit: 1 }))[0]!;
    assert.deepEqual(opened.actor, { kind: "person", id: personId });
  }));

Deno.test("the same form sent twice, at once or again, is one shop", () =>
  withServices(async (services) => {
    const signUpId = services.ids.next(), form = { signUpId, name: "Bodega Rosa" };
    const [one, two] = await Promise.all([asking(services, form), asking(services, form)]);
    const again = await asking(services, form);
    assert.deepEqual(taken(two), taken(one));
    assert.deepEqual(taken(again), taken(one));
    assert.equal((await shopList(services.control)).length, 1);
  }));

Deno.test("long after, a form that is sent once more opens nobody's shop", () =>
  withServices(async (services, clock) => {
    const form = { signUpId: services.ids.next(), name: "Bodega Rosa" };
    taken(await asking(services, form));
    clock.forward(3_600_000);
    assert.equal((await refusalOf(asking(services, form))).type, "AddressTaken");
  }));

Deno.test("an address that is taken, looks taken or is reserved is refused with ones that are free", () =>
  withServices(async (services) => {
    taken(await asking(services, { name: "Bodega Rosa" }));
    for (const name of ["Bodega Rosa", "B0dega R0sa", "bodegarosa", "Caserito Oficial"]) {
      const refusal = await refusalOf(asking(services, { name, phone: phone(2) }));
      assert.ok(refusal.type === "AddressTaken" && refusal.free.length === 3, name);
      const slug = refusal.free[0]!;
      assert.equal(taken(await asking(services, { name, slug, phone: phone(3) })).shop.slug, slug);
    }
  }));

Deno.test("who is signed in has one more shop, says no phone, and stays one person", () =>
  withServices(async (services) => {
    const { personId } = taken(await asking(services));
    const form = { signUpId: services.ids.next(), phone: "", niche: "lavanderia", name: "", slug: "" };
    const second = taken(await signUp({ ...services, address: null, personId }, form, beginningOf));
    assert.equal(second.personId, personId);
    const [owner, ...others] = await staffOfShop(services.control, second.shop.id);
    assert.deepEqual([owner?.personId, owner?.role, others.length], [personId, "owner", 0]);
    const refusal = await refusalOf(asking(services, { phone: "" }));
    assert.deepEqual(refusal, { type: "InvalidInput", faults: [{ field: "phone", fault: "required" }] });
  }));

Deno.test("what is wrong with the form is said by its field", () =>
  withServices(async (services) => {
    const refusal = await refusalOf(asking(services, { phone: "12345", niche: "", name: "x".repeat(81) }));
    assert.ok(refusal.type === "InvalidInput");
    assert.deepEqual(refusal.faults.map(({ field, fault }) => `${field} ${fault}`), [
      "phone phone",
      "niche required",
      "name text_long",
    ]);
    const unknown = await refusalOf(asking(services, { niche: "ferreteria" }));
    assert.deepEqual(unknown, { type: "InvalidInput", faults: [{ field: "niche", fault: "choice" }] });
  }));

Deno.test("one phone and one address make only so many shops in an hour", () =>
  withServices(async (services, clock) => {
    const reserved = { name: "Caserito" }; // asked for and counted, without the work of a shop
    for (let n = 0; n < 8; n++) await asking(services, reserved);
    assert.equal((await refusalOf(asking(services))).type, "SignUpTooMany");
    clock.forward(3_600_001);
    taken(await asking(services));
    const from = "203.0.113.7";
    for (let n = 0; n < 30; n++) await asking(services, { ...reserved, phone: phone(100 + n) }, from);
    assert.equal((await refusalOf(asking(services, { phone: phone(200) }, from))).type, "SignUpTooMany");
    taken(await asking(services, { phone: phone(200) }, "203.0.113.8"));
  }));

Deno.test("100 sign up at once, 20 of them for one address: one has it, and every other answer is clear", () =>
  withServices(async (services) => {
    const asked = Array.from(
      { length: 100 },
      (_, n) =>
        asking(services, {
          phone: phone(n),
          niche: "psicologo",
          name: n % 5 === 0 ? "Consultorio Paz" : `Consultorio ${n}`,
        }),
    );
    const results = await Promise.all(asked);
    const [same, others] = [results.filter((_, n) => n % 5 === 0), results.filter((_, n) => n % 5 !== 0)];
    assert.equal(same.filter(({ ok }) => ok).length, 1, "one winner");
    for (const result of same) {
      if (!result.ok) assert.ok(result.error.type === "AddressTaken" && result.error.free.length === 3);
    }
    assert.ok(others.every(({ ok }) => ok));
    const shops = await shopList(services.control);
    assert.equal(shops.length, 81);
    for (const shop of shops) {
      const { db } = await services.tenants.get(shop.id);
      assert.ok(await catalogueSize(db) >= 20 && (await registers(db)).length === 1, shop.slug);
      assert.equal((await staffOfShop(services.control, shop.id)).length, 1);
    }
    assert.deepEqual(await cutOffMakings(services.control, services.clock.now()), []);
    const files = [...Deno.readDirSync(`${services.environment.CASERITO_DATA_DIR}/tenants`)]
      .filter(({ name }) => name.endsWith(".db") && name !== `${PLATFORM_LOG}.db`);
    assert.equal(files.length, 81, "nobody's ledger is left lying about");
  }));
