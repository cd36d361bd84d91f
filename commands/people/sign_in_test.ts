import assert from "node:assert/strict";
import { cashiersOfShop } from "../../events/store/control/people.ts";
import { withServices } from "../../tests/support/services.ts";
import { createShop, type NewShop } from "../shops/create_shop.ts";
import { SESSION_MS, signOut, staffOfToken } from "./sessions.ts";
import { signInWithPassword, signInWithPin } from "./sign_in.ts";
import type { Services } from "../../compose.ts";
import type { Shop } from "../../events/store/control/shops.ts";

const shopNamed = (slug: string): NewShop => ({
  slug,
  name: slug,
  niche: "bodega",
  address: null,
  ruc: null,
  registers: [],
  people: [
    { name: "Lucha", role: "owner", email: `lucha@${slug}.test`, password: "una clave larga", pin: null },
    { name: "Rosa", role: "cashier", email: null, password: null, pin: "1234" },
  ],
});

async function openedShop(services: Services, slug = "bodega-lucha"): Promise<Shop> {
  const made = await createShop(services, shopNamed(slug));
  assert.ok(made.ok);
  return made.value;
}
const at = (services: Services, shop: Shop) => ({
  control: services.control,
  shop: shop.id,
  clock: services.clock,
});
const GOOD = { email: " LUCHA@bodega-lucha.test ", password: "una clave larga" };

Deno.test("the owner enters with e-mail and password, and leaves", () =>
  withServices(async (services) => {
    const context = at(services, await openedShop(services));
    const entered = await signInWithPassword(context, GOOD);
    assert.ok(entered.ok);
    assert.equal((await staffOfToken(context, entered.value.token))?.name, "Lucha");
    await signOut(services.control, entered.value.token);
    assert.equal(await staffOfToken(context, entered.value.token), null);
  }));

Deno.test("each sign-in makes a new token: an old one cannot be planted", () =>
  withServices(async (services) => {
    const context = at(services, await openedShop(services));
    const [first, second] = [
      await signInWithPassword(context, GOOD),
      await signInWithPassword(context, GOOD),
    ];
    assert.ok(first.ok && second.ok);
    assert.notEqual(first.value.token, second.value.token);
  }));

Deno.test("a session of one shop opens nothing in another", () =>
  withServices(async (services) => {
    const [a, b] = [await openedShop(services), await openedShop(services, "bodega-rosa")];
    const entered = await signInWithPassword(at(services, a), GOOD);
    assert.ok(entered.ok);
    assert.equal(await staffOfToken(at(services, b), entered.value.token), null);
    assert.deepEqual(await signInWithPassword(at(services, b), GOOD), {
      ok: false,
      error: { type: "SignInWrong", way: "password" },
    });
  }));

Deno.test("a session ends by itself", () =>
  withServices(async (services, clock) => {
    const context = at(services, await openedShop(services));
    const entered = await signInWithPassword(context, GOOD);
    assert.ok(entered.ok);
    clock.forward(SESSION_MS);
    assert.equal(await staffOfToken(context, entered.value.token), null);
  }));

Deno.test("a wrong password and an unknown e-mail are answered with the same words", () =>
  withServices(async (services) => {
    const context = at(services, await openedShop(services));
    const wrong = await signInWithPassword(context, { ...GOOD, password: "otra" });
    const unknown = await signInWithPassword(context, { ...GOOD, email: "nadie@caserito.test" });
    assert.deepEqual(wrong, unknown);
  }));

Deno.test("five wrong PINs, tried at once, close the door for fifteen minutes", () =>
  withServices(async (services, clock) => {
    const shop = await openedShop(services);
    const context = at(services, shop);
    const [rosa] = await cashiersOfShop(services.control, shop.id);
    const tried = await Promise.all(
      Array.from(
        { length: 12 },
        (_, i) => signInWithPin(context, { personId: rosa!.personId, pin: String(2000 + i) }),
      ),
    );
    const types = tried.map((result) => result.ok ? "in" : result.error.type);
    assert.equal(types.filter((type) => type === "SignInWrong").length, 5);
    assert.equal(types.filter((type) => type === "SignInTooMany").length, 7);

    const right = { personId: rosa!.personId, pin: "1234" };
    assert.equal((await signInWithPin(context, right)).ok, false, "the right PIN waits too");
    clock.forward(15 * 60_000);
    assert.equal((await signInWithPin(context, right)).ok, true);
  }));

Deno.test("what is missing is named", () =>
  withServices(async (services) => {
    const context = at(services, await openedShop(services));
    const refusal = async (input: unknown) => {
      const result = await signInWithPassword(context, input);
      return result.ok ? null : result.error;
    };
    assert.deepEqual(await refusal({}), { type: "SignInIncomplete", field: "email" });
    assert.deepEqual(await refusal({ email: "a@b.pe", password: "" }), {
      type: "SignInIncomplete",
      field: "password",
    });
    assert.deepEqual(await signInWithPin(context, { personId: "x", pin: "1234" }), {
      ok: false,
      error: { type: "SignInIncomplete", field: "personId" },
    });
  }));

Deno.test("the database holds neither passwords, PINs nor tokens", () =>
  withServices(async (services) => {
    const context = at(services, await openedShop(services));
    const entered = await signInWithPassword(context, GOOD);
    assert.ok(entered.ok);
    const rows = JSON.stringify([
      await services.control.all("SELECT * FROM person"),
      await services.control.all("SELECT * FROM staff"),
      await services.control.all("SELECT * FROM session"),
    ]);
    for (const secret of ["una clave larga", '1234"', entered.value.token]) {
      assert.ok(!rows.includes(secret), secret);
    }
  }));

Deno.test("a list of passwords tried from one address stops, whosever they are; other addresses go on", () =>
  withServices(async (services) => {
    const context = at(services, await openedShop(services));
    const key = "sign_in/203.0.113.7", now = services.clock.now();
    await services.control.batch([{
      sql: "INSERT INTO attempt (key, failures, first_at) VALUES (?, 299, ?)",
      args: [key, now],
    }]);
    const from = (address: string) => signInWithPassword({ ...context, address }, GOOD);
    assert.equal((await from("203.0.113.7")).ok, true, "the three-hundredth");
    const stopped = await from("203.0.113.7");
    assert.equal(!stopped.ok && stopped.error.type, "SignInTooMany");
    assert.equal((await from("203.0.113.8")).ok, true);
  }));
