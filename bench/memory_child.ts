/** Opens so many shops, asks and sells once in each, keeps all of them open and prints what the process holds in MB. */
import { productsChangedAfter } from "../events/projections/catalogue/queries.ts";
import { parseTenantId } from "../events/store/mod.ts";
import { print } from "../scripts/cli.ts";
import { BareDatabase, bound } from "./bare.ts";
import { openShops, saleRequest, someSales, taken } from "./shop.ts";

const [side, folder, count] = Deno.args;
const PAGE = 50;
const names = Array.from({ length: Number(count) }, (_, i) => `shop-${i}`);
const open: unknown[] = [];

if (side === "ours") {
  const tenants = await openShops(folder!);
  for (const [i, name] of names.entries()) {
    const store = await tenants.get(parseTenantId(name)!);
    await productsChangedAfter(store.db, null, PAGE);
    taken(await store.append(saleRequest(someSales(1, i)[0]!)));
    open.push(store);
  }
} else {
  const read = bound({ sql: `SELECT * FROM product LIMIT ${PAGE}`, args: [] });
  const write = bound({ sql: "UPDATE head SET recorded_at = recorded_at + 1", args: [] });
  for (const name of names) {
    const database = new BareDatabase(`${folder}/tenants/${name}.db`);
    database.all(read);
    database.write([write]);
    open.push(database);
  }
}

print(String(Deno.memoryUsage().rss / 2 ** 20));
Deno.exit(open.length === names.length ? 0 : 1);
