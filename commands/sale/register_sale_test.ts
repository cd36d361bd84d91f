import assert from "node:assert/strict";
import { stockOf } from "../../events/projections/stock/queries.ts";
import { LINES_MAX } from "../../kernel/checkout.ts";
import { centimos } from "../../kernel/money.ts";
import type { NewProduct } from "../../kernel/sync.ts";
import {
  builtSale,
  openedSession,
  stocked,
  taken,
  type TestShop,
  withShop,
} from "../../tests/support/test_shop.ts";
import { reviseProduct } from "../catalogue/revise_product.ts";
import { retireProduct } from "../catalogue/set_product_active.ts";
import { setSalesGate } from "../shop/set_sales_gate.ts";
import { countStock } from "../stock/count_stock.ts";
import { registerEarlierSale, registerSale } from "./register_sale.ts";

const onHand = async (shop: TestShop, productId: string) =>
  (await stockOf(shop.store.db, [productId])).get(productId)?.onHand;

Deno.test("registerSale: a double tap, a hundred times at once, is one sale", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000), cashSessionId = await openedSession(shop);
    const sale = builtSale(shop, { cashSessionId, number: 1 }, [[rice, 1000]]), id = shop.ids.next();
    const taps = await Promise.all(
      Array.from({ length: 100 }, () => registerSale(shop.as(), { id }, { sale })),
    );
    assert.deepEqual(
      taps.map((tap) => taken(tap).outcome),
      taps.map(() => ({ saleId: sale.saleId, flags: [] })),
    );
    assert.equal(taps.filter((tap) => !taken(tap).repeated).length, 1);
    assert.equal((await shop.store.read({ types: ["SaleRegistered"], limit: 10 })).length, 1);
    assert.equal(await onHand(shop, rice.productId), 23_000);
  }));

Deno.test("registerSale: the same id with another sale is refused, the same sale with another id too", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000),
      cashSessionId = await openedSession(shop),
      id = shop.ids.next();
    const sale = builtSale(shop, { cashSessionId, number: 1 }, [[rice, 1000]]);
    const other = builtSale(shop, { cashSessionId, number: 2 }, [[rice, 2000]]);
    taken(await registerSale(shop.as(), { id }, { sale }));
    assert.deepEqual(await registerSale(shop.as(), { id }, { sale: other }), {
      ok: false,
      error: { type: "CommandReused", cmdId: id },
    });
    assert.deepEqual(await registerSale(shop.as(), { id: shop.ids.next() }, { sale }), {
      ok: false,
      error: { type: "SaleAlreadyRegistered", saleId: sale.saleId },
    });
  }));

Deno.test("registerSale: what is odd about a sale is flagged and the sale stands", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 1000), oil = await stocked(shop, "Aceite", null);
    const old = await stocked(shop, "Panetón", 1000), cashSessionId = await openedSession(shop);
    const flagsOf = async (number: number, ...items: [typeof rice, number][]) => {
      const sale = builtSale(shop, { cashSessionId, number }, items);
      return taken(await registerSale(shop.as(), { id: shop.ids.next() }, { sale })).outcome.flags;
    };
    assert.deepEqual(await flagsOf(1, [rice, 2000]), ["oversold"]);
    assert.deepEqual(await flagsOf(2, [oil, 1000]), []); // nobody keeps stock of it
    taken(
      await reviseProduct(shop.as(), { id: shop.ids.next() }, {
        ...oil,
        before: { ...oil, active: true },
        priceCentimos: centimos(520),
      }),
    );
    taken(await retireProduct(shop.as(), { id: shop.ids.next() }, { productId: old.productId }));
    assert.deepEqual(await flagsOf(2, [oil, 1000], [old, 1000]), [
      "price_changed",
      "product_unknown",
      "number_reused",
    ]);
    const stranger = builtSale(shop, { cashSessionId: shop.ids.next(), number: 9 }, [[rice, 1000]]);
    const { outcome } = taken(await registerSale(shop.as(), { id: shop.ids.next() }, { sale: stranger }));
    assert.deepEqual(outcome.flags, ["oversold", "session_unknown"]);
    assert.equal(await onHand(shop, rice.productId), -2000);
  }));

Deno.test("registerSale: a late sale from before a count leaves the shelf as it was counted", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 10_000), cashSessionId = await openedSession(shop);
    shop.clock.forward(60_000);
    const offline = builtSale(shop, { cashSessionId, number: 1 }, [[rice, 1000], [rice, 2000]]);
    shop.clock.forward(60_000);
    const count = { countId: shop.ids.next(), productId: rice.productId, counted: 7000 };
    assert.deepEqual(taken(await countStock(shop.as(), { id: shop.ids.next() }, count)).outcome, {
      countId: count.countId,
      expected: 10_000,
      difference: -3000,
    });
    shop.clock.forward(3_600_000);
    taken(await registerSale(shop.as(), { id: shop.ids.next() }, { sale: offline }));
    assert.equal(await onHand(shop, rice.productId), 7000);
    const corrections = await shop.store.read({ types: ["StockCountCorrected"], limit: 10 });
    assert.deepEqual(corrections.map(({ data, stream, ver }) => ({ data, stream, ver })), [{
      data: { countId: count.countId, productId: rice.productId, saleId: offline.saleId, quantity: 3000 },
      stream: `stock_count-${count.countId}`,
      ver: 2,
    }]);
  }));

Deno.test("registerSale: a shop that may not sell refuses new sales and takes earlier ones", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 10_000), cashSessionId = await openedSession(shop);
    const sale = builtSale(shop, { cashSessionId, number: 1 }, [[rice, 1000]]);
    taken(await setSalesGate(shop.as(), { id: shop.ids.next() }, { open: false, reason: "plan vencido" }));
    assert.deepEqual(await registerSale(shop.as(), { id: shop.ids.next() }, { sale }), {
      ok: false,
      error: { type: "SalesBlocked", reason: "plan vencido" },
    });
    taken(await registerEarlierSale(shop.as(), { id: shop.ids.next() }, { sale }));
  }));

Deno.test("registerSale: the longest ticket with the longest names fits one event", () =>
  withShop(async (shop) => {
    const name = "Piña en almíbar ".repeat(8).slice(0, 110), cashSessionId = await openedSession(shop);
    const goods: NewProduct[] = [];
    for (let i = 0; i < LINES_MAX; i++) goods.push(await stocked(shop, name, null));
    const payment = { exact: [], cashCentimos: centimos(9_999_999) };
    const sale = builtSale(
      shop,
      { cashSessionId, number: 1 },
      goods.map((product) => [product, 1000]),
      payment,
    );
    assert.deepEqual(
      taken(await registerSale(shop.as(), { id: shop.ids.next() }, { sale })).outcome.flags,
      [],
    );
  }));

Deno.test("registerSale: figures that disagree and fields that are not there are refused", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 10_000), cashSessionId = await openedSession(shop);
    const sale = builtSale(shop, { cashSessionId, number: 1 }, [[rice, 1000]]);
    assert.deepEqual(
      await registerSale(shop.as(), { id: shop.ids.next() }, { sale: { ...sale, totalCentimos: 1 } }),
      { ok: false, error: { type: "SaleMalformed", fault: "total is not lines + rounding" } },
    );
    assert.deepEqual(
      await registerSale(shop.as(), { id: shop.ids.next() }, { sale: { ...sale, tenders: [] } }),
      {
        ok: false,
        error: { type: "InvalidInput", faults: [{ field: "sale.tenders", fault: "malformed" }] },
      },
    );
  }));
