import assert from "node:assert/strict";
import { appendProperties } from "./append_properties.ts";
import { conformance } from "./conformance.ts";
import { embeddedBackend } from "./embedded_backend.ts";
import { withShop } from "./testing.ts";

const dir = await Deno.makeTempDir({ prefix: "caserito-embedded-" });
Deno.test.afterAll(() => Deno.remove(dir, { recursive: true }));

const subject = { name: "embedded", backend: () => embeddedBackend(dir, 256) };
conformance(subject);
appendProperties(subject, 60);

Deno.test("embedded: every commit is synced to the disk, and a reader never waits for a writer", () =>
  withShop(embeddedBackend(dir, 4), async (store, { raw }) => {
    const pragma = async (name: string) =>
      Object.values((await raw(store.tenant).all(`PRAGMA ${name}`))[0]!)[0];
    assert.deepEqual(
      [await pragma("synchronous"), await pragma("journal_mode"), await pragma("foreign_keys")],
      [2, "wal", 1],
    );
  }));
