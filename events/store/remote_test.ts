import assert from "node:assert/strict";
import { startSqld } from "../../tests/support/sqld.ts";
import { appendProperties } from "./append_properties.ts";
import { conformance } from "./conformance.ts";
import { remoteBackend } from "./remote_backend.ts";
import { appended, newTenant, openShops, refusal, request, withShop } from "./testing.ts";

const server = await startSqld();
Deno.test.afterAll(() => server?.stop());

const backend = () => remoteBackend({ kind: "remote", url: server!.url, adminUrl: server!.adminUrl });
const subject = { name: "remote", backend, ignore: server === null };
conformance(subject);
appendProperties(subject, 15);

/** What the platform does to a shop at the server itself: the third of the three checks (design §7). */
async function configure(namespace: string, change: object): Promise<void> {
  const url = `${server!.adminUrl}/v1/namespaces/${namespace}/config`;
  const current = await (await fetch(url)).json();
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, {
    method: "POST",
    headers,
    body: JSON.stringify({ ...current, ...change }),
  });
  assert.ok(response.ok);
  await response.body?.cancel();
}

Deno.test({
  name: "remote: a shop blocked at the server cannot append and can be read, and its neighbour sells",
  ignore: server === null,
  fn: () =>
    withShop(backend(), async (store, { tenants }) => {
      appended(await store.append(request()));
      await configure(store.tenant, { block_writes: true, block_reason: "bloqueada por deuda" });
      const refused = refusal(await store.append(request()));
      assert.ok(refused.type === "StoreUnavailable" && refused.detail.includes("bloqueada por deuda"));
      assert.equal((await store.head()).size, 1);
      appended(await (await tenants.create(newTenant())).append(request()));
      await configure(store.tenant, { block_writes: false });
      appended(await store.append(request()));
    }),
});

Deno.test({
  name: "remote: every commit of a shop is synced to the disk (durability_mode strong)",
  ignore: server === null,
  fn: () =>
    withShop(backend(), async (store, { raw }) => {
      assert.deepEqual(await raw(store.tenant).all("PRAGMA synchronous"), [{ synchronous: 2 }]);
    }),
});

Deno.test({
  name: "remote: an append is one round trip",
  ignore: server === null,
  async fn() {
    let batches = 0, others = 0;
    const counted = backend();
    const { tenants } = await openShops({
      ...counted,
      open(place) {
        const database = counted.open(place);
        const { driver } = database;
        const batch = driver.batch.bind(driver), readAll = driver.readAll.bind(driver);
        driver.batch = (statements) => (batches++, batch(statements));
        driver.readAll = (statements) => (others++, readAll(statements));
        return database;
      },
    });
    const store = await tenants.create(newTenant());
    appended(await store.append(request())); // the first one reads where the log ends
    batches = others = 0;
    for (let n = 0; n < 3; n++) appended(await store.append(request()));
    await Promise.all(Array.from({ length: 20 }, () => store.append(request())));
    assert.deepEqual([batches, others], [4, 0]);
    await tenants.close();
  },
});
