import { mkdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Backend, Place } from "./backend.ts";
import { EmbeddedDriver } from "./embedded_driver.ts";
import { embeddedWriter } from "./embedded_writer.ts";
import { OpenFiles } from "./open_files.ts";

/** `<dir>/control.db` and `<dir>/tenants/<id>.db`. A path is made of a `TenantId` and of nothing else (ledger T4). */
export function embeddedBackend(dir: string, maxOpen: number): Backend {
  const files = new OpenFiles(maxOpen);
  let busyReconnects = 0;
  const watched = { onBusy: () => void busyReconnects++ };
  const counted = { ...watched, onUse: files.use, onClose: files.forget };
  const pathOf = (place: Place) =>
    place === "control" ? join(dir, "control.db") : join(dir, "tenants", `${place}.db`);
  return {
    exists: (place) => stat(pathOf(place)).then((found) => found.isFile(), () => false),
    async create(place) {
      await mkdir(dirname(pathOf(place)), { recursive: true, mode: 0o700 });
      const driver = new EmbeddedDriver(pathOf(place)); // opening makes the file
      await driver.all("SELECT 1");
      await driver.close();
    },
    async remove(tenant) {
      for (const part of ["", "-wal", "-shm"]) await rm(`${pathOf(tenant)}${part}`, { force: true });
    },
    blockWrites: () => Promise.resolve(),
    busyReconnects: () => busyReconnects,
    open(place) {
      const driver = new EmbeddedDriver(pathOf(place), place === "control" ? watched : counted);
      return { driver, groupWriter: (clock, context) => embeddedWriter(driver, clock, context) };
    },
  };
}
