import { ConstraintError, type ControlDb } from "./control/db.ts";
import { personalData, sealPeople } from "./control/personal.ts";
import { type DatabaseConfig, openBackend } from "./database_config.ts";
import { isFault } from "./driver.ts";
import { migrate, readMigrations } from "./migrator.ts";
import { retryBusy } from "./retry.ts";
import type { SubjectKeys } from "./subject_keys.ts";
import type { SqlRow, SqlValue } from "./types.ts";

/** Opens the control database, makes it where it is missing and brings it to today's schema. */
export async function openControl(config: DatabaseConfig, keys: SubjectKeys): Promise<ControlDb> {
  const backend = openBackend(config);
  await backend.create("control");
  const { driver } = backend.open("control");
  await migrate(driver, await readMigrations("control"));
  const ask = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await retryBusy(work);
    } catch (error) {
      throw isFault(error, "constraint") ? new ConstraintError(error.message, { cause: error }) : error;
    }
  };
  const all = (sql: string, args: readonly SqlValue[] = []) => ask(() => driver.all(sql, args));
  const control: ControlDb = {
    personal: personalData(keys),
    all: <Row extends SqlRow>(sql: string, args?: readonly SqlValue[]) => all(sql, args) as Promise<Row[]>,
    first: async <Row extends SqlRow>(sql: string, args?: readonly SqlValue[]) =>
      ((await all(sql, args))[0] ?? null) as Row | null,
    batch: async (statements) => void await ask(() => driver.batch(statements)),
    close: () => driver.close(),
  };
  await sealPeople(control);
  return control;
}
