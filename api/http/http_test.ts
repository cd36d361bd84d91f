import assert from "node:assert/strict";
import { heardErrors } from "../../tests/support/heard_errors.ts";
import { askApi } from "../../tests/support/api_client.ts";
import { productInput } from "../../tests/support/test_shop.ts";
import { NOBODY, withTwoShops } from "../../tests/support/two_shops.ts";

const titleOf = ({ body }: { body: unknown }) => (body as { title: string }).title;

Deno.test("who asks: nobody, a bearer, a session of another shop and one without the permission", () =>
  withTwoShops(async (shops) => {
    const { a, b } = shops;
    const nobody = await askApi(shops, a, NOBODY, "GET", "/session");
    assert.equal(nobody.status, 401);
    assert.ok(nobody.headers.has("www-authenticate"));
    const bearer = { headers: { authorization: "Bearer abc" } };
    assert.equal(
      titleOf(await askApi(shops, a, NOBODY, "GET", "/session", bearer)),
      "Esta credencial no sirve aquí",
    );
    assert.equal((await askApi(shops, a, a.people.owner, "GET", "/session", bearer)).status, 401);
    assert.equal((await askApi(shops, a, b.people.owner, "GET", "/session")).status, 401);
    assert.equal((await askApi(shops, a, a.people.auditor, "GET", "/sync/pull")).status, 403);
    assert.equal((await askApi(shops, a, a.people.cashier, "GET", "/ledger/head")).status, 403);
  }));

Deno.test("session: says who is here, and ends", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, { cashier } = a.people;
    const { body } = await askApi(shops, a, cashier, "GET", "/session");
    assert.deepEqual(body, {
      personId: cashier.personId,
      name: cashier.name,
      role: "cashier",
      permissions: ["sell", "manage_customers"],
      shop: { slug: "minimarket-lucha", name: "minimarket-lucha", niche: "minimarket" },
    });
    const ended = await askApi(shops, a, cashier, "DELETE", "/session");
    assert.equal(ended.status, 204);
    assert.match(ended.headers.get("set-cookie") ?? "", /^caserito=; .*Max-Age=0/);
    assert.equal((await askApi(shops, a, cashier, "GET", "/session")).status, 401);
  }));

Deno.test("another site's request is refused before anything is read, as a problem", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, json = productInput(a, "Arroz");
    const from = (headers: Record<string, string>) =>
      askApi(shops, a, a.people.owner, "POST", "/products", { json, key: a.ids.next(), headers });
    for (
      const headers of [
        { origin: "https://evil.test" },
        { origin: "null" },
        { origin: "http://bodega-rosa.caserito.test" },
        { "sec-fetch-site": "cross-site" },
        { "sec-fetch-site": "same-site", origin: "http://caserito.test" },
      ]
    ) {
      const refused = await from(headers);
      assert.deepEqual([refused.status, titleOf(refused)], [403, "El pedido viene de otro sitio"]);
    }
    assert.equal((await from({ origin: "http://minimarket-lucha.caserito.test" })).status, 201);
  }));

Deno.test("the shop is the host's: no header, query or body names another one", () =>
  withTwoShops(async (shops) => {
    const { a, b } = shops;
    for (const name of ["x-forwarded-host", "x-tenant-id", "x-namespace", "x-namespace-bin", "forwarded"]) {
      const headers = { [name]: `${b.shop.slug}.caserito.test` };
      const { body } = await askApi(shops, a, a.people.owner, "GET", "/session", { headers });
      assert.equal((body as { shop: { slug: string } }).shop.slug, a.shop.slug);
    }
    assert.equal((await askApi(shops, a, a.people.owner, "GET", "/products?shop=bodega-rosa")).status, 422);
    const platform = await shops.ask(a, NOBODY, "GET", "http://caserito.test/api/v1/session");
    assert.equal(platform.status, 404);
    const nowhere = await shops.ask(a, NOBODY, "GET", "http://evil.test/api/v1/session");
    assert.equal(nowhere.status, 421);
    for (const answer of [platform, nowhere]) {
      assert.equal(answer.headers.get("content-type"), "application/problem+json");
      await answer.body?.cancel();
    }
  }));

Deno.test("paths and methods: 404 for what is not there, 405 with what is", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, { owner } = a.people;
    for (const path of ["/", "/nada", "/products/1/2", "/Products", "/%ff"]) {
      assert.equal((await askApi(shops, a, owner, "GET", path)).status, 404, path);
    }
    const refused = await askApi(shops, a, owner, "PUT", "/sales");
    assert.deepEqual([refused.status, refused.headers.get("allow")], [405, "GET, POST, HEAD"]);
    assert.equal(
      (await askApi(shops, a, owner, "PATCH", "/products/1")).headers.get("allow"),
      "GET, PUT, DELETE, HEAD",
    );
    assert.equal((await askApi(shops, a, owner, "OPTIONS", "/sync/push")).headers.get("allow"), "POST");
    const head = await shops.ask(a, owner, "HEAD", "/api/v1/products");
    assert.deepEqual([head.status, await head.text()], [200, ""]);
  }));

