import { endIntent, expireIntents } from "../commands/payments/intents.ts";
import { outagesOf } from "../commands/payments/outages.ts";
import { systemContext } from "../commands/shops/create_shop.ts";
import { forgottenIntents } from "../events/projections/payments/queries.ts";
import { intentsTakenBack } from "../events/projections/payments/till_queries.ts";
import { type Instant, limaDay, limaHour, plusDays, plusMs } from "../kernel/time.ts";
import { forEachShop, type Job } from "./job.ts";

const PAUSE_MS = 60_000;
const PAUSE_PER_SHOP_MS = 100;
/** Most of what expires has just done so; once an hour everything is looked at. */
const LATELY_MS = 2 * 3_600_000;
/** A tablet that was long without a network tells of a sale's payment after the sale was taken back. */
const RETURNS_DAYS = 30;
const AT_ONCE = 200;

/**
 * Ends what nobody waits for any more in each shop: payments whose time is over and of which nobody has said anything, and
 * those of sales that were taken back. A shop without them costs two reads of indexes.
 */
export function intentKeeper(): Job {
  let looked = "";
  return {
    name: "intent-keeper",
    pauseMs: (shops) => Math.max(PAUSE_MS, shops * PAUSE_PER_SHOP_MS),
    async run(turn) {
      const { services, holdJob, report } = turn, now = services.clock.now(), day = limaDay(now);
      if (!await holdJob()) return 0; // of many processes one looks into every shop
      const outages = await outagesOf(services.platform);
      const hour = `${day} ${limaHour(now)}`;
      const since: Instant | "" = hour === looked ? plusMs(now, -LATELY_MS) : "";
      const shops = await forEachShop(turn, async (store, { id }) => {
        const back = await intentsTakenBack(store.db, plusDays(day, -RETURNS_DAYS), AT_ONCE);
        const [forgotten] = await forgottenIntents(store.db, now, 1, since);
        if (back.length === 0 && !forgotten || !await holdJob()) return;
        const context = systemContext(services, store);
        for (const intentId of back) {
          const asked = { id: services.ids.next() };
          const ended = await endIntent(context, asked, { intentId, outcome: "canceled" });
          // What was paid in the same moment is an ordinary refund.
          if (!ended.ok && ended.error.type !== "PaymentIntentSettled") {
            report({
              shop: id,
              level: "fault",
              message: `payment of a sale that was taken back: ${ended.error.type}`,
            });
          }
        }
        await expireIntents(context, now, { since, limit: AT_ONCE, outages });
      });
      looked = hour;
      return shops;
    },
  };
}
