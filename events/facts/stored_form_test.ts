import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import { SHARED_FACTS } from "./mod.ts";
import { quickReader, UNSURE } from "./stored_form.ts";

const FOLDER = new URL("../../tests/golden/events/", import.meta.url);
const golden = SHARED_FACTS.map((definition) => {
  const file = Deno.readTextFileSync(new URL(`${definition.type}.v${definition.version}.json`, FOLDER));
  return { definition, stored: (JSON.parse(file) as { stored: unknown }).stored };
});

/** Never more than the schema takes, and just what the schema gives back: keys in the same order too. */
function holdsTo(schema: z.ZodType, value: unknown): boolean {
  const read = quickReader(schema)(value);
  if (read === UNSURE) return false;
  const judged = schema.safeParse(value);
  assert.ok(judged.success, `taken, and the schema refuses: ${JSON.stringify(value)}`);
  assert.deepEqual(read, judged.data);
  assert.equal(JSON.stringify(read), JSON.stringify(judged.data));
  return true;
}

for (const { definition, stored } of golden) {
  Deno.test(`${definition.type} as it is stored is read the short way, with the schema's answer`, () => {
    assert.ok(holdsTo(definition.schema, stored), "read the long way");
  });
}

Deno.test("a fact with anything changed, missing or too much is never taken where its schema refuses it", () => {
  const anything = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      true,
      "",
      " a",
      "a ",
      "e\u0301",
      "a\u0007",
      "\ud800",
      "😀".repeat(80),
      {},
      [],
      [null],
    ),
    fc.constantFrom<unknown>(-1, -0, 0, 0.5, 1, 1e9, 2 ** 53, NaN, undefined, "unidad", "efectivo"),
    fc.jsonValue(),
  );
  const changes = fc.array(
    fc.record({ at: fc.nat(), how: fc.constantFrom("set", "drop", "more"), anything }),
    {
      minLength: 1,
      maxLength: 3,
    },
  );
  fc.assert(
    fc.property(fc.constantFrom(...golden), changes, ({ definition, stored }, list) => {
      const changed: unknown = structuredClone(stored);
      for (const { at, how, anything } of list) change(changed, at, how, anything);
      holdsTo(definition.schema, changed);
    }),
    { numRuns: 3_000 },
  );
});

/** Changes one of all the places in a value, at whatever depth. */
function change(root: unknown, at: number, how: string, to: unknown): void {
  const places: [Record<string, unknown>, string][] = [];
  const walk = (value: unknown) => {
    if (typeof value !== "object" || value === null) return;
    for (const key of Object.keys(value)) {
      places.push([value as Record<string, unknown>, key]);
      walk((value as Record<string, unknown>)[key]);
    }
  };
  walk(root);
  const place = places[at % places.length];
  if (!place) return;
  const [holder, key] = place;
  if (how === "set") holder[key] = structuredClone(to); // a later change goes into it, and never into itself
  else if (how === "more" && !Array.isArray(holder)) holder.surplus = to;
  else if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

Deno.test("what this does not know is left to the schema", () => {
  const unknown: readonly [z.ZodType, unknown][] = [
    [z.object({ a: z.int() }), { a: 1, b: 2 }],
    [z.looseObject({ a: z.int() }), { a: 1, b: 2 }],
    [z.strictObject({ a: z.int().optional() }), {}],
    [z.strictObject({ a: z.int().default(1) }), { a: 1 }],
    [z.strictObject({ a: z.int() }).refine(() => false), { a: 1 }],
    [z.strictObject({ toString: z.string() }), { other: 1 }],
    [z.string().transform((text) => text.length), "abc"],
    [
      z.string().check((payload) => void payload.issues.push({ code: "custom", input: "", message: "no" })),
      "a",
    ],
    [z.email(), "a@b.pe"],
    [z.string().min(2), "😀"],
    [z.number(), 1],
    [z.int().multipleOf(5), 7],
    [z.coerce.number(), 1],
    [z.array(z.date()), [1]],
    [z.union([z.string(), z.int()]), 1],
    [z.enum({ A: 0, B: 1 }), "A"],
    [z.array(z.int()).refine((list) => list.length < 2), [1, 2]],
    [z.string().nullable().refine((text) => text !== null), null],
  ];
  for (const [schema, value] of unknown) assert.equal(quickReader(schema)(value), UNSURE);
});
