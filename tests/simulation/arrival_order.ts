import assert from "node:assert/strict";
import { push } from "../../commands/sync/push.ts";
import { PROJECTIONS } from "../../compose.ts";
import { projectionHash } from "../../events/projections/compare.ts";
import { salesHourlyProjection } from "../../events/projections/sales_hourly/projection.ts";
import { runAsyncOnce } from "../../events/projections/runner.ts";
import type { TenantStore } from "../../events/store/types.ts";
import type { PushCommand } from "../../kernel/sync.ts";
import { taken } from "../support/test_shop.ts";
import type { Chance } from "./chance.ts";
import { GOODS } from "./goods.ts";
import type { Scene } from "./scenario.ts";
import { ShopServer } from "./shop_server.ts";

/**
 * Plays what the tablets kept into two new shops, each tablet in its own order and the tablets among each other in any,
 * and holds the read models against each other that may not depend on it (features §6 item 6). All goods are there first,
 * those too that a tablet made: another can only know of them once they have arrived.
 */
export async function holdArrivalOrder({ world, books, tablets }: Scene, dir: string): Promise<void> {
  const chains = tablets.map((_, number) =>
    [...books.kept.values()].filter(({ tablet }) => tablet === number).map(({ command }) => command)
  );
  const registers = tablets.map(({ parts }) => parts.registerId);
  const made = books.of("AddProduct").map(({ payload }) => ({ ...payload, stock: 0 }));
  const found: unknown[] = [];
  for (const shop of ["first", "second"]) {
    const server = new ShopServer(world, `${dir}/${shop}`);
    await server.start();
    try {
      await server.found([...GOODS, ...made], registers);
      await playInto(server, chains.map((chain) => [...chain]), world.chance);
      found.push(await readModels(server.store));
    } finally {
      await server.stop();
    }
  }
  assert.deepEqual(found[1], found[0], "another order of arrival, another shop");
}

async function playInto(
  server: ShopServer,
  chains: PushCommand[][],
  chance: Chance,
): Promise<void> {
  const devices = chains.map(() => ({ deviceId: server.ids.next(), seq: 0 }));
  for (let left = chains.flat().length; left > 0;) {
    const number = chance.int(0, chains.length - 1), device = devices[number]!;
    const batch = chains[number]!.splice(0, chance.int(1, 20));
    if (batch.length === 0) continue;
    const commands = batch.map((command) => ({ ...command, seq: ++device.seq, prevHash: null }));
    const body: unknown = JSON.parse(
      JSON.stringify({ deviceId: device.deviceId, baseSeq: device.seq - batch.length, commands }),
    );
    assert.equal(taken(await push(server.pushContext, body)).lastSeq, device.seq);
    left -= batch.length;
  }
}

/**
 * Sums that no order may change. Flags and positions say in which order things came, so they stay out; so does the day to
 * which a count's difference is booked, since a count that comes after a later one has nothing left to say.
 */
async function readModels(store: TenantStore): Promise<Record<string, unknown>> {
  for (let behind = true; behind;) {
    behind = (await runAsyncOnce(store, PROJECTIONS)).some((run) => run.behind > 0);
  }
  return {
    hourly: await projectionHash(store.db, salesHourlyProjection),
    daily: await store.db.all(
      `SELECT day, product_id, quantity, revenue_centimos, cost_centimos, costed_centimos FROM product_daily
        WHERE quantity > 0 ORDER BY day, product_id`,
    ),
    moved: await store.db.all(
      "SELECT product_id, sum(stock_delta) AS moved FROM product_daily GROUP BY product_id ORDER BY product_id",
    ),
    stock: await store.db.all("SELECT product_id, on_hand FROM stock ORDER BY product_id"),
    sales: await store.db.all(
      "SELECT sale_id, ticket_number, total_centimos, day FROM sale ORDER BY sale_id",
    ),
    drawers: await store.db.all(
      "SELECT cash_session_id, tickets, sales_centimos, efectivo, in_centimos, out_centimos FROM cash_session ORDER BY 1",
    ),
  };
}
