import assert from "node:assert/strict";
import { createOperator } from "../commands/people/operators.ts";
import { totpOf } from "../commands/people/totp.ts";
import { epochMsOf } from "../kernel/time.ts";
import { HostBrowser } from "./support/host_browser.ts";
import { textOf } from "./support/owner_pages.ts";
import { taken } from "./support/test_shop.ts";
import { type TwoShops, withTwoShops } from "./support/two_shops.ts";

const BASE = "http://caserito.test", ROOM = `${BASE}/operador`;
const OPERATOR = { name: "Olga", email: "olga@caserito.test", password: "una clave muy larga" };

const withOlga = (
  work: (
    shops: TwoShops,
    olga: HostBrowser,
    made: { code(): Promise<string>; recoveryCodes: readonly string[] },
  ) => Promise<void>,
): Promise<void> =>
  withTwoShops(async (shops) => {
    const { secret, recoveryCodes } = taken(await createOperator(shops.services, OPERATOR));
    const code = () => totpOf(secret, Math.floor(epochMsOf(shops.clock.now()) / 30_000));
    await work(shops, new HostBrowser(shops.fetch), { code, recoveryCodes });
  });
const enter = (browser: HostBrowser, code: string, password = OPERATOR.password) =>
  browser.post(`${ROOM}/ingresar`, { email: OPERATOR.email, password, code });

Deno.test("an operator enters with password and code, sees which shops there are, and leaves", () =>
  withOlga(async (_, olga, { code }) => {
    assert.equal((await olga.get(ROOM)).to, `${ROOM}/ingresar`);
    assert.equal((await enter(olga, await code())).to, ROOM);
    const room = await olga.get(`${ROOM}/tiendas`);
    assert.match(room.html, /minimarket-lucha/);
    assert.match(room.html, /bodega-rosa/);
    const funnel = await olga.get(`${ROOM}/embudo`);
    assert.match(textOf(funnel.html), /Hasta dónde llegan.*Primera venta 0 de 2/);
    const token = olga.cookies(BASE).get("caserito-operador")!;
    await olga.post(`${ROOM}/salir`, {});
    olga.cookies(BASE).set("caserito-operador", token);
    assert.equal((await olga.get(ROOM)).to, `${ROOM}/ingresar`, "the old cookie is worth nothing");
  }));

Deno.test("neither half is enough, and both wrong halves sound alike", () =>
  withOlga(async (_, olga, { code }) => {
    const wrongPassword = await enter(olga, await code(), "otra clave larga");
    const wrongCode = await enter(olga, "000000");
    assert.deepEqual([wrongPassword.status, wrongCode.status], [422, 422]);
    const said = (html: string) => /Alguno de los datos no coincide/.test(html);
    assert.ok(said(wrongPassword.html) && said(wrongCode.html));
    assert.equal((await enter(olga, "")).status, 422);
    // Nor does the password open an account, from which a passkey could be made.
    const account = await olga.post(`${BASE}/ingresar`, {
      email: OPERATOR.email,
      password: OPERATOR.password,
    });
    assert.equal(account.status, 422);
  }));

Deno.test("a code enters once, also when two bring it at once; the next half minute's is another", () =>
  withOlga(async (shops, olga, { code }) => {
    const seen = await code();
    const both = await Promise.all([1, 2].map(() => enter(new HostBrowser(shops.fetch), seen)));
    assert.deepEqual(both.map(({ status }) => status).sort(), [303, 422]);
    assert.equal((await enter(olga, seen)).status, 422);
    shops.clock.forward(30_000);
    assert.equal((await enter(olga, await code())).status, 303);
  }));

Deno.test("a hundred codes guessed at once get five tries", () =>
  withOlga(async (shops, olga, { code }) => {
    const right = await code();
    const guesses = Array.from({ length: 30 }, (_, i) => String(100_000 + i)).filter((guess) =>
      guess !== right
    );
    const answers = await Promise.all(guesses.map((guess) => enter(new HostBrowser(shops.fetch), guess)));
    assert.ok(answers.filter(({ status }) => status === 422).length <= 8);
    assert.equal((await enter(olga, right)).status, 429);
    shops.clock.forward(15 * 60_000);
    assert.equal((await enter(olga, await code())).status, 303);
  }));

Deno.test("a recovery code stands in for the app, once", () =>
  withOlga(async (_, olga, { recoveryCodes }) => {
    assert.equal(new Set(recoveryCodes).size, 10);
    assert.equal((await enter(olga, recoveryCodes[0]!)).status, 303);
    assert.equal((await enter(olga, recoveryCodes[0]!)).status, 422);
    assert.equal((await enter(olga, recoveryCodes[1]!.toUpperCase())).status, 303);
  }));

Deno.test("the room is nobody else's: no owner, no account, and not at a shop's address", () =>
  withOlga(async (shops, olga, { code }) => {
    const owner = new HostBrowser(shops.fetch);
    owner.cookies(BASE).set("caserito-operador", shops.a.people.owner.token!);
    owner.cookies(BASE).set("caserito", shops.a.people.owner.token!);
    assert.equal((await owner.get(ROOM)).to, `${ROOM}/ingresar`);
    await enter(olga, await code());
    const token = olga.cookies(BASE).get("caserito-operador")!;
    const door = "http://minimarket-lucha.caserito.test";
    for (const name of ["caserito", "caserito-operador"]) olga.cookies(door).set(name, token);
    assert.match((await olga.get(`${door}/hoy`)).to, /\/ingresar/);
    assert.equal((await olga.get(`${door}/operador`)).status, 404);
    olga.cookies(BASE).set("caserito", token);
    assert.match((await olga.get(`${BASE}/cuenta`)).to, /\/ingresar/, "an operator's session is no account");
  }));

Deno.test("an operator who rests half an hour signs in again, and after eight hours in any case", () =>
  withOlga(async (shops, olga, { code }) => {
    await enter(olga, await code());
    shops.clock.forward(29 * 60_000);
    assert.equal((await olga.get(ROOM)).status, 200);
    shops.clock.forward(31 * 60_000);
    assert.equal((await olga.get(ROOM)).status, 303);
    await enter(olga, await code());
    for (let i = 0; i < 23; i++) {
      shops.clock.forward(20 * 60_000);
      assert.equal((await olga.get(ROOM)).status, 200);
    }
    shops.clock.forward(20 * 60_000);
    assert.equal((await olga.get(ROOM)).status, 303);
  }));
