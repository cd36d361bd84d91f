import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { inBrowser } from "../support/in_browser.ts";
import type * as StorePage from "./store_page.ts";

declare const till: typeof StorePage;

const ENTRY = new URL("./store_page.ts", import.meta.url);

/** What a program that opens the store anew finds. */
const found = (page: Page) =>
  page.evaluate(async () => {
    const store = await till.IdbStore.open(() => "another");
    const { chain, outbox, draft } = await store.load();
    store.close();
    return { chain, ids: outbox.map(({ cmdId, seq }) => [cmdId, seq]), lines: draft.lines.length };
  });

Deno.test("a till in IndexedDB", (t) =>
  inBrowser(ENTRY, "till", async (page, context) => {
    await t.step("what was kept is there after a reload, numbered on", async () => {
      await page.evaluate(async () => {
        const store = await till.IdbStore.open(() => "device"), outbox = new till.Outbox(store);
        await Promise.all(["a", "b", "c"].map((id) => till.write(outbox, id)));
        await Promise.all([store.acknowledge(1), till.write(outbox, "d"), store.save({ cursor: "x" })]);
      });
      await page.reload();
      const { chain, ids } = await found(page);
      assert.deepEqual([chain.deviceId, chain.lastSeq, chain.ackedSeq], ["device", 4, 1]);
      assert.deepEqual(ids, [["b", 2], ["c", 3], ["d", 4]]);
    });

    await t.step("answered commands can be had back, and only without a gap", async () => {
      const recalled = await page.evaluate(async () => {
        const store = await till.IdbStore.open(() => "another");
        await store.acknowledge(3);
        const tried = [await store.recall(9), await store.recall(2)];
        const { chain, outbox } = await store.load();
        await store.acknowledge(4);
        store.close();
        return { tried, ackedSeq: chain.ackedSeq, seqs: outbox.map(({ seq }) => seq) };
      });
      assert.deepEqual(recalled, { tried: [false, true], ackedSeq: 1, seqs: [2, 3, 4] });
    });

    await t.step(
      "of two windows that write, the one that was overtaken stops and has written nothing",
      async () => {
        const outcome = await page.evaluate(async () => {
          const first = await till.IdbStore.open(() => "x"), second = await till.IdbStore.open(() => "y");
          await till.write(new till.Outbox(second), "e");
          const refused = await till.write(new till.Outbox(first), "f").catch((error: Error) => error.name);
          second.close();
          return refused;
        });
        assert.equal(outcome, "OtherWriter");
        assert.deepEqual((await found(page)).ids, [["e", 5]]);
      },
    );

    await t.step(
      "a database taken away under a running till is whole again with the next command",
      async () => {
        await page.evaluate(async () => {
          const store = await till.IdbStore.open(() => "x");
          await new Promise((gone, failed) => {
            const deleting = indexedDB.deleteDatabase("caserito-caja");
            deleting.onsuccess = gone;
            deleting.onerror = failed;
          });
          await till.write(new till.Outbox(store), "g");
          store.close();
        });
        const { chain, ids } = await found(page);
        assert.deepEqual([chain.deviceId, chain.lastSeq], ["device", 6]);
        assert.deepEqual(ids, [["e", 5], ["g", 6]]);
      },
    );

    await t.step("a full disk refuses the command, and takes the same one once there is room", async () => {
      const { port } = new URL(page.url()), origin = `http://127.0.0.1:${port}`; // the browser asks once in a while
      const cdp = await context.newCDPSession(page);
      await cdp.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 100_000 });
      await page.goto(origin);
      await page.evaluate(async () => {
        const store = await till.IdbStore.open(() => "x");
        Object.assign(globalThis, { outbox: new till.Outbox(store) });
      });
      const tryIt = () =>
        page.evaluate(() => {
          const { outbox } = globalThis as unknown as { outbox: StorePage.Outbox };
          return till.write(outbox, "h", "x".repeat(3_000_000)).catch((error: Error) => error.name);
        });
      assert.equal(await tryIt(), "QuotaExceededError");
      await cdp.send("Storage.overrideQuotaForOrigin", { origin });
      assert.equal(await tryIt(), true);
      assert.deepEqual((await found(page)).ids, [["h", 1]]);
    });

    await t.step("20,000 products are in memory in a moment, in portions", async () => {
      const { count, portions, cursor } = await page.evaluate(async () => {
        const store = await till.IdbStore.open(() => "x", "products");
        const all = Array.from({ length: 20_000 }, (_, i) => till.product(i));
        for (let i = 0; i < all.length; i += 500) {
          await store.saveProducts(all.slice(i, i + 500), [], `c${i}`);
        }
        await store.saveProducts([], [all[7]!.id], "end");
        let count = 0, portions = 0;
        for await (const products of store.products()) {
          count += products.length;
          portions++;
        }
        const { cursor } = await store.load();
        store.close();
        return { count, portions, cursor };
      });
      assert.deepEqual([count, portions, cursor], [19_999, 20, "end"]);
    });
  }));

Deno.test("the copy of the program before is taken over once, with every unsent sale", () =>
  inBrowser(ENTRY, "till", async (page) => {
    const outcome = await page.evaluate(async () => {
      const { IdbStore, Outbox, adoptOldCopy, write } = till;
      const source = await IdbStore.open(() => "old", "source"), old = new Outbox(source);
      for (const id of ["a", "b", "c"]) await write(old, id);
      await source.acknowledge(1);
      localStorage.setItem("caserito.caja.1", JSON.stringify(await source.load()));
      const store = await IdbStore.open(() => "fresh"), outbox = new Outbox(store);
      await adoptOldCopy(store, outbox, () => "new", localStorage);
      await adoptOldCopy(store, outbox, () => "newer", localStorage);
      const { chain, outbox: commands } = await store.load();
      return {
        device: chain.deviceId,
        ids: commands.map(({ cmdId, seq }) => [cmdId, seq]),
        left: localStorage.length,
      };
    });
    assert.deepEqual(outcome, { device: "new", ids: [["b", 1], ["c", 2]], left: 0 });
  }));
