/**
 * Counts up in a row of a shop's file, each time holding the write lock for a while, and prints the count before the
 * lock is let go and after. Started by `busy_storm_test.ts`: `busy_child.ts <file> <times>`.
 */
import { EmbeddedDriver } from "./embedded_driver.ts";
import { retryBusy } from "./retry.ts";

const [file, times] = Deno.args as [string, string];
const driver = new EmbeddedDriver(file);
const text = new TextEncoder();
for (let n = 1; n <= Number(times); n++) {
  await retryBusy(() => driver.all("BEGIN IMMEDIATE"));
  await driver.all("UPDATE counter SET n = ?", [n]);
  await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 45));
  await driver.all("COMMIT");
  Deno.stdout.writeSync(text.encode(`${n}\n`));
}
await driver.close();
