import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { launchBrowser, serveApp, watchProblems } from "./browser.ts";
import { fixtureHandler } from "./fixture_app.ts";

Deno.test("islands in Chromium", { sanitizeOps: false, sanitizeResources: false }, async (t) => {
  await using served = serveApp(await fixtureHandler());
  const browser = await launchBrowser();

  /** Opens a page and checks at the end that it reported nothing. */
  const visit = async (path: string, check: (page: Page) => Promise<void>) => {
    const page = await browser.newPage();
    const problems = watchProblems(page);
    await page.goto(served.origin + path, { waitUntil: "networkidle" });
    await check(page);
    assert.deepEqual(problems, []);
    await page.close();
  };
  const text = (page: Page, selector: string) => page.locator(selector).allTextContents();

  try {
    await t.step("a page without islands runs nothing", () =>
      visit("/", async (page) => {
        assert.equal(await page.locator("script").count(), 0);
        assert.equal(await page.locator("link[rel=modulepreload]").count(), 0);
      }));

    await t.step("an island with a signal counts", () =>
      visit("/counter", async (page) => {
        await page.click("#counter");
        await page.click("#counter");
        assert.deepEqual(await text(page, "#counter"), ["5"]);
      }));

    await t.step(
      "every kind of value arrives, and a shared signal stays one signal",
      () =>
        visit("/values", async (page) => {
          await page.click("#add");
          assert.deepEqual(await text(page, "#values dd"), [
            "2026-07-28T15:00:00.000Z",
            "arroz,12,leche,7",
            "a,b",
            "18014398509481986",
            "true",
            "1,2,255",
            "undefined",
            "NaN",
            "example.pe",
            "gi",
            "4",
          ]);
          assert.deepEqual(await text(page, "#total"), ["4 6"]);
        }),
    );

    await t.step(
      "JSX children stay, hide and come back; islands live inside them",
      () =>
        visit("/slots", async (page) => {
          assert.deepEqual(await text(page, "#open > .inside > p"), ["Text and from the server 1"]);
          await page.click("#open #counter");
          assert.deepEqual(await text(page, "#open #counter"), ["41"]);
          await page.click("#inner .toggle");
          assert.deepEqual(await text(page, "#inner .server"), ["from the server 2"]);
          await page.click("#open > .toggle");
          assert.equal(await page.locator("#open > .inside").count(), 0);
          await page.click("#open > .toggle");
          assert.deepEqual(await text(page, "#open > .inside > p"), ["Text and from the server 1"]);
          assert.deepEqual(await text(page, "#open > .toggle b"), ["Open one"]);
        }),
    );

    await t.step("children that were not shown arrive in a template", () =>
      visit("/slots", async (page) => {
        assert.equal(await page.locator("#closed .inside").count(), 0);
        await page.click("#closed .toggle");
        assert.equal(await page.locator("#closed .kept").inputValue(), "v");
        assert.equal(await page.locator("#closed .kept").isDisabled(), true);
        await page.click("#closed .chip");
        assert.deepEqual(await text(page, "#closed .chip"), ["hidden on"]);
      }));

    await t.step(
      "the same island twice keeps two states and replaces what the server drew in its place",
      () =>
        visit("/slots", async (page) => {
          assert.equal(await page.locator("main > i.chip").count(), 0);
          await page.locator("main > button.chip").nth(1).click();
          assert.deepEqual(await text(page, "main > .chip"), ["first off", "second on"]);
        }),
    );

    await t.step(
      "a dynamic import inside an island is loaded when it is needed",
      () =>
        visit("/slots", async (page) => {
          await page.click("#later");
          await page.waitForFunction(() =>
            document.querySelector("#later")?.textContent === "loaded on demand"
          );
        }),
    );
    await t.step("an island that fails leaves the server's markup and the other islands alone", async () => {
      const page = await browser.newPage();
      const problems = watchProblems(page);
      await page.goto(`${served.origin}/fails`, { waitUntil: "networkidle" });
      await page.click("#counter");
      assert.deepEqual(await text(page, "#counter"), ["2"]);
      assert.deepEqual(await text(page, "#fails"), ["drawn by the server"]);
      assert.match(problems.join(), /only in the browser/);
      await page.close();
    });
  } finally {
    await browser.close();
  }
});
