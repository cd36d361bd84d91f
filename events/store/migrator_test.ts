import assert from "node:assert/strict";
import { join } from "node:path";
import { startSqld } from "../../tests/support/sqld.ts";
import type { Driver } from "./driver.ts";
import { EmbeddedDriver } from "./embedded_driver.ts";
import { migrate, type Migration, MigrationFailed, migrationsIn, readMigrations } from "./migrator.ts";
import { tenantsOn } from "./open_tenants.ts";
import { embeddedBackend } from "./embedded_backend.ts";
import { newTenant, request, storeOptions } from "./testing.ts";
import { RemoteDriver } from "./remote_driver.ts";
import { remoteBackend } from "./remote_backend.ts";

const server = await startSqld();
const dir = await Deno.makeTempDir({ prefix: "caserito-migrations-" });
Deno.test.afterAll(async () => {
  await server?.stop();
  await Deno.remove(dir, { recursive: true });
});

let made = 0;
const migration = (name: string, sql: string): Migration => ({ name, sql, sha256: `hash of ${sql.length}` });
const one = migration(
  "0001_one.sql",
  "CREATE TABLE one (n INTEGER);\nINSERT INTO one VALUES (1); -- a note; with a semicolon",
);
const two = migration(
  "0002_two.sql",
  "CREATE TABLE two (n INTEGER);\nCREATE TRIGGER t BEFORE DELETE ON two BEGIN SELECT RAISE(ABORT, 'no; never'); END;",
);
const three = migration("0003_three.sql", "CREATE TABLE three (n INTEGER);");
const broken = migration("0002_two.sql", "CREATE TABLE two (n INTEGER);\nINSERT INTO nowhere VALUES (1);");

const tablesOf = async (driver: Driver) =>
  (await driver.all(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'migration' ORDER BY name",
  ))
    .map(({ name }) => name);
const fails = (work: Promise<void>, message: RegExp) =>
  assert.rejects(work, (error) => error instanceof MigrationFailed && message.test(error.message));

async function remoteDriver(): Promise<Driver> {
  const place = newTenant("migrated");
  const { url, adminUrl } = server!;
  await remoteBackend({ kind: "remote", url, adminUrl }).create(place);
  return new RemoteDriver({ url, namespace: place });
}
const drivers = [
  {
    name: "embedded",
    ignore: false,
    open: () => Promise.resolve(new EmbeddedDriver(join(dir, `${++made}.db`))),
  },
  { name: "remote", ignore: server === null, open: remoteDriver },
];

for (const { name, ignore, open } of drivers) {
  const test = (title: string, work: (driver: Driver) => Promise<void>) =>
    Deno.test({
      name: `${name}: ${title}`,
      ignore,
      async fn() {
        const driver = await open();
        await work(driver).finally(() => driver.close());
      },
    });

  test("migrations run once, in order, and only the new ones later", async (driver) => {
    await migrate(driver, [one, two]);
    await migrate(driver, [one, two]);
    assert.deepEqual(await tablesOf(driver), ["one", "two"]);
    await migrate(driver, [one, two, three]);
    assert.deepEqual(await tablesOf(driver), ["one", "three", "two"]);
    assert.deepEqual(await driver.all("SELECT n FROM one"), [{ n: 1 }]);
  });

  test("a file that fails is named, leaves nothing of itself, and is taken up again where it stopped", async (driver) => {
    await fails(migrate(driver, [one, broken, three]), /^0002_two\.sql: .*nowhere/);
    assert.deepEqual(await tablesOf(driver), ["one"]);
    await migrate(driver, [one, two, three]);
    assert.deepEqual(await tablesOf(driver), ["one", "three", "two"]);
  });

  test("an edited file, a file put between and a newer program's file are refused", async (driver) => {
    await migrate(driver, [one, three]);
    await fails(migrate(driver, [{ ...one, sha256: "other" }, three]), /^0001_one\.sql: was edited/);
    await fails(migrate(driver, [one, two, three]), /^0002_two\.sql: comes before 0003_three\.sql/);
    await fails(migrate(driver, [one]), /^0003_three\.sql: .*newer program/);
  });

  test("two processes that migrate at once both succeed", async (driver) => {
    await Promise.all([migrate(driver, [one, two]), migrate(driver, [one, two])]);
    assert.deepEqual(await driver.all("SELECT n FROM one"), [{ n: 1 }]);
  });
}

Deno.test("a shop whose migration fails stays closed alone, and opens when the file is right", async () => {
  const backend = embeddedBackend(join(dir, "shops"), 4);
  const ours = await readMigrations("tenant");
  const bad = newTenant("bad"), good = newTenant("good");
  const before = tenantsOn(backend, ours, storeOptions);
  await before.create(bad);
  await before.create(good);
  await before.close();
  // It fails only where the shop's data makes it fail.
  const picky = migration(
    `0999_picky.sql`,
    `INSERT INTO must SELECT NULL FROM log WHERE origin LIKE '%/${bad}';`,
  );
  const after = tenantsOn(backend, [...ours, picky], storeOptions);
  await assert.rejects(after.get(bad), MigrationFailed);
  await assert.rejects(after.get(bad), /0999_picky\.sql/);
  assert.ok((await (await after.get(good)).append(request())).ok);
  await after.close();
});

Deno.test("our own migrations are SQL in files named by number", async () => {
  for (const family of ["control", "tenant"] as const) {
    const files = await readMigrations(family);
    assert.ok(files.length > 0);
    for (const { name } of files) assert.match(name, /^\d{4}_[a-z0-9_]+\.sql$/);
  }
  assert.deepEqual(await migrationsIn(new URL(`file://${dir}/`)), []);
});
