import { keepGate } from "../commands/membership/keep_gate.ts";
import { routeAction } from "../commands/membership/route_actions.ts";
import { registerSale } from "../commands/sale/register_sale.ts";
import { openServices, type Services } from "../compose.ts";
import { readEnvironment } from "../config.ts";
import type { TenantId } from "../events/store/types.ts";
import { type LimaDay, limaDay, plusDays } from "../kernel/time.ts";
import { HandClock } from "../tests/support/hand_clock.ts";
import { invoiced, noticed, paidNow, tell } from "../tests/support/membership_facts.ts";
import { shopOver } from "../tests/support/shop_over.ts";
import { builtSale, openedSession, stocked, taken, testShop } from "../tests/support/test_shop.ts";
import type { Figure, Lab, Sides } from "./measure.ts";
import { percentile } from "./statistics.ts";

const DAY_MS = 86_400_000;
const SHOPS = 500, CHECKS = 200_000;

const servicesIn = (dir: string, clock: HandClock): Promise<Services> =>
  openServices(
    readEnvironment({ CASERITO_ENV: "test", CASERITO_BASE_DOMAIN: "caserito.test", CASERITO_DATA_DIR: dir }),
    clock,
  );

const PATHS = ["/ventas", "/api/v1/sales", "/caja", "/productos/nuevo"];

/** 500 shops with an invoice each, asked in turn: what the middleware asks of each request. */
async function checks(
  { dir, scale }: Lab,
): Promise<{ ours: () => unknown; bare: () => unknown; count: number; close(): Promise<void> }> {
  const clock = new HandClock(), services = await servicesIn(dir, clock), { membership } = services;
  const shops = Array.from({ length: SHOPS }, (_, i) => `bodega-${i}` as TenantId);
  for (const shop of shops) {
    await tell(services, shop, ...invoiced(services.ids, limaDay(clock.now())).facts);
    await membership.load(shop);
  }
  const known = new Map(shops.map((shop) => [shop, true]));
  let n = 0, allowed = 0;
  return {
    count: Math.ceil(CHECKS * scale),
    ours() {
      const shop = shops[n++ % SHOPS]!, action = routeAction("GET", PATHS[n % PATHS.length]!);
      if (
        membership.knows(shop) && action !== null && action !== "always" && membership.allows(shop, action)
      ) allowed++;
    },
    bare() {
      if (known.get(shops[n++ % SHOPS]!)) allowed++;
    },
    close: () => services.close(),
  };
}

async function checking(lab: Lab): Promise<Sides> {
  const { ours, bare, count, close } = await checks(lab);
  const each = (work: () => unknown) => {
    const start = performance.now();
    for (let i = 0; i < count; i++) work();
    return Promise.resolve((performance.now() - start) * 1e6 / count);
  };
  return { ours: () => each(ours), bare: () => each(bare), close };
}

async function slowest(lab: Lab): Promise<Sides> {
  const { ours, bare, count, close } = await checks(lab);
  const each = (work: () => unknown) => {
    const times = Array.from({ length: Math.ceil(count / 4) }, () => {
      const start = performance.now();
      work();
      return (performance.now() - start) * 1e6;
    });
    return Promise.resolve(percentile(times, 99));
  };
  return { ours: () => each(ours), bare: () => each(bare), close };
}

const ROUNDS = 5;

/** A blocked shop for each round: the fact of its payment, then sales offered until one is accepted. */
async function returning({ dir }: Lab, far: boolean): Promise<Sides> {
  const clock = new HandClock(),
    here = await servicesIn(dir, clock),
    there = far ? await servicesIn(dir, clock) : here;
  const dueOn: LimaDay = plusDays(limaDay(clock.now()), 1), shops: Shop[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    shops.push(await readyShop(here, there, clock, `bodega-${round}`));
  }
  const bills = shops.map(() => invoiced(here.ids, dueOn));
  for (const [i, { facts }] of bills.entries()) await tell(here, shops[i]!.id, ...facts);
  clock.forward(2 * DAY_MS);
  for (const [i, { invoiceId }] of bills.entries()) {
    await tell(here, shops[i]!.id, ...noticed(here.ids, invoiceId));
  }
  clock.forward(7 * DAY_MS);
  for (const { id } of shops) {
    await keepGate(here, id);
    await there.membership.load(id);
  }
  await there.membership.refresh();
  return {
    async ours(round) {
      const { id, sell } = shops[round]!;
      if (there.membership.allows(id, "sell")) throw new Error("it was to be blocked");
      const start = performance.now();
      await tell(here, id, paidNow(here)); // with it comes the gate
      while (!there.membership.allows(id, "sell") || !await sell()) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return performance.now() - start;
    },
    async bare(round) {
      const paid = shops.findLast(({ id }, i) => i <= round && there.membership.allows(id, "sell"));
      const start = performance.now();
      if (!await paid!.sell()) throw new Error("it was to be taken");
      return performance.now() - start;
    },
    async close() {
      if (far) await there.close();
      await here.close();
    },
  };
}

interface Shop {
  readonly id: TenantId;
  sell(): Promise<boolean>;
}

async function readyShop(here: Services, there: Services, clock: HandClock, slug: string): Promise<Shop> {
  const made = await shopOver(here, clock, slug), rice = await stocked(made, "Arroz", 900_000);
  const cashSessionId = await openedSession(made), { registerId, lucha } = made;
  const store = await there.tenants.get(made.shop.id), { ids } = there;
  const shop = testShop({ store, clock, ids, registerId, lucha });
  let number = 0;
  return {
    id: made.shop.id,
    sell: async () => {
      const sale = builtSale(shop, { cashSessionId, number: ++number }, [[rice, 1000]]);
      const sold = await registerSale(shop.as(), { id: ids.next() }, { sale });
      if (!sold.ok && sold.error.type !== "SalesBlocked") taken(sold);
      return sold.ok;
    },
  };
}

export const SWITCH: readonly Figure[] = [{
  name: "switch-check",
  title: "the membership asked of a request, 500 shops in turn",
  unit: "ns",
  bare: "one look into a Map that holds the answer",
  rounds: 7,
  aims: [{ kind: "most", value: 50_000, text: "≤ 50 µs" }],
  prepare: checking,
}, {
  name: "switch-check-p99",
  title: "the same, p99 of each by itself",
  unit: "ns",
  bare: "one look into a Map that holds the answer",
  rounds: 7,
  aims: [{ kind: "most", value: 50_000, text: "≤ 50 µs" }],
  prepare: slowest,
}, {
  name: "switch-return",
  title: "from the fact of a payment to an accepted sale",
  unit: "ms",
  bare: "the same sale of a shop that has paid",
  rounds: ROUNDS,
  aims: [{ kind: "most", value: 5_000, text: "≤ 5 s" }],
  prepare: (lab) => returning(lab, false),
}, {
  name: "switch-return-far",
  title: "the same, the sale at another process",
  unit: "ms",
  bare: "the same sale of a shop that has paid",
  rounds: ROUNDS,
  aims: [{ kind: "most", value: 2_000, text: "≤ 2 s" }],
  prepare: (lab) => returning(lab, true),
}];