Deno.test("bodies: no JSON, broken JSON, too much, the wrong type, compressed", () =>
  withTwoShops(async (shops) => {
    const { a } = shops;
    const send = async (body: BodyInit, headers: Record<string, string> = {}) =>
      (await askApi(shops, a, a.people.owner, "POST", "/products", {
        key: a.ids.next(),
        body,
        headers: { "content-type": "application/json", ...headers },
      })).status;
    assert.equal(await send("{"), 400);
    assert.equal(await send(""), 400);
    assert.equal(await send(new Uint8Array([0x22, 0xff, 0x22])), 400);
    assert.equal(await send("[]"), 422);
    assert.equal(await send("null"), 422);
    assert.equal(await send('"x"'), 422);
    assert.equal(await send(`"${"x".repeat(1_000_000)}"`), 413);
    assert.equal(await send(`"${"x".repeat(1_000_000)}"`, { "content-length": "3" }), 413);
    assert.equal(await send("a=b", { "content-type": "application/x-www-form-urlencoded" }), 415);
    assert.equal(await send("{}", { "content-type": "text/plain" }), 415);
    assert.equal(await send("{}", { "content-encoding": "gzip" }), 415);
    assert.equal(await send("{}", { "content-type": "application/json; charset=utf-8" }), 422);
  }));

Deno.test("Idempotency-Key: asked for, the same answer again, and 409 for other content", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, json = productInput(a, "Arroz"), key = a.ids.next();
    const add = (sent: { json: unknown; key?: string }) =>
      askApi(shops, a, a.people.owner, "POST", "/products", sent);
    for (const bad of [{}, { key: "1" }, { key: `${key}x` }]) {
      const refused = await add({ json, ...bad });
      assert.equal(refused.status, 400);
      assert.match(JSON.stringify(refused.body), /Idempotency-Key/);
    }
    const first = await add({ json, key });
    assert.deepEqual([first.status, first.headers.get("idempotent-replayed")], [201, null]);
    const again = await add({ json, key });
    assert.deepEqual([again.status, again.headers.get("idempotent-replayed")], [201, "true"]);
    assert.deepEqual(again.body, first.body);
    const other = await add({ json: { ...json, name: "Azúcar" }, key });
    assert.equal(other.status, 409);
    assert.match(JSON.stringify(other.body), /command-reused/);
  }));

Deno.test("a flood waits, and only its own person does", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, { owner, cashier } = a.people;
    let answer = await askApi(shops, a, owner, "GET", "/session");
    for (let i = 0; i < 300; i++) answer = await askApi(shops, a, owner, "GET", "/session");
    assert.deepEqual([answer.status, answer.headers.get("retry-after")], [429, "1"]);
    assert.equal((await askApi(shops, a, cashier, "GET", "/session")).status, 200);
    a.clock.forward(1000);
    assert.equal((await askApi(shops, a, owner, "GET", "/session")).status, 200);
  }));

Deno.test("a bug is 500 without a word of it, and is written to the log once", () =>
  withTwoShops(async (shops) => {
    const { a } = shops;
    a.store.head = () => Promise.reject(new Error("the disk is on fire"));
    const heard = await heardErrors(async () => {
      const answer = await askApi(shops, a, a.people.auditor, "GET", "/ledger/head");
      assert.equal(answer.status, 500);
      assert.equal(JSON.stringify(answer.body).includes("fire"), false);
    });
    assert.equal(heard.length, 1);
    assert.match(String(heard[0]), /fire/);
  }));

Deno.test("a store that cannot write is 503 with when to ask again, and without a word of its inside", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, error = { type: "StoreUnavailable", detail: "/var/lib/caserito is full" } as const;
    a.store.append = () => Promise.resolve({ ok: false, error });
    const sent = { json: productInput(a, "Arroz"), key: a.ids.next() };
    const answer = await askApi(shops, a, a.people.owner, "POST", "/products", sent);
    assert.deepEqual([answer.status, answer.headers.get("retry-after")], [503, "1"]);
    assert.deepEqual(answer.body, {
      type: "https://caserito.pe/problemas/store-unavailable",
      title: "No se pudo guardar todavía",
      status: 503,
      detail: "No se pudo guardar todavía. Inténtalo otra vez: no se va a duplicar",
    });
  }));
