import assert from "node:assert/strict";
import { startSession } from "../commands/people/sessions.ts";
import { createShop } from "../commands/shops/create_shop.ts";
import type { Services } from "../compose.ts";
import type { ControlDb } from "../events/store/control/db.ts";
import { keptMessages } from "../events/store/control/messages.ts";
import { HostBrowser } from "./support/host_browser.ts";
import { taken } from "./support/test_shop.ts";
import { type TwoShops, withTwoShops } from "./support/two_shops.ts";

const BASE = "http://caserito.test", PHONE = "987 654 321", PASSWORD = "una clave larga";

/** Beside the two shops, two more that are Ana's: she has a phone, an e-mail and a password. */
const withAna = (work: (shops: TwoShops, ana: HostBrowser) => Promise<void>): Promise<void> =>
  withTwoShops(async (shops) => {
    const person = { role: "owner", name: "Ana", pin: null } as const;
    const shop = { niche: "minimarket", address: null, ruc: null, registers: [] };
    const ana = { ...person, email: "ana@caserito.test", phone: "+51987654321", password: PASSWORD };
    const first = taken(
      await createShop(shops.services, { ...shop, slug: "bodega-ana", name: "Bodega Ana", people: [ana] }),
    );
    const second = taken(
      await createShop(shops.services, { ...shop, slug: "otra-ana", name: "Otra de Ana", people: [] }),
    );
    await shops.services.control.batch([{
      sql:
        "INSERT INTO staff (shop_id, person_id, role) SELECT ?, person_id, 'manager' FROM staff WHERE shop_id = ?",
      args: [second.id, first.id],
    }]);
    await work(shops, new HostBrowser(shops.fetch));
  });

async function codeOf({ control }: Services): Promise<string> {
  const [message] = await keptMessages(control);
  return /^\d{6}/.exec(message?.text ?? "")?.[0] ?? "";
}

async function enterByCode({ services }: TwoShops, browser: HostBrowser) {
  await browser.post(`${BASE}/ingresar`, { phone: PHONE });
  return await browser.post(`${BASE}/ingresar`, { phone: PHONE, code: await codeOf(services) });
}
const signedIn = (browser: HostBrowser) => browser.cookies(BASE).has("caserito");

Deno.test("phone code: sent to the phone, it opens the account, and each shop of it from there", () =>
  withAna(async (shops, ana) => {
    const asked = await ana.post(`${BASE}/ingresar`, { phone: PHONE });
    assert.match(asked.html, /Lo enviamos al 987 654 321/);
    const entered = await ana.post(`${BASE}/ingresar`, { phone: PHONE, code: await codeOf(shops.services) });
    assert.equal(entered.to, `${BASE}/ingresar`);
    const list = await ana.get(entered.to);
    const hrefs = [...list.html.matchAll(/href="(http:[^"]+\/entrar[^"]*)"/g)].map(([, href]) => href!);
    assert.deepEqual(hrefs.map((href) => new URL(href).host), [
      "bodega-ana.caserito.test",
      "otra-ana.caserito.test",
    ]);
    for (const href of hrefs) {
      const inside = await ana.follow(href);
      assert.deepEqual([inside.status, new URL(inside.at).pathname], [200, "/hoy"]);
    }
  }));

Deno.test("phone code: the inbox shows what was sent, and is not there for shops", () =>
  withAna(async (shops, ana) => {
    await ana.post(`${BASE}/ingresar`, { phone: PHONE });
    const inbox = await ana.get(`${BASE}/dev/mensajes`);
    assert.ok(inbox.html.includes(await codeOf(shops.services)));
    assert.equal((await ana.get("http://bodega-ana.caserito.test/dev/mensajes")).status, 404);
  }));

