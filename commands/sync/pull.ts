import type { CatalogueFact, Product } from "../../events/facts/catalogue.ts";
import type { ReturnsFact } from "../../events/facts/returns.ts";
import type { SalesFact } from "../../events/facts/sales.ts";
import type { StockFact } from "../../events/facts/stock.ts";
import { pairedDevices } from "../../events/projections/pairing/queries.ts";
import { sessionById } from "../../events/projections/cash_session/queries.ts";
import { productsById, productsChangedAfter } from "../../events/projections/catalogue/queries.ts";
import { cursorOf, readCursor } from "../../events/projections/cursor.ts";
import { type Register, registers } from "../../events/projections/shop/queries.ts";
import { paymentMethodsOf } from "../shop/set_payment_methods.ts";
import { tillSettings } from "../../events/projections/till_settings/queries.ts";
import { stockOf } from "../../events/projections/stock/queries.ts";
import type { Head, TenantDb, TenantStore } from "../../events/store/types.ts";
import { quantity } from "../../kernel/quantity.ts";
import type {
  PulledCashier,
  PulledProduct,
  PulledRegister,
  PullResponse,
  SeriesLease,
} from "../../kernel/sync.ts";
import type { Clock } from "../../kernel/time.ts";

import { type Lending, pullCustomers } from "../customer/pull_customers.ts";

const PULL_MAX = 500;

export interface PullContext {
  readonly store: TenantStore;
  readonly clock: Clock;
  /** Who may sit at the till: names live outside the ledger, so whoever asks brings them. */
  readonly cashiers: readonly PulledCashier[];
  /** The paired device that asks, and the last number of its chain; null or absent for a program that is not paired. */
  readonly device?: { readonly deviceId: string; readonly made: number | null } | null;
  /** Of that device. */
  readonly series?: readonly SeriesLease[];
}

/** The leave to sell goes along from outside: it is the platform's word and no fact of the shop. */
export type PullPage = Omit<PullResponse, "lease">;

/** Where a till stands: how far in the changes of the catalogue, and up to which position it knows what moved stock. */
interface Place {
  readonly catalogue: string | null;
  readonly stockPos: number;
  /** Of {@link pullCustomers}. */
  readonly customers?: string | undefined;
}

/**
 * What a till needs to sell, as it changed since the cursor (design §8). Products first, page by page; then those whose
 * stock moved meanwhile. A cursor that is not ours starts over: a till that has everything twice is still right.
 */
export async function pull(
  { store, clock, cashiers, device = null, series = [] }: PullContext,
  cursor: string | null,
  limit: number = PULL_MAX,
): Promise<PullPage> {
  const place = placeIn(await store.head(), cursor);
  const max = Math.min(limit, PULL_MAX);
  const changes = await productsChangedAfter(store.db, place.catalogue, max);
  const moved = changes.more
    ? { products: [], upTo: place.stockPos, more: true }
    : await movedSince(store, place.stockPos, max - changes.changed.length);
  const products = new Map(
    [...moved.products, ...changes.changed].map((product) => [product.productId, product]),
  );
  const room = moved.more ? 0 : max - products.size;
  const credit = await pullCustomers(store, await lending(store.db, device), place.customers, room);
  return {
    products: await withStock(store.db, [...products.values()]),
    removed: changes.removed,
    registers: await Promise.all(
      (await registers(store.db)).map((register) => pulledRegister(store.db, register)),
    ),
    cashiers,
    origin: store.origin,
    series,
    settings: await tillSettings(store.db),
    methods: await paymentMethodsOf(store),
    minBuild: null,
    serverTime: clock.now(),
    customers: credit.customers,
    removedCustomers: credit.removed,
    creditShare: credit.share,
    creditSeq: credit.seq,
    cursor: cursorOf([changes.cursor, String(moved.upTo), credit.place]),
    hasMore: credit.more,
  };
}

/** Further behind, telling each product's stock anew is less than telling what moved it. */
const SNAPSHOT_AFTER = 5_000;

