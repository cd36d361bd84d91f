import assert from "node:assert/strict";
import { appendProperties } from "./append_properties.ts";
import { conformance } from "./conformance.ts";
import { embeddedBackend } from "./embedded_backend.ts";
import { noted, request, withShop } from "./testing.ts";

const dir = await Deno.makeTempDir({ prefix: "caserito-embedded-" });
Deno.test.afterAll(() => Deno.remove(dir, { recursive: true }));

const subject = { name: "embedded", backend: () => embeddedBackend(dir, 256) };
conformance(subject);
appendProperties(subject, 60);

Deno.test("embedded: INSERT OR REPLACE does not replace an event", () =>
  withShop(embeddedBackend(dir, 4), async (store, { raw }) => {
    await store.append(request({ events: [noted("a"), noted("b")] }));
    const bytes = await store.bodies(1, 9);
    for (const place of ["1, 'z', 1, 'z'", "3, 'a', 1, 'z'", "3, 'z', 1, id"]) {
      const sql =
        `INSERT OR REPLACE INTO event SELECT ${place}, type, sv, body, leaf FROM event WHERE pos = 1`;
      await assert.rejects(raw(store.tenant).batch([{ sql, args: [] }]), { kind: "constraint" });
    }
    assert.deepEqual(await store.bodies(1, 9), bytes);
  }));

Deno.test("embedded: every commit is synced to the disk, and a reader never waits for a writer", () =>
  withShop(embeddedBackend(dir, 4), async (store, { raw }) => {
    const pragma = async (name: string) =>
      Object.values((await raw(store.tenant).all(`PRAGMA ${name}`))[0]!)[0];
    assert.deepEqual(
      [await pragma("synchronous"), await pragma("journal_mode"), await pragma("foreign_keys")],
      [2, "wal", 1],
    );
  }));
