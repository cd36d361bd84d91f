import assert from "node:assert/strict";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { loadBuild } from "../dev/mod.ts";
import { FIXTURE, fixtureBuilder } from "./fixture_app.ts";

const OUT = `${FIXTURE}_build`;
const read = (path: string) => Deno.readFile(`${OUT}/${path}`);

/** Starts the built server in a process that may not run programs, as `deno task start` does. */
async function startServer(): Promise<{ origin: string } & AsyncDisposable> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "serve",
      "--port=0",
      "--host=127.0.0.1",
      "--allow-read",
      "--allow-env",
      "--allow-net",
      `${OUT}/server.js`,
    ],
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const reader = child.stderr.pipeThrough(new TextDecoderStream()).getReader();
  let log = "";
  for (;;) {
    const { value, done } = await reader.read();
    log += value ?? "";
    const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(log)?.[0];
    if (origin) {
      return {
        origin,
        [Symbol.asyncDispose]: async () => {
          child.kill("SIGTERM");
          await child.status;
          await reader.cancel();
        },
      };
    }
    if (done) throw new Error(`The server did not start: ${log}`);
  }
}

/** Every script that a page loads: what it names and preloads, and nothing that these could still ask for. */
async function scriptsOf(origin: string, path: string): Promise<string[]> {
  const html = await (await fetch(origin + path)).text();
  return [...html.matchAll(/(?:src|modulepreload" href)="([^"]+\.js)"/g)].map(([, url]) => url!);
}

Deno.test("production build", { sanitizeOps: false, sanitizeResources: false }, async (t) => {
  await fixtureBuilder().build();
  const cache = await loadBuild(OUT);

  await t.step("knows islands, routes and files, and names its files by their content", () => {
    assert.deepEqual([...cache.islands.values()].map(({ name }) => name).sort(), [
      "Chip",
      "Clicks",
      "Counter",
      "Fails",
      "Later",
      "Panel",
      "Total",
      "Values",
    ]);
    assert.ok(cache.routes.some(({ path }) => path === "nav/partials/small.tsx"));
    for (const island of cache.islands.values()) {
      assert.match(island.file, /^\/_fresh\/js\/\w+-[A-Z0-9]{8}\.js$/);
      assert.equal(cache.file(island.file)?.immutable, true);
    }
    assert.match(cache.stylesheets.join(), /^\/_fresh\/css\/styles-[0-9a-f]{16}\.css$/);
    assert.equal(cache.file("/robots.txt")?.immutable, false);
    assert.equal(cache.file("/../deno.json"), null);
  });

  await t.step("has every script in brotli and gzip, with the same content", async () => {
    const core = cache.clientEntry!.replace("/_fresh/", "client/");
    const plain = await read(core);
    assert.deepEqual(new Uint8Array(brotliDecompressSync(await read(`${core}.br`))), plain);
    assert.deepEqual(new Uint8Array(gunzipSync(await read(`${core}.gz`))), plain);
    const entry = cache.file(cache.clientEntry!)!;
    assert.equal((await entry.read("br")).encoding, "br");
    assert.equal((await entry.read("identity")).body.byteLength, entry.size);
  });

  await t.step("is the same when nothing has changed", async () => {
    const snapshot = await Deno.readTextFile(`${OUT}/snapshot.js`);
    await fixtureBuilder().build();
    assert.equal(await Deno.readTextFile(`${OUT}/snapshot.js`), snapshot);
  });

  await t.step("serves without esbuild, and pages within their budget", async () => {
    await using server = await startServer();
    assert.deepEqual(await scriptsOf(server.origin, "/"), [], "no island, no script");

    const scripts = await scriptsOf(server.origin, "/counter");
    let bytes = 0;
    for (const url of scripts) {
      const response = await fetch(server.origin + url, { headers: { "accept-encoding": "br" } });
      assert.equal(response.headers.get("cache-control"), "public, max-age=31536000, immutable");
      assert.equal(response.headers.get("content-encoding"), "br");
      bytes += (await read(`${url.replace("/_fresh/", "client/")}.br`)).byteLength;
      await response.body?.cancel();
    }
    assert.equal(scripts.length, 3, "core, signals, island");
    assert.ok(bytes <= 9_000, `a page with one island loads ${bytes} bytes`);

    const logo = await fetch(`${server.origin}/logo.svg?__frsh_c=${cache.buildId}`);
    assert.equal(logo.headers.get("cache-control"), "public, max-age=31536000, immutable");
    await logo.body?.cancel();
  });

  await t.step("has the sizes that the README states, within 5 %", async () => {
    const sizeOf = async (url: string) => (await read(`${url.replace("/_fresh/", "client/")}.br`)).byteLength;
    const counter = [...cache.islands.values()].find(({ name }) => name === "Counter")!.file;
    const signals = cache.imports.get(counter)!.find((url) => url !== cache.clientEntry)!;
    const urls = { core: cache.clientEntry!, "signals chunk": signals, "`Counter`": counter };
    const features = Object.entries(cache.features).map(([name, url]) => ["`fresh-" + name + "`", url]);
    const readme = await Deno.readTextFile(new URL("../README.md", import.meta.url));
    const stated = readme.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
    for (const [name, url] of [...Object.entries(urls), ...features]) {
      const row = stated.find(([, first]) => first === name);
      const bytes = Number(row?.[4]?.replace(",", ""));
      const actual = await sizeOf(url!);
      assert.ok(
        Math.abs(bytes - actual) * 20 <= actual,
        `${name} has ${actual} bytes, the README says ${bytes}`,
      );
    }
  });

  await t.step("says what to do where there is no build", async () => {
    await assert.rejects(
      loadBuild(`${FIXTURE}static`),
      /There is no build in .* Run `deno task build` first/,
    );
  });
});
