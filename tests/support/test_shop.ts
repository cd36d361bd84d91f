import assert from "node:assert/strict";
import type { CommandContext } from "../../commands/handle.ts";
import { addProduct } from "../../commands/catalogue/add_product.ts";
import { openCashSession } from "../../commands/cash_session/open_cash_session.ts";
import { addRegister } from "../../commands/shop/add_register.ts";
import { openShop } from "../../commands/shop/open_shop.ts";
import { receiveStock } from "../../commands/stock/receive_stock.ts";
import { FACTS, PROJECTIONS } from "../../compose.ts";
import { openSubjectKeys } from "../../events/store/subject_keys.ts";
import { openTenants, parseTenantId, type TenantStore } from "../../events/store/mod.ts";
import { buildSale, lineOfProduct, type Payment } from "../../kernel/checkout.ts";
import { type Ids, uuidv7Maker } from "../../kernel/ids.ts";
import { centimos } from "../../kernel/money.ts";
import { quantity } from "../../kernel/quantity.ts";
import type { Result } from "../../kernel/result.ts";
import type { Sale } from "../../kernel/sale.ts";
import type { NewProduct } from "../../kernel/sync.ts";
import { ticketNumber } from "../../kernel/ticket.ts";
import type { Instant } from "../../kernel/time.ts";
import { HandClock } from "./hand_clock.ts";

export { HandClock };

/** A minimarket on a real embedded store in a folder of its own. */
export interface TestShop {
  readonly store: TenantStore;
  readonly clock: HandClock;
  readonly ids: Ids;
  /** Caja 1 with series T001. */
  readonly registerId: string;
  /** A context as a route would make it; each with its own person. */
  as(personId?: string): CommandContext;
  readonly lucha: string;
}

/** Commands are given as a route gives them, except that nobody waits between two attempts. */
export const testShop = (made: Omit<TestShop, "as">): TestShop => ({
  ...made,
  as: (personId = made.lucha) => ({
    store: made.store,
    clock: made.clock,
    ids: made.ids,
    actor: { kind: "person", id: personId },
    dev: null,
    pause: () => Promise.resolve(),
  }),
});

export async function withShop(work: (shop: TestShop) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir({ prefix: "caserito-" });
  const clock = new HandClock(), ids = uuidv7Maker(clock);
  const tenants = await openTenants({
    config: { kind: "embedded", dir },
    baseDomain: "caserito.test",
    facts: FACTS,
    projections: PROJECTIONS,
    clock,
    subjectKeys: openSubjectKeys(`${dir}/keys`),
  });
  try {
    const store = await tenants.create(parseTenantId("minimarket-lucha")!);
    const lucha = ids.next(), registerId = ids.next();
    const shop = testShop({ store, clock, ids, registerId, lucha }), { as } = shop;
    taken(
      await openShop(as(), { id: ids.next() }, {
        name: "Minimarket Lucha",
        slug: "minimarket-lucha",
        niche: "minimarket",
      }),
    );
    taken(await addRegister(as(), { id: ids.next() }, { registerId, name: "Caja 1", series: "T001" }));
    await work(shop);
  } finally {
    await tenants.close();
    await Deno.remove(dir, { recursive: true });
  }
}

/** The value of what a test expects to go well. */
export function taken<T>(result: Result<T, unknown>): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

export const productInput = (shop: TestShop, name: string, rest: Partial<NewProduct> = {}): NewProduct => ({
  productId: shop.ids.next(),
  name,
  barcodes: [],
  code: null,
  unit: "unidad",
  priceCentimos: centimos(490),
  costCentimos: centimos(400),
  taxClass: "gravado",
  category: "Abarrotes",
  minStock: null,
  favourite: false,
  ...rest,
});

/** Adds a product and, where asked, so many thousandths of it to the shelf. */
export async function stocked(
  shop: TestShop,
  name: string,
  thousandths: number | null,
  rest: Partial<NewProduct> = {},
): Promise<NewProduct> {
  const product = productInput(shop, name, rest);
  taken(await addProduct(shop.as(), { id: shop.ids.next() }, product));
  if (thousandths !== null) {
    const lines = [{
      productId: product.productId,
      quantity: thousandths,
      unitCostCentimos: product.costCentimos,
    }];
    taken(await receiveStock(shop.as(), { id: shop.ids.next() }, { receiptId: shop.ids.next(), lines }));
  }
  return product;
}

export async function openedSession(shop: TestShop, floatCentimos = 5000): Promise<string> {
  const cashSessionId = shop.ids.next();
  taken(
    await openCashSession(shop.as(), { id: shop.ids.next() }, {
      cashSessionId,
      registerId: shop.registerId,
      floatCentimos,
    }),
  );
  return cashSessionId;
}

/** A sale as a tablet builds it, paid in cash with a note of S/ 200 unless told otherwise. */
export function builtSale(
  shop: TestShop,
  frame: { cashSessionId: string; number: number; occurredAt?: Instant },
  items: readonly (readonly [NewProduct, number])[],
  payment: Payment = { exact: [], cashCentimos: centimos(20_000) },
): Sale {
  const lines = items.map(([product, thousandths]) =>
    lineOfProduct(shop.ids.next(), product, quantity(thousandths))
  );
  return taken(buildSale({ lines, discount: null }, payment, {
    saleId: shop.ids.next(),
    ticketNumber: ticketNumber("T001", frame.number),
    registerId: shop.registerId,
    cashSessionId: frame.cashSessionId,
    cashierId: shop.lucha,
    occurredAt: frame.occurredAt ?? shop.clock.now(),
  }));
}
