import assert from "node:assert/strict";
import { CODE, oneProduct } from "../support/one_product.ts";
import { type Between, runShop } from "../support/running_shop.ts";
import { Tablet } from "../support/tablet.ts";

/** A server that can be given another build while it runs, and told that no other may sell. */
class Deployed {
  isNew = false;
  isBad = false;

  readonly between: Between = (fetch) => async (request) => {
    const response = await fetch(request), { pathname } = new URL(request.url);
    if (this.isBad && pathname.startsWith("/api/")) response.headers.set("x-min-build", "nuevo");
    if (!this.isNew || response.status !== 200 || !/^\/(?:sw\.js|caja|caja\/cascara)$/.test(pathname)) {
      return response;
    }
    const text = await response.text(),
      build = /data-build="([^"]+)"/.exec(text) ?? /, "([^"]+)", \w+\);$/.exec(text);
    return new Response(text.replaceAll(build![1]!, "nuevo"), response);
  };
}

/** Longer than the till itself waits for a new program to be whole (`updates.ts`): the machine of a test may be a slow one. */
const PATIENCE = { timeout: 40_000 };

const buildOf = (tablet: Tablet) => tablet.page.locator("script[data-build]").getAttribute("data-build");

/** A new worker is looked for with every opening, and now and then: here it is now. */
const look = (tablet: Tablet) =>
  tablet.page.evaluate(async () => void await (await navigator.serviceWorker.getRegistration())!.update());

Deno.test("the program on a tablet: pages without a network, updates between two sales, nothing left for the next person", async (t) => {
  const deployed = new Deployed(), shop = await runShop("minimarket-prueba", deployed.between);
  await oneProduct(shop);
  const tablet = await Tablet.bought(shop);
  const { page } = tablet;
  try {
    await t.step("an owner's page comes as it last was, and says from when", async () => {
      await tablet.signInOwner();
      await tablet.openTill();
      await tablet.openDrawer();
      await tablet.programKept();
      await page.goto(`${shop.origin}/hoy`);
      await tablet.pageKept();
      await tablet.cut();
      await page.goto(`${shop.origin}/hoy`);
      await page.getByText(/^Sin conexión · datos de las \d/).waitFor();
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      await page.goto(`${shop.origin}/productos`);
      await page.getByText("Esta página todavía no está guardada en este equipo").waitFor();
      await tablet.mend();
    });

    await t.step("a new program waits for the sale to end", async () => {
      await tablet.openTill();
      await tablet.ready();
      await tablet.scan(CODE);
      deployed.isNew = true;
      await look(tablet);
      const update = page.getByRole("button", { name: "Actualizar" });
      await page.waitForFunction(async () =>
        (await navigator.serviceWorker.getRegistration())?.waiting != null
      );
      assert.equal(await update.count(), 0, "while a sale is made it says nothing");
      assert.notEqual(await buildOf(tablet), "nuevo");
      await page.keyboard.press("F9");
      await page.keyboard.press("F10");
      await page.getByText(/^T001-000001$/).waitFor();
      await update.click();
      await page.waitForFunction(
        () => document.querySelector("script[data-build=nuevo]") !== null,
        null,
        PATIENCE,
      );
      await tablet.ready();
      await tablet.allSent();
    });

    await t.step("a build that turned out bad sells nothing more, and gives way at a tap", async () => {
      deployed.isNew = false;
      await page.goto(`${shop.origin}/caja?red=1`); // as a tablet that never heard of the new one
      await tablet.ready();
      deployed.isNew = deployed.isBad = true;
      await page.evaluate(() => dispatchEvent(new Event("online")));
      await page.getByRole("button", { name: "Actualizar ahora" }).click();
      await page.waitForFunction(
        () => document.querySelector("script[data-build=nuevo]") !== null,
        null,
        PATIENCE,
      );
      await tablet.ready();
      assert.equal(await page.getByRole("button", { name: "Actualizar ahora" }).count(), 0);
    });

    await t.step("who leaves takes along what they saw, and the till asks who is there", async () => {
      await page.getByLabel("Menú").click();
      await page.getByRole("button", { name: "Salir" }).click();
      await page.waitForURL(`${shop.origin}/ingresar`);
      const kept = await page.evaluate(async () =>
        (await (await caches.open("paginas")).keys()).map(({ url }) => new URL(url).pathname)
      );
      assert.deepEqual(kept, ["/en-duda"]);
      await page.goto(`${shop.origin}/caja`);
      await page.waitForURL(/\/ingresar/);
    });
    assert.deepEqual(tablet.errors, []);
  } finally {
    await tablet.throwAway();
    await shop.stop();
    await shop.remove();
  }
});
