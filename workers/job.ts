import { holdLease } from "../events/store/control/leases.ts";
import { type Shop, shopList } from "../events/store/control/shops.ts";
import type { TenantStore } from "../events/store/types.ts";
import { type Books, PLATFORM_BOOKS, type Services, SHOP_BOOKS } from "../compose.ts";

/** What a worker needs of the process. */
export type WorkerServices = Pick<
  Services,
  | "control"
  | "tenants"
  | "platform"
  | "membership"
  | "post"
  | "subjectKeys"
  | "checkpoints"
  | "limits"
  | "providerWork"
  | "clock"
  | "ids"
>;

/** One line of a worker's log. `shop` is an id: names are personal data. */
export interface WorkerReport {
  readonly job: string;
  readonly shop: string | null;
  /** `fault`: somebody has to look. */
  readonly level: "info" | "fault";
  readonly message: string;
}

export interface Turn {
  readonly services: WorkerServices;
  readonly signal: AbortSignal;
  report(line: Omit<WorkerReport, "job">): void;
  /** Keeps the job for this process; false where another one has it, or has taken it over. */
  holdJob(ms?: number): Promise<boolean>;
}

export interface Job {
  readonly name: string;
  /** Pause between two turns, from the number of shops: idle shops must cost next to nothing. */
  readonly pauseMs: (shops: number) => number;
  /** One turn. Returns how many shops there are. */
  readonly run: (turn: Turn) => Promise<number>;
}

const LEASE_MS = 60_000;

/** How a process takes a job: by a lease in the control database, so that any number of processes is safe. */
export const jobHolder = (services: WorkerServices, job: string, holder: string) => (ms: number = LEASE_MS) =>
  holdLease(services.control, `worker/${job}`, holder, ms, services.clock.now());

/** Does the work for every shop, one after the other. What fails in one shop is reported and the others go on. */
export async function forEachShop(
  turn: Turn,
  work: (store: TenantStore, shop: Shop) => Promise<void>,
): Promise<number> {
  const { services, signal } = turn;
  const shops = await shopList(services.control);
  for (const shop of shops) {
    if (signal.aborted) break;
    try {
      await services.tenants.withTenant(shop.id, (store) => work(store, shop));
    } catch (error) {
      turn.report({ shop: shop.id, level: "fault", message: String(error) });
    }
  }
  return shops.length;
}

/** A log with what it is read with. `shop` is null for the platform's own. */
export interface Log extends Books {
  readonly store: TenantStore;
  readonly shop: string | null;
}

/** The same for every log there is: the platform's own first, then each shop's. */
export async function forEachLog(turn: Turn, work: (log: Log) => Promise<void>): Promise<number> {
  try {
    await work({ store: turn.services.platform, shop: null, ...PLATFORM_BOOKS });
  } catch (error) {
    turn.report({ shop: null, level: "fault", message: String(error) });
  }
  return await forEachShop(turn, (store, { id }) => work({ store, shop: id, ...SHOP_BOOKS }));
}
