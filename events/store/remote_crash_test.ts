import assert from "node:assert/strict";
import { startSqld } from "../../tests/support/sqld.ts";
import { remoteBackend } from "./remote_backend.ts";
import { auditNumbered, newTenant, numbered, openShops, refusal } from "./testing.ts";
import type { TenantStore } from "./types.ts";

const server = await startSqld();
Deno.test.afterAll(() => server?.stop());

const ROUNDS = 4;
const CALLERS = 8;
const EACH = 25;

/** Callers that ask again with the same command while the store says that it does not know. */
async function appendAll(store: TenantStore, first: number, onAck: (n: number) => void): Promise<void> {
  let next = first;
  await Promise.all(Array.from({ length: CALLERS }, async () => {
    for (let i = 0; i < EACH; i++) {
      const n = next++;
      for (let asked = await store.append(numbered(n)); !asked.ok; asked = await store.append(numbered(n))) {
        assert.equal(refusal(asked).type, "StoreUnavailable");
      }
      onAck(n);
    }
  }));
}

Deno.test({
  name: "kill -9 of the server in the middle of appends loses nothing acknowledged and doubles nothing",
  ignore: server === null,
  async fn() {
    const backend = () => remoteBackend({ kind: "remote", url: server!.url, adminUrl: server!.adminUrl });
    const tenant = newTenant();
    const { tenants } = await openShops(backend());
    try {
      const store = await tenants.create(tenant);
      const promised = new Set<string>();
      for (let round = 0; round < ROUNDS; round++) {
        let acks = 0, restarted: Promise<void> | null = null;
        await appendAll(store, round * 1_000, (n) => {
          promised.add(`command-${n}`);
          // With the other callers' batch on its way.
          if (++acks === 30 + 17 * round) restarted = server!.kill().then(() => server!.start());
        });
        await restarted;
        const stored = await auditNumbered(store);
        assert.deepEqual([...stored].toSorted(), [...promised].toSorted());
      }
    } finally {
      await tenants.close();
    }
  },
});
