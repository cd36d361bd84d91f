import { registerSale } from "../commands/sale/register_sale.ts";
import { PROJECTIONS } from "../compose.ts";
import type { Projection } from "../events/projections/define_projection.ts";
import type { AppendRequest, TenantStore } from "../events/store/types.ts";
import { GROUP_MAX, type Tenants } from "../events/store/mod.ts";
import { uuidv7Maker } from "../kernel/ids.ts";
import type { Sale } from "../kernel/sale.ts";
import { BareDatabase, FIRST_HEAD, type Recording, recordingOf } from "./bare.ts";
import { type Aim, callers, type Figure, rate, type Sides } from "./measure.ts";
import { context, openShops, saleRequest, smallRequest, someSales, stockedShop, taken } from "./shop.ts";
import { parseTenantId } from "../events/store/mod.ts";

/** Everything that differs between the figures of writing. */
interface Writing<Job> {
  readonly jobs: (count: number) => Job[];
  readonly shop: (tenants: Tenants, name: string) => Promise<TenantStore>;
  readonly projections: readonly Projection[];
  readonly write: (store: TenantStore, job: Job) => Promise<void>;
}

const append = async (store: TenantStore, request: AppendRequest): Promise<void> =>
  void taken(await store.append(request));
const ids = uuidv7Maker();

const SMALL: Writing<AppendRequest> = {
  jobs: (count) => Array.from({ length: count }, smallRequest),
  shop: (tenants, name) => tenants.create(parseTenantId(name)!),
  projections: [],
  write: append,
};
const SALES: Writing<AppendRequest> = {
  jobs: (count) => someSales(count).map(saleRequest),
  shop: stockedShop,
  projections: PROJECTIONS,
  write: append,
};
const COMMANDS: Writing<Sale> = {
  jobs: someSales,
  shop: stockedShop,
  projections: PROJECTIONS,
  write: async (store, sale) => void taken(await registerSale(context(store), { id: ids.next() }, { sale })),
};

/** A new shop in every round, so that both sides write into files of the same size. */
async function writingSides<Job>(
  dir: string,
  { jobs, shop, projections, write }: Writing<Job>,
  { count, callers: many }: { readonly count: number; readonly callers: number },
): Promise<Sides> {
  const tenants = await openShops(dir, projections), work = jobs(count);
  let recording: Recording | null = null;
  return {
    async ours(round) {
      const store = await shop(tenants, `shop-${round}`);
      const { size } = await store.head();
      const speed = await rate(count, () => callers(many, work, (job) => write(store, job)));
      recording ??= await recordingOf(store, size, many === 1 ? 1 : GROUP_MAX, projections);
      await store.close();
      return speed;
    },
    async bare(round) {
      const { schema, transactions } = recording!;
      using database = new BareDatabase(`${dir}/bare-${round}.db`, [...schema, FIRST_HEAD]);
      return await rate(count, () => {
        for (const transaction of transactions) database.write(transaction);
      });
    },
    close: () => tenants.close(),
  };
}

const BARE = "the same rows, statements and bytes made beforehand, same transactions";
const AIM: Aim = { kind: "ratio", atLeast: 0.6, text: "≥ 60 % of the bare loop" };

const writing = <Job>(
  figure: Pick<Figure, "name" | "title" | "unit" | "aims">,
  what: Writing<Job>,
  size: { readonly count: number; readonly callers: number },
): Figure => ({
  ...figure,
  bare: BARE,
  rounds: 5,
  prepare: ({ dir, scale }) =>
    writingSides(dir, what, { ...size, count: Math.max(64, Math.round(size.count * scale)) }),
});

export const WRITING: readonly Figure[] = [
  writing({ name: "append-1", title: "append, 1 caller", unit: "events/s" }, SMALL, {
    count: 1_000,
    callers: 1,
  }),
  writing(
    { name: "append-64", title: "append, 64 callers", unit: "events/s", aims: [AIM] },
    SMALL,
    { count: 19_200, callers: 64 },
  ),
  writing(
    { name: "sale-1", title: "five-line sale, inline read models, 1 caller", unit: "sales/s" },
    SALES,
    { count: 1_000, callers: 1 },
  ),
  writing(
    {
      name: "sale-64",
      title: "five-line sale, inline read models, 64 callers",
      unit: "sales/s",
      aims: [AIM],
    },
    SALES,
    { count: 9_600, callers: 64 },
  ),
  writing(
    { name: "command-64", title: "the whole sale command, 64 callers", unit: "sales/s" },
    COMMANDS,
    { count: 4_800, callers: 64 },
  ),
];
