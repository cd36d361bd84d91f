import { type BillingContext, billShop } from "../commands/membership/bill_shop.ts";
import { chargeCard } from "../commands/membership/charge_card.ts";
import { eachMembershipFact, sizeOf } from "../commands/membership/membership_log.ts";
import { messagesOfNotice } from "../commands/membership/tell_owner.ts";
import type { CommandContext } from "../commands/handle.ts";
import { expireIntents } from "../commands/payments/intents.ts";
import { outagesOf } from "../commands/payments/outages.ts";
import { keepProviderAccount } from "../commands/payments/keep_provider_money.ts";
import { reconcileShop } from "../commands/payments/reconcile_intent.ts";
import { systemContext } from "../commands/shops/create_shop.ts";
import { shopList } from "../events/store/control/shops.ts";
import type { TenantId } from "../events/store/types.ts";
import type { Job, Turn, WorkerServices } from "./job.ts";

const PAUSE_MS = 60_000;

/** What the clock asks of the rest of the platform. */
export type BillingHooks = Pick<BillingContext, "messagesOf" | "reconcile" | "charge">;
const hooksOfPlatform = ({ providerWork }: WorkerServices, log: CommandContext): BillingHooks => ({
  messagesOf: messagesOfNotice(log),
  charge: (shop) => chargeCard(providerWork, shop),
  reconcile: async (shop) => void await reconcileShop(providerWork, shop),
});

/**
 * Issues the invoices and notices whose time has come, and begins the membership of a shop that has none. What a shop may do
 * is computed when it is asked (design §7), so nobody sells longer or shorter for this being late or down. A practice costs
 * nothing. All hours of the table are full hours: every shop is gone through once an hour, and one of which something was
 * said, which is new or which failed, in the next minute.
 */
export function billingClock(
  hooksOf: (services: WorkerServices, log: CommandContext) => BillingHooks = hooksOfPlatform,
): Job {
  const known = new Set<TenantId>(), failed = new Set<TenantId>();
  let looked: { readonly hour: string; readonly size: number } | null = null;

  /** One shop. What fails is told, and tried again. */
  async function bill({ services, report }: Turn, context: BillingContext, id: TenantId): Promise<void> {
    try {
      const status = await services.tenants.withTenant(id, (store) => billShop(context, store));
      known.add(id);
      failed.delete(id);
      if (status.blockWaitsForNotice) report({ shop: id, level: "fault", message: WAITS });
    } catch (error) {
      failed.add(id);
      report({ shop: id, level: "fault", message: String(error) });
    }
  }

  return {
    name: "billing-clock",
    pauseMs: () => PAUSE_MS,
    async run(turn) {
      const { services, signal } = turn, hour = services.clock.now().slice(0, 13);
      const size = await sizeOf(services.platform);
      const shops = (await shopList(services.control)).filter(({ practiceOf }) => practiceOf === undefined);
      const due = new Set(
        shops.map(({ id }) => id).filter((id) => looked?.hour !== hour || !known.has(id) || failed.has(id)),
      );
      await eachMembershipFact(services.platform, looked?.size ?? size, size, (shop) => due.add(shop));
      if (due.size > 0) {
        if (!await turn.holdJob()) return 0;
        const log = systemContext(services, services.platform), hooks = hooksOf(services, log);
        await expireIntents(log, services.clock.now(), { outages: await outagesOf(services.platform) });
        // An intent waits on every account there is: those of the providers are made once.
        for (const name of services.providerWork.providers.keys()) {
          await keepProviderAccount(services.providerWork, name);
        }
        for (const { id } of shops) {
          if (!due.has(id)) continue;
          if (signal.aborted || !await turn.holdJob()) return 0;
          await bill(turn, { ...hooks, log, control: services.control }, id);
        }
      }
      looked = { hour, size };
      return shops.length;
    },
  };
}

const WAITS =
  "a block waits: no notice of it has reached anybody on two channels. Look at the messages of this shop";
