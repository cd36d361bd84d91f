import assert from "node:assert/strict";
import { pinFits } from "../../kernel/pin.ts";
import { cashiersOfShop } from "../../events/store/control/people.ts";
import { withServices } from "../../tests/support/services.ts";
import { createShop } from "../shops/create_shop.ts";
import { deviceVerifiers } from "./pin.ts";
import { hashSecret } from "./secrets.ts";
import { signInWithPin } from "./sign_in.ts";
import type { Services } from "../../compose.ts";

const person = { email: null, password: null, pin: null };
async function openedShop(services: Services) {
  const made = await createShop(services, {
    slug: "bodega-lucha",
    name: "Bodega Lucha",
    niche: "bodega",
    address: null,
    ruc: null,
    registers: [],
    people: [
      { ...person, name: "Ana", role: "auditor" },
      { ...person, name: "Lucha", role: "owner", email: "lucha@caserito.test", password: "una clave larga" },
      { ...person, name: "Rosa", role: "cashier", pin: "1234" },
    ],
  });
  assert.ok(made.ok);
  return { control: services.control, shop: made.value.id, clock: services.clock };
}

Deno.test("a device gets verifiers of its own for who may sell, and they check a PIN without the server", () =>
  withServices(async (services) => {
    const { control, shop } = await openedShop(services);
    const [here, there] = [btoa("device salt of16"), btoa("another of those")];
    const [lucha, rosa, ...more] = await deviceVerifiers(control, shop, here);
    assert.deepEqual([lucha!.name, lucha!.mayOverride, lucha!.pin], ["Lucha", true, null]);
    assert.deepEqual([rosa!.name, rosa!.role, rosa!.mayOverride], ["Rosa", "cashier", false]);
    assert.deepEqual(more, [], "who may not sell does not stand at a till");
    assert.equal(await pinFits("1234", rosa!.pin!), true);
    assert.equal(await pinFits("4321", rosa!.pin!), false);
    const [, elsewhere] = await deviceVerifiers(control, shop, there);
    assert.notEqual(elsewhere!.pin!.verifier, rosa!.pin!.verifier);
    await assert.rejects(deviceVerifiers(control, shop, btoa("short")), RangeError);
  }));

Deno.test("a PIN kept as argon2 opens as before, and is a root from then on", () =>
  withServices(async (services) => {
    const context = await openedShop(services), { control, shop } = context;
    const [rosa] = await cashiersOfShop(control, shop);
    await control.batch([{
      sql: "UPDATE staff SET pin_hash = ?, pin_salt = NULL, pin_root = NULL WHERE person_id = ?",
      args: [await hashSecret("5678"), rosa!.personId],
    }]);
    assert.deepEqual((await cashiersOfShop(control, shop)).map(({ name }) => name), ["Rosa"]);
    const enter = (pin: string) => signInWithPin(context, { personId: rosa!.personId, pin });
    const kept = () => control.first("SELECT pin_hash, pin_root FROM staff WHERE pin_hash IS NOT NULL");
    assert.equal((await enter("1234")).ok, false);
    assert.ok(await kept(), "a wrong PIN changes nothing");
    assert.equal((await enter("5678")).ok, true);
    assert.equal(await kept(), null);
    assert.equal((await enter("5678")).ok, true);
    assert.equal((await enter("1234")).ok, false);
  }));
