/**
 * Appends without end and prints the number of each command once it is acknowledged. Started and killed by
 * `embedded_crash_test.ts`: `crash_child.ts <dir> <tenant> <first number>`.
 */
import { embeddedBackend } from "./embedded_backend.ts";
import { numbered, openShops } from "./testing.ts";
import { parseTenantId } from "./tenant_id.ts";

const [dir, tenant, first] = Deno.args as [string, string, string];
const { tenants } = await openShops(embeddedBackend(dir, 4));
const store = await tenants.get(parseTenantId(tenant)!);
const text = new TextEncoder();
let next = Number(first);

await Promise.all(Array.from({ length: 12 }, async () => {
  while (true) {
    const n = next++;
    const result = await store.append(numbered(n));
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    Deno.stdout.writeSync(text.encode(`${n}\n`));
  }
}));
