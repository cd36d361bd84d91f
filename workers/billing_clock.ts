import { type BillingContext, billShop } from "../commands/membership/bill_shop.ts";
import { systemContext } from "../commands/shops/create_shop.ts";
import { membershipStream } from "../domain/streams.ts";
import { MEMBERSHIP_FACTS } from "../events/facts/membership.ts";
import { shopList } from "../events/store/control/shops.ts";
import type { TenantId, TenantStore } from "../events/store/types.ts";
import type { Job, Turn, WorkerServices } from "./job.ts";

const PAUSE_MS = 60_000;
const SPOKEN_MAX = 1_000;

/** What the clock asks of the rest of the platform; each does nothing where it is not set up. */
export interface BillingHooks extends Pick<BillingContext, "messagesOf" | "reconcile"> {
  /** Ends what somebody meant to pay and did not. */
  readonly expireIntents: () => Promise<void>;
}
const NO_HOOKS: BillingHooks = {
  messagesOf: () => Promise.resolve({ facts: [], expected: [] }),
  reconcile: () => Promise.resolve(),
  expireIntents: () => Promise.resolve(),
};

/**
 * Issues the invoices and notices whose time has come, and begins the membership of a shop that has none. What a shop may do
 * is computed when it is asked (design §7), so nobody sells longer or shorter for this being late or down. A practice costs
 * nothing. All hours of the table are full hours: every shop is gone through once an hour, and one of which something was
 * said, which is new or which failed, in the next minute.
 */
export function billingClock(hooksOf: (services: WorkerServices) => BillingHooks = () => NO_HOOKS): Job {
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
      const spokenOf = looked?.hour === hour ? await shopsSpokenOf(services.platform, looked.size) : null;
      const due = shops.filter(({ id }) =>
        spokenOf === null || spokenOf.has(membershipStream(id)) || !known.has(id) || failed.has(id)
      );
      if (due.length > 0) {
        if (!await turn.holdJob()) return 0;
        const hooks = hooksOf(services);
        const log = systemContext(services, services.platform);
        await hooks.expireIntents();
        for (const { id } of due) {
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
const TYPES: readonly string[] = MEMBERSHIP_FACTS.map(({ type }) => type);

const sizeOf = async ({ db }: TenantStore): Promise<number> =>
  (await db.first<{ size: number }>("SELECT size FROM head WHERE k = 1"))?.size ?? 0;

/** Streams to which something was added after this position; null where it is too much to tell. */
async function shopsSpokenOf(platform: TenantStore, after: number): Promise<ReadonlySet<string> | null> {
  const events = await platform.read({ after, types: TYPES, limit: SPOKEN_MAX });
  return events.length === SPOKEN_MAX ? null : new Set(events.map(({ stream }) => stream));
}
