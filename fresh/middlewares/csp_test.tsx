import assert from "node:assert/strict";
import { App } from "../app.ts";
import { ask } from "../test_support.ts";
import { csp, type CSPOptions } from "./csp.ts";

const POLICY = "content-security-policy";

function site(options?: CSPOptions): App<unknown> {
  return new App()
    .use(csp(options))
    .onError("*", { component: () => <p>error page</p> })
    .get("/", () => new Response("hello"))
    .get("/frozen", () => Response.redirect("http://localhost/"))
    .get("/page", (ctx) =>
      ctx.render(
        <html>
          <head>
            <style>{"body { color: red; }"}</style>
          </head>
          <body>
            <h1>Hello</h1>
          </body>
        </html>,
      ))
    .get("/broken", () => {
      throw new Error("broken");
    });
}

function directives(response: Response, header = POLICY): Map<string, string> {
  const parts = (response.headers.get(header) ?? "").split("; ").map((part) => part.split(" "));
  return new Map(parts.map(([name = "", ...values]) => [name, values.join(" ")]));
}

Deno.test("csp: sets a policy that allows this origin only", async () => {
  const policy = directives(await ask(site(), "/"));
  assert.equal(policy.get("default-src"), "'self'");
  assert.equal(policy.get("script-src"), "'self' 'unsafe-inline'");
  assert.equal(policy.get("object-src"), "'none'");
  assert.equal(policy.get("frame-ancestors"), "'none'");
});

Deno.test("csp: reportOnly sets the report-only header instead", async () => {
  const response = await ask(site({ reportOnly: true }), "/");
  assert.equal(response.headers.get(POLICY), null);
  assert.equal(directives(response, `${POLICY}-report-only`).get("default-src"), "'self'");
});

Deno.test("csp: reportTo adds Reporting-Endpoints, report-to and report-uri", async () => {
  const response = await ask(site({ reportTo: "/api/csp-reports" }), "/");
  assert.equal(response.headers.get("reporting-endpoints"), 'csp-endpoint="/api/csp-reports"');
  const policy = directives(response);
  assert.equal(policy.get("report-to"), "csp-endpoint");
  assert.equal(policy.get("report-uri"), "/api/csp-reports");
});

Deno.test("csp: own directives are added, or override the default of the same name", async () => {
  const response = await ask(site({ csp: ["img-src 'self' https://cdn.test", "child-src 'none'"] }), "/");
  assert.equal(directives(response).get("img-src"), "'self' https://cdn.test");
  assert.equal(directives(response).get("child-src"), "'none'");
  assert.equal(response.headers.get(POLICY)?.match(/img-src/g)?.length, 1);
});

Deno.test("csp({ useNonce }): every inline script and style has the nonce of the header", async () => {
  const response = await ask(site({ useNonce: true }), "/page");
  const policy = directives(response);
  const nonce = /'nonce-([^']+)'/.exec(policy.get("script-src") ?? "")?.[1] ?? "";
  assert.ok(nonce.length >= 22, "at least 128 bits");
  assert.equal(policy.get("script-src"), `'self' 'nonce-${nonce}'`);
  assert.equal(policy.get("style-src"), `'self' 'nonce-${nonce}'`);
  const html = await response.text();
  assert.ok(html.includes(`<style nonce="${nonce}">`), html);
});

Deno.test("csp({ useNonce }): own directives receive the nonce in the documented places", async () => {
  const own = [
    "script-src-elem 'unsafe-inline'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'unsafe-inline'",
  ];
  const policy = directives(await ask(site({ useNonce: true, csp: own }), "/page"));
  assert.match(policy.get("script-src-elem") ?? "", /^'nonce-/);
  assert.match(policy.get("style-src-attr") ?? "", /^'nonce-/);
  assert.equal(policy.get("img-src"), "'unsafe-inline'");
});

Deno.test("csp({ useNonce }): each request gets a fresh nonce", async () => {
  const app = site({ useNonce: true });
  const nonces = new Set<string | null>();
  for (let i = 0; i < 5; i++) nonces.add((await ask(app, "/page")).headers.get(POLICY));
  assert.equal(nonces.size, 5);
});

Deno.test("csp({ useNonce }): answers that are not rendered fall back to 'unsafe-inline'", async () => {
  const policy = directives(await ask(site({ useNonce: true }), "/"));
  assert.equal(policy.get("script-src"), "'self' 'unsafe-inline'");
});

Deno.test("csp: holds for error pages, unknown paths and answers with frozen headers too", async () => {
  const broken = await ask(site({ useNonce: true }), "/broken");
  assert.equal(broken.status, 500);
  assert.match(directives(broken).get("script-src") ?? "", /'nonce-/);
  assert.equal(directives(await ask(site(), "/nada")).get("default-src"), "'self'");
  const frozen = await ask(site(), "/frozen");
  assert.equal(frozen.status, 302);
  assert.equal(directives(frozen).get("default-src"), "'self'");
});