Deno.test("phone code: six hundred guesses at once get five tries, and the right one after them is refused", () =>
  withAna(async (shops, ana) => {
    await ana.post(`${BASE}/ingresar`, { phone: PHONE });
    const code = await codeOf(shops.services);
    const guesses = Array.from({ length: 600 }, (_, i) => String(i).padStart(6, "0")).filter((one) =>
      one !== code
    );
    const { control } = shops.services;
    const tries = () => control.first<{ tries: number }>("SELECT tries FROM one_time_code");
    await Promise.all(
      guesses.map((guess) =>
        new HostBrowser(shops.fetch).post(`${BASE}/ingresar`, { phone: PHONE, code: guess })
      ),
    );
    assert.equal((await tries())?.tries, 5);
    await ana.post(`${BASE}/ingresar`, { phone: PHONE, code });
    assert.equal(signedIn(ana), false);
  }));

Deno.test("phone code: once, within ten minutes, and the newest alone", () =>
  withAna(async (shops, ana) => {
    await ana.post(`${BASE}/ingresar`, { phone: PHONE });
    const first = await codeOf(shops.services);
    await ana.post(`${BASE}/ingresar`, { phone: PHONE });
    const second = await codeOf(shops.services);
    assert.equal(
      (await ana.post(`${BASE}/ingresar`, { phone: PHONE, code: first })).status,
      first === second ? 303 : 422,
    );
    shops.clock.forward(10 * 60_000);
    assert.equal((await ana.post(`${BASE}/ingresar`, { phone: PHONE, code: second })).status, 422);
    await ana.post(`${BASE}/ingresar`, { phone: PHONE });
    const third = await codeOf(shops.services);
    const both = await Promise.all(
      [1, 2].map(() => new HostBrowser(shops.fetch).post(`${BASE}/ingresar`, { phone: PHONE, code: third })),
    );
    assert.deepEqual(both.map(({ status }) => status).sort(), [303, 422]);
  }));

Deno.test("phone code: no more than three in ten minutes, for a phone that has an account and for one that has none", () =>
  withAna(async (shops, ana) => {
    for (const phone of [PHONE, "911 111 111"]) {
      const statuses: number[] = [];
      for (let i = 0; i < 4; i++) statuses.push((await ana.post(`${BASE}/ingresar`, { phone })).status);
      assert.deepEqual(statuses, [200, 200, 200, 429], phone);
    }
    assert.equal((await keptMessages(shops.services.control)).length, 6);
  }));

/** The same work: as many statements of the same text in the same order, and as many messages. */
async function workOf(
  shops: TwoShops,
  ask: (browser: HostBrowser) => Promise<{ status: number; html: string }>,
) {
  const { control } = shops.services, done: string[] = [];
  const watched = control as { -readonly [K in keyof ControlDb]: ControlDb[K] };
  const { all, batch } = control;
  watched.all = ((sql, args) => (done.push(sql), all(sql, args))) as ControlDb["all"];
  watched.batch = (statements) => (done.push(...statements.map(({ sql }) => sql)), batch(statements));
  try {
    const { status, html } = await ask(new HostBrowser(shops.fetch));
    return {
      done,
      told: `${status} ${html.replaceAll(/\d{3} \d{3} \d{3}|\+51\d{9}|nonce="[^"]*"|value="[^"]*"/g, "")}`,
    };
  } finally {
    watched.all = all;
    watched.batch = batch;
  }
}

Deno.test("enumeration: who has an account and who has none are answered with the same words after the same work", () =>
  withAna(async (shops) => {
    const ask = (fields: Record<string, string>) =>
      workOf(shops, (browser) => browser.post(`${BASE}/ingresar`, fields));
    assert.deepEqual(await ask({ phone: PHONE }), await ask({ phone: "911 111 111" }));
    const code = await codeOf(shops.services) === "000000" ? "000001" : "000000";
    assert.deepEqual(await ask({ phone: PHONE, code }), await ask({ phone: "911 111 111", code }));
    const wrong = { password: "otra clave" };
    assert.deepEqual(
      await ask({ email: "ana@caserito.test", ...wrong }),
      await ask({ email: "nadie@caserito.test", ...wrong }),
    );
  }));

