import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { embeddedBackend } from "./embedded_backend.ts";
import { newTenant, noted, openShops, request } from "./testing.ts";

Deno.test("SQLite itself reads from the file what the store reads", async () => {
  const dir = await Deno.makeTempDir({ prefix: "caserito-engine-" });
  const tenant = newTenant();
  try {
    const { tenants } = await openShops(embeddedBackend(dir, 4));
    const store = await tenants.create(tenant);
    await Promise.all(
      Array.from(
        { length: 70 },
        (_, i) => store.append(request({ events: [noted(`s-${i}`, i % 7, `ñ${i % 3}`)] })),
      ),
    );
    await store.addCheckpoint(70, "nota");
    const tables = ["event", "command", "checkpoint", "head", "log", "note_total"];
    const ours = await Promise.all(tables.map((table) => store.db.all(`SELECT * FROM ${table} ORDER BY 1`)));
    await tenants.close(); // two engines in one process must not have one file open (POSIX locks are per process)

    const file = new DatabaseSync(join(dir, "tenants", `${tenant}.db`), { readOnly: true });
    const theirs = tables.map((table) => file.prepare(`SELECT * FROM ${table} ORDER BY 1`).all());
    assert.deepEqual(file.prepare("PRAGMA integrity_check").all().map((row) => ({ ...row })), [{
      integrity_check: "ok",
    }]);
    file.close();
    assert.deepEqual(theirs.map((rows) => rows.map((row) => ({ ...row }))), ours);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
