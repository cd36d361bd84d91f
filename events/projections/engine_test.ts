import { deepEqual, equal, throws } from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import type { SqlRow, Statement } from "../store/types.ts";
import { type Change, checkProjections, defineProjection, type Projection } from "./define_projection.ts";
import { inlineStatements, projectionDdl, projectionStatements } from "./engine.ts";
import { ProjectionModel } from "./model.ts";
import { PROJECTION_SCHEMA } from "./tables.ts";
import { recordedEvent } from "./testing.ts";

/** Its events carry the changes themselves, so a random log is a random list of changes. */
const echo = defineProjection({
  name: "echo",
  version: 1,
  mode: "inline",
  tables: [
    {
      name: "one",
      columns: {
        id: "TEXT NOT NULL",
        a: "INTEGER NOT NULL DEFAULT 0",
        b: "INTEGER NOT NULL DEFAULT 0",
        t: "TEXT",
      },
      key: ["id"],
      indexes: [["t"]],
    },
    {
      name: "two",
      columns: {
        x: "TEXT NOT NULL",
        y: "INTEGER NOT NULL",
        a: "INTEGER NOT NULL DEFAULT 0",
        b: "INTEGER NOT NULL DEFAULT 0",
        t: "TEXT",
      },
      key: ["x", "y"],
    },
    { name: "bare", columns: { id: "TEXT NOT NULL" }, key: ["id"] },
  ],
  handles: ["Echo"],
  project: (event) => event.data as Change[],
});

const recorded = (pos: number, data: unknown, type = "Echo") => recordedEvent(pos, { type, data });

function openDb(projections: readonly Projection[]): DatabaseSync {
  const db = new DatabaseSync(":memory:");
  for (const sql of PROJECTION_SCHEMA) db.exec(sql);
  for (const sql of projections.flatMap((projection) => projectionDdl(projection))) db.exec(sql);
  return db;
}

const run = (db: DatabaseSync, statements: readonly Statement[]) => {
  for (const { sql, args } of statements) db.prepare(sql).run(...args);
};

const byText = (rows: readonly SqlRow[]) =>
  rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort();
const stored = (db: DatabaseSync, table: string) =>
  byText(db.prepare(`SELECT * FROM ${table}`).all() as SqlRow[]);

const keyOf = fc.oneof(
  fc.record({
    table: fc.constant("one"),
    key: fc.record({ id: fc.constantFrom("a", "b", "ñ\"'\u0001", "1") }),
  }),
  fc.record({
    table: fc.constant("two"),
    key: fc.record({ x: fc.constantFrom("a", "b,", "b"), y: fc.integer({ min: 0, max: 2 }) }),
  }),
);
const values = fc.oneof(
  fc.record({ set: fc.record({ t: fc.option(fc.string({ unit: "grapheme" })) }) }),
  fc.record({ set: fc.record({ a: fc.integer(), t: fc.constantFrom("x", null) }) }),
  fc.record({ add: fc.record({ a: fc.integer() }) }),
  fc.record({ add: fc.record({ a: fc.integer(), b: fc.maxSafeInteger().map((n) => n % 1_000_000_007) }) }),
  fc.record({ set: fc.record({ b: fc.integer() }), add: fc.record({ a: fc.integer() }) }),
  fc.record({ remove: fc.constant(true as const) }),
);
const change = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(keyOf, values).map(([where, what]): Change => ({ ...where, ...what })) },
  {
    weight: 1,
    arbitrary: fc.record({ table: fc.constant("bare"), key: fc.record({ id: fc.constantFrom("a", "b") }) }),
  },
);

Deno.test("set-based statements mean the same as the changes one by one, however the log is cut into batches", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.array(change, { maxLength: 6 }), { maxLength: 6 }), { maxLength: 6 }),
      (batches) => {
        const db = openDb([echo]);
        const model = new ProjectionModel(echo);
        let pos = 0;
        for (const batch of batches) {
          const events = batch.map((changes) => recorded(++pos, changes));
          run(db, inlineStatements([echo], events));
          for (const event of events) model.feed(event);
        }
        for (const table of ["one", "two", "bare"]) {
          deepEqual(
            stored(db, table),
            byText(model.rows(table)),
            table,
          );
        }
        db.close();
      },
    ),
    { numRuns: 150 },
  );
});

Deno.test("many changes of one shape are one statement, and its text does not depend on the rows", () => {
  const sale = (pos: number, n: number) =>
    recorded(
      pos,
      Array.from({ length: n }, (_, i) => ({ table: "one", key: { id: `p${i}` }, add: { a: -1 } })),
    );
  const small = projectionStatements([echo], [sale(1, 1)]);
  const large = projectionStatements([echo], [sale(1, 5), sale(2, 30)]);
  equal(large.length, 1);
  deepEqual(large.map((s) => s.sql), small.map((s) => s.sql));
  equal(JSON.parse(large[0]!.args[0] as string).length, 30);
});

Deno.test("events that no read model handles write nothing but the guard", () => {
  deepEqual(inlineStatements([echo], [recorded(1, [], "Other")]).length, 1);
  deepEqual(inlineStatements([echo], []), []);
});

Deno.test("a program with other inline read models than the database cannot append", () => {
  const db = openDb([echo]);
  const append = () => run(db, inlineStatements([echo], [recorded(1, [])]));
  append();
  db.exec("INSERT INTO projection_set VALUES (1, 'echo:1')");
  append();
  db.exec("UPDATE projection_set SET inline = 'echo:1,other:1'");
  throws(append, /NOT NULL/);
});

Deno.test("what SQL would round or mistake is refused", () => {
  const one = (rest: object) => () =>
    projectionStatements([echo], [recorded(1, [{ table: "one", key: { id: "a" }, ...rest }])]);
  throws(one({ add: { a: 0.5 } }), RangeError);
  throws(one({ set: { a: 2 ** 53 } }), RangeError);
  throws(one({ set: { t: new Uint8Array(1) } }), /no blobs/);
  throws(one({ add: { t: 1 } }), /NOT NULL DEFAULT 0/);
  throws(one({ set: { a: 1 }, add: { a: 1 } }), /both set and added/);
  throws(one({ set: { nope: 1 } }), /no column nope/);
  throws(
    () => projectionStatements([echo], [recorded(1, [{ table: "one", key: {}, add: { a: 1 } }])]),
    /key without id/,
  );
  throws(() => projectionStatements([echo], [recorded(1, [{ table: "none", key: {} }])]), /no table none/);
});

Deno.test("a partial change of a table that cannot take one is refused before SQL sees it", () => {
  const strict = defineProjection({
    ...echo,
    tables: [{
      name: "one",
      columns: { id: "TEXT NOT NULL", a: "INTEGER NOT NULL", t: "TEXT" },
      key: ["id"],
    }],
  });
  const write = (set: Record<string, string | number>) =>
    projectionStatements([strict], [recorded(1, [{ table: "one", key: { id: "a" }, set }])]);
  equal(write({ a: 1 }).length, 1);
  throws(() => write({ t: "x" }), /leaves out a/);
});

Deno.test("a declaration that SQL could not carry is refused", () => {
  const table = (key: string, name = "t") => () =>
    defineProjection({ ...echo, tables: [{ name, columns: { id: "TEXT NOT NULL" }, key: [key] }] });
  throws(table("no"), /no column no/);
  throws(table("id", "t;"), /no name for SQL/);
  throws(() => checkProjections([echo, { ...echo, name: "other" }]), /one is declared twice/);
});