Deno.test("recovery: a code from the phone sets a new password, and every other session ends", () =>
  withAna(async (shops, ana) => {
    const thief = new HostBrowser(shops.fetch), door = "http://bodega-ana.caserito.test";
    const credentials = { email: "ana@caserito.test", password: PASSWORD };
    await thief.post(`${BASE}/ingresar`, credentials);
    await thief.post(`${door}/ingresar`, credentials);
    assert.equal((await thief.get(`${door}/hoy`)).status, 200);

    await enterByCode(shops, ana);
    const before = ana.cookies(BASE).get("caserito");
    assert.match((await ana.post(`${BASE}/cuenta/clave`, { password: "12345678" })).html, /la prueban todos/);
    const changed = await ana.post(`${BASE}/cuenta/clave`, { password: "caballito de totora" });
    assert.equal(changed.to, `${BASE}/cuenta?hecho=clave`);
    assert.notEqual(ana.cookies(BASE).get("caserito"), before, "a new token");
    assert.match((await ana.get(changed.to)).html, /Tu contraseña cambió/);

    assert.match((await thief.get(`${BASE}/cuenta`)).to, /\/ingresar/);
    assert.match((await thief.get(`${door}/hoy`)).to, /\/ingresar/);
    assert.equal((await thief.post(`${BASE}/ingresar`, credentials)).status, 422);
    const again = { email: PHONE, password: "caballito de totora" }; // the phone does as well as the e-mail
    assert.equal((await thief.post(`${BASE}/ingresar`, again)).status, 303);
  }));

Deno.test("a password changes with the one of now, or soon after a code; not later and not with a session alone", () =>
  withAna(async (shops, ana) => {
    await ana.post(`${BASE}/ingresar`, { email: "ana@caserito.test", password: PASSWORD });
    const change = (fields: Record<string, string>) =>
      ana.post(`${BASE}/cuenta/clave`, { password: "caballito de totora", ...fields });
    assert.equal((await change({})).status, 422);
    assert.equal((await change({ current: "otra clave" })).status, 422);
    assert.equal((await change({ current: PASSWORD })).status, 303);
    await enterByCode(shops, ana);
    shops.clock.forward(15 * 60_000);
    assert.equal((await change({})).status, 422);
  }));

Deno.test("sessions: listed by device, ended one by one, and a stolen cookie is worth nothing after 'cerrar todas'", () =>
  withAna(async (shops, ana) => {
    const door = "http://bodega-ana.caserito.test", thief = new HostBrowser(shops.fetch);
    await enterByCode(shops, ana);
    await ana.follow(`${door}/entrar?ir=/hoy`);
    const account = await ana.get(`${BASE}/cuenta`);
    assert.match(account.html, /Chrome en Android, con código/);
    assert.match(account.html, /Chrome en Android, desde tu cuenta/);
    for (const url of [BASE, door]) thief.cookies(url).set("caserito", ana.cookies(url).get("caserito")!);
    assert.equal((await thief.get(`${door}/hoy`)).status, 200);

    const sesion = /name="sesion" value="([0-9a-f]{64})"/.exec(account.html)![1]!;
    const { shop, people } = shops.a;
    const stranger = new HostBrowser(shops.fetch), { personId } = people.owner;
    const own = await startSession(shops.services, { personId, shop: null, way: "password" });
    stranger.cookies(BASE).set("caserito", own.token);
    assert.equal(
      (await stranger.post(`${BASE}/cuenta/sesiones`, { sesion })).to,
      `${BASE}/cuenta?hecho=sesion`,
    );
    assert.equal((await thief.get(`${door}/hoy`)).status, 200, "nobody ends what is not theirs");
    await ana.post(`${BASE}/cuenta/sesiones`, { sesion });
    assert.match((await thief.get(`${door}/hoy`)).to, /\/ingresar/);

    assert.equal((await thief.get(`${BASE}/cuenta`)).status, 200);
    await ana.post(`${BASE}/cuenta/sesiones`, {});
    assert.match((await thief.get(`${BASE}/cuenta`)).to, /\/ingresar/);
    assert.equal(signedIn(ana), false);
    const other = await shops.ask(shops.a, people.owner, "GET", "/hoy");
    assert.equal(other.status, 200, `${shop.slug} is somebody else's`);
    await other.body?.cancel();
  }));

