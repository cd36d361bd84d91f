import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { embeddedBackend } from "./embedded_backend.ts";
import { appended, auditNumbered, newTenant, numbered, openShops } from "./testing.ts";
import type { TenantId } from "./types.ts";

const CHILD = new URL("crash_child.ts", import.meta.url).pathname;
const ROUNDS = 4;

/** Lets another process append until it has acknowledged `acks` commands, and kills it in the middle of the next. */
async function appendUntilKilled(
  dir: string,
  tenant: TenantId,
  first: number,
  acks: number,
): Promise<number[]> {
  const child = spawn(Deno.execPath(), ["run", "-A", "--no-check", CHILD, dir, tenant, String(first)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = once(child, "exit");
  const acknowledged: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (acknowledged.push(Number(line)) === acks) child.kill("SIGKILL"); // what it still printed is read too
  }
  await gone;
  return acknowledged;
}

Deno.test("kill -9 in the middle of appends loses nothing acknowledged, and asking again settles the rest", async () => {
  const dir = await Deno.makeTempDir({ prefix: "caserito-crash-" });
  const tenant = newTenant();
  try {
    const maker = await openShops(embeddedBackend(dir, 4));
    await maker.tenants.create(tenant);
    await maker.tenants.close();
    const promised = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      const acknowledged = await appendUntilKilled(dir, tenant, round * 10_000, 150 + 97 * round);
      for (const n of acknowledged) promised.add(`command-${n}`);

      const shops = await openShops(embeddedBackend(dir, 4));
      const store = await shops.tenants.get(tenant);
      const stored = await auditNumbered(store);
      for (const command of promised) {
        assert.ok(stored.has(command), `${command} was acknowledged and is lost`);
      }

      // The commands under way when it was killed: stored or not, asking again leaves each there exactly once.
      for (let n = Math.max(...acknowledged) - 12; n < Math.max(...acknowledged) + 24; n++) {
        assert.equal(appended(await store.append(numbered(n))).repeated, stored.has(`command-${n}`));
        promised.add(`command-${n}`);
      }
      await auditNumbered(store);
      await shops.tenants.close();
    }
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
