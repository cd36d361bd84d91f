import assert from "node:assert/strict";
import { NICHES } from "../niches/mod.ts";
import { LANDING_PATHS } from "../routes/(_landing)/facts.ts";
import { appOver, type Fetch } from "./support/app.ts";
import { withServices } from "./support/services.ts";

const PLATFORM = "http://caserito.test";
const withApp = (work: (fetch: Fetch) => Promise<void>, variables: Record<string, string> = {}) =>
  withServices(async (services) => work(await appOver(services)), variables);

const textOf = async (fetch: Fetch, path: string) => await (await fetch(new Request(PLATFORM + path))).text();
const inside = (html: string, pattern: RegExp): string => {
  const found = pattern.exec(html)?.[1];
  assert.ok(found, String(pattern));
  return found;
};

Deno.test("each trade has its page, and every page says of itself what no other one does", () =>
  withApp(async (fetch) => {
    assert.deepEqual(LANDING_PATHS.slice(1), NICHES.map(({ slug }) => `/${slug}`));
    const pages = await Promise.all(LANDING_PATHS.map((path) => textOf(fetch, path)));
    for (
      const [of, most] of [[/<title>([^<]+)/, 65], [/name="description" content="([^"]+)"/, 165]] as const
    ) {
      const said = pages.map((html) => inside(html, of));
      assert.equal(new Set(said).size, pages.length, "unique");
      assert.deepEqual(said.filter((text) => text.length > most), [], "as long as a search engine shows it");
    }
    assert.deepEqual(
      pages.map((html) => inside(html, /rel="canonical" href="([^"]+)"/)),
      LANDING_PATHS.map((path) => PLATFORM + path),
    );
    const image = inside(pages[0]!, /property="og:image" content="([^"]+)"/);
    assert.ok(Deno.statSync(new URL(`../static${new URL(image).pathname}`, import.meta.url)).isFile);
  }));

interface Node {
  readonly "@type": string;
  readonly offers?: readonly { readonly price: string; readonly priceCurrency: string }[];
  readonly mainEntity?: readonly { readonly name: string }[];
}

Deno.test("what a page tells a search engine is what it shows: three prices and its questions", () =>
  withApp(async (fetch) => {
    for (const path of LANDING_PATHS) {
      const html = await textOf(fetch, path);
      const graph = JSON.parse(inside(html, /<script type="application\/ld\+json"[^>]*>(.+?)<\/script>/))[
        "@graph"
      ] as Node[];
      const [application, questions] = graph;
      assert.deepEqual(application?.offers?.map(({ price, priceCurrency }) => `${price} ${priceCurrency}`), [
        "30.00 PEN",
        "50.00 PEN",
        "80.00 PEN",
      ]);
      for (const { name } of questions!.mainEntity!) assert.ok(html.includes(`>${name}</summary>`), name);
    }
  }));

Deno.test("search engines find the platform's pages and no shop's", () =>
  withApp(async (fetch) => {
    const map = await textOf(fetch, "/sitemap.xml");
    assert.deepEqual(
      [...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1]),
      LANDING_PATHS.map((path) => PLATFORM + path),
    );
    assert.match(await textOf(fetch, "/robots.txt"), /Sitemap: http:\/\/caserito\.test\/sitemap\.xml/);
    assert.equal((await fetch(new Request(`${PLATFORM}/ferreteria`))).status, 404);
  }));

Deno.test("the demo is linked where there is one: in development by itself, in production by its variable", async () => {
  const linked = async (variables: Record<string, string>) => {
    let html = "";
    await withApp(async (fetch) => void (html = await textOf(fetch, "/")), variables);
    return /href="([^"]+)"[^>]*>Mira una tienda de prueba/.exec(html)?.[1] ?? null;
  };
  const CASERITO_DEMO_URL = "https://demo.caserito.pe/ingresar";
  assert.equal(await linked({ CASERITO_ENV: "production" }), null);
  assert.equal(await linked({ CASERITO_ENV: "production", CASERITO_DEMO_URL }), CASERITO_DEMO_URL);
  assert.equal(
    await linked({ CASERITO_ENV: "development" }),
    "http://minimarket-lucha.caserito.test/ingresar",
  );
});
