import assert from "node:assert/strict";
import { embeddedBackend } from "./embedded_backend.ts";
import { EmbeddedDriver } from "./embedded_driver.ts";
import { OpenFiles } from "./open_files.ts";
import { appended, newTenant, noted, openShops, request } from "./testing.ts";

Deno.test("the file used longest ago is let go, and opens again when it is asked", async () => {
  const dir = await Deno.makeTempDir({ prefix: "caserito-files-" });
  const files = new OpenFiles(2);
  const [a, b, c] = ["a", "b", "c"].map((name) =>
    new EmbeddedDriver(`${dir}/${name}.db`, { onUse: files.use })
  );
  try {
    await a!.all("SELECT 1");
    await b!.all("SELECT 1");
    await a!.all("SELECT 1");
    await c!.all("SELECT 1");
    assert.deepEqual([a!.isOpen, b!.isOpen, c!.isOpen, files.count], [true, false, true, 2]);
    await b!.all("SELECT 1");
    assert.deepEqual([a!.isOpen, b!.isOpen, c!.isOpen, files.count], [false, true, true, 2]);
  } finally {
    await Promise.all([a, b, c].map((driver) => driver!.close()));
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("many shops take turns with few files while all of them sell", async () => {
  const dir = await Deno.makeTempDir({ prefix: "caserito-files-" });
  const { tenants } = await openShops(embeddedBackend(dir, 3));
  try {
    const ids = Array.from({ length: 8 }, () => newTenant());
    for (const id of ids) await tenants.create(id);
    await Promise.all(
      ids.flatMap((id) =>
        Array.from({ length: 10 }, (_, n) =>
          tenants.withTenant(id, async (store) => {
            appended(await store.append(request({ events: [noted(`sale-${n}`)] })));
            assert.equal((await store.stream(`sale-${n}`)).length, 1);
          }))
      ),
    );
    for (const id of ids) assert.equal((await (await tenants.get(id)).head()).size, 10);
  } finally {
    await tenants.close();
    await Deno.remove(dir, { recursive: true });
  }
});
