import assert from "node:assert/strict";
import { stockOf } from "../../events/projections/stock/queries.ts";
import { plusMs } from "../../kernel/time.ts";
import {
  builtSale,
  openedSession,
  stocked,
  taken,
  type TestShop,
  withShop,
} from "../../tests/support/test_shop.ts";
import { registerSale } from "../sale/register_sale.ts";
import { countStock } from "./count_stock.ts";
import { receiveStock } from "./receive_stock.ts";
import { writeOffStock } from "./write_off_stock.ts";

const asked = (shop: TestShop) => ({ id: shop.ids.next() });
const onHand = async (shop: TestShop, productId: string) =>
  (await stockOf(shop.store.db, [productId])).get(productId)?.onHand;

Deno.test("goods come in from a plain form and go out as a loss", () =>
  withShop(async (shop) => {
    const { productId } = await stocked(shop, "Papa", null, { unit: "kg" });
    const form = { receiptId: shop.ids.next(), productId, quantity: "50.5", unitCostCentimos: "", note: "" };
    taken(await receiveStock(shop.as(), asked(shop), form));
    taken(
      await writeOffStock(shop.as(), asked(shop), {
        lossId: shop.ids.next(),
        productId,
        quantity: "0.75",
        reason: "merma",
      }),
    );
    assert.equal(await onHand(shop, productId), 49_750);
    assert.deepEqual(await receiveStock(shop.as(), asked(shop), form), {
      ok: false,
      error: { type: "AlreadyRecorded" },
    });
    assert.deepEqual(
      await receiveStock(shop.as(), asked(shop), { ...form, receiptId: shop.ids.next(), quantity: "0" }),
      {
        ok: false,
        error: { type: "InvalidInput", faults: [{ field: "lines.0.quantity", fault: "quantity_positive" }] },
      },
    );
  }));

Deno.test("what is sold between the look at the shelf and the sending of the count stays sold", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 10_000), cashSessionId = await openedSession(shop);
    const countedAt = shop.clock.forward(60_000);
    shop.clock.forward(30_000);
    const sale = builtSale(shop, { cashSessionId, number: 1 }, [[rice, 2000]]);
    taken(await registerSale(shop.as(), asked(shop), { sale }));
    shop.clock.forward(30_000);
    const count = { countId: shop.ids.next(), productId: rice.productId, countedAt, counted: "9" };
    const { outcome } = taken(await countStock(shop.as(), asked(shop), count));
    assert.deepEqual([outcome.expected, outcome.difference], [10_000, -1000]);
    assert.equal(await onHand(shop, rice.productId), 7000);
  }));

Deno.test("counts of the past and of the future are refused", () =>
  withShop(async (shop) => {
    const { productId } = await stocked(shop, "Arroz", 10_000);
    const count = (countedAt: string) =>
      countStock(shop.as(), asked(shop), { countId: shop.ids.next(), productId, countedAt, counted: 1000 });
    const now = shop.clock.forward(3_600_000);
    taken(await count(now));
    assert.deepEqual(await count(plusMs(now, -1)), {
      ok: false,
      error: { type: "CountSuperseded", lastCountedAt: now },
    });
    assert.deepEqual(await count(plusMs(now, 120_001)), {
      ok: false,
      error: { type: "CountInFuture", latest: plusMs(now, 120_000) },
    });
  }));
