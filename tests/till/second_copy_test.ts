import assert from "node:assert/strict";
import { commandSigned } from "../../kernel/device_signature.ts";
import { inBrowser } from "../support/in_browser.ts";
import type * as StorePage from "./store_page.ts";

declare const till: typeof StorePage;

const ENTRY = new URL("./store_page.ts", import.meta.url);

Deno.test("where IndexedDB is emptied, the second copy still has every sale, and gives it out under its own device", () =>
  inBrowser(ENTRY, "till", async (page) => {
    const kept = await page.evaluate(async () => {
      const { IdbStore, Outbox, SpareCopy, write } = till;
      const store = await IdbStore.open(() => "tablet"),
        outbox = new Outbox(store),
        spare = (await SpareCopy.open())!;
      for (let i = 1; i <= 120; i++) {
        await write(outbox, `sale-${i}`);
        if (i === 60) {
          await spare.keep("tablet", (await store.load()).outbox);
          await store.acknowledge(55);
        }
      }
      await spare.keep("tablet", (await store.load()).outbox);
      store.close();
      return (await spare.read()).reduce((sum, { commands }) => sum + commands.length, 0);
    });
    assert.ok(kept >= 65, `${kept} kept: what was answered goes by whole files`);
    await page.reload();
    const found = await page.evaluate(async () => {
      const { CarriedStore, Courier, IdbStore, SpareCopy } = till;
      await new Promise((gone) => indexedDB.deleteDatabase("caserito-caja").onsuccess = gone);
      const store = await IdbStore.open(() => "another"), carried = new CarriedStore();
      const way = { isIn: false, call: () => Promise.reject(new Error("no network")) };
      const spare = await SpareCopy.open();
      const courier = new Courier(
        { carried: { value: 0 } as never },
        store,
        way,
        spare,
        carried,
        "shop.test",
      );
      await courier.recover();
      await courier.recover(); // a page that was closed in between does it again
      const chains = await courier.waiting(), left = await spare!.read();
      return {
        chains: chains.map(({ deviceId, commands }) => [deviceId, commands.map(({ seq }) => seq)]),
        left,
      };
    });
    const [[device, seqs]] = found.chains as [[string, number[]]];
    assert.equal(found.chains.length, 1);
    assert.equal(device, "tablet");
    assert.deepEqual(seqs.filter((seq) => seq > 55), Array.from({ length: 65 }, (_, i) => 56 + i));
    assert.deepEqual(found.left, []);
  }));

Deno.test("a key is made in the browser, survives a reload there, and nobody can take it out", () =>
  inBrowser(ENTRY, "till", async (page) => {
    const publicKey = await page.evaluate(async () => {
      const keys = (await till.newKeys())!, store = await till.IdbStore.open(() => "tablet");
      await store.save({ device: { deviceId: "tablet", ...keys, paired: null } });
      return keys.publicKey;
    });
    await page.reload();
    const made = await page.evaluate(async () => {
      const store = await till.IdbStore.open(() => "x"), device = (await store.load()).device!;
      const exported = await crypto.subtle.exportKey("pkcs8", device.privateKey).catch((error: Error) =>
        error.name
      );
      const paired = { credential: "c", origin: "localhost/t/shop", deviceSalt: "" };
      await store.save({ device: { ...device, paired } });
      await till.write(new till.Outbox(store), "sale");
      const { outbox: [command], chain } = await store.load();
      return { exported, command: command!, hash: chain.lastHash! };
    });
    assert.equal(made.exported, "InvalidAccessError");
    const place = { origin: "localhost/t/shop", deviceId: "tablet", seq: 1, prevHash: null, hash: made.hash };
    assert.ok(await commandSigned(publicKey, place, made.command.sig!));
  }));
