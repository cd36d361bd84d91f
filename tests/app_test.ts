import assert from "node:assert/strict";
import { createShop } from "../commands/shops/create_shop.ts";
import { defineNiche } from "../niches/define_niche.ts";
import { appOver, type Fetch } from "./support/app.ts";
import { withServices } from "./support/services.ts";

const withApp = (work: (fetch: Fetch) => Promise<void>, variables: Record<string, string> = {}) =>
  withServices(async (services) => {
    const made = await createShop(services, {
      slug: "bodega-lucha",
      name: "Bodega Lucha",
      niche: "bodega",
      address: null,
      ruc: null,
      registers: ["Caja 1"],
      people: [
        {
          name: "Lucha",
          role: "owner",
          email: "lucha@caserito.test",
          password: "una clave larga",
          pin: null,
        },
        { name: "Rosa", role: "cashier", email: null, password: null, pin: "1234" },
      ],
    });
    assert.ok(made.ok);
    await work(await appOver(services));
  }, variables);

const SHOP = "http://bodega-lucha.caserito.test";
const signIn = (body: Record<string, string>, headers: Record<string, string> = {}) =>
  new Request(`${SHOP}/ingresar`, {
    method: "POST",
    body: new URLSearchParams(body),
    headers: { origin: SHOP, "sec-fetch-site": "same-origin", ...headers },
  });
const OWNER = { email: "lucha@caserito.test", password: "una clave larga" };

Deno.test("live and ready answer without a shop and without a session", () =>
  withApp(async (fetch) => {
    for (const path of ["/salud", "/listo"]) {
      assert.equal((await fetch(new Request(`http://caserito.test${path}`))).status, 200);
    }
  }));

Deno.test("the landing ships no JavaScript", () =>
  withApp(async (fetch) => {
    const html = await (await fetch(new Request("http://caserito.test/"))).text();
    assert.match(html, /<h1/);
    assert.doesNotMatch(html, /<script(?! type="application\/ld\+json")/); // data that no browser runs
  }));

Deno.test("a host of nobody's is misdirected; a shop that is not there is not found", () =>
  withApp(async (fetch) => {
    assert.equal((await fetch(new Request("http://evil.test/"))).status, 421);
    assert.equal((await fetch(new Request("http://bodega-rosa.caserito.test/"))).status, 404);
  }));

Deno.test("headers a client can invent do not choose the shop (ledger T3)", () =>
  withApp(async (fetch) => {
    const forged = {
      "x-forwarded-host": "bodega-lucha.caserito.test",
      "x-tenant-id": "bodega-lucha",
      "x-namespace": "bodega-lucha",
      "x-namespace-bin": "Ym9kZWdhLWx1Y2hh",
      forwarded: "host=bodega-lucha.caserito.test",
    };
    const page = await fetch(new Request("http://caserito.test/ingresar", { headers: forged }));
    const html = await page.text();
    assert.match(html, /Entra a tu cuenta/);
    assert.doesNotMatch(html, /name="pin"/, "the platform has no sign-in of a shop");
    assert.equal((await fetch(new Request("http://evil.test/ingresar", { headers: forged }))).status, 421);
  }));

Deno.test("every answer carries the security headers, error pages too", () =>
  withApp(async (fetch) => {
    for (
      const url of [
        "http://caserito.test/",
        "http://caserito.test/nada",
        "http://evil.test/",
        `${SHOP}/ingresar`,
      ]
    ) {
      const { headers } = await fetch(new Request(url));
      assert.equal(headers.get("x-content-type-options"), "nosniff", url);
      const policy = headers.get("content-security-policy") ?? "";
      assert.match(policy, /frame-ancestors 'none'/, url);
      if (headers.get("content-type")?.includes("html")) assert.ok(!policy.includes("'unsafe-inline'"), url);
    }
  }));

Deno.test("production says that it is served over TLS alone, and binds the cookie to its host", () =>
  withApp(async (fetch) => {
    const entered = await fetch(signIn(OWNER));
    assert.match(entered.headers.get("strict-transport-security") ?? "", /includeSubDomains/);
    assert.match(
      entered.headers.get("set-cookie") ?? "",
      /^__Host-caserito=.*; Path=\/;.*HttpOnly; SameSite=Lax; Secure$/,
    );
  }, { CASERITO_ENV: "production" }));

