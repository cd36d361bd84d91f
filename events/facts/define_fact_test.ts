import assert from "node:assert/strict";
import { z } from "zod";
import { defineFact, readFact } from "./define_fact.ts";
import { factRegistry } from "./mod.ts";

/** v1 said soles as text, v2 céntimos, v3 added what the drawer is called. */
const DrawerCounted = defineFact({
  type: "DrawerCounted",
  version: 3,
  schema: z.strictObject({ centimos: z.int(), register: z.string() }),
  upcasters: {
    1: (stored) => {
      const { soles } = z.strictObject({ soles: z.string() }).parse(stored);
      return { centimos: Number(soles.replace(".", "")) };
    },
    2: (stored) => ({ ...z.strictObject({ centimos: z.int() }).parse(stored), register: "Caja 1" }),
  },
});

Deno.test("stored data of any released version reads as today's, one version at a time", () => {
  const today = { centimos: 1250, register: "Caja 1" };
  assert.deepEqual(readFact(DrawerCounted, 1, { soles: "12.50" }), today);
  assert.deepEqual(readFact(DrawerCounted, 2, { centimos: 1250 }), today);
  assert.deepEqual(readFact(DrawerCounted, 3, today), today);
});

Deno.test("reading leaves what is stored as it was", () => {
  const stored = Object.freeze({ centimos: 1250 });
  readFact(DrawerCounted, 2, stored);
  assert.deepEqual(stored, { centimos: 1250 });
});

Deno.test("a version that a newer program wrote is not guessed at", () => {
  assert.throws(() => readFact(DrawerCounted, 4, {}), /DrawerCounted version 4 is newer than this program/);
});

Deno.test("data that is not the fact of its version is a broken log, and says so", () => {
  assert.throws(() => readFact(DrawerCounted, 1, { centimos: 1250 }));
  assert.throws(() => readFact(DrawerCounted, 3, { centimos: 12.5, register: "Caja 1" }));
});

Deno.test("a version without its upcaster is refused when the program starts", () => {
  assert.throws(
    () =>
      defineFact({ type: "X", version: 3, schema: z.strictObject({}), upcasters: { 2: (stored) => stored } }),
    /X has no upcaster from version 1/,
  );
});

Deno.test("the registry knows today's version and refuses types of nobody and of two", () => {
  const registry = factRegistry([DrawerCounted]);
  assert.equal(registry.versionOf("DrawerCounted"), 3);
  assert.throws(() => registry.versionOf("DrawerOpened"), /unknown fact DrawerOpened/);
  assert.throws(() => factRegistry([DrawerCounted, DrawerCounted]), /two facts share a type/);
});
