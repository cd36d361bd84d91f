import assert from "node:assert/strict";
import { embeddedBackend } from "./embedded_backend.ts";
import { appended, gateSet, noted, refusal, request, withShop } from "./testing.ts";

/** A fifth of a megabyte in one event: soon more than the disk has left. */
const large = () =>
  request({
    events: [1, 2, 3].map(() => ({
      ...noted("x".repeat(60_000)),
      stream: `big-${crypto.randomUUID()}`,
      data: { key: "y".repeat(60_000), amount: 0 },
    })),
  });

Deno.test("a full disk refuses what does not fit, keeps what is there and works again when there is room", async () => {
  const dir = await Deno.makeTempDir({ prefix: "caserito-full-" });
  try {
    await withShop(embeddedBackend(dir, 4), async (store, { raw }) => {
      const driver = raw(store.tenant);
      const pages = async (sql: string) => Number(Object.values((await driver.all(sql))[0]!)[0]);
      await store.append(request({ events: [gateSet(true)], gate: "always" }));
      const room = await pages("PRAGMA page_count") + 60; // the same error as a full disk, for this connection
      await pages(`PRAGMA max_page_count = ${room}`);

      let written = 0;
      let result = await store.append(large());
      for (; result.ok && written < 100; result = await store.append(large())) written++;
      assert.equal(refusal(result).type, "StoreUnavailable");
      const small = appended(await store.append(request({ events: [] }))); // no new page, still fits
      assert.ok(!small.repeated);

      assert.equal((await store.head()).size, 1 + 3 * written);
      assert.deepEqual(await store.db.first("SELECT open FROM gate"), { open: 1 });
      assert.deepEqual(await driver.all("PRAGMA integrity_check"), [{ integrity_check: "ok" }]);

      await pages(`PRAGMA max_page_count = ${room + 10_000}`);
      assert.equal(appended(await store.append(large())).firstPos, 2 + 3 * written);
    });
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
