import assert from "node:assert/strict";
import { unzipSync } from "fflate";
import { registerSale } from "../commands/sale/register_sale.ts";
import { fixedId } from "../commands/fixed_id.ts";
import { createShop } from "../commands/shops/create_shop.ts";
import { parseProof, verifyProof } from "../events/log/proof.ts";
import { parseVerifierKey } from "../events/log/verifier_key.ts";
import type { TenantStore } from "../events/store/types.ts";
import { appOver } from "./support/app.ts";
import { withServices } from "./support/services.ts";
import { builtSale, HandClock, openedSession, stocked, taken, testShop } from "./support/test_shop.ts";
import { tableNow } from "./support/table_now.ts";

const ORIGIN = "http://minimarket-lucha.caserito.test";
const PEOPLE = [
  {
    name: "Lucha Quispe",
    role: "owner",
    email: "lucha@caserito.test",
    password: "una clave larga",
    pin: null,
  },
  {
    name: "Rosa Mamani",
    role: "cashier",
    email: "rosa@caserito.test",
    password: "otra clave larga",
    pin: null,
  },
] as const;

interface Visit {
  get(path: string): Promise<Response>;
  post(path: string): Promise<Response>;
}

/** A shop with five events and a sale, looked at by its owner and by its cashier. */
const withPages = (
  work: (owner: Visit, cashier: Visit, store: TenantStore, saleId: string) => Promise<void>,
) =>
  withServices(async (services) => {
    const shop = taken(
      await createShop(services, {
        slug: "minimarket-lucha",
        name: "Minimarket Lucha",
        niche: "minimarket",
        address: null,
        ruc: null,
        registers: ["Caja 1"],
        people: PEOPLE,
      }),
    );
    const store = await services.tenants.get(shop.id), clock = new HandClock();
    const registerId = fixedId("minimarket-lucha/register/1"), { ids } = services;
    const test = testShop({ store, clock, ids, registerId, lucha: ids.next() });
    const product = await stocked(test, "Arroz Costeño <1 kg>", 12_000);
    const cashSessionId = await openedSession(test);
    const sale = builtSale(test, { cashSessionId, number: 1 }, [[product, 2000]]);
    taken(await registerSale(test.as(), { id: services.ids.next() }, { sale }));

    const fetch = await appOver(services);
    const visitor = async (person: (typeof PEOPLE)[number]): Promise<Visit> => {
      const headers = { origin: ORIGIN, "sec-fetch-site": "same-origin" };
      const body = new URLSearchParams({ email: person.email, password: person.password });
      const entered = await fetch(new Request(`${ORIGIN}/ingresar`, { method: "POST", headers, body }));
      const cookie = entered.headers.get("set-cookie")!.split(";")[0]!;
      return {
        get: (path) => fetch(new Request(ORIGIN + path, { headers: { cookie } })),
        post: (path) =>
          fetch(new Request(ORIGIN + path, { method: "POST", headers: { ...headers, cookie } })),
      };
    };
    await work(await visitor(PEOPLE[0]), await visitor(PEOPLE[1]), store, sale.saleId);
  });

const PAGES = ["", "/evento/1", "/estado", "/sellos", "/comprobar", "/exportar", "/prueba/1"];

Deno.test("/auditoria is for who may audit, ships no JavaScript and is kept by no shared cache", () =>
  withPages(async (owner, cashier) => {
    assert.equal((await owner.post("/auditoria/sellos")).status, 200);
    for (const path of PAGES) {
      const page = await owner.get(`/auditoria${path}`), text = await page.text();
      assert.equal(page.status, 200, path);
      assert.equal(page.headers.get("cache-control"), "private, no-store", path);
      if (page.headers.get("content-type")?.includes("html")) assert.ok(!text.includes("<script"), path);
      assert.equal((await cashier.get(`/auditoria${path}`)).status, 403, path);
    }
  }));

