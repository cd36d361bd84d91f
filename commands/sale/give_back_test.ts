import assert from "node:assert/strict";
import { sessionById } from "../../events/projections/cash_session/queries.ts";
import { entriesOf } from "../../events/projections/credit/queries.ts";
import { overrideOf, returnsOfSale } from "../../events/projections/returns/queries.ts";
import { stockOf } from "../../events/projections/stock/queries.ts";
import { centimos } from "../../kernel/money.ts";
import { quantity } from "../../kernel/quantity.ts";
import { type Refund, refundFor } from "../../kernel/refund.ts";
import type { Sale } from "../../kernel/sale.ts";
import type { NewProduct, PushPayloads } from "../../kernel/sync.ts";
import {
  builtSale,
  openedSession,
  stocked,
  taken,
  type TestShop,
  withShop,
} from "../../tests/support/test_shop.ts";
import { parkedIn, TestTill } from "../../tests/support/test_till.ts";
import { setTillSettings } from "../shop/set_till_settings.ts";
import { push } from "../sync/push.ts";
import { pull } from "../sync/pull.ts";

const ROSA = "0192f0c1-0000-7000-8000-0000000000aa";

/** A tablet of a shop where only Rosa may approve. */
class Tablet extends TestTill {
  override get context() {
    return { ...super.context, ownWord: new Set([ROSA]) };
  }
}
const rosaSays = (kind: "void" | "refund" | "discount" | "drawer") => ({
  kind,
  by: ROSA,
  reason: "Rosa lo vio",
});

async function soldBy(
  shop: TestShop,
  till: Tablet,
  cashSessionId: string,
  number: number,
  items: [NewProduct, number][],
): Promise<Sale> {
  const sale = builtSale(shop, { cashSessionId, number }, items);
  till.write("RegisterSale", { sale });
  await till.sent();
  return sale;
}
function refunded(
  shop: TestShop,
  sale: Sale,
  cashSessionId: string,
  part: number,
  before: readonly Refund[] = [],
): PushPayloads["RefundSale"] {
  const frame = { refundId: shop.ids.next(), saleId: sale.saleId, cashSessionId, reason: "Llegó abierto" };
  const parts = [{ lineId: sale.lines[0]!.lineId, quantity: quantity(part), restock: true }];
  return { refund: refundFor(sale, before, frame, parts, "cash"), approval: rosaSays("refund") };
}
const onHand = async (shop: TestShop, { productId }: NewProduct) =>
  (await stockOf(shop.store.db, [productId])).get(productId)?.onHand;
const lastOf = async (till: Tablet) => (await till.sent()).said.at(-1);

Deno.test("a void and a refund from a tablet: goods, drawer, both names, and again it is the same", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000),
      till = new Tablet(shop),
      session = await openedSession(shop);
    const first = await soldBy(shop, till, session, 1, [[rice, 2000]]);
    const second = await soldBy(shop, till, session, 2, [[rice, 3000]]);
    till.write("VoidSale", {
      voidId: shop.ids.next(),
      saleId: first.saleId,
      reason: "se equivocó",
      approval: rosaSays("void"),
    });
    till.write("RefundSale", refunded(shop, second, session, 1000));
    assert.deepEqual((await till.sent()).said.slice(-2), ["applied", "applied"]);
    assert.deepEqual((await till.sent()).results.slice(-2).map(({ status }) => status), [
      "duplicate",
      "duplicate",
    ]);
    assert.equal(await onHand(shop, rice), 24_000 - 3000 + 1000);
    const drawer = (await sessionById(shop.store.db, session))!;
    assert.equal(drawer.inDrawerCentimos, 5000 + 3 * 490 - 490);
    assert.deepEqual([drawer.voids.count, drawer.voids.totalCentimos], [1, 980]);
    assert.deepEqual([drawer.refunds.count, drawer.refunds.totalCentimos], [1, 490]);
    const [voided] = await returnsOfSale(shop.store.db, first.saleId);
    assert.deepEqual([voided?.kind, voided?.cashierId, voided?.approvedBy, voided?.flags], [
      "void",
      shop.lucha,
      ROSA,
      [],
    ]);
    assert.deepEqual(await overrideOf(shop.store.db, voided!.returnId), {
      kind: "void",
      requestedBy: shop.lucha,
      by: ROSA,
      reason: "Rosa lo vio",
    });
    // Fact and approval are one append: no other event stands between them.
    const [at] = await shop.store.read({ types: ["SaleVoided"], limit: 1 });
    const [next] = await shop.store.read({ after: at!.pos, limit: 1 });
    assert.deepEqual([next?.type, next?.cmd], ["OverrideApproved", at!.cmd]);
  }));