Deno.test("fixation: a token planted before signing in is not the one after, and ends", () =>
  withAna(async (shops, ana) => {
    await enterByCode(shops, ana);
    const planted = ana.cookies(BASE).get("caserito")!, victim = new HostBrowser(shops.fetch);
    victim.cookies(BASE).set("caserito", planted);
    await victim.post(`${BASE}/ingresar`, { email: "ana@caserito.test", password: PASSWORD });
    assert.notEqual(victim.cookies(BASE).get("caserito"), planted);
    assert.match((await ana.get(`${BASE}/cuenta`)).to, /\/ingresar/);
  }));

Deno.test("a session ends when it rests, and never lives past its whole time", () =>
  withAna(async (shops, ana) => {
    const day = 24 * 3_600_000, isIn = async () => (await ana.get(`${BASE}/cuenta`)).status === 200;
    await enterByCode(shops, ana);
    for (let days = 0; days < 29; days += 5) {
      shops.clock.forward(5 * day);
      assert.equal(await isIn(), days < 25, `${days + 5} days`);
    }
    await enterByCode(shops, ana);
    shops.clock.forward(7 * day);
    assert.equal(await isIn(), false, "rested a week");
  }));

Deno.test("what is known of a person goes with them as one file, without a secret", () =>
  withAna(async (shops, ana) => {
    await enterByCode(shops, ana);
    const data = JSON.parse((await ana.get(`${BASE}/cuenta/datos`)).html);
    assert.deepEqual([data.name, data.email, data.phone], ["Ana", "ana@caserito.test", "+51987654321"]);
    assert.deepEqual(data.shops.map(({ slug }: { slug: string }) => slug), ["bodega-ana", "otra-ana"]);
    assert.ok(!JSON.stringify(data).includes("argon2") && !JSON.stringify(data).includes("tokenHash"));
  }));

/** A shop made by a stranger who says this phone, with the session that signing up gives. */
async function signedUp({ fetch, services }: TwoShops): Promise<HostBrowser> {
  const browser = new HostBrowser(fetch), page = await browser.get(`${BASE}/crear`);
  const signUpId = /name="signUpId" value="([^"]+)"/.exec(page.html)?.[1] ?? services.ids.next();
  const made = await browser.post(`${BASE}/crear`, { signUpId, phone: "911 222 333", niche: "minimarket" });
  assert.equal(made.status, 303, made.html.slice(0, 400));
  return browser;
}

Deno.test("a phone said at sign-up opens the account once a code there came back, and whoever came before is out", () =>
  withAna(async (shops) => {
    const first = await signedUp(shops), second = await signedUp(shops);
    assert.match((await first.get(`${BASE}/cuenta`)).html, /911 222 333, por confirmar/);
    const owner = new HostBrowser(shops.fetch);
    await owner.post(`${BASE}/ingresar`, { phone: "911 222 333" });
    await owner.post(`${BASE}/ingresar`, { phone: "911 222 333", code: await codeOf(shops.services) });
    const list = await owner.get(`${BASE}/ingresar`);
    assert.equal([...list.html.matchAll(/\/entrar\?/g)].length, 2, "both shops of this phone");
    for (const before of [first, second]) assert.match((await before.get(`${BASE}/cuenta`)).to, /\/ingresar/);
  }));

Deno.test("a phone is confirmed from within, and one of another account is refused to who holds it", () =>
  withAna(async (shops) => {
    const browser = await signedUp(shops), url = `${BASE}/cuenta/celular`;
    await browser.post(url, { phone: "911 222 333" });
    const done = await browser.post(url, { phone: "911 222 333", code: await codeOf(shops.services) });
    assert.equal(done.to, `${BASE}/cuenta?hecho=celular`);
    assert.doesNotMatch((await browser.get(done.to)).html, /por confirmar/);
    await browser.post(url, { phone: PHONE });
    const taken = await browser.post(url, { phone: PHONE, code: await codeOf(shops.services) });
    assert.match(taken.html, /ya es de otra cuenta/);
  }));
