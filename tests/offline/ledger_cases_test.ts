/** Cases of the catalogue of lost and doubled sales (features §3) that the server has to answer for, by their number. */
import assert from "node:assert/strict";
import { setSalesGate } from "../../commands/shop/set_sales_gate.ts";
import { closeCashSession } from "../../commands/cash_session/close_cash_session.ts";
import { stockOf } from "../../events/projections/stock/queries.ts";
import { centimos } from "../../kernel/money.ts";
import type { NewProduct } from "../../kernel/sync.ts";
import { builtSale, openedSession, stocked, taken, type TestShop, withShop } from "../support/test_shop.ts";
import { parkedIn, sell, TestTill } from "../support/test_till.ts";
import { withTwoShops } from "../support/two_shops.ts";
import { MORNING } from "../simulation/scenario.ts";
import { simulate } from "../simulation/simulate.ts";

const salesIn = (shop: TestShop) => shop.store.read({ types: ["SaleRegistered"], limit: 100_000 });
const onHand = async (shop: TestShop, { productId }: NewProduct) =>
  (await stockOf(shop.store.db, [productId])).get(productId)?.onHand;

Deno.test("features §3 item 1: a second window takes over while sales wait, and each is there once", async () => {
  for (const seed of [11, 12, 13]) {
    const lived = await simulate(seed, { plan: { ...MORNING, days: 1, twoTabs: true } });
    assert.ok(lived.sales > 3);
  }
});

Deno.test("features §3 item 2: a sale that comes after the closing is taken, flagged, and the closing stands", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000), till = new TestTill(shop);
    const cashSessionId = await openedSession(shop, 0);
    sell(shop, till, cashSessionId, 1, rice);
    const counts = [{ denominationCentimos: centimos(100), count: 1 }];
    taken(await closeCashSession(shop.as(), { id: shop.ids.next() }, { cashSessionId, counts }));
    assert.deepEqual((await till.sent()).said, ["flagged session_closed"]);
    const closed = await shop.store.read({ types: ["CashSessionClosed"], limit: 10 });
    assert.equal(closed.length, 1, "no other session is made for it");
    assert.equal((await salesIn(shop)).length, 1);
  }));

Deno.test("features §3 item 4: a request cut at any byte has no effect, an answer cut at any byte has one", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, till = new TestTill(a);
    till.write("OpenCashSession", {
      cashSessionId: a.ids.next(),
      registerId: a.registerId,
      floatCentimos: centimos(0),
    });
    const { size } = await a.store.head();
    const bytes = new TextEncoder().encode(
      JSON.stringify({ deviceId: till.deviceId, baseSeq: 0, commands: till.outbox }),
    );
    const headers = { "content-type": "application/json" };
    const push = (body: Uint8Array<ArrayBuffer>) => {
      a.clock.forward(1_000); // slow enough for who counts requests
      return shops.ask(a, a.people.cashier, "POST", "/api/v1/sync/push", { body, headers });
    };
    for (let length = 0; length < bytes.length; length++) {
      const { status } = await push(bytes.slice(0, length));
      assert.ok(status === 400 || status === 422, `${length} bytes of ${bytes.length}: ${status}`);
    }
    assert.equal((await a.store.head()).size, size, "nothing was written of any of them");
    // Whatever the tablet saw of the answer, it asks again with the same bytes, and gets the same.
    const first = await (await push(bytes)).json();
    assert.deepEqual(first.results.map(({ status }: { status: string }) => status), ["applied"]);
    for (let cut = 0; cut < 20; cut++) {
      const again = await (await push(bytes)).json();
      assert.deepEqual(again.results.map(({ status }: { status: string }) => status), ["duplicate"]);
      assert.deepEqual([again.lastSeq, again.results[0].data], [first.lastSeq, first.results[0].data]);
    }
    assert.equal((await a.store.head()).size, size + 1);
  }));

Deno.test("features §3 item 6: the phone comes back and sends the same ten times: one sale, one movement of stock", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000), till = new TestTill(shop);
    sell(shop, till, await openedSession(shop), 1, rice);
    for (let n = 0; n < 10; n++) await till.sent();
    assert.equal((await salesIn(shop)).length, 1);
    assert.equal(await onHand(shop, rice), 23_000);
  }));

