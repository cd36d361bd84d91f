import assert from "node:assert/strict";
import { App } from "../app.ts";
import { HttpError } from "../error.ts";
import { ask } from "../test_support.ts";
import { cors, type CORSOptions } from "./cors.ts";

const ASKING = "http://example.com";

function send(
  options: CORSOptions<unknown> | undefined,
  init: RequestInit & { origin?: string; path?: string } = {},
) {
  const app = new App()
    .use(cors(options))
    .get("/", () => new Response("hello", { headers: { vary: "Accept-Encoding" } }))
    .get("/denied", () => {
      throw new HttpError(401);
    });
  const headers = new Headers(init.headers);
  headers.set("origin", init.origin ?? ASKING);
  return ask(app, init.path ?? "/", { ...init, headers });
}

Deno.test("cors: without options every origin may read", async () => {
  const { headers } = await send(undefined);
  assert.equal(headers.get("access-control-allow-origin"), "*");
  assert.equal(headers.get("vary"), "Accept-Encoding");
});

Deno.test("cors: the allowed origin is one, one of several, or what a function answers", async () => {
  const options: CORSOptions<unknown>[] = [
    { origin: ASKING },
    { origin: ["http://a.test", ASKING] },
    { origin: (origin) => origin.endsWith("example.com") ? origin : null },
  ];
  for (const option of options) {
    const allowed = await send(option);
    assert.equal(allowed.headers.get("access-control-allow-origin"), ASKING);
    assert.equal(allowed.headers.get("vary"), "Accept-Encoding, Origin");
    const refused = await send(option, { origin: "http://evil.test" });
    assert.equal(refused.headers.get("access-control-allow-origin"), null);
    assert.equal(refused.headers.get("vary"), "Accept-Encoding, Origin");
  }
});

Deno.test("cors: answers a preflight with everything that was allowed", async () => {
  const response = await send({
    origin: ASKING,
    allowHeaders: ["X-Custom-Header", "Upgrade-Insecure-Requests"],
    allowMethods: ["POST", "GET", "OPTIONS"],
    maxAge: 600,
    credentials: true,
  }, { method: "OPTIONS" });
  assert.deepEqual([response.status, response.body], [204, null]);
  const expected = {
    "access-control-allow-origin": ASKING,
    "access-control-allow-headers": "X-Custom-Header,Upgrade-Insecure-Requests",
    "access-control-allow-methods": "POST,GET,OPTIONS",
    "access-control-max-age": "600",
    "access-control-allow-credentials": "true",
    "vary": "Origin, Access-Control-Request-Headers",
  };
  for (const [name, value] of Object.entries(expected)) assert.equal(response.headers.get(name), value, name);
});

Deno.test("cors: a preflight without allowHeaders is allowed the headers it asks for", async () => {
  const asking = { method: "OPTIONS", headers: { "access-control-request-headers": "x-a, x-b" } };
  const { headers } = await send({ origin: "*" }, asking);
  assert.equal(headers.get("access-control-allow-headers"), "x-a, x-b");
  assert.equal(headers.get("access-control-allow-methods"), "GET,HEAD,PUT,POST,DELETE,PATCH");
});

Deno.test("cors: exposed headers and credentials stand on the answer itself", async () => {
  const { headers } = await send({
    origin: ASKING,
    exposeHeaders: ["Content-Length", "X-Kuma"],
    credentials: true,
  });
  assert.equal(headers.get("access-control-expose-headers"), "Content-Length,X-Kuma");
  assert.equal(headers.get("access-control-allow-credentials"), "true");
  const refused = await send({ origin: ASKING, credentials: true }, { origin: "http://evil.test" });
  assert.equal(refused.headers.get("access-control-allow-credentials"), null);
});

Deno.test("cors: an allowed origin may read errors too", async () => {
  const response = await send({ origin: ASKING }, { path: "/denied" });
  assert.deepEqual([response.status, response.headers.get("access-control-allow-origin")], [401, ASKING]);
});
