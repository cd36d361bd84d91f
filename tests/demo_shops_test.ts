import assert from "node:assert/strict";
import { type Instant, limaDay, plusDays } from "../kernel/time.ts";
import { seedDemoShops } from "../scripts/demo_shops.ts";
import { withServices } from "./support/services.ts";
import { shopBySlug } from "../events/store/control/shops.ts";
import { differencesByCashier } from "../events/projections/owner/queries.ts";
import { epochMsOf } from "../kernel/time.ts";

Deno.test("the demo shop has lived: every day sold, recorded in its minute, and started again nothing is added", () =>
  withServices(async (services, clock) => {
    const today = limaDay(clock.now()), historyDays = 8;
    await seedDemoShops(services, { historyDays });
    const shop = await shopBySlug(services.control, "minimarket-lucha"),
      store = await services.tenants.get(shop!.id);
    const days = await store.db.all<{ day: string; tickets: number }>(
      "SELECT day, count(*) AS tickets FROM sale GROUP BY day ORDER BY day",
    );
    assert.deepEqual(
      days.map(({ day }) => day),
      Array.from({ length: historyDays + 1 }, (_, i) => plusDays(today, i - historyDays) as string),
    );
    assert.ok(days.every(({ tickets }) => tickets >= 15), JSON.stringify(days));

    const { size } = await store.head(), now = clock.now();
    const events = await store.read({ limit: size });
    for (const { recordedAt, occurredAt, pos } of events) {
      const apart = Math.abs(epochMsOf(recordedAt) - epochMsOf(occurredAt));
      assert.ok(occurredAt <= now && apart <= 60_000, `${pos}: ${occurredAt} recorded ${recordedAt}`);
    }
    const open = await store.db.all("SELECT cash_session_id FROM cash_session WHERE z_number IS NULL");
    assert.equal(open.length, 0, "at 22:30 the drawer is closed");
    const since = "2026-01-01T00:00:00.000Z" as Instant;
    assert.equal((await differencesByCashier(store.db, since)).length, 2, "both cashiers closed");

    await seedDemoShops(services, { historyDays });
    assert.equal((await store.head()).size, size);
  }));

Deno.test("the same chance twice is the same history", () =>
  withServices(async (one) => {
    await withServices(async (two) => {
      const soldIn = async (services: typeof one) => {
        await seedDemoShops(services, { historyDays: 2 });
        const shop = await shopBySlug(services.control, "minimarket-lucha");
        const { db } = await services.tenants.get(shop!.id);
        return await db.all("SELECT ticket_number, occurred_at, total_centimos FROM sale ORDER BY pos");
      };
      assert.deepEqual(await soldIn(one), await soldIn(two));
    });
  }));
