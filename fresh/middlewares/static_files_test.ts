import assert from "node:assert/strict";
import { App } from "../app.ts";
import type { BuildCache, StaticFileEntry } from "../build_cache.ts";
import { ask, staticFile, withBuild } from "../test_support.ts";
import { staticFiles } from "./static_files.ts";

const FILES: Record<string, StaticFileEntry> = {
  "/styles.css": staticFile("body{}"),
  "/_fresh/js/main.abc123.js": staticFile("main()", { immutable: true, contentType: "text/javascript" }),
  "/with space.txt": staticFile("space"),
  "/logo.png": staticFile("png", {
    contentType: "image/png",
    read: () => Promise.resolve({ body: new TextEncoder().encode("png"), encoding: "identity" }),
  }),
  "/unhashed.txt": staticFile("x", { hash: null }),
};

function site(build: Partial<BuildCache> = {}, basePath = ""): App<unknown> {
  const asked: string[] = [];
  const app = new App({ basePath })
    .use(staticFiles())
    .get("/styles.css", () => new Response("the route, not the file"))
    .get("/", () => new Response("index"))
    .all("*", () => new Response("fallback", { headers: { "x-asked": JSON.stringify(asked) } }));
  const file = (path: string) => {
    asked.push(path);
    return FILES[path] ?? null;
  };
  return withBuild(app, { buildId: "b1", file, ...build });
}

const accept = (encoding: string): RequestInit => ({ headers: { "accept-encoding": encoding } });

Deno.test("staticFiles: files are served at the root with type, size and ETag", async () => {
  const response = await ask(site(), "/styles.css");
  assert.equal(response.status, 200);
  assert.equal(await response.text(), "body{}");
  assert.equal(response.headers.get("content-type"), "text/css; charset=utf-8");
  assert.equal(response.headers.get("content-length"), "6");
  assert.equal(response.headers.get("etag"), 'W/"abc123"');
  assert.equal(response.headers.get("vary"), "Accept-Encoding");
});

Deno.test("staticFiles: other paths go on to the routes", async () => {
  assert.equal(await (await ask(site(), "/")).text(), "index");
  assert.equal(await (await ask(site(), "/nada.css")).text(), "fallback");
});

Deno.test("staticFiles: a matching If-None-Match answers 304 without a body", async () => {
  for (const tag of ['W/"abc123"', '"abc123"', '"other", W/"abc123"', "*"]) {
    const response = await ask(site(), "/styles.css", { headers: { "if-none-match": tag } });
    assert.deepEqual([response.status, response.body], [304, null], tag);
    assert.equal(response.headers.get("etag"), 'W/"abc123"');
  }
  const changed = await ask(site(), "/styles.css", { headers: { "if-none-match": 'W/"older"' } });
  assert.equal(changed.status, 200);
  const unhashed = await ask(site(), "/unhashed.txt", { headers: { "if-none-match": "*" } });
  assert.deepEqual([unhashed.status, unhashed.headers.get("etag")], [200, null]);
});

Deno.test("staticFiles: hashed files are kept for ever, others are asked for again", async () => {
  const cached = async (path: string, build = {}) =>
    (await ask(site(build), path)).headers.get("cache-control");
  const forever = "public, max-age=31536000, immutable";
  assert.equal(await cached("/_fresh/js/main.abc123.js"), forever);
  assert.equal(await cached("/styles.css"), "no-cache");
  assert.equal(await cached("/_fresh/js/main.abc123.js", { dev: true }), "no-cache");
});

Deno.test("asset(): a URL of this build is kept for a year, one of an older build is redirected to the plain URL", async () => {
  const current = await ask(site(), "/styles.css?__frsh_c=b1");
  assert.match(current.headers.get("cache-control") ?? "", /max-age=31536000/);
  const older = await ask(site(), "/styles.css?v=2&__frsh_c=b0");
  assert.deepEqual([older.status, older.headers.get("location")], [307, "/styles.css?v=2"]);
});

Deno.test("staticFiles: the built encoding that the client prefers is sent", async () => {
  const cases = {
    "gzip, deflate, br, zstd": "br",
    "gzip, deflate": "gzip",
    "br;q=0, gzip": "gzip",
    "BR": "br",
    "*": "br",
    "br;q=0.1, *;q=0": "br",
    "gzip;q=0": null,
    "identity": null,
    "br;q=nonsense": null,
    "": null,
  };
  for (const [header, encoding] of Object.entries(cases)) {
    const response = await ask(site(), "/styles.css", accept(header));
    assert.equal(response.headers.get("content-encoding"), encoding, header);
    assert.equal(response.headers.get("vary"), "Accept-Encoding");
    const body = await response.text();
    assert.equal(body, encoding === null ? "body{}" : `${encoding}:body{}`);
    assert.equal(response.headers.get("content-length"), String(body.length));
  }
});

Deno.test("staticFiles: a file that was not compressed at build is sent as it is", async () => {
  const response = await ask(site(), "/logo.png", accept("br"));
  assert.deepEqual([response.headers.get("content-encoding"), await response.text()], [null, "png"]);
});

Deno.test("staticFiles: HEAD has the headers of GET and no body", async () => {
  const response = await ask(site(), "/styles.css", { method: "HEAD", ...accept("br") });
  assert.deepEqual([response.status, response.body], [200, null]);
  assert.equal(response.headers.get("content-length"), "9");
  assert.equal(response.headers.get("content-encoding"), "br");
});

Deno.test("staticFiles: other methods on a file are 405", async () => {
  const response = await ask(site(), "/styles.css", { method: "POST" });
  assert.deepEqual([response.status, response.headers.get("allow")], [405, "GET, HEAD"]);
});

Deno.test("staticFiles: serves below the base path only", async () => {
  const app = site({}, "/app");
  assert.equal(await (await ask(app, "/app/styles.css")).text(), "body{}");
  assert.equal((await ask(app, "/styles.css")).status, 404);
  assert.equal((await ask(app, "/apple/styles.css")).status, 404);
});

Deno.test("staticFiles: names with spaces and accents are decoded once", async () => {
  assert.equal(await (await ask(site(), "/with%20space.txt")).text(), "space");
  assert.equal(await (await ask(site(), "/with%2520space.txt")).text(), "fallback");
});

Deno.test("staticFiles: a path that climbs out never reaches the files", async () => {
  const paths = [
    "/..%2fsecret.env",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/static/..%2F..%2Fdeno.json",
    "/a%5c..%5c..%5csecret",
    "/..%5csecret",
    "/styles.css%00.png",
    "/x/%2e%2e%2fstyles.css",
  ];
  for (const path of paths) {
    const response = await ask(site(), path);
    assert.equal(await response.text(), "fallback", path);
    const asked: string[] = JSON.parse(response.headers.get("x-asked") ?? "[]");
    for (const name of asked) assert.doesNotMatch(name, /\.\.|\\|\0/, path);
  }
  assert.equal((await ask(site(), "/%ff.css")).status, 400);
});

Deno.test("staticFiles: a missing favicon is a short 404", async () => {
  const response = await ask(site(), "/favicon.ico");
  assert.deepEqual([response.status, response.body], [404, null]);
});
