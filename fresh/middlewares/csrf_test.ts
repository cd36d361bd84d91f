import assert from "node:assert/strict";
import { App } from "../app.ts";
import { ask } from "../test_support.ts";
import { csrf, type CsrfOptions } from "./csrf.ts";

async function status(
  options: CsrfOptions,
  method: string,
  headers: Record<string, string>,
): Promise<number> {
  const app = new App().use(csrf(options)).all("/", () => new Response("ok"));
  return (await ask(app, "/", { method, headers })).status;
}

Deno.test("csrf: safe methods pass wherever they come from", async () => {
  for (const method of ["GET", "HEAD", "OPTIONS"]) {
    const headers = { "sec-fetch-site": "cross-site", origin: "https://evil.test" };
    assert.equal(await status({}, method, headers), 200, method);
  }
});

Deno.test("csrf: state-changing requests pass from the own site and are rejected from others", async () => {
  const cases: [headers: Record<string, string>, status: number][] = [
    [{ "sec-fetch-site": "same-origin" }, 200],
    [{ "sec-fetch-site": "same-origin", origin: "null" }, 200],
    [{ "sec-fetch-site": "none" }, 200],
    [{ "sec-fetch-site": "same-site" }, 403],
    [{ "sec-fetch-site": "same-site", origin: "http://other.localhost" }, 403],
    [{ "sec-fetch-site": "cross-site", origin: "https://evil.test" }, 403],
    [{ "sec-fetch-site": "cross-site", origin: "http://localhost" }, 200],
    [{ origin: "http://localhost" }, 200],
    [{ origin: "https://localhost" }, 403],
    [{ origin: "http://localhost:8000" }, 403],
    [{ origin: "null" }, 403],
    [{}, 200],
  ];
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    for (const [headers, expected] of cases) {
      assert.equal(await status({}, method, headers), expected, `${method} ${JSON.stringify(headers)}`);
    }
  }
});

Deno.test("csrf: allowed origins are one, several, or what a function says", async () => {
  const trusted = "https://trusted.example.com";
  const options: CsrfOptions[] = [
    { origin: trusted },
    { origin: ["https://example.com", trusted] },
    { origin: (origin) => /^https:\/\/(foo|trusted)\.example\.com$/.test(origin) },
  ];
  for (const option of options) {
    for (const site of [{}, { "sec-fetch-site": "cross-site" }]) {
      assert.equal(await status(option, "POST", { ...site, origin: trusted }), 200);
      assert.equal(
        await status(option, "POST", { ...site, origin: "https://trusted.example.com.evil.test" }),
        403,
      );
    }
    assert.equal(
      await status(option, "POST", { origin: "http://localhost" }),
      403,
      "the own origin is not implied",
    );
  }
});