Deno.test("the list is filtered and paged by address, and takes nonsense for no filter", () =>
  withPages(async (owner) => {
    const rows = async (query: string) => {
      const html = await (await owner.get(`/auditoria${query}`)).text();
      return [...html.matchAll(/href="\/auditoria\/evento\/(\d+)"/g)].map(([, pos]) => Number(pos));
    };
    assert.deepEqual(await rows(""), [6, 5, 4, 3, 2, 1]);
    assert.deepEqual(await rows("?tipo=SaleRegistered"), [6]);
    assert.deepEqual(await rows("?desde=2&hasta=4"), [4, 3, 2]);
    assert.deepEqual(await rows("?antes=3"), [2, 1]);
    assert.deepEqual(await rows("?dia=2026-02-28"), [6, 5, 4, 3, 2, 1]);
    assert.deepEqual(await rows("?dia=2026-03-01"), []);
    assert.deepEqual(await rows("?quien=nadie"), []);
    assert.deepEqual(await rows("?dia=ayer&desde=x&hasta=-1&antes=0"), [6, 5, 4, 3, 2, 1]);
  }));

Deno.test("one event shows all it says, its leaf and its place, and what people typed stays text", () =>
  withPages(async (owner) => {
    assert.equal((await owner.post("/auditoria/sellos")).status, 200);
    const html = await (await owner.get("/auditoria/evento/6")).text();
    assert.match(html, /T001-000001/);
    assert.match(html, /Está en el sello de 6 registros, comprobado ahora/);
    assert.ok(!html.includes("Costeño <1 kg>") && html.includes("Costeño &lt;1 kg>"));
    assert.equal((await owner.get("/auditoria/evento/7")).status, 404);
    assert.equal((await owner.get("/auditoria/evento/abc")).status, 404);
  }));

Deno.test("the state of a position is counted again from the first event", () =>
  withPages(async (owner) => {
    const before = await (await owner.get("/auditoria/estado?pos=5")).text();
    const after = await (await owner.get("/auditoria/estado?pos=6")).text();
    assert.match(before, />12</);
    assert.match(before, /S\/\u00a050\.00/);
    assert.match(after, />10</);
    assert.match(after, /S\/\u00a059\.80/);
  }));

Deno.test("the button verifies, and names the record that somebody edited", () =>
  withPages(async (owner, _cashier, store) => {
    assert.match(await (await owner.post("/auditoria/comprobar")).text(), /El libro está entero/);
    await store.projections.batch([{ sql: `UPDATE ${tableNow("sale")} SET total_centimos = 1`, args: [] }]);
    const html = await (await owner.post("/auditoria/comprobar")).text();
    assert.match(html, /El libro NO está entero/);
    assert.match(html, /Lo primero que falla es el registro 6\./);
  }));

Deno.test("the proof of a sale and the exported log are checked with nothing but the public key", () =>
  withPages(async (owner, _cashier, store, saleId) => {
    assert.equal((await owner.get("/auditoria/exportar")).status, 409);
    assert.equal((await owner.get(`/auditoria/prueba/${saleId}`)).status, 409);
    await owner.post("/auditoria/sellos");
    const zip = unzipSync(new Uint8Array(await (await owner.get("/auditoria/exportar")).arrayBuffer()));
    const decoder = new TextDecoder();
    const lines = decoder.decode(zip["events.jsonl"]).trimEnd().split("\n");
    assert.deepEqual(Object.keys(zip).sort(), [
      "LEEME.txt",
      "checkpoint",
      "events.jsonl",
      "tile/0/000.p/6",
      "tile/entries/000.p/6",
      "vkey",
    ]);
    assert.equal(lines.length, 6);
    const key = parseVerifierKey(decoder.decode(zip["vkey"]).trim());
    assert.ok(key.ok);
    const proof = await (await owner.get(`/auditoria/prueba/${saleId}`)).text();
    const pinned = { origin: store.origin, keys: [key.value] };
    assert.ok((await verifyProof(proof, parseProof(proof)!.extra!, pinned)).ok);
    assert.ok((await verifyProof(proof, new TextEncoder().encode(lines[5]!), pinned)).ok);
  }));
