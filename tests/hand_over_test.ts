import assert from "node:assert/strict";
import { accountOfToken, startSession } from "../commands/people/sessions.ts";
import { setActive } from "../events/store/control/people.ts";
import { HostBrowser } from "./support/host_browser.ts";
import { type TwoShops, withTwoShops } from "./support/two_shops.ts";

const BASE = "http://caserito.test", SHOP = "http://minimarket-lucha.caserito.test";

class Browser extends HostBrowser {
  constructor(readonly shops: TwoShops) {
    super(shops.fetch);
  }

  /** Signed in at the platform as the owner of A. */
  async signIn(): Promise<void> {
    const { control, clock } = this.shops.services, { personId } = this.shops.a.people.owner;
    const { token } = await startSession({ control, clock }, { personId, shop: null, way: "password" });
    this.cookies(BASE).set("caserito", token);
  }

  /** As far as the address with the token. */
  async tokenAddress(): Promise<string> {
    const start = await this.get(`${SHOP}/entrar?ir=/caja`);
    return (await this.get(start.to)).to;
  }
}

const isIn = (browser: Browser) => browser.cookies(SHOP).has("caserito");

Deno.test("hand-over: signed in at the platform, a browser comes into the shop and goes where it wanted", () =>
  withTwoShops(async (shops) => {
    const browser = new Browser(shops);
    await browser.signIn();
    const address = await browser.tokenAddress();
    assert.match(address, /^http:\/\/minimarket-lucha\.caserito\.test\/entrar\?token=[\w-]{43}&ir=%2Fcaja$/);
    const entered = await browser.get(address);
    assert.equal(entered.to, `${SHOP}/caja`);
    assert.equal((await browser.get(entered.to)).status, 200);
    assert.equal(browser.cookies(SHOP).has("caserito-pase"), false);
  }));

Deno.test("hand-over: nobody signed in at the platform is asked to, and told where to go on", () =>
  withTwoShops(async (shops) => {
    const address = await new Browser(shops).tokenAddress();
    assert.equal(address, `${BASE}/ingresar?tienda=minimarket-lucha&ir=%2Fcaja`);
  }));

Deno.test("hand-over: a token enters once, within half a minute, in its own browser and shop", () =>
  withTwoShops(async (shops) => {
    const browser = new Browser(shops);
    await browser.signIn();
    const refused = async (from: Browser, address: string, why: string) => {
      assert.match((await from.get(address)).to, /\/ingresar\?aviso=pase/, why);
      assert.equal(isIn(from), false, why);
    };
    const late = await browser.tokenAddress();
    shops.clock.forward(30_000);
    await refused(browser, late, "late");

    const other = new Browser(shops);
    await other.get(`${SHOP}/entrar`);
    await refused(other, await browser.tokenAddress(), "another browser, with a secret of its own");
    await refused(new Browser(shops), await browser.tokenAddress(), "a browser without a secret");

    const elsewhere = (await browser.tokenAddress()).replace("minimarket-lucha", "bodega-rosa");
    browser.cookies(elsewhere).set("caserito-pase", browser.cookies(SHOP).get("caserito-pase")!);
    await browser.get(elsewhere);
    assert.equal(browser.cookies(elsewhere).has("caserito"), false, "another shop");

    const good = await browser.tokenAddress(), secret = browser.cookies(SHOP).get("caserito-pase")!;
    await browser.get(good);
    assert.equal(isIn(browser), true);
    browser.cookies(SHOP).clear();
    browser.cookies(SHOP).set("caserito-pase", secret);
    await refused(browser, good, "replayed");
  }));

Deno.test("hand-over: brought by two at once, a token lets one in", () =>
  withTwoShops(async (shops) => {
    const browser = new Browser(shops);
    await browser.signIn();
    const address = await browser.tokenAddress(), secret = browser.cookies(SHOP).get("caserito-pase")!;
    const headers = { cookie: `caserito-pase=${secret}` };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => shops.fetch(new Request(address, { headers }))),
    );
    const entered = answers.filter((answer) =>
      answer.headers.getSetCookie().some((set) => set.startsWith("caserito="))
    );
    assert.equal(entered.length, 1);
  }));

Deno.test("hand-over: a shop where one does not work answers like one that is not there", () =>
  withTwoShops(async (shops) => {
    const browser = new Browser(shops);
    await browser.signIn();
    const ask = (slug: string) =>
      browser.get(`${BASE}/ingresar/pase?tienda=${slug}&sello=${"0".repeat(64)}&ir=/caja`);
    assert.deepEqual(await ask("bodega-rosa"), await ask("no-existe"));
    assert.match((await ask("no-existe")).to, /\/ingresar\?aviso=sin-tienda$/);
    await shops.services.control.batch([setActive(shops.a.shop.id, shops.a.people.owner.personId, false)]);
    assert.deepEqual(await ask("minimarket-lucha"), await ask("no-existe"));
  }));

Deno.test("a session of a shop is none of the platform, and the other way round", () =>
  withTwoShops(async (shops) => {
    const { services, a } = shops;
    assert.equal(await accountOfToken(services, a.people.owner.token!), null);
    const browser = new Browser(shops);
    await browser.signIn();
    browser.cookies(SHOP).set("caserito", browser.cookies(BASE).get("caserito")!);
    assert.match((await browser.get(`${SHOP}/caja`)).to, /\/ingresar\?ir=/);
  }));