Deno.test("two tablets give back the same goods: the second is kept aside, whole, and no goods go back twice", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000), session = await openedSession(shop);
    const one = new Tablet(shop), two = new Tablet(shop);
    const sale = await soldBy(shop, one, session, 1, [[rice, 2000]]);
    const again = refunded(shop, sale, session, 2000);
    one.write("RefundSale", refunded(shop, sale, session, 2000));
    two.write("RefundSale", again);
    assert.equal(await lastOf(one), "applied");
    assert.equal(await lastOf(two), "quarantined RefundTooLarge");
    assert.equal(await onHand(shop, rice), 24_000);
    const [parked] = await parkedIn(shop);
    assert.ok(parked?.payload.includes(again.refund.refundId));
  }));

Deno.test("a refund before its sale, a void after the closing and the same refund under another command are kept aside", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000),
      session = await openedSession(shop),
      till = new Tablet(shop);
    const unheard = builtSale(shop, { cashSessionId: session, number: 9 }, [[rice, 1000]]);
    till.write("RefundSale", refunded(shop, unheard, session, 1000));
    assert.equal(await lastOf(till), "quarantined SaleUnknown");
    const sale = await soldBy(shop, till, session, 1, [[rice, 3000]]);
    const part = refunded(shop, sale, session, 1000);
    till.write("RefundSale", part);
    till.write("RefundSale", part);
    assert.equal(await lastOf(till), "quarantined EventIdTaken");
    till.write("CloseCashSession", { cashSessionId: session, counts: [] });
    till.write("VoidSale", {
      voidId: shop.ids.next(),
      saleId: sale.saleId,
      reason: "tarde",
      approval: rosaSays("void"),
    });
    assert.equal(await lastOf(till), "quarantined SaleAlreadyRefunded");
    // Its money left the drawer, so a refund after the closing stands and says so.
    till.write("RefundSale", refunded(shop, sale, session, 1000, [part.refund]));
    assert.equal(await lastOf(till), "flagged session_closed");
  }));

Deno.test("what nobody with the right to it approved is flagged and stands: refund, drawer, discount", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000),
      session = await openedSession(shop),
      till = new Tablet(shop);
    const sale = await soldBy(shop, till, session, 1, [[rice, 2000]]);
    till.write("RefundSale", {
      ...refunded(shop, sale, session, 1000),
      approval: { ...rosaSays("refund"), by: shop.lucha },
    });
    assert.equal(await lastOf(till), "flagged unapproved");
    till.write("OpenDrawer", {
      openingId: shop.ids.next(),
      cashSessionId: session,
      reason: "sencillo",
      approval: null,
    });
    assert.equal(await lastOf(till), "flagged unapproved");
    till.write("OpenDrawer", {
      openingId: shop.ids.next(),
      cashSessionId: session,
      reason: "sencillo",
      approval: rosaSays("drawer"),
    });
    assert.equal(await lastOf(till), "applied");
    const [kept] = await returnsOfSale(shop.store.db, sale.saleId);
    assert.deepEqual([kept?.approvedBy, kept?.flags], [null, ["unapproved"]]);
  }));

