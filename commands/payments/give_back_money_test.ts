import assert from "node:assert/strict";
import { openExceptions, paymentById, refundsOfPayment } from "../../events/projections/payments/queries.ts";
import { paymentsToSee } from "../../events/projections/payments/till_queries.ts";
import { overrideOf } from "../../events/projections/returns/queries.ts";
import { sessionById } from "../../events/projections/cash_session/queries.ts";
import type { SealedField } from "../../events/log/envelope.ts";
import { centimos } from "../../kernel/money.ts";
import { plusMs } from "../../kernel/time.ts";
import {
  builtSale,
  openedSession,
  stocked,
  taken,
  type TestShop,
  withShop,
} from "../../tests/support/test_shop.ts";
import { pushEvidence, saleIntent, yapeAccount } from "../../tests/support/wallet_payments.ts";
import { registerSale } from "../sale/register_sale.ts";
import { refundGoods, voidSale } from "../sale/give_back.ts";
import { setWalletApproval } from "../wallets/approval_limit.ts";
import { giveChange, refundByWallet } from "./give_back_money.ts";
import { claimPaid, confirmByOperation, openIntent } from "./intents.ts";
import { keepEvidence } from "./keep_evidence.ts";
import { setWalletAccount } from "./set_wallet_account.ts";

const asked = ({ ids }: TestShop) => ({ id: ids.next() });

async function account(shop: TestShop): Promise<string> {
  const accountId = shop.ids.next();
  taken(await setWalletAccount(shop.as(), asked(shop), yapeAccount(accountId)));
  return accountId;
}

async function came(shop: TestShop, accountId: string, amount: number, trust: 1 | 2 = 2): Promise<string> {
  const evidenceId = shop.ids.next(), at = shop.clock.now();
  taken(
    await keepEvidence(
      shop.as(),
      asked(shop),
      pushEvidence(evidenceId, accountId, amount, at, "Ana Per*", trust),
    ),
  );
  return evidenceId;
}

const back = ({ ids }: TestShop, paymentId: string, amountCentimos: number) => ({
  refundId: ids.next(),
  paymentId,
  amountCentimos,
  operationNumber: "0000 1234",
  phone: null as string | null,
  reason: "se arrepintió",
  approval: null as unknown,
});

Deno.test("money of a wallet goes back by a new transfer: its number, never more than came, its phone sealed, its question answered", () =>
  withShop(async (shop) => {
    const paymentId = await came(shop, await account(shop), 5000), { db } = shop.store;
    assert.equal((await openExceptions(db)).length, 1);
    const nothing = await refundByWallet(shop.as(), asked(shop), {
      ...back(shop, paymentId, 100),
      operationNumber: "",
    });
    assert.deepEqual(!nothing.ok && nothing.error.type, "InvalidInput");
    const more = await refundByWallet(shop.as(), asked(shop), back(shop, paymentId, 5001));
    assert.deepEqual(!more.ok && more.error, { type: "IncomingPaymentSpent", leftCentimos: 5000 });
    taken(await refundByWallet(shop.as(), asked(shop), back(shop, paymentId, 2000)));
    assert.equal((await openExceptions(db)).length, 1, "there is some left to ask about");
    const rest = { ...back(shop, paymentId, 3000), phone: "987 654 321" };
    taken(await refundByWallet(shop.as(), asked(shop), rest));
    assert.deepEqual(await openExceptions(db), []);
    assert.equal((await paymentById(db, paymentId))?.refundedCentimos, 5000);
    const again = await refundByWallet(shop.as(), asked(shop), rest);
    assert.deepEqual(again, { ok: false, error: { type: "RefundNoted" } });
    const events = await shop.store.read({ after: 0, limit: 100 });
    const noted = events.findLast(({ type }) => type === "PaymentRefundNoted")!;
    assert.ok(!JSON.stringify(noted).includes("987"));
    assert.equal(await shop.store.people.open(noted.pii[0] as SealedField), "+51987654321");
    assert.deepEqual(
      (await refundsOfPayment(db, paymentId)).map(({ by, operationNumber }) => [by, operationNumber]),
      [
        [shop.lucha, "00001234"],
        [shop.lucha, "00001234"],
      ],
    );
  }));

Deno.test("above the shop's amount, all that goes back of one payment together, somebody who may approve says it too", () =>
  withShop(async (shop) => {
    const boss = shop.ids.next(), paymentId = await came(shop, await account(shop), 50_000);
    const approval = { kind: "wallet_refund", by: boss, reason: "lo vi" };
    const as = { ...shop.as(), approvers: new Set([boss]) };
    taken(await refundByWallet(shop.as(), asked(shop), back(shop, paymentId, 20_000)));
    const second = { type: "SecondPersonNeeded", aboveCentimos: 20_000 };
    const little = back(shop, paymentId, 1);
    assert.deepEqual(await refundByWallet(shop.as(), asked(shop), little), { ok: false, error: second });
    const stranger = { ...little, approval: { ...approval, by: shop.lucha } };
    assert.deepEqual(await refundByWallet(as, asked(shop), stranger), { ok: false, error: second });
    const otherThing = { ...little, approval: { ...approval, kind: "void" } };
    assert.deepEqual(await refundByWallet(as, asked(shop), otherThing), { ok: false, error: second });
    taken(await refundByWallet(as, asked(shop), { ...little, approval }));
    assert.deepEqual(await overrideOf(shop.store.db, little.refundId), {
      ...approval,
      requestedBy: shop.lucha,
    });
    taken(await setWalletApproval(shop.as(), asked(shop), { aboveCentimos: "300" }));
    taken(await refundByWallet(shop.as(), asked(shop), back(shop, paymentId, 9_999)));
  }));

