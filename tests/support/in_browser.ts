import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import type { BrowserContext, Page } from "playwright-core";
import { readImportMap } from "../../fresh/dev/import_map.ts";
import { denoResolver } from "../../fresh/dev/resolver.ts";
import { launchBrowser } from "./browser.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A module of ours as one script that puts its exports into a global variable of a page. */
export async function scriptOf(entry: URL, globalName: string): Promise<string> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [fileURLToPath(entry)],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    format: "iife",
    globalName,
    jsx: "automatic",
    jsxImportSource: "preact",
    tsconfigRaw: {},
    logLevel: "silent",
    plugins: [denoResolver(await readImportMap(ROOT))],
  });
  await esbuild.stop(); // its process would keep the test alive
  return outputFiles[0]!.text;
}

/** An empty page of an origin of its own in a real browser, with the module loaded in every page of the context. */
export async function inBrowser(
  entry: URL,
  globalName: string,
  work: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const script = await scriptOf(entry, globalName);
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    ({ url }) =>
      new URL(url).pathname === "/module.js"
        ? new Response(script, { headers: { "content-type": "text/javascript" } })
        : new Response(`<!doctype html><title>Prueba</title><script src="/module.js"></script>`, {
          headers: { "content-type": "text/html" },
        }),
  );
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`http://localhost:${server.addr.port}/`);
    await work(page, context);
  } finally {
    await browser.close();
    await server.shutdown();
  }
}