/** Where to go on: at the cursor; at the whole catalogue, retired products named, where it is too old or of another log. */
function placeIn({ size }: Head, cursor: string | null): Place {
  const place = readPlace(cursor);
  if (!place) return { catalogue: null, stockPos: size };
  const behind = size - place.stockPos;
  if (behind >= 0 && behind <= SNAPSHOT_AFTER) return place;
  const customers = behind < 0 ? undefined : place.customers;
  return { customers, catalogue: cursorOf(["0", ""]), stockPos: size };
}

function readPlace(cursor: string | null): Place | null {
  const [catalogue, stockPos, customers] = readCursor(cursor ?? undefined) ?? [];
  if (catalogue === undefined || stockPos === undefined || !/^\d{1,15}$/.test(stockPos)) return null;
  return { catalogue, stockPos: Number(stockPos), customers };
}

/** Who may lend beside the one that asks. */
async function lending(db: TenantDb, device: PullContext["device"]): Promise<Lending> {
  const active = (await pairedDevices(db)).filter(({ revokedAt }) => revokedAt === null)
    .map(({ deviceId }) => deviceId);
  if (!device || !active.includes(device.deviceId)) return { till: null, othersLend: active.length > 0 };
  return { till: { ...device, active }, othersLend: active.length > 1 };
}

const STOCK_TYPES = [
  "SaleRegistered",
  "SaleVoided",
  "SaleRefunded",
  "StockReceived",
  "StockWrittenOff",
  "StockCounted",
  "StockCountCorrected",
  "CatalogueImported",
  "CatalogueImportUndone",
] as const satisfies readonly Mover["type"][];
type Mover = SalesFact | ReturnsFact | StockFact | CatalogueFact;
type StockMover = Extract<Mover, { type: (typeof STOCK_TYPES)[number] }>;

/** Active products whose stock moved after a position, from the events themselves: only what is new is read. */
async function movedSince(
  store: TenantStore,
  after: number,
  max: number,
): Promise<{ products: readonly Product[]; upTo: number; more: boolean }> {
  const { size } = await store.head();
  const events = await store.read({ after, upTo: size, types: STOCK_TYPES, limit: PULL_MAX });
  const ids = new Set<string>();
  let taken = 0;
  for (const { type, data } of events) {
    const moved = movedBy({ type, data } as StockMover);
    // The first event is always taken, or a till would ask for it for ever.
    if (taken > 0 && ids.size + moved.length > max) break;
    for (const id of moved) ids.add(id);
    taken++;
  }
  const all = taken === events.length && events.length < PULL_MAX;
  const products = [...(await productsById(store.db, [...ids])).values()].filter((product) => product.active);
  return { products, upTo: all ? size : events[taken - 1]!.pos, more: !all };
}

function movedBy({ type, data }: StockMover): string[] {
  switch (type) {
    case "SaleRegistered":
      return data.sale.lines.flatMap(({ productId }) => productId ?? []);
    case "SaleVoided":
    case "SaleRefunded":
      return data.lines.flatMap(({ productId }) => productId ?? []);
    case "StockReceived":
      return data.lines.map(({ productId }) => productId);
    case "CatalogueImported":
    case "CatalogueImportUndone":
      return data.changes.map(({ after }) => after.productId);
    default:
      return [data.productId];
  }
}

async function withStock(db: TenantDb, products: readonly Product[]): Promise<PulledProduct[]> {
  const stock = await stockOf(db, products.map(({ productId }) => productId));
  return products.map(({ productId, minStock: _, active: __, ...product }) => ({
    id: productId,
    ...product,
    onHand: stock.get(productId)?.onHand ?? quantity(0),
  }));
}

async function pulledRegister(db: TenantDb, register: Register): Promise<PulledRegister> {
  const { registerId, name, series, nextNumber, openSessionId } = register;
  const session = openSessionId === null ? null : await sessionById(db, openSessionId);
  const { cashierId = null, openedAt = null } = session ?? {};
  return {
    registerId,
    name,
    series,
    lastTicket: nextNumber - 1,
    session: session === null || cashierId === null || openedAt === null
      ? null
      : { cashSessionId: session.cashSessionId, cashierId, floatCentimos: session.floatCentimos, openedAt },
  };
}