Deno.test("features §3 item 8: a shelf that is short changes a flag and never the money", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 1_000), till = new TestTill(shop);
    const cashSessionId = await openedSession(shop);
    const sale = builtSale(shop, { cashSessionId, number: 1 }, [[rice, 5_000]]);
    till.write("RegisterSale", { sale });
    assert.deepEqual((await till.sent()).said, ["flagged oversold"]);
    const [recorded] = await salesIn(shop);
    assert.deepEqual((recorded!.data as { sale: { tenders: unknown } }).sale.tenders, sale.tenders);
    assert.equal(await onHand(shop, rice), -4_000);
  }));

Deno.test("features §3 item 9: what nobody can read is set aside, and what stands behind it passes", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000), till = new TestTill(shop);
    const cashSessionId = await openedSession(shop);
    sell(shop, till, cashSessionId, 1, rice);
    till.write("RegisterSale", { sale: { saleId: "sin ciudad" } } as never);
    sell(shop, till, cashSessionId, 2, rice);
    assert.deepEqual((await till.sent()).said, ["applied", "quarantined InvalidInput", "applied"]);
    assert.equal((await parkedIn(shop)).length, 1);
  }));

Deno.test("features §3 item 10: fifty tills at once make a thousand sales, and there are a thousand", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 2_000_000), cashSessionId = await openedSession(shop);
    const tills = Array.from({ length: 50 }, () => new TestTill(shop));
    for (const [i, till] of tills.entries()) {
      for (let n = 1; n <= 20; n++) sell(shop, till, cashSessionId, i * 20 + n, rice);
    }
    // Each sends twice at the same time, as a window beside another does.
    await Promise.all(tills.flatMap((till) => [till.sent(), till.sent()]));
    await Promise.all(tills.map((till) => till.sent()));
    assert.equal((await salesIn(shop)).length, 1_000);
    assert.equal(await onHand(shop, rice), 1_000_000);
  }));

Deno.test("features §3 item 13: a sale whose figures do not agree, or that lacks a field, never half enters", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000), till = new TestTill(shop);
    const cashSessionId = await openedSession(shop), { size } = await shop.store.head();
    const sale = builtSale(shop, { cashSessionId, number: 1 }, [[rice, 1_000]]);
    const { tenders: _, ...unpaid } = sale;
    const [line] = sale.lines;
    for (
      const wrong of [
        unpaid,
        { ...sale, saleId: shop.ids.next(), igvCentimos: sale.igvCentimos + 1 },
        { ...sale, saleId: shop.ids.next(), lines: [{ ...line!, quantity: 1.5 }] },
      ]
    ) till.write("RegisterSale", { sale: wrong } as never);
    const { said } = await till.sent();
    assert.ok(said.every((text) => text.startsWith("quarantined")), said.join());
    assert.equal((await parkedIn(shop)).length, 3);
    assert.equal((await shop.store.head()).size, size + 3);
    assert.equal(await onHand(shop, rice), 24_000);
  }));

Deno.test("features §3 item 15: a sale sent under another command moves stock and money once", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000), till = new TestTill(shop);
    const first = sell(shop, till, await openedSession(shop), 1, rice);
    till.write("RegisterSale", first.payload as never);
    assert.deepEqual((await till.sent()).said, ["applied", "quarantined SaleAlreadyRegistered"]);
    assert.equal(await onHand(shop, rice), 23_000);
  }));

Deno.test("features §3 item 18: a day without a network, with every ticket numbered on the tablet", async () => {
  const lived = await simulate(5, { plan: { ...MORNING, days: 1, offline: true } });
  assert.ok(lived.sales >= 5, `${lived.sales} sales`);
});

Deno.test("features §3 item 23: a number that comes twice is one that a person will see", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000), cashSessionId = await openedSession(shop);
    const [one, other] = [new TestTill(shop), new TestTill(shop)];
    sell(shop, one, cashSessionId, 7, rice);
    sell(shop, other, cashSessionId, 7, rice);
    assert.deepEqual((await one.sent()).said, ["applied"]);
    assert.deepEqual((await other.sent()).said, ["flagged number_reused"]);
  }));

Deno.test("a sale made before the shop was shut is taken however late it comes", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000), till = new TestTill(shop);
    sell(shop, till, await openedSession(shop), 1, rice);
    shop.clock.forward(60_000);
    taken(await setSalesGate(shop.as(), { id: shop.ids.next() }, { open: false, reason: "falta el pago" }));
    assert.equal((await till.sent()).results[0]?.status, "applied");
  }));
