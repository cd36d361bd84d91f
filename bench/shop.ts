import { importCatalogue } from "../commands/catalogue/import_catalogue.ts";
import { openCashSession } from "../commands/cash_session/open_cash_session.ts";
import { type CommandContext, jitter } from "../commands/handle.ts";
import { addRegister } from "../commands/shop/add_register.ts";
import { openShop } from "../commands/shop/open_shop.ts";
import { fixedId } from "../commands/fixed_id.ts";
import { FACTS, PROJECTIONS } from "../compose.ts";
import { cashSessionStream, saleStream } from "../domain/streams.ts";
import { sha256, utf8Bytes } from "../events/log/bytes.ts";
import type { Projection } from "../events/projections/define_projection.ts";
import { openTenants, parseTenantId, type Tenants, type TenantStore } from "../events/store/mod.ts";
import type { AppendRequest } from "../events/store/types.ts";
import { buildSale, type CartLine } from "../kernel/checkout.ts";
import { uuidv7Maker } from "../kernel/ids.ts";
import { centimos, ZERO } from "../kernel/money.ts";
import { quantity } from "../kernel/quantity.ts";
import type { Result } from "../kernel/result.ts";
import type { Sale } from "../kernel/sale.ts";
import { ticketNumber } from "../kernel/ticket.ts";
import { type Clock, type Instant } from "../kernel/time.ts";
import { DEMO_CATALOG } from "../niches/minimarket/demo_catalog.ts";
import { seeded } from "./statistics.ts";

/** One moment for all, so that every shop of a run is made of the same events. */
const NOW = "2026-11-22T15:30:00.000Z" as Instant;
export const CLOCK: Clock = { now: () => NOW };
const ids = uuidv7Maker(CLOCK);
export const ACTOR = { kind: "person", id: fixedId("bench/cashier") } as const;
export const REGISTER = fixedId("bench/register"), SESSION = fixedId("bench/session");

export const openShops = (dir: string, projections: readonly Projection[] = PROJECTIONS): Promise<Tenants> =>
  openTenants({
    config: { kind: "embedded", dir },
    baseDomain: "caserito.test",
    facts: FACTS,
    projections,
    clock: CLOCK,
  });

export const context = (store: TenantStore): CommandContext => ({
  store,
  clock: CLOCK,
  ids,
  actor: ACTOR,
  dev: null,
  pause: jitter(),
});

/** A new shop with the demo's catalogue on its shelves, stocked for any number of sales, and an open drawer. */
export async function stockedShop(tenants: Tenants, name: string): Promise<TenantStore> {
  const store = await tenants.create(parseTenantId(name)!);
  const as = context(store), step = (id: string) => ({ id: fixedId(`bench/${id}`) });
  taken(await openShop(as, step("open"), { name: "Bodega", slug: "bodega", niche: "minimarket" }));
  taken(await addRegister(as, step("add"), { registerId: REGISTER, name: "Caja 1", series: "T001" }));
  taken(
    await importCatalogue(as, step("import"), {
      importId: fixedId("bench/imported"),
      fileName: "lista.xlsx",
      fileSha256: "0".repeat(64),
      changes: DEMO_CATALOG.map(({ openingStock: _, barcode, ...seed }, i) => ({
        before: null,
        after: {
          ...seed,
          productId: productId(i),
          barcodes: barcode === null ? [] : [barcode],
          active: true,
        },
        openingStock: quantity(1_000_000_000),
      })),
    }),
  );
  const opening = { cashSessionId: SESSION, registerId: REGISTER, floatCentimos: 5_000 };
  taken(await openCashSession(as, step("drawer"), opening));
  return store;
}

/** A stocked shop that has sold so often; `then` has its turn after `every` so many sales. */
export async function soldShop(
  tenants: Tenants,
  name: string,
  count: number,
  pause?: { readonly every: number; readonly then: (store: TenantStore) => Promise<void> },
): Promise<TenantStore> {
  const store = await stockedShop(tenants, name), chunk = pause?.every ?? SOLD_AT_ONCE;
  for (let from = 0; from < count; from += chunk) {
    const sales = someSales(Math.min(chunk, count - from), from);
    await Promise.all(sales.map(async (sale) => taken(await store.append(saleRequest(sale)))));
    await pause?.then(store);
  }
  return store;
}
/** Few enough that requests wait in memory no longer than they must. */
const SOLD_AT_ONCE = 1_000;

const productId = (index: number): string => fixedId(`bench/product ${index}`);

/** Sales of five different products at their price, paid in cash. The same ones in every run. */
export function someSales(count: number, before = 0): Sale[] {
  const random = seeded(before);
  return Array.from({ length: count }, (_, number) => {
    const first = Math.trunc(random() * DEMO_CATALOG.length);
    const lines = Array.from(
      { length: 5 },
      (_, i) => lineOf((first + i * 61) % DEMO_CATALOG.length, random()),
    );
    return taken(buildSale({ lines, discount: null }, { exact: [], cashCentimos: centimos(1_000_000) }, {
      saleId: ids.next(),
      ticketNumber: ticketNumber("T001", before + number + 1),
      registerId: REGISTER,
      cashSessionId: SESSION,
      cashierId: ACTOR.id,
      occurredAt: NOW,
    }));
  });
}

function lineOf(index: number, chance: number): CartLine {
  const { name, unit, priceCentimos, costCentimos, taxClass } = DEMO_CATALOG[index]!;
  return {
    lineId: ids.next(),
    productId: productId(index),
    name,
    unit,
    quantity: quantity(
      unit === "unidad" ? 1000 * (1 + Math.trunc(chance * 3)) : 100 + Math.trunc(chance * 2000),
    ),
    unitPriceCentimos: priceCentimos,
    unitCostCentimos: costCentimos,
    taxClass,
    discountCentimos: ZERO,
  };
}

/** What the sale's command asks of the store once it has decided. */
export const saleRequest = (sale: Sale): AppendRequest => ({
  command: {
    id: ids.next(),
    hash: hashOf(sale.saleId),
    outcome: JSON.stringify({ saleId: sale.saleId, flags: [] }),
  },
  actor: ACTOR,
  dev: null,
  events: [{
    id: sale.saleId,
    stream: saleStream(sale.saleId),
    type: "SaleRegistered",
    occurredAt: sale.occurredAt,
    data: { sale, flags: [] },
  }],
  expected: [{ stream: saleStream(sale.saleId), version: 0 }, {
    stream: cashSessionStream(SESSION),
    version: 1,
  }],
  gate: "sell",
});

/** A small fact, about 250 bytes of data, in a stream of its own. */
export function smallRequest(): AppendRequest {
  const movementId = ids.next(), stream = cashSessionStream(movementId);
  const data = {
    movementId,
    cashSessionId: SESSION,
    cashierId: ACTOR.id,
    direction: "out",
    amountCentimos: 2_350,
    reason: "Pan de la mañana, dos bolsas grandes, y el vuelto que faltaba de ayer por la tarde",
  };
  return {
    command: { id: ids.next(), hash: hashOf(movementId), outcome: JSON.stringify({ movementId }) },
    actor: ACTOR,
    dev: null,
    events: [{ id: movementId, stream, type: "CashMoved", occurredAt: NOW, data }],
    expected: [{ stream, version: 0 }],
    gate: "always",
  };
}

const hashOf = (text: string) => sha256(utf8Bytes(text));

/** A refusal in a bench is a bug of the bench: it must stop, and not be counted. */
export function taken<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error).slice(0, 300)}`);
  return result.value;
}
