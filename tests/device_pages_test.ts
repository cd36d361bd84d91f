import assert from "node:assert/strict";
import decodeQr from "qr/decode.js";
import { pairDevice, readPairing } from "../commands/devices/pair_device.ts";
import { registerSale } from "../commands/sale/register_sale.ts";
import { tillSettings } from "../events/projections/till_settings/queries.ts";
import { testDevice } from "./support/test_device.ts";
import { builtSale, openedSession, stocked, taken } from "./support/test_shop.ts";
import { type FullShop, NOBODY, type TwoShops, withTwoShops } from "./support/two_shops.ts";

const asOwner = ({ ask }: TwoShops, shop: FullShop) => async (method: string, path: string, form = {}) => {
  const body = new URLSearchParams({ cmdId: shop.ids.next(), ...form });
  const response = await ask(shop, shop.people.owner, method, path, method === "GET" ? {} : { body });
  return { status: response.status, to: response.headers.get("location"), html: await response.text() };
};

/** What a camera reads of a code drawn as squares of one path. */
function scanned(html: string): string {
  const [, side = "0", path = ""] =
    /viewBox="0 0 (\d+) \d+"[^>]*>\s*<path d="([^"]+)"/.exec(html.slice(html.indexOf('role="img"'))) ?? [];
  const scale = 4, width = Number(side) * scale, data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x = "", y = ""] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let i = 0; i < scale * scale; i++) {
      const at = (Number(y) * scale + Math.floor(i / scale)) * width + Number(x) * scale + i % scale;
      data.set([0, 0, 0], at * 4);
    }
  }
  return decodeQr({ width, height: width, data });
}

Deno.test("equipos: an invitation is shown once, as letters and as a code that a camera reads", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, owner = asOwner(shops, a);
    const empty = await owner("GET", "/equipos");
    assert.match(empty.html, /Todavía no hay equipos/);
    const given = await owner("POST", "/equipos", { registerId: a.registerId });
    const [, code = ""] = /([2-9A-Z]{4} [2-9A-Z]{4})</.exec(given.html) ?? [];
    const address = `http://${a.shop.slug}.caserito.test/vincular?codigo=${code.replace(" ", "")}`;
    assert.equal(scanned(given.html), address);
    assert.doesNotMatch((await owner("GET", "/equipos")).html, new RegExp(code));

    const joining = await shops.ask(a, NOBODY, "GET", `/vincular?codigo=${code}`),
      page = await joining.text();
    assert.equal(joining.status, 200);
    assert.match(page, new RegExp(`value="${code.replace(" ", "")}"`));
    assert.doesNotMatch(page, /<script/);
    const device = await testDevice(a.ids.next()),
      json = await device.pairing({ code, name: "Tablet nueva" });
    assert.equal((await shops.ask(a, NOBODY, "POST", "/api/v1/devices", { json })).status, 201);
    const { html } = await owner("GET", "/equipos");
    assert.match(html, /Tablet nueva · Caja 1/);
    assert.match(html, /Serie T001, sin tickets/);
  }));

Deno.test("equipos: renamed, revoked, and only with a code from now on", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, owner = asOwner(shops, a), device = await testDevice(a.ids.next());
    taken(await pairDevice(a.as(), taken(await readPairing(await device.pairing()))));
    const at = `/equipos/${device.deviceId}`;
    assert.equal((await owner("POST", `${at}/nombre`, { name: "La del fondo" })).to, "/equipos?hecho=nombre");
    assert.match((await owner("GET", "/equipos?hecho=nombre")).html, /Nombre guardado[^]*La del fondo/);
    assert.equal((await owner("POST", `${at}/quitar`)).to, "/equipos?hecho=quitado");
    assert.match((await owner("GET", "/equipos")).html, /Sin permiso desde/);
    assert.equal((await owner("POST", `/equipos/${a.ids.next()}/quitar`)).status, 404);

    assert.equal(
      (await owner("POST", "/equipos/vinculacion", { pairing: "code" })).to,
      "/equipos?hecho=ajuste",
    );
    assert.equal((await tillSettings(a.store.db)).pairing, "code");
    const next = await testDevice(a.ids.next()), json = await next.pairing();
    const refused = await shops.ask(a, a.people.cashier, "POST", "/api/v1/devices", { json });
    assert.match(await refused.text(), /pairing-code-missing/);
    assert.equal((await shops.ask(a, a.people.manager, "POST", "/api/v1/devices", { json })).status, 201);
  }));

Deno.test("series: a number that is missing is named, with who stood before and after it", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, owner = asOwner(shops, a);
    assert.match((await owner("GET", "/auditoria/series")).html, /Todavía no hay tickets/);
    const rice = await stocked(a, "Arroz", 24_000), cashSessionId = await openedSession(a);
    for (const number of [1, 2, 5, 5, 6]) {
      const sale = builtSale(a, { cashSessionId, number }, [[rice, 1000]]);
      taken(await registerSale(a.as(), { id: a.ids.next() }, { sale }));
    }
    const { html } = await owner("GET", "/auditoria/series");
    assert.match(html, /T001-000003 al T001-000004/);
    assert.match(html, /Entre T001-000002 \(cashier lucha, [^)]+\) y T001-000005/);
    assert.match(html, /Números usados dos veces[^]*T001-000005/);
    const answer = await shops.ask(a, a.people.auditor, "GET", "/api/v1/series");
    const { series, gaps, repeated } = await answer.json();
    assert.deepEqual([series[0].tickets, series[0].first, series[0].last, series[0].missing], [5, 1, 6, 2]);
    assert.deepEqual([gaps.length, gaps[0].from, gaps[0].to, repeated[0].saleIds.length], [1, 3, 4, 2]);
  }));
