import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { launchBrowser, serveApp, watchProblems } from "./browser.ts";
import { fixtureHandler } from "./fixture_app.ts";

Deno.test("client navigation in Chromium", { sanitizeOps: false, sanitizeResources: false }, async (t) => {
  await using served = serveApp(await fixtureHandler());
  const browser = await launchBrowser();

  /** Opens a page of the fixture; `sameDocument` tells whether it was ever left since. */
  const visit = async (
    path: string,
    check: (page: Page, sameDocument: () => Promise<boolean>) => Promise<void>,
    expected: string[] = [],
  ) => {
    const page = await browser.newPage();
    const problems = watchProblems(page);
    await page.goto(served.origin + path, { waitUntil: "networkidle" });
    await page.evaluate(() => Object.assign(globalThis, { marked: true }));
    await check(page, () => page.evaluate(() => "marked" in globalThis));
    assert.deepEqual(problems, expected);
    await page.close();
  };
  const heading = (page: Page, text: string) =>
    page.waitForFunction((t) => document.querySelector("h1")?.textContent === t, text);
  const path = (page: Page) => page.url().slice(served.origin.length);

  try {
    await t.step(
      "a link changes the partial, the address, the title and the head",
      () =>
        visit("/nav/one", async (page, sameDocument) => {
          await page.click("#clicks");
          await page.click("#to-two");
          await heading(page, "Page two");
          assert.equal(path(page), "/nav/two");
          assert.equal(await page.title(), "Two");
          assert.equal(await page.locator("meta[name=description]").getAttribute("content"), "the second");
          assert.equal(await page.locator("meta[name=description]").count(), 1);
          assert.equal(await page.locator("#to-two").getAttribute("aria-current"), "page");
          assert.equal(await page.locator("#to-one").getAttribute("aria-current"), null);
          // The same island in the same place goes on; a new one is loaded and lives.
          assert.equal(await page.locator("#clicks").textContent(), "shared 1");
          await page.click(".chip");
          assert.equal(await page.locator(".chip").textContent(), "only here on");
          assert.ok(await sameDocument());
        }),
    );

    await t.step("islands outside of the partial keep their state", () =>
      visit("/nav/one", async (page) => {
        await page.click("#counter");
        await page.click("#to-two");
        await heading(page, "Page two");
        assert.equal(await page.locator("#counter").textContent(), "71");
      }));

    await t.step(
      "back and forward show the pages again and where they were scrolled to",
      () =>
        visit("/nav/one", async (page, sameDocument) => {
          await page.click("#to-long");
          await heading(page, "Long page");
          await page.waitForFunction(() => scrollY > 2000);
          // Not with the mouse: playwright would scroll to the link first.
          await page.locator("#to-two").evaluate((link: HTMLElement) => link.click());
          await heading(page, "Page two");
          await page.waitForFunction(() => scrollY === 0);
          await page.goBack();
          await heading(page, "Long page");
          await page.waitForFunction(() => scrollY > 2000);
          await page.goBack();
          await heading(page, "Page one");
          await page.goForward();
          await heading(page, "Long page");
          assert.equal(path(page), "/nav/long#end");
          assert.ok(await sameDocument());
        }),
    );

    await t.step(
      "f-partial asks another address than the one it shows",
      () =>
        visit("/nav/one", async (page, sameDocument) => {
          await page.click("#to-small");
          await heading(page, "A small answer");
          assert.equal(path(page), "/nav/two?small");
          await page.click(".chip");
          assert.equal(await page.locator(".chip").textContent(), "small on");
          assert.ok(await sameDocument());
        }),
    );

    await t.step(
      "a button adds to a partial and leaves the address",
      () =>
        visit("/nav/one", async (page) => {
          await page.click("#more");
          await page.waitForFunction(() => document.querySelectorAll("li").length === 2);
          await page.click("#more");
          await page.waitForFunction(() => document.querySelectorAll("li").length === 3);
          assert.deepEqual(await page.locator("li").allTextContents(), ["line 0", "line 1", "line 2"]);
          assert.equal(path(page), "/nav/one");
        }),
    );

    await t.step(
      "a form with GET puts its fields and its submitter into the address",
      () =>
        visit("/nav/one", async (page, sameDocument) => {
          await page.click("#search button");
          await heading(page, "Found arroz by price");
          assert.equal(path(page), "/nav/search?q=arroz&by=price");
          assert.ok(await sameDocument());
        }),
    );

    await t.step(
      "a form with POST follows the redirect",
      () =>
        visit("/nav/one", async (page, sameDocument) => {
          await page.click("#save button[value=a]");
          await heading(page, "Page two");
          assert.equal(path(page), "/nav/two");
          assert.ok(await sameDocument());
        }),
    );

    await t.step(
      "the submitter's own action and value are sent",
      () =>
        visit("/nav/one", async (page, sameDocument) => {
          await page.click("#save button[value=b]");
          await heading(page, "Kept 5 of b true");
          assert.equal(path(page), "/nav/save?again");
          assert.ok(await sameDocument());
        }),
    );

    await t.step(
      "an answer to a POST without partials is shown, and not asked for twice",
      () =>
        visit("/nav/one", async (page) => {
          await page.click("#refuse button");
          await heading(page, "Refused");
        }, ["Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"]),
    );

    await t.step(
      "a page without partials is left to the browser",
      () =>
        visit("/nav/one", async (page, sameDocument) => {
          await page.click("#to-plain");
          await heading(page, "Nothing to run here");
          assert.equal(path(page), "/");
          assert.ok(!await sameDocument());
        }),
    );

    await t.step("a page that fails is shown by the browser", () =>
      visit(
        "/nav/one",
        async (page) => {
          await page.click("#to-broken");
          await page.waitForURL("**/nav/broken");
          await page.getByText("later").waitFor();
        },
        Array(2).fill(
          "Failed to load resource: the server responded with a status of 503 (Service Unavailable)",
        ),
      ));

    await t.step(
      "f-client-nav={false} is left to the browser",
      () =>
        visit("/nav/one", async (page, sameDocument) => {
          await page.click("#to-native");
          await heading(page, "Page two");
          assert.ok(!await sameDocument());
        }),
    );

    await t.step(
      "the whole body can be one partial; what is entered is the page's again after a visit",
      () =>
        visit("/whole/a", async (page, sameDocument) => {
          assert.equal(await page.locator("#choice").inputValue(), "two");
          await page.locator("#area").fill("typed");
          await page.locator("#check").uncheck();
          await page.locator("#clicks").first().click();
          await page.locator("#panel #clicks").click();
          assert.deepEqual(await page.locator("#clicks").allTextContents(), ["a 1", "inside 1"]);
          assert.equal(await page.locator("#area").inputValue(), "typed");
          await page.click("#to-b");
          await heading(page, "Whole b");
          assert.equal(await page.locator("#area").inputValue(), "other");
          assert.equal(await page.locator("#check").isChecked(), false);
          assert.equal(await page.locator("#off").isDisabled(), true);
          await page.click("#to-a");
          await heading(page, "Whole a");
          assert.equal(await page.locator("#area").inputValue(), "served");
          assert.equal(await page.locator("#check").isChecked(), true);
          assert.deepEqual(await page.locator("#clicks").allTextContents(), ["a 0", "inside 0"]);
          assert.equal(
            await page.locator("linearGradient").evaluate((element: Element) => element.namespaceURI),
            "http://www.w3.org/2000/svg",
          );
          assert.ok(await sameDocument());
        }),
    );

    await t.step("what the user typed before the scripts came stays", async () => {
      const page = await browser.newPage();
      const typed = Promise.withResolvers<void>();
      await page.route("**/*.js", async (route) => {
        await typed.promise;
        await route.continue();
      });
      await page.goto(`${served.origin}/nav/one`, { waitUntil: "commit" });
      await page.locator("#typed").fill("mine");
      typed.resolve();
      await page.waitForLoadState("networkidle");
      assert.equal(await page.locator("#typed").inputValue(), "mine");
      await page.close();
    });
  } finally {
    await browser.close();
  }
});