Deno.test("a discount above what the owner allows asks for a word, and the tills hear of the limit", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000, { priceCentimos: centimos(1000) }),
      session = await openedSession(shop);
    const till = new Tablet(shop);
    let number = 0;
    const discounted = (off: number): Sale => {
      const sale = builtSale(shop, { cashSessionId: session, number: ++number }, [[rice, 1000]]);
      const [line] = sale.lines, total = centimos(1000 - off);
      const base = centimos(Math.round(total / 1.18)), igv = centimos(total - base);
      const change = {
        discountCentimos: centimos(off),
        totalCentimos: total,
        baseCentimos: base,
        igvCentimos: igv,
      };
      const tenders = [{
        ...sale.tenders[0]!,
        amountCentimos: total,
        receivedCentimos: total,
        changeCentimos: centimos(0),
      }];
      return { ...sale, ...change, lines: [{ ...line!, ...change }], tenders };
    };
    const said = async (sale: Sale, approval: PushPayloads["RegisterSale"]["approval"] = null) => {
      till.write("RegisterSale", { sale, approval });
      return await lastOf(till);
    };
    assert.equal(await said(discounted(100)), "applied"); // a tenth: the default
    assert.equal(await said(discounted(110)), "flagged discount_unapproved");
    assert.equal(await said(discounted(110), rosaSays("discount")), "applied");
    assert.equal(await said(discounted(110), rosaSays("void")), "flagged discount_unapproved");
    taken(
      await setTillSettings(shop.as(), { id: shop.ids.next() }, {
        discountPerMilleMax: "20",
        lockAfterSale: "on",
      }),
    );
    assert.equal(await said(discounted(200)), "applied");
    const { settings } = await pull({ store: shop.store, clock: shop.clock, cashiers: [], series: [] }, null);
    assert.deepEqual([settings.discountPerMilleMax, settings.lockAfterSale], [200, true]);
  }));

Deno.test("a tablet that says nothing of approvals is understood as before", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000),
      session = await openedSession(shop),
      till = new Tablet(shop);
    till.write("RegisterSale", {
      sale: builtSale(shop, { cashSessionId: session, number: 1 }, [[rice, 1000]]),
    });
    taken(
      await push(till.context, {
        deviceId: till.deviceId,
        baseSeq: 0,
        commands: JSON.parse(JSON.stringify(till.outbox)),
      }),
    );
    assert.equal(await lastOf(till), "duplicate");
  }));

Deno.test("goods on the notebook come back: the debt goes down by them, and no cash leaves the drawer", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000), session = await openedSession(shop);
    const till = new Tablet(shop), customerId = shop.ids.next();
    const onCredit = { method: "fiado" as const, amountCentimos: centimos(980), operationNumber: null };
    const sale = builtSale(shop, { cashSessionId: session, number: 1 }, [[rice, 2000]], {
      exact: [onCredit],
      cashCentimos: null,
      customerId,
    });
    till.write("RegisterSale", { sale });
    await till.sent();
    till.write("RefundSale", refunded(shop, sale, session, 1000));
    assert.equal(await lastOf(till), "applied");
    const entries = (await entriesOf(shop.store.db, [customerId])).get(customerId) ?? [];
    assert.deepEqual(
      entries.map(({ kind, ref, amountCentimos }) => [kind, ref, amountCentimos]),
      [["sale", sale.saleId, 980], ["refund", sale.saleId, -490]],
    );
    assert.equal((await sessionById(shop.store.db, session))?.inDrawerCentimos, 5000);
  }));

Deno.test("what no device signed is approved by nobody but the one who sends it", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000), session = await openedSession(shop);
    class Stranger extends TestTill {
      override get context() {
        return { ...super.context, approvers: new Set([ROSA]) };
      }
    }
    const till = new Stranger(shop);
    const sale = builtSale(shop, { cashSessionId: session, number: 1 }, [[rice, 1000]]);
    till.write("RegisterSale", { sale });
    till.write("VoidSale", {
      voidId: shop.ids.next(),
      saleId: sale.saleId,
      reason: "se equivocó",
      approval: rosaSays("void"),
    });
    assert.equal((await till.sent()).said.at(-1), "flagged unapproved");
    assert.deepEqual(await shop.store.read({ types: ["OverrideApproved"], limit: 1 }), []);
  }));
