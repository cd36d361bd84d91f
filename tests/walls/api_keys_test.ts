import assert from "node:assert/strict";
import { API_PATH } from "../../api/mod.ts";
import { type Actor, type FullShop, NOBODY, type TwoShops, withTwoShops } from "../support/two_shops.ts";

const PAGE = "/ajustes/llaves";

/** Made on the owner's page, as the owner makes it. */
async function keyMade(
  shops: TwoShops,
  at: FullShop,
  scopes: readonly string[],
): Promise<{ keyId: string; key: string }> {
  const keyId = at.ids.next();
  const body = new URLSearchParams({ cmdId: at.ids.next(), keyId, name: "Contabilidad" });
  for (const scope of scopes) body.set(`scope-${scope}`, "on");
  const html = await (await shops.ask(at, at.people.owner, "POST", PAGE, { body })).text();
  const [key] = /ck_[\w-]{43}/.exec(html) ?? [];
  assert.ok(key, html.slice(0, 400));
  return { keyId, key };
}
const program = (bearer: string): Actor => ({ name: "program", token: null, bearer });
const statusOf = async (shops: TwoShops, at: FullShop, actor: Actor, path: string) => {
  const response = await shops.ask(at, actor, "GET", API_PATH + path);
  await response.body?.cancel();
  return response.status;
};

Deno.test("a key is shown once, opens what was marked and nothing else, and ends when it is taken away", () =>
  withTwoShops(async (shops) => {
    const { a, b } = shops, { key, keyId } = await keyMade(shops, a, ["audit"]);
    const again = await (await shops.ask(a, a.people.owner, "GET", PAGE)).text();
    assert.ok(again.includes("Contabilidad") && again.includes("Sin usar") && !again.includes(key));
    assert.equal(await statusOf(shops, a, program(key), "/ledger/events"), 200);
    assert.equal(await statusOf(shops, a, program(key), "/sync/pull"), 403, "not marked");
    assert.equal(await statusOf(shops, b, program(key), "/ledger/events"), 401, "another shop");
    assert.match(await (await shops.ask(a, a.people.owner, "GET", PAGE)).text(), /Usada por última vez/);
    const body = new URLSearchParams({ cmdId: a.ids.next() });
    assert.equal(
      (await shops.ask(a, a.people.owner, "POST", `${PAGE}/${keyId}/quitar`, { body })).status,
      303,
    );
    assert.equal(await statusOf(shops, a, program(key), "/ledger/events"), 401);
    const types = (await a.store.read({ stream: `api_key-${keyId}`, limit: 9 })).map(({ type }) => type);
    assert.deepEqual(types, ["ApiKeyMade", "ApiKeyRevoked"]);
  }));

Deno.test("what is wrong with a key is said at its field, and nothing is made", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, before = (await a.store.head()).size;
    const body = new URLSearchParams({ cmdId: a.ids.next(), keyId: a.ids.next(), name: "" });
    const refused = await shops.ask(a, a.people.owner, "POST", PAGE, { body });
    const html = await refused.text();
    assert.equal(refused.status, 422);
    assert.match(html, /Marca al menos una/);
    assert.equal((await a.store.head()).size, before);
  }));

Deno.test("the databases hold no key, and a bearer beside a session is not helped by it", () =>
  withTwoShops(async (shops) => {
    const { a, services } = shops, { key } = await keyMade(shops, a, ["audit"]);
    const rows = await services.control.all("SELECT * FROM api_key");
    assert.ok(!JSON.stringify(rows).includes(key));
    const both: Actor = { ...a.people.owner, bearer: `${key.slice(0, -1)}x` };
    assert.equal(await statusOf(shops, a, both, "/ledger/events"), 401);
    assert.equal(await statusOf(shops, a, NOBODY, "/ledger/events"), 401);
  }));
