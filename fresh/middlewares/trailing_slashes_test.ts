import assert from "node:assert/strict";
import { App } from "../app.ts";
import { ask } from "../test_support.ts";
import { trailingSlashes } from "./trailing_slashes.ts";

async function locationOf(mode: "always" | "never", path: string): Promise<string | null> {
  const app = new App().use(trailingSlashes(mode)).get("*", () => new Response("ok"));
  const response = await ask(app, path);
  assert.equal(response.status, response.headers.has("location") ? 302 : 200);
  return response.headers.get("location");
}

Deno.test("trailingSlashes: redirects so that paths never end with a slash", async () => {
  assert.equal(await locationOf("never", "/foo/"), "/foo");
  assert.equal(await locationOf("never", "/foo/bar/?a=1"), "/foo/bar?a=1");
  for (const path of ["/foo", "/", "/?a=1/"]) assert.equal(await locationOf("never", path), null, path);
});

Deno.test("trailingSlashes: redirects so that paths always end with a slash", async () => {
  assert.equal(await locationOf("always", "/foo"), "/foo/");
  assert.equal(await locationOf("always", "/foo/bar?a=1"), "/foo/bar/?a=1");
  for (const path of ["/foo/", "/"]) assert.equal(await locationOf("always", path), null, path);
});

Deno.test("trailingSlashes: a path that looks like another host stays on this one", async () => {
  assert.equal(await locationOf("never", "//evil.test/"), "/evil.test");
  assert.equal(await locationOf("always", "//evil.test"), "/evil.test/");
  assert.equal(await locationOf("never", "/\\evil.test/"), "/evil.test");
});
