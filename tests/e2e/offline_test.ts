import assert from "node:assert/strict";
import { CODE, oneProduct } from "../support/one_product.ts";
import { type RunningShop, runShop } from "../support/running_shop.ts";
import { Tablet } from "../support/tablet.ts";

/** The sales in the ledger, in its order: their tickets, and whether a device signed each. */
async function salesOf({ services, shop }: RunningShop): Promise<{ tickets: string[]; signed: boolean }> {
  const store = await services.tenants.get(shop.id);
  const events = await store.read({ types: ["SaleRegistered"], limit: 1000 });
  return {
    tickets: events.map(({ data }) => (data as { sale: { ticketNumber: string } }).sale.ticketNumber),
    signed: events.every(({ dev }) => typeof dev?.sig === "string"),
  };
}

Deno.test("a till without a network sells on through every accident, and the server gets each sale once", async (t) => {
  const shop = await runShop();
  await oneProduct(shop);
  const tablet = await Tablet.bought(shop), sold: string[] = [];
  const sell = async () => sold.push(await tablet.sell(CODE));
  try {
    await t.step("a sale with a network", async () => {
      await tablet.signIn();
      await tablet.openDrawer();
      await sell();
      await tablet.allSent();
      await tablet.programKept();
    });

    await t.step("the network is cut, and the till opens and sells without it", async () => {
      await tablet.cut();
      await tablet.openTill();
      await tablet.ready();
      await sell();
      await sell();
      assert.equal(await tablet.waiting(), 2);
    });

    await t.step("the page is killed the moment a sale is paid", async () => {
      await sell();
      await tablet.page.close({ runBeforeUnload: false });
      tablet.page = await tablet.context.newPage();
      await tablet.openTill();
      await tablet.ready();
      assert.equal(await tablet.waiting(), 3);
    });

    await t.step("the battery dies between the payment and the paper", async () => {
      await sell();
      await tablet.pullThePlug();
      await tablet.switchOn();
      await tablet.cut();
      await tablet.openTill();
      await tablet.ready();
      assert.equal(await tablet.waiting(), 4);
      await sell();
    });

    await t.step("back in reach, the server has every sale once, in order and without a gap", async () => {
      await tablet.mend();
      await tablet.allSent();
      const { tickets, signed } = await salesOf(shop);
      assert.deepEqual(tickets, sold);
      assert.ok(signed, "each by the tablet's own key");
      assert.deepEqual(sold.map((ticket) => Number(ticket.slice(-6))), [1, 2, 3, 4, 5, 6]);
      assert.deepEqual(tablet.errors, []);
    });
  } finally {
    await tablet.throwAway();
    await shop.stop();
    await shop.remove();
  }
});
