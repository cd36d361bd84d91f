import { registerSale } from "../commands/sale/register_sale.ts";
import { push, type PushContext } from "../commands/sync/push.ts";
import { fixedId } from "../commands/fixed_id.ts";
import type { TenantStore } from "../events/store/types.ts";
import { uuidv7Maker } from "../kernel/ids.ts";
import type { Sale } from "../kernel/sale.ts";
import { PUSH_MAX } from "../kernel/sync.ts";
import { type Clock, plusMs } from "../kernel/time.ts";
import { callers, type Figure, type Lab, rate, type Sides } from "./measure.ts";
import { ACTOR, CLOCK, context, openShops, someSales, stockedShop, taken } from "./shop.ts";
import { percentile } from "./statistics.ts";

const SALES = 10_000, TILLS = 20;
const ids = uuidv7Maker();

/** What a till sends: fifty commands at a time, the next fifty once these are answered. */
function outboxOf(deviceId: string, sales: readonly Sale[]): readonly string[] {
  const commands = sales.map((sale, i) => ({
    cmdId: ids.next(),
    seq: i + 1,
    type: "RegisterSale",
    payloadVersion: 1,
    payload: { sale },
    occurredAt: sale.occurredAt,
    cashierId: ACTOR.id,
    appBuild: "bench",
    prevHash: null,
  }));
  return Array.from({ length: Math.ceil(commands.length / PUSH_MAX) }, (_, page) => {
    const baseSeq = page * PUSH_MAX;
    return JSON.stringify({ deviceId, baseSeq, commands: commands.slice(baseSeq, baseSeq + PUSH_MAX) });
  });
}

/** A day after the sales: what waited that long is decided on the whole log (`registerSale`). */
const LATER: Clock = { now: () => plusMs(CLOCK.now(), 86_400_000) };

function pushContext(store: TenantStore): PushContext {
  const { actor: _, dev: __, ...rest } = context(store);
  return {
    ...rest,
    clock: LATER,
    carrier: null,
    staff: new Set([ACTOR.id]),
    leaseEnd: () => Promise.resolve(null),
  };
}

/** Everything that so many tills have kept for days, at once. Throws unless the ledger then has each sale once. */
async function pushAll(
  store: TenantStore,
  outboxes: readonly (readonly string[])[],
  sales: number,
): Promise<void> {
  const before = await salesIn(store);
  await Promise.all(outboxes.map(async (pages) => {
    for (const page of pages) await pushPage(store, JSON.parse(page));
  }));
  const after = await salesIn(store);
  if (after - before !== sales) {
    throw new Error(`${after - before} sales in the ledger, ${sales} were pushed`);
  }
}

/** As a till does: what was not taken is sent again. */
async function pushPage(store: TenantStore, page: { commands: readonly { seq: number }[] }): Promise<void> {
  for (const last = page.commands.at(-1)!.seq;;) {
    const pushed = await push(pushContext(store), page);
    if (pushed.ok && pushed.value.lastSeq >= last) return;
    if (!pushed.ok && pushed.error.type !== "VersionConflict") taken(pushed);
  }
}

const salesIn = async (store: TenantStore): Promise<number> =>
  Number((await store.db.first("SELECT count(*) AS n FROM sale"))!.n);

const outboxesOf = (round: number, sales: readonly Sale[]) =>
  Array.from({ length: TILLS }, (_, till) =>
    outboxOf(
      fixedId(`bench/till ${round} ${till}`),
      sales.slice(till * sales.length / TILLS, (till + 1) * sales.length / TILLS),
    ));

const countOf = ({ scale }: Lab): number => Math.max(TILLS, Math.round(SALES * scale / TILLS) * TILLS);

async function pushingSides(lab: Lab): Promise<Sides> {
  const tenants = await openShops(lab.dir), count = countOf(lab);
  return {
    async ours(round) {
      const store = await stockedShop(tenants, `pushed-${round}`);
      const outboxes = outboxesOf(round, someSales(count));
      return await rate(count, () => pushAll(store, outboxes, count));
    },
    async bare(round) {
      const store = await stockedShop(tenants, `told-${round}`);
      return await rate(count, () =>
        callers(TILLS, someSales(count), async (sale) => {
          taken(await registerSale(context(store), { id: ids.next() }, { sale }));
        }));
    },
    close: () => tenants.close(),
  };
}

/** One sale every so often, as one busy counter makes them. */
const PACE_MS = 15;
const LEAST_SAMPLES = 200;

async function neighbourSides(lab: Lab): Promise<Sides> {
  const tenants = await openShops(lab.dir), count = countOf(lab);
  const sellUntil = async (store: TenantStore, from: number, isOver: (sold: number) => boolean) => {
    const times: number[] = [];
    for (let sold = 0; !isOver(sold); sold++) {
      const [sale] = someSales(1, from + sold);
      await new Promise((resolve) => setTimeout(resolve, PACE_MS));
      const begun = performance.now();
      taken(await registerSale(context(store), { id: ids.next() }, { sale }));
      times.push(performance.now() - begun);
    }
    return percentile(times, 99);
  };
  const neighbour = await stockedShop(tenants, "neighbour");
  let from = 0;
  return {
    async ours(round) {
      const store = await stockedShop(tenants, `loaded-${round}`);
      const outboxes = outboxesOf(round, someSales(count));
      let isOver = false;
      const pushing = pushAll(store, outboxes, count).finally(() => isOver = true);
      const slow = await sellUntil(neighbour, from, () => isOver);
      await pushing;
      from += 100_000;
      return slow;
    },
    bare: async () => {
      const slow = await sellUntil(neighbour, from, (sold) => sold === LEAST_SAMPLES);
      from += 100_000;
      return slow;
    },
    close: () => tenants.close(),
  };
}

export const PUSHING: readonly Figure[] = [
  {
    name: "push-20",
    title: "10,000 queued sales pushed by 20 tills, each exactly once",
    unit: "sales/s",
    bare: "the same sales told to the sale's command by 20 callers, without outbox and chain",
    rounds: 3,
    prepare: pushingSides,
  },
  {
    name: "push-neighbour",
    title: "p99 of another shop's sale while they are pushed",
    unit: "ms",
    bare: "p99 of the same shop's sale with nobody beside it",
    rounds: 5,
    aims: [{ kind: "ratioMost", atMost: 1.2, text: "within 20 %" }],
    prepare: neighbourSides,
  },
];
