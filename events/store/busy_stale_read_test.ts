import assert from "node:assert/strict";
import { join } from "node:path";
import { EmbeddedDriver } from "./embedded_driver.ts";
import { isFault } from "./driver.ts";

/**
 * The defect (ledger §3.3): after one SQLITE_BUSY the driver leaves the failed statement in progress, the connection's
 * next read fixes a snapshot and later reads stay there. Here the stale read is the kill switch itself.
 */
async function readAfterBusy(reconnectOnBusy: boolean): Promise<{ gate: unknown; reconnects: number }> {
  const dir = await Deno.makeTempDir({ prefix: "caserito-busy-" });
  const platform = new EmbeddedDriver(join(dir, "shop.db"));
  let reconnects = 0;
  const onBusy = () => void reconnects++;
  const shop = new EmbeddedDriver(join(dir, "shop.db"), { reconnectOnBusy, onBusy });
  try {
    await platform.script("CREATE TABLE gate (open INTEGER NOT NULL); INSERT INTO gate VALUES (1)");
    await shop.all("SELECT open FROM gate");

    await platform.all("BEGIN IMMEDIATE"); // the platform is about to close the gate and holds the lock …
    await platform.all("UPDATE gate SET open = 0");
    await assert.rejects(
      shop.batch([{ sql: "UPDATE gate SET open = open", args: [] }]),
      (error) => isFault(error, "busy"), // … while the shop tries to write
    );
    await shop.all("SELECT open FROM gate");
    await platform.all("COMMIT");

    const [row] = await shop.all("SELECT open FROM gate");
    return { gate: row?.open, reconnects };
  } finally {
    await Promise.all([platform.close(), shop.close()]);
    await Deno.remove(dir, { recursive: true });
  }
}

Deno.test("after a busy lock the next read is fresh, because the connection is replaced", async () => {
  assert.deepEqual(await readAfterBusy(true), { gate: 0, reconnects: 1 });
});

Deno.test("without the workaround the read is stale: delete the workaround when this test fails", async () => {
  assert.deepEqual(await readAfterBusy(false), { gate: 1, reconnects: 0 });
});