Deno.test("change leaves the drawer with the refund or not at all, and nothing goes back for hearsay", () =>
  withShop(async (shop) => {
    const yape = await account(shop), cashSessionId = await openedSession(shop, 1000), { db } = shop.store;
    const paymentId = await came(shop, yape, 5000);
    const { operationNumber: _, phone: __, ...change } = back(shop, paymentId, 1001);
    const short = await giveChange(shop.as(), asked(shop), { ...change, cashSessionId });
    assert.deepEqual(!short.ok && short.error, { type: "DrawerShort", inDrawerCentimos: 1000 });
    assert.equal((await paymentById(db, paymentId))?.refundedCentimos, 0);
    taken(await giveChange(shop.as(), asked(shop), { ...change, amountCentimos: 400, cashSessionId }));
    assert.equal((await paymentById(db, paymentId))?.leftCentimos, 4600);
    assert.equal((await sessionById(db, cashSessionId))?.inDrawerCentimos, 600);
    const hearsay = await refundByWallet(
      shop.as(),
      asked(shop),
      back(shop, await came(shop, yape, 700, 1), 1),
    );
    assert.deepEqual(hearsay, { ok: false, error: { type: "PaymentEvidenceWeak" } });
  }));

Deno.test("a number is taken for a large payment only with a second word, which holds for that payment", () =>
  withShop(async (shop) => {
    const accountId = await account(shop), boss = shop.ids.next();
    const as = { ...shop.as(), approvers: new Set([boss]) };
    const waits = async (amount: number) => {
      const intentId = shop.ids.next();
      taken(await openIntent(shop.as(), asked(shop), saleIntent(shop, intentId, accountId, amount)));
      return { intentId, accountId, operationNumber: `0000${amount}`, reason: "lo vi" };
    };
    taken(await confirmByOperation(shop.as(), asked(shop), await waits(20_000)));
    const large = await waits(20_001), approval = { kind: "wallet_number", by: boss, reason: "sí" };
    assert.deepEqual(await confirmByOperation(as, asked(shop), large), {
      ok: false,
      error: { type: "SecondPersonNeeded", aboveCentimos: 20_000 },
    });
    taken(await confirmByOperation(as, asked(shop), { ...large, approval }));
    assert.equal((await overrideOf(shop.store.db, large.intentId))?.by, boss);
    const corrected = { ...large, operationNumber: "000020002", approval };
    assert.equal(taken(await confirmByOperation(as, asked(shop), corrected)).outcome.decision, "marked");
  }));

Deno.test("a sale that is taken back waits for no money; one that partly stands still does", () =>
  withShop(async (shop) => {
    const accountId = await account(shop), cashSessionId = await openedSession(shop);
    const rice = await stocked(shop, "Arroz", 90_000),
      { db } = shop.store,
      since = plusMs(shop.clock.now(), -1);
    const sold = async (number: number) => {
      const yape = { method: "yape", amountCentimos: centimos(980), operationNumber: null } as const;
      const sale = builtSale(shop, { cashSessionId, number }, [[rice, 2000]], {
        exact: [yape],
        cashCentimos: null,
      });
      const intentId = shop.ids.next();
      taken(await registerSale(shop.as(), asked(shop), { sale }));
      const waits = { ...saleIntent(shop, intentId, accountId, 980), subject: sale.saleId };
      taken(await openIntent(shop.as(), asked(shop), waits));
      const claim = { intentId, operationNumber: null, securityCode: null, by: shop.lucha };
      taken(await claimPaid(shop.as(), asked(shop), claim));
      return { sale, intentId };
    };
    const [voided, partly] = [await sold(1), await sold(2)];
    const toSee = async () => (await paymentsToSee(db, since)).map(({ intentId }) => intentId).toSorted();
    assert.deepEqual(await toSee(), [voided.intentId, partly.intentId].toSorted());
    const voiding = {
      voidId: shop.ids.next(),
      saleId: voided.sale.saleId,
      reason: "no llegó",
      approval: null,
    };
    taken(await voidSale(shop.as(), asked(shop), voiding));
    assert.deepEqual(await toSee(), [partly.intentId]);
    const came = pushEvidence(shop.ids.next(), accountId, 980, shop.clock.forward(1000), "Ana Per*");
    assert.equal(taken(await keepEvidence(shop.as(), asked(shop), came)).outcome.decision, "settled");
    assert.deepEqual((await paymentById(db, came.evidenceId))?.intentIds, [partly.intentId]);

    const third = await sold(3), [line] = third.sale.lines;
    const refund = () => ({
      refundId: shop.ids.next(),
      saleId: third.sale.saleId,
      cashSessionId,
      reason: "dañado",
      lines: [{ lineId: line!.lineId, quantity: 1000, restock: false }],
      way: "as_paid",
      approval: null,
    });
    taken(await refundGoods(shop.as(), asked(shop), refund()));
    assert.deepEqual(await toSee(), [third.intentId], "half of it stands");
    taken(await refundGoods(shop.as(), asked(shop), refund()));
    assert.deepEqual(await toSee(), []);
  }));
