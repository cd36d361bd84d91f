import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { PROJECTIONS } from "../compose.ts";
import { physicalTable } from "../events/projections/tables.ts";
import { readRow } from "../events/store/driver.ts";
import { GROUP_MAX } from "../events/store/mod.ts";
import { runMain } from "../tests/support/cli_output.ts";
import { BareDatabase, FIRST_HEAD, recordingOf } from "./bare.ts";
import { callers, type Measured } from "./measure.ts";
import { main } from "./mod.ts";
import { lineOf, table } from "./report.ts";
import { openShops, soldShop, stockedShop } from "./shop.ts";
import { median, medianRatio, seeded } from "./statistics.ts";

async function withDir(work: (dir: string) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir({ prefix: "caserito-bench-" });
  await work(dir).finally(() => Deno.remove(dir, { recursive: true }));
}

Deno.test("the bare loop writes the very rows that the store wrote", () =>
  withDir(async (dir) => {
    const tenants = await openShops(dir);
    const { size: before } = await (await stockedShop(tenants, "empty")).head();
    const store = await soldShop(tenants, "shop", 150);
    const { schema, transactions } = await recordingOf(store, before, GROUP_MAX, PROJECTIONS);
    assert.equal(transactions.length, Math.ceil(150 / GROUP_MAX));
    using bare = new BareDatabase(`${dir}/bare.db`, [...schema, FIRST_HEAD]);
    for (const transaction of transactions) bare.write(transaction);

    const sales = PROJECTIONS.find(({ name }) => name === "sales")!;
    assert.equal(
      bare.all({ sql: `SELECT 1 FROM ${physicalTable("sale", sales.version)}`, args: [] }).length,
      150,
    );
    const queries = [
      `SELECT * FROM event WHERE pos > ${before} ORDER BY pos`,
      `SELECT * FROM command WHERE first_pos > ${before} ORDER BY cmd_id`,
      ...sales.tables.map(({ name, key }) =>
        `SELECT * FROM ${physicalTable(name, sales.version)} ORDER BY ${key.join(", ")}`
      ),
    ];
    for (const sql of queries) {
      const rows = bare.all({ sql, args: [] }).map((row) => readRow(row as object));
      assert.ok(isDeepStrictEqual(rows, await store.db.all(sql)), sql);
    }
    await tenants.close();
  }));

Deno.test("each caller waits for its answer, and every job is done once", async () => {
  let running = 0, most = 0;
  const done: number[] = [];
  await callers(3, [1, 2, 3, 4, 5, 6, 7], async (job) => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
    done.push(job);
  });
  assert.equal(most, 3);
  assert.deepEqual(done.toSorted(), [1, 2, 3, 4, 5, 6, 7]);
});

Deno.test("ratios are taken round by round", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.equal(medianRatio([50, 5, 60], [100, 10, 100]), 0.5);
  const first = seeded(7), again = seeded(7);
  assert.deepEqual([first(), first()], [again(), again()]);
});

Deno.test("an aim is said to be met or missed", () => {
  const measured = (ours: number): Measured => ({
    figure: {
      name: "append",
      title: "append",
      unit: "events/s",
      bare: "a loop",
      rounds: 1,
      aims: [
        { kind: "ratio", atLeast: 0.6, text: "≥ 60 %" },
        { kind: "least", value: 50, text: "≥ 50" },
        { kind: "most", value: 70, text: "≤ 70" },
      ],
      prepare: () => Promise.reject(new Error("not in this test")),
    },
    ours: [ours],
    bare: [100],
    fsyncMs: [1],
  });
  assert.match(table([lineOf(measured(60))]), /≥ 60 %: yes; ≥ 50: yes; ≤ 70: yes/);
  assert.match(table([lineOf(measured(40))]), /0\.40 .* ≥ 60 %: NO; ≥ 50: NO; ≤ 70: yes/);
  assert.match(table([lineOf(measured(90))]), /≤ 70: NO/);
});

Deno.test("bench --json measures both sides of a figure; --help names all; a wrong name is a usage error", async () => {
  const run = await runMain(main, "--only", "append-64", "--scale", "0.001", "--json");
  assert.equal(run.code, 0, run.err);
  const { machine, figures: [figure, ...others] } = JSON.parse(run.out);
  assert.deepEqual(others, []);
  assert.equal(figure.samples.ours.length, 5);
  assert.ok(figure.ours > 0 && figure.bare > 0 && figure.fsyncMs > 0);
  assert.match(machine.durability, /FULL/);

  assert.match((await runMain(main, "--help")).out, /append-1, append-64, sale-1.*rebuild.*memory/s);
  assert.equal((await runMain(main, "--only", "nothing")).code, 64);
  assert.equal((await runMain(main, "--scale", "0")).code, 64);
});