Deno.test("the owner signs in, is known, and signs out for good", () =>
  withApp(async (fetch) => {
    const entered = await fetch(signIn(OWNER));
    assert.equal(entered.status, 303);
    const cookie = entered.headers.get("set-cookie")!.split(";")[0]!;
    const home = await fetch(new Request(`${SHOP}/`, { headers: { cookie } }));
    assert.equal(home.headers.get("location"), "/hoy");
    const left = await fetch(
      new Request(`${SHOP}/salir`, {
        method: "POST",
        headers: { cookie, origin: SHOP, "sec-fetch-site": "same-origin" },
      }),
    );
    assert.match(left.headers.get("set-cookie") ?? "", /Max-Age=0/);
    const after = await fetch(new Request(`${SHOP}/`, { headers: { cookie } }));
    assert.equal(after.headers.get("location"), "/ingresar");
  }));

Deno.test("a wrong password keeps the e-mail and says what to do", () =>
  withApp(async (fetch) => {
    const refused = await fetch(signIn({ ...OWNER, password: "otra" }));
    const html = await refused.text();
    assert.equal(refused.status, 422);
    assert.match(html, /role="alert"/);
    assert.match(html, /lucha@caserito\.test/);
    assert.equal(refused.headers.get("set-cookie"), null);
  }));

Deno.test("a form of another site is refused, whatever it knows", () =>
  withApp(async (fetch) => {
    const forged = await fetch(signIn(OWNER, { origin: "http://evil.test", "sec-fetch-site": "cross-site" }));
    assert.equal(forged.status, 403);
    const neighbour = await fetch(
      signIn(OWNER, { origin: "http://otra.caserito.test", "sec-fetch-site": "same-site" }),
    );
    assert.equal(neighbour.status, 403);
  }));

Deno.test("behind TLS a browser that only names its origin is let in, and one of plain http is not", () =>
  withApp(async (fetch) => {
    const enter = async (origin: string) => {
      const request = new Request(`${SHOP}/ingresar`, {
        method: "POST",
        body: new URLSearchParams(OWNER),
        headers: { origin },
      });
      return (await fetch(request)).status;
    };
    assert.equal(await enter("https://bodega-lucha.caserito.test"), 303);
    assert.equal(await enter("http://bodega-lucha.caserito.test"), 403);
    assert.equal(await enter("https://bodega-rosa.caserito.test"), 403);
  }, { CASERITO_ENV: "production" }));

Deno.test("after signing in nobody is sent to another origin", () =>
  withApp(async (fetch) => {
    for (const wished of ["//evil.test", "https://evil.test", "/\\evil.test"]) {
      const request = new Request(`${SHOP}/ingresar?ir=${encodeURIComponent(wished)}`, signIn(OWNER));
      assert.equal((await fetch(request)).headers.get("location"), "/", wished);
    }
  }));

Deno.test("metrics are read with the token, and are not there for anyone else", () =>
  withApp(async (fetch) => {
    const ask = (headers: Record<string, string>) =>
      fetch(new Request("http://caserito.test/metrics", { headers }));
    assert.equal((await ask({})).status, 404);
    assert.equal((await ask({ authorization: "Bearer otro" })).status, 404);
    const answer = await ask({ authorization: "Bearer una-clave-de-metricas" });
    assert.equal(answer.status, 200);
    const text = await answer.text();
    assert.match(text, /caserito_requests_total\{method="GET",status="4xx"\} 2/);
    assert.match(text, /^caserito_store_busy_reconnects_total 0$/m);
    const atShop = await fetch(
      new Request(`${SHOP}/metrics`, { headers: { authorization: "Bearer una-clave-de-metricas" } }),
    );
    assert.equal(atShop.status, 404);
  }, { CASERITO_METRICS_TOKEN: "una-clave-de-metricas" }));

Deno.test("a page of a trade answers at the shops of that trade, and nowhere else", () => {
  const page = (slug: "bodega" | "lavanderia") =>
    defineNiche({
      slug,
      title: slug,
      shopName: slug,
      capabilities: [],
      facts: [],
      projections: [],
      pages: [{
        path: `/${slug}/tarifas`,
        title: "Tarifas",
        permission: null,
        route: () => Promise.resolve({ handler: { GET: () => new Response(`tarifas de ${slug}`) } }),
      }],
      onboarding: [],
      catalog: () => Promise.resolve([]),
    });
  return withServices(async (services) => {
    const made = await createShop(services, {
      slug: "bodega-lucha",
      name: "Bodega Lucha",
      niche: "bodega",
      address: null,
      ruc: null,
      registers: [],
      people: [],
    });
    assert.ok(made.ok);
    const fetch = await appOver(services, [page("bodega"), page("lavanderia")]);
    const own = await fetch(new Request(`${SHOP}/bodega/tarifas`));
    assert.equal(await own.text(), "tarifas de bodega");
    assert.equal((await fetch(new Request(`${SHOP}/lavanderia/tarifas`))).status, 404);
    assert.equal((await fetch(new Request("http://caserito.test/bodega/tarifas"))).status, 404);
  });
});
