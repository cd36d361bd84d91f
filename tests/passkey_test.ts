import assert from "node:assert/strict";
import { startSession } from "../commands/people/sessions.ts";
import { HostBrowser } from "./support/host_browser.ts";
import { SoftAuthenticator } from "./support/soft_authenticator.ts";
import { type TwoShops, withTwoShops } from "./support/two_shops.ts";

const BASE = "http://caserito.test";

async function challengeOf(browser: HostBrowser, path: string): Promise<string> {
  return JSON.parse((await browser.postJson(`${BASE}${path}`, {})).html).challenge;
}
const registering = (browser: HostBrowser) => challengeOf(browser, "/cuenta/llaves/opciones");
const entering = (browser: HostBrowser) => challengeOf(browser, "/ingresar/llave/opciones");

async function accountOf({ fetch, services }: TwoShops, personId: string): Promise<HostBrowser> {
  const browser = new HostBrowser(fetch);
  const { token } = await startSession(services, { personId, shop: null, way: "code" });
  browser.cookies(BASE).set("caserito", token);
  return browser;
}

const withPasskey = (
  work: (given: { shops: TwoShops; owner: HostBrowser; key: SoftAuthenticator }) => Promise<void>,
): Promise<void> =>
  withTwoShops(async (shops) => {
    const owner = await accountOf(shops, shops.a.people.owner.personId), key = new SoftAuthenticator(BASE);
    const kept = await owner.postJson(`${BASE}/cuenta/llaves`, await key.create(await registering(owner)));
    assert.equal(kept.status, 200, kept.html);
    await work({ shops, owner, key });
  });

Deno.test("passkey: signs in, and what was signed once is worth nothing again", () =>
  withPasskey(async ({ shops, key }) => {
    const browser = new HostBrowser(shops.fetch), signed = await key.get(await entering(browser));
    const entered = await browser.postJson(`${BASE}/ingresar/llave`, signed);
    assert.equal(JSON.parse(entered.html).to, "http://minimarket-lucha.caserito.test/entrar?ir=%2F");
    assert.equal((await browser.get(`${BASE}/cuenta`)).status, 200);
    const thief = new HostBrowser(shops.fetch);
    assert.equal((await thief.postJson(`${BASE}/ingresar/llave`, signed)).status, 422);
    assert.equal(thief.cookies(BASE).has("caserito"), false);
  }));

Deno.test("passkey: brought by two at once, one signature lets one in", () =>
  withPasskey(async ({ shops, key }) => {
    const signed = await key.get(await entering(new HostBrowser(shops.fetch)));
    const answers = await Promise.all(
      [1, 2, 3].map(() => new HostBrowser(shops.fetch).postJson(`${BASE}/ingresar/llave`, signed)),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 422, 422]);
  }));

Deno.test("passkey: not for another site, not unverified, not late, not a challenge of ours for something else", () =>
  withPasskey(async ({ shops, owner, key }) => {
    const browser = new HostBrowser(shops.fetch);
    const refused = async (why: string, signed: unknown) =>
      assert.equal((await browser.postJson(`${BASE}/ingresar/llave`, signed)).status, 422, why);
    await refused("a challenge nobody gave", await key.get("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
    await refused("for making a passkey", await key.get(await registering(owner)));
    await refused("without fingerprint or code", await key.get(await entering(browser), 0x01));
    const late = await key.get(await entering(browser));
    shops.clock.forward(5 * 60_000);
    await refused("late", late);
    await refused("no answer at all", { id: "x" });
    const challenge = await entering(browser);
    Object.assign(key, { origin: "http://evil.test" });
    await refused("signed for another site", await key.get(challenge));
    Object.assign(key, { origin: BASE });
    assert.equal(
      (await browser.postJson(`${BASE}/ingresar/llave`, await key.get(await entering(browser)))).status,
      200,
    );
  }));

Deno.test("passkey: a counter that goes back is a copied authenticator", () =>
  withPasskey(async ({ shops, key }) => {
    const browser = new HostBrowser(shops.fetch);
    const enter = async (counter: number) => {
      key.counter = counter;
      return (await browser.postJson(`${BASE}/ingresar/llave`, await key.get(await entering(browser))))
        .status;
    };
    assert.deepEqual([await enter(5), await enter(4), await enter(5), await enter(6)], [200, 422, 422, 200]);
  }));

Deno.test("passkey: one's challenge keeps no other's key, and one credential is kept once", () =>
  withPasskey(async ({ shops, owner, key }) => {
    const other = await accountOf(shops, shops.b.people.owner.personId), theirs = new SoftAuthenticator(BASE);
    const made = await theirs.create(await registering(other));
    assert.equal((await owner.postJson(`${BASE}/cuenta/llaves`, made)).status, 422);
    const again = await key.create(await registering(owner));
    assert.equal((await owner.postJson(`${BASE}/cuenta/llaves`, again)).status, 422);
    const nobody = await new HostBrowser(shops.fetch).postJson(`${BASE}/cuenta/llaves`, made);
    assert.match(nobody.to, /\/ingresar/);
  }));

Deno.test("passkey: taken away, it opens nothing; another person cannot take it away", () =>
  withPasskey(async ({ shops, owner, key }) => {
    const browser = new HostBrowser(shops.fetch);
    const enter = async () =>
      (await browser.postJson(`${BASE}/ingresar/llave`, await key.get(await entering(browser)))).status;
    const llave = /name="llave" value="([^"]+)"/.exec((await owner.get(`${BASE}/cuenta`)).html)![1]!;
    const other = await accountOf(shops, shops.b.people.owner.personId);
    await other.post(`${BASE}/cuenta/llaves/quitar`, { llave });
    assert.equal(await enter(), 200);
    await owner.post(`${BASE}/cuenta/llaves/quitar`, { llave });
    assert.equal(await enter(), 422);
  }));
