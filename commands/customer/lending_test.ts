import assert from "node:assert/strict";
import { customerById, entriesOf } from "../../events/projections/credit/queries.ts";
import { debtsOf, WHOLE_SHARE } from "../../kernel/credit.ts";
import { centimos } from "../../kernel/money.ts";
import type { Sale } from "../../kernel/sale.ts";
import { quantity } from "../../kernel/quantity.ts";
import { refundFor } from "../../kernel/refund.ts";
import { builtSale, openedSession, stocked, type TestShop, withShop } from "../../tests/support/test_shop.ts";
import { TestTill } from "../../tests/support/test_till.ts";
import { pull } from "../sync/pull.ts";

const BOSS = "0192f0c1-0000-7000-8000-0000000000aa";
const says = (kind: "refund" | "credit") => ({ kind, by: BOSS, reason: "Lo conozco" });

interface Counter {
  readonly shop: TestShop;
  readonly till: TestTill;
  readonly rosa: string;
  /** A sale of so many pieces of S/ 10, all of it on the notebook. */
  fiado(pieces: number): Sale;
}

async function withTill(work: (counter: Counter) => Promise<void>): Promise<void> {
  await withShop(async (shop) => {
    const till = new TestTill(shop), rosa = shop.ids.next();
    till.given = { approvers: new Set([BOSS]) };
    await till.pair();
    const cashSessionId = await openedSession(shop);
    const product = await stocked(shop, "Aceite", 99_000, { priceCentimos: centimos(1_000) });
    till.write("AddCustomer", { customerId: rosa, name: "Rosa", phone: null });
    let number = 0;
    const fiado = (pieces: number) => {
      const amountCentimos = centimos(pieces * 1_000);
      const exact = [{ method: "fiado" as const, amountCentimos, operationNumber: null }];
      const sale = builtSale(shop, { cashSessionId, number: ++number }, [[product, pieces * 1_000]], {
        exact,
        cashCentimos: null,
        customerId: rosa,
      });
      return sale;
    };
    await work({ shop, till, rosa, fiado });
  });
}

Deno.test("fiado: a refund lowers the debt of its own sale first", () =>
  withTill(async ({ shop, till, rosa, fiado }) => {
    const first = fiado(2);
    till.write("RegisterSale", { sale: first });
    shop.clock.forward(86_400_000);
    const second = fiado(3);
    till.write("RegisterSale", { sale: second });
    const frame = {
      refundId: shop.ids.next(),
      saleId: second.saleId,
      cashSessionId: second.cashSessionId,
      reason: "Vencido",
    };
    const parts = [{ lineId: second.lines[0]!.lineId, quantity: quantity(1_000), restock: false }];
    till.write("RefundSale", {
      refund: refundFor(second, [], frame, parts, "cash"),
      approval: says("refund"),
    });
    assert.deepEqual((await till.sent(await till.signed())).said, [
      "applied",
      "applied",
      "applied",
      "applied",
    ]);
    const entries = (await entriesOf(shop.store.db, [rosa])).get(rosa)!;
    assert.deepEqual(debtsOf(entries).map(({ openCentimos }) => openCentimos), [2_000, 2_000]);
    assert.equal((await customerById(shop.store.db, rosa))!.balanceCentimos, 4_000);
  }));

Deno.test("fiado: above the limit it is flagged, with somebody's approval it is a fact with both names", () =>
  withTill(async ({ shop, till, fiado }) => {
    till.write("RegisterSale", { sale: fiado(6) });
    till.write("RegisterSale", { sale: fiado(1), creditApproval: says("credit") });
    till.write("RegisterSale", { sale: fiado(1), creditApproval: { ...says("credit"), by: shop.lucha } });
    const { said } = await till.sent(await till.signed());
    assert.deepEqual(said, ["applied", "flagged credit_exceeded", "applied", "flagged credit_exceeded"]);
    const approved = await shop.store.read({ types: ["OverrideApproved"], limit: 9 });
    assert.deepEqual(approved.map(({ data }) => (data as { kind: string; by: string }).by), [BOSS]);
  }));

Deno.test("pull: a paired till is told what it may lend, and which of its own commands are in it", () =>
  withTill(async ({ shop, till, rosa, fiado }) => {
    till.write("RegisterSale", { sale: fiado(2) });
    await till.sent(await till.signed());
    const ask = (deviceId: string) =>
      pull({ store: shop.store, clock: shop.clock, cashiers: [], device: { deviceId, made: 2 } }, null);
    const page = await ask(till.deviceId);
    assert.deepEqual([page.creditShare, page.creditSeq], [WHOLE_SHARE, 2]);
    const { customerId, balanceCentimos, allowanceCentimos, lentHereCentimos } = page.customers[0]!;
    assert.deepEqual([customerId, balanceCentimos, allowanceCentimos, lentHereCentimos], [
      rosa,
      2_000,
      3_000,
      2_000,
    ]);
    const other = new TestTill(shop);
    await other.pair("Otra");
    assert.equal((await ask(other.deviceId)).creditShare, 0); // until the first one says that it follows
    const unpaired = await pull({ store: shop.store, clock: shop.clock, cashiers: [] }, null);
    assert.deepEqual([unpaired.creditShare, unpaired.creditSeq], [0, null]);
  }));
