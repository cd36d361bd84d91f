import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { embeddedBackend } from "./embedded_backend.ts";
import { appended, auditNumbered, numbered, withShop } from "./testing.ts";

const CHILD = new URL("busy_child.ts", import.meta.url).pathname;
const TIMES = 25;

Deno.test("while another process holds the lock again and again, appends wait their turn and no read is stale", async () => {
  const dir = await Deno.makeTempDir({ prefix: "caserito-storm-" });
  try {
    const backend = embeddedBackend(dir, 4);
    await withShop(backend, async (store, { raw }) => {
      await raw(store.tenant).script(
        "CREATE TABLE counter (n INTEGER NOT NULL); INSERT INTO counter VALUES (0)",
      );
      const file = join(dir, "tenants", `${store.tenant}.db`);
      const child = spawn(Deno.execPath(), ["run", "-A", "--no-check", CHILD, file, String(TIMES)], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const gone = once(child, "exit");
      let committed = 0, appends = 0;
      for await (const line of createInterface({ input: child.stdout })) {
        committed = Number(line);
        // The appends may have to wait for the lock; the reads may not be behind what the other has committed.
        const [result, seen] = await Promise.all([
          store.append(numbered(++appends)),
          store.db.first<{ n: number }>("SELECT n FROM counter"),
        ]);
        appended(result);
        assert.ok(seen!.n >= committed, `read ${seen!.n} when ${committed} was committed`);
        const after = await store.db.first<{ n: number }>("SELECT n FROM counter");
        assert.ok(after!.n >= seen!.n, "a later read went back");
      }
      assert.deepEqual(await gone, [0, null]);
      assert.deepEqual([committed, appends], [TIMES, TIMES]);
      assert.equal((await auditNumbered(store)).size, TIMES);
      assert.ok(backend.busyReconnects() > 0, "the storm must have met a lock");
    });
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
