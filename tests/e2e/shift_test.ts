import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { systemContext } from "../../commands/shops/create_shop.ts";
import { stockCatalogue } from "../support/big_catalogue.ts";
import { listBarcode } from "../support/make_xlsx.ts";
import { sellQuickly } from "../support/quick_hands.ts";
import { type RunningShop, runShop } from "../support/running_shop.ts";
import { Tablet } from "../support/tablet.ts";

const PRODUCTS = 20_000;
/** Those that no page brings along: they are found in what the device keeps, or nowhere. */
const CODES = [19_999, 7_777, 12_345, 4_321, 15_000].map(listBarcode);
/** One every two minutes for eight hours is 240. */
const BEFORE_NOON = 150, AFTER_NOON = 150;
const MB = 2 ** 20;

declare global {
  var productReads: number;
}

/** Counts how often a page asks its database for products. */
function countReads(): void {
  globalThis.productReads = 0;
  const { get, getAll, openCursor } = IDBObjectStore.prototype;
  const counting = <Args extends unknown[], R>(read: (this: IDBObjectStore, ...args: Args) => R) =>
    function (this: IDBObjectStore, ...args: Args): R {
      if (this.name === "products") globalThis.productReads++;
      return read.apply(this, args);
    };
  Object.assign(IDBObjectStore.prototype, {
    get: counting(get),
    getAll: counting(getAll),
    openCursor: counting(openCursor),
  });
}

async function heapOf(page: Page): Promise<number> {
  const control = await page.context().newCDPSession(page);
  await control.send("HeapProfiler.collectGarbage");
  const { usedSize } = await control.send("Runtime.getHeapUsage");
  await control.detach();
  return usedSize;
}

async function salesIn({ services, shop }: RunningShop): Promise<string[]> {
  const store = await services.tenants.get(shop.id);
  const events = await store.read({ types: ["SaleRegistered"], limit: 5_000 });
  return events.map(({ data }) => (data as { sale: { ticketNumber: string } }).sale.ticketNumber);
}

const productsKept = (page: Page): Promise<number> =>
  page.evaluate(() =>
    new Promise<number>((found) => {
      const opening = indexedDB.open("caserito-caja");
      opening.onsuccess = () => {
        const counting = opening.result.transaction("products").objectStore("products").count();
        counting.onsuccess = () => {
          opening.result.close();
          found(counting.result);
        };
      };
    })
  );

Deno.test("a shift without a network among 20,000 products: every scan answered, nothing lost, no memory either", async (t) => {
  const shop = await runShop();
  await stockCatalogue(systemContext(shop.services, await shop.services.tenants.get(shop.shop.id)), PRODUCTS);
  const tablet = await Tablet.bought(shop), sold: string[] = [];
  let atFirst = 0;
  const openCut = async () => {
    await tablet.cut();
    await tablet.context.addInitScript(countReads);
    await tablet.openTill();
    await tablet.ready();
  };
  try {
    await t.step("the catalogue comes behind the first sale and stays", async () => {
      await tablet.signIn();
      await tablet.openDrawer();
      for (const deadline = Date.now() + 60_000; await productsKept(tablet.page) < PRODUCTS;) {
        assert.ok(Date.now() < deadline, `${await productsKept(tablet.page)} products came`);
        await tablet.page.waitForTimeout(200);
      }
      await tablet.allSent();
      await tablet.programKept();
    });

    await t.step("without a network the first scan is answered, and no scan asks the disk", async () => {
      await openCut();
      sold.push(...await sellQuickly(tablet.page, CODES, 1)); // while they are still being read
      const reads = await tablet.page.evaluate(() => globalThis.productReads);
      assert.ok(reads > 0, "they were read once, all of them");
      sold.push(...await sellQuickly(tablet.page, CODES, 30));
      assert.equal(await tablet.page.evaluate(() => globalThis.productReads), reads);
      atFirst = await heapOf(tablet.page);
      assert.ok(atFirst <= 60 * MB, `${Math.round(atFirst / MB)} MB with ${PRODUCTS} products`);
    });

    await t.step("150 sales more, and the memory is what it was", async () => {
      sold.push(...await sellQuickly(tablet.page, CODES, BEFORE_NOON));
      const now = await heapOf(tablet.page);
      assert.ok(now <= 60 * MB, `${Math.round(now / MB)} MB`);
      assert.ok(now <= atFirst * 1.1, `from ${Math.round(atFirst / MB)} to ${Math.round(now / MB)} MB`);
    });

    await t.step("the battery dies; opened again without a network it sells 150 more", async () => {
      await tablet.pullThePlug();
      await tablet.switchOn();
      await openCut();
      assert.equal(await tablet.waiting(), sold.length);
      sold.push(...await sellQuickly(tablet.page, CODES, AFTER_NOON));
    });

    await t.step("back in reach the server has each of them once, in order", async () => {
      await tablet.mend();
      await tablet.allSent();
      assert.deepEqual(await salesIn(shop), sold);
      assert.equal(new Set(sold).size, 1 + 30 + BEFORE_NOON + AFTER_NOON);
      assert.deepEqual(tablet.errors, []);
    });
  } finally {
    await tablet.throwAway();
    await shop.stop();
    await shop.remove();
  }
});
