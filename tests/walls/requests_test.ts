import assert from "node:assert/strict";
import { API_PATH } from "../../api/mod.ts";
import { allRoutes } from "../support/all_routes.ts";
import { heardErrors } from "../support/heard_errors.ts";
import { MATRIX } from "../support/isolation_matrix.ts";
import { type TwoShops, withTwoShops } from "../support/two_shops.ts";

const SAFE = new Set(["GET", "HEAD"]);
/** A path of a pattern, with things that are not there. */
const pathOf = (pattern: string) => pattern.replaceAll(/:(\w+)/g, "019a0000-0000-7000-8000-000000000000");

async function heads({ a, b }: TwoShops): Promise<readonly number[]> {
  return await Promise.all([a, b].map(async ({ store }) => (await store.head()).size));
}

Deno.test("T8: every unsafe method refuses another site, a silent browser and a forged origin", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, origin = `http://${a.shop.slug}.caserito.test`;
    const unsafe = (await allRoutes()).filter(({ method }) => !SAFE.has(method));
    assert.ok(unsafe.length > 20);
    const before = await heads(shops);
    for (const { key, method, pattern } of unsafe) {
      for (
        const headers of [
          { origin: "https://evil.test", "sec-fetch-site": "cross-site" },
          { origin: "https://evil.test" },
          { origin: "null" },
          { origin: origin.replace("http:", "https:") },
          { origin: `${origin}.evil.test` },
          { origin: origin.replace(a.shop.slug, "bodega-rosa"), "sec-fetch-site": "same-site" },
        ]
      ) {
        for (const type of ["application/x-www-form-urlencoded", "text/plain", "application/json"]) {
          const sent = { body: "{}", headers: { ...headers, "content-type": type } };
          const { status } = await shops.ask(a, a.people.owner, method, pathOf(pattern), sent);
          assert.equal(status, 403, `${key} ${JSON.stringify(headers)} ${type}`);
        }
      }
      const silent = await shops.silent(a, a.people.owner, method, pathOf(pattern));
      assert.equal(silent.status, 403, `${key} without a word where it comes from`);
    }
    assert.deepEqual(await heads(shops), before);
  }));

Deno.test("T8: nothing happens by a GET", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, before = await heads(shops);
    for (const { method, pattern } of await allRoutes()) {
      if (!SAFE.has(method)) continue;
      await (await shops.ask(a, a.people.owner, method, pathOf(pattern))).body?.cancel();
    }
    assert.deepEqual(await heads(shops), before);
  }));

Deno.test("T6: what a signed-in person sees is kept by no cache, and every page forbids inline script", () =>
  withTwoShops(async (shops) => {
    const { a } = shops;
    for (const { key, method, pattern } of await allRoutes()) {
      if (method !== "GET") continue;
      const response = await shops.ask(a, a.people.owner, method, pathOf(pattern)), { headers } = response;
      await response.body?.cancel();
      const policy = headers.get("content-security-policy") ?? "";
      const isPage = headers.get("content-type")?.startsWith("text/html") ?? false;
      if (isPage) assert.ok(!/script-src[^;]*'unsafe-(?:inline|eval)'/.test(policy), key);
      assert.match(policy, /frame-ancestors 'none'/, key);
      assert.equal(headers.get("x-content-type-options"), "nosniff", key);
      assert.ok(headers.has("referrer-policy") && headers.has("permissions-policy"), key);
      if (MATRIX[key] === "anyone" || MATRIX[key] === "nobody" || response.status >= 400) continue;
      assert.match(headers.get("cache-control") ?? "", /no-store/, key);
    }
  }));

Deno.test("T10: a flood on one shop is told to wait, and the neighbour is served", () =>
  withTwoShops(async (shops) => {
    const { a, b } = shops, path = `${API_PATH}/session`;
    const flood = await Promise.all(
      Array.from({ length: 400 }, () => shops.ask(a, a.people.cashier, "GET", path)),
    );
    const refused = flood.filter(({ status }) => status === 429);
    assert.equal(refused.length, 100);
    assert.equal(refused[0]!.headers.get("retry-after"), "1");
    assert.equal((await shops.ask(a, a.people.owner, "GET", path)).status, 200, "of one person only");
    assert.equal((await shops.ask(b, b.people.cashier, "GET", path)).status, 200);

    const crowd = await Promise.all(
      Array.from({ length: 3_100 }, () => shops.ask(a, { name: "nobody", token: null }, "GET", "/salud")),
    );
    assert.ok(crowd.some(({ status }) => status === 429));
    assert.equal((await shops.ask(a, a.people.owner, "GET", "/hoy")).status, 429);
    assert.equal((await shops.ask(b, b.people.owner, "GET", "/salud")).status, 200);
  }));

Deno.test("what fails inside is told to the log without secrets and to the person without details", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, broken = `rosa@caserito.test Bearer ${"k".repeat(43)}`;
    const fail = () => Promise.reject(new Error(broken));
    const failing = {
      ...a.store,
      read: fail,
      head: fail,
      stream: fail,
      db: { ...a.store.db, all: fail, first: fail },
    };
    const { tenants } = shops.services, whole = tenants.withTenant;
    tenants.withTenant = (_, work) => Promise.resolve(work(failing));
    try {
      const answers: string[] = [];
      const heard = await heardErrors(async () => {
        for (
          const path of ["/auditoria", `${API_PATH}/ledger/head`]
        ) {
          const response = await shops.ask(a, a.people.owner, "GET", path);
          answers.push(`${response.status} ${await response.text()}`);
        }
      });
      for (const text of answers) {
        assert.match(text, /^500 /);
        assert.ok(!/rosa@|kkk/.test(text));
      }
      const logged = heard.map((words) => Deno.inspect(words));
      assert.equal(logged.length, 2, logged.join("\n----\n"));
      for (const text of logged) assert.ok(text.includes("[correo]") && !/rosa@|kkk/.test(text), text);
    } finally {
      tenants.withTenant = whole;
    }
  }));
