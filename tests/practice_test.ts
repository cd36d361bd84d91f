import assert from "node:assert/strict";
import { catalogueSize } from "../events/projections/catalogue/queries.ts";
import { cutOffMakings } from "../events/store/control/shop_makings.ts";
import { practiceShopOf, shopList } from "../events/store/control/shops.ts";
import { forgottenPractices } from "../workers/forgotten_practices.ts";
import { appOver } from "./support/app.ts";
import { withServices } from "./support/services.ts";
import { signedUp, type SignedUpShop, withSignedUp } from "./support/signed_up.ts";

/** A browser that keeps its cookies by host, as every browser does, and follows where it is sent. */
class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();
  constructor(readonly made: SignedUpShop) {}

  async go(method: "GET" | "POST", address: string): Promise<Response> {
    const url = new URL(address), jar = this.#jar(url.host);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { cookie, origin: url.origin, "sec-fetch-site": "same-origin" };
    const response = await this.made.app(new Request(url, { method, headers }));
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      jar.set(name!, value!);
    }
    return response;
  }

  /** To where no more redirect leads. */
  async follow(method: "GET" | "POST", address: string): Promise<{ url: URL; response: Response }> {
    let url = new URL(address), response = await this.go(method, address);
    for (let hops = 0; response.status === 303; hops++) {
      assert.ok(hops < 6, "goes round");
      url = new URL(response.headers.get("location")!, url);
      response = await this.go("GET", url.href);
    }
    return { url, response };
  }

  /** What the test's own session is there. */
  keep(host: string, token: string): void {
    this.#jar(host).set("caserito", token);
  }

  #jar(host: string): Map<string, string> {
    let jar = this.#cookies.get(host);
    if (!jar) this.#cookies.set(host, jar = new Map());
    return jar;
  }
}

const originOf = ({ shop }: SignedUpShop) => `http://${shop.slug}.caserito.test`;

function browserOf(made: SignedUpShop): Browser {
  const browser = new Browser(made);
  browser.keep(new URL(originOf(made)).host, made.token);
  return browser;
}

Deno.test("a practice is the same shop with its own ledger, marked on every page, and gone with one tap", () =>
  withSignedUp("bodega", async (made) => {
    const { services, shop, store } = made, browser = browserOf(made), before = await store.head();
    const { url, response } = await browser.follow("POST", `${originOf(made)}/practica`);
    assert.match(url.href, /^http:\/\/practica-[0-9a-f]{6}-bodega-\d{4}\.caserito\.test\/caja$/);
    assert.match(
      await response.text(),
      /class="watermark"[^]*PRÁCTICA[^]*Terminar práctica|aria-label="Terminar práctica"[^]*class="watermark"/,
    );
    for (const path of ["/hoy", "/productos", "/caja/cascara"]) {
      assert.match(await (await browser.go("GET", url.origin + path)).text(), /class="watermark"/, path);
    }
    assert.doesNotMatch(await (await made.ask("GET", "/hoy")).text(), /class="watermark"/);

    const practice = (await practiceShopOf(services.control, shop.id))!;
    const practised = await services.tenants.get(practice.id);
    assert.notEqual(practised.origin, store.origin);
    assert.equal(await catalogueSize(practised.db), await catalogueSize(store.db));
    await browser.go("POST", `${url.origin}/practica`).then(({ status }) => assert.equal(status, 404));
    assert.deepEqual(await store.head(), before, "nothing of it in the real ledger");

    const ended = await browser.go("POST", `${url.origin}/practica/terminar`);
    assert.equal(ended.headers.get("location"), `${originOf(made)}/hoy`);
    assert.match(ended.headers.get("clear-site-data") ?? "", /storage/);
    assert.equal((await browser.go("GET", `${url.origin}/caja`)).status, 404);
    const files = [...Deno.readDirSync(`${services.environment.CASERITO_DATA_DIR}/tenants`)].map(({ name }) =>
      name
    );
    assert.deepEqual(files.filter((name) => name.startsWith("practica-")), []);
    assert.deepEqual(await store.head(), before);
    assert.equal((await made.ask("GET", "/hoy")).status, 200, "the real shop is as it was");

    const again = await browser.follow("POST", `${originOf(made)}/practica`);
    assert.notEqual(again.url.host, url.host, "what a browser kept of the first one is never met again");
    assert.equal(again.response.status, 200);
  }));

Deno.test("two who begin at once practise in one shop, and a real shop cannot be ended as if it were one", () =>
  withSignedUp("peluqueria", async (made) => {
    const { services, shop } = made;
    const asked = await Promise.all([made.ask("POST", "/practica"), made.ask("POST", "/practica")]);
    const [one, two] = asked.map(({ headers }) => headers.get("location"));
    assert.equal(one, two);
    assert.equal((await shopList(services.control)).length, 2);
    assert.ok(
      (await cutOffMakings(services.control, services.clock.now())).length <= 1,
      "the other is swept away",
    );
    assert.equal((await made.ask("POST", "/practica/terminar")).status, 404);
    assert.equal((await made.ask("GET", "/hoy")).status, 200);
    assert.equal((await practiceShopOf(services.control, shop.id))?.niche, "peluqueria");
  }));

Deno.test("nobody but the shop's own people is let into its practice", () =>
  withSignedUp("bodega", async (made) => {
    const other = await signedUp(made.services, "bodega", made.app), stranger = browserOf(other);
    await made.ask("POST", "/practica");
    const practice = (await practiceShopOf(made.services.control, made.shop.id))!;
    const origin = `http://${practice.slug}.caserito.test`;
    const { url } = await stranger.follow("GET", `${origin}/entrar?ir=/caja`);
    assert.equal(url.origin, originOf(made), "sent to sign in at the real shop");
    assert.equal(url.pathname, "/ingresar");
    stranger.keep(practice.slug + ".caserito.test", other.token);
    assert.equal(
      (await stranger.go("POST", `${origin}/practica/terminar`)).headers.get("location"),
      "/ingresar?ir=/caja",
    );
    assert.ok(await practiceShopOf(made.services.control, made.shop.id));
  }));

Deno.test("a practice that nobody ends is thrown away after a month, and no other shop", () =>
  withServices(async (services, clock) => {
    const made = await signedUp(services, "bodega", await appOver(services));
    await made.ask("POST", "/practica");
    const { signal } = new AbortController(), report = () => {}, holdJob = () => Promise.resolve(true);
    const turn = { services, signal, report, holdJob };
    clock.forward(29 * 86_400_000);
    await forgottenPractices.run(turn);
    assert.equal((await shopList(services.control)).length, 2);
    clock.forward(2 * 86_400_000);
    await forgottenPractices.run(turn);
    assert.deepEqual((await shopList(services.control)).map(({ slug }) => slug), [made.shop.slug]);
  }));
