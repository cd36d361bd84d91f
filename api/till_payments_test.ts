import assert from "node:assert/strict";
import { keepEvidence } from "../commands/payments/keep_evidence.ts";
import { setWalletAccount } from "../commands/payments/set_wallet_account.ts";
import { plusMs } from "../kernel/time.ts";
import type { IntentView } from "../kernel/wallet_payment.ts";
import { askApi } from "../tests/support/api_client.ts";
import { taken } from "../tests/support/test_shop.ts";
import { type FullShop, type TwoShops, withTwoShops } from "../tests/support/two_shops.ts";
import { pushEvidence, yapeAccount } from "../tests/support/wallet_payments.ts";

/** The counter of a shop that is paid into one Yape. */
async function counter(shops: TwoShops, shop: FullShop) {
  const accountId = shop.ids.next();
  taken(await setWalletAccount(shop.as(), { id: shop.ids.next() }, yapeAccount(accountId)));
  const ask = async (method: string, path: string, json?: unknown, key = shop.ids.next()) => {
    const sent = method === "GET" ? {} : { key, json };
    const { status, body } = await askApi(shops, shop, shop.people.cashier, method, `/payments${path}`, sent);
    return { status, body: body as IntentView & { type?: string } };
  };
  return {
    accountId,
    ask,
    async waits(amountCentimos: number, openedAt = shop.clock.now()): Promise<string> {
      const intentId = shop.ids.next();
      const opened = await ask("POST", "/intents", {
        intentId,
        accountIds: [accountId],
        amountCentimos,
        saleId: shop.ids.next(),
        registerId: shop.registerId,
        cashierId: shop.people.cashier.personId,
        openedAt,
        expiresAt: plusMs(openedAt, 30 * 60_000),
      });
      assert.equal(opened.status, 201);
      return intentId;
    },
    comes: async (amount: number, payer: string, at = shop.clock.now(), trust: 1 | 2 = 2) =>
      taken(
        await keepEvidence(
          shop.as(),
          { id: shop.ids.next() },
          pushEvidence(shop.ids.next(), accountId, amount, at, payer, trust),
        ),
      ).outcome,
    standing: async (intentId: string) => (await ask("GET", `/intents/${intentId}/standing`)).body,
  };
}

Deno.test("payments at the till: not yet, then seen, with no more of the name than the wallet shows", () =>
  withTwoShops(async (shops) => {
    const { ask, waits, comes, standing } = await counter(shops, shops.a);
    const { body } = await ask("GET", "/wallets");
    assert.deepEqual((body as unknown as { items: { wallet: string }[] }).items.map(({ wallet }) => wallet), [
      "yape",
    ]);
    const intentId = await waits(2450);
    assert.deepEqual(await standing(intentId), {
      intentId,
      amountCentimos: 2450,
      receivedCentimos: 0,
      payer: null,
      seenAt: null,
      marked: false,
      canceled: false,
      candidates: [],
    });
    await comes(2450, "Ana Per*", shops.a.clock.now(), 1);
    assert.equal((await standing(intentId)).receivedCentimos, 0, "whoever cannot be trusted shows nothing");
    await comes(2450, "Ana Per*", plusMs(shops.a.clock.now(), 5_000));
    const seen = await standing(intentId);
    assert.deepEqual([seen.receivedCentimos, seen.payer], [2450, "Ana Per*"]);
    assert.ok(seen.seenAt);
    const cancel = await ask("POST", `/intents/${intentId}/cancellation`, {});
    assert.equal(cancel.status, 409, "what was paid cannot be called off");
    assert.equal((await ask("GET", `/intents/${shops.a.ids.next()}/standing`)).status, 404);
  }));

Deno.test("payments at the till: less than asked for is the cashier's to take, and only once", () =>
  withTwoShops(async (shops) => {
    const { ask, waits, comes, standing } = await counter(shops, shops.a);
    const intentId = await waits(2450);
    await comes(2000, "Ana Per*");
    const short = await standing(intentId);
    assert.equal(short.receivedCentimos, 0);
    assert.deepEqual(short.candidates.map(({ amountCentimos, payer }) => [amountCentimos, payer]), [[
      2000,
      "Ana Per*",
    ]]);
    const exceptionId = short.candidates[0]!.exceptionId, key = shops.a.ids.next();
    const choose = (of: string) =>
      ask("POST", `/intents/${of}/choice`, { exceptionId, cashierId: null }, key);
    for (let i = 0; i < 2; i++) {
      const chosen = await choose(intentId);
      assert.deepEqual([chosen.status, chosen.body.receivedCentimos], [200, 2000]);
      assert.deepEqual(chosen.body.candidates, []);
    }
    const again = await ask("POST", `/intents/${intentId}/choice`, { exceptionId, cashierId: null });
    assert.equal(again.status, 404);
  }));

Deno.test("payments at the till: once a part was taken, the rest is no longer waited for, and is a payment of its own", () =>
  withTwoShops(async (shops) => {
    const { ask, waits, comes, standing } = await counter(shops, shops.a);
    const intentId = await waits(2450);
    await comes(2000, "Ana Per*");
    const { exceptionId } = (await standing(intentId)).candidates[0]!;
    await ask("POST", `/intents/${intentId}/choice`, { exceptionId, cashierId: null });
    const cut = await ask("POST", `/intents/${intentId}/cancellation`, {});
    assert.deepEqual([cut.status, cut.body.receivedCentimos, cut.body.canceled], [200, 2000, true]);
    shops.clock.forward(1000);
    const rest = await waits(450);
    const came = await comes(450, "Ana Per*");
    assert.deepEqual([came.decision, came.intentIds], ["settled", [rest]], "nobody has to choose");
    assert.equal((await standing(intentId)).receivedCentimos, 2000);
  }));

Deno.test("payments at the till: a short one and then the rest of it are both of the sale with one choice", () =>
  withTwoShops(async (shops) => {
    const { ask, waits, comes, standing } = await counter(shops, shops.a);
    const intentId = await waits(2450);
    await comes(2000, "Ana Per*");
    await comes(450, "Ana Per*");
    const { candidates } = await standing(intentId);
    assert.deepEqual(candidates.map(({ amountCentimos, named }) => [amountCentimos, named]), [
      [2000, true],
      [450, true],
    ]);
    const { exceptionId } = candidates[0]!;
    const { body } = await ask("POST", `/intents/${intentId}/choice`, { exceptionId, cashierId: null });
    assert.deepEqual([body.receivedCentimos, body.candidates], [2450, []]);
  }));

Deno.test("payments at the till: while two sales wait, another amount is offered to both and chosen by one", () =>
  withTwoShops(async (shops) => {
    const { ask, waits, comes, standing } = await counter(shops, shops.a);
    const [first, second] = [await waits(2450), await waits(100)];
    await comes(2000, "Ana Per*");
    for (const waiting of [first, second]) {
      const { candidates } = await standing(waiting);
      assert.deepEqual(candidates.map(({ amountCentimos, named }) => [amountCentimos, named]), [[
        2000,
        false,
      ]]);
    }
    const { exceptionId } = (await standing(first)).candidates[0]!;
    const chosen = await ask("POST", `/intents/${first}/choice`, { exceptionId, cashierId: null });
    assert.equal(chosen.body.receivedCentimos, 2000);
    assert.deepEqual((await standing(second)).candidates, []);
  }));

Deno.test("payments at the till: a counter answers no question that it was not asked", () =>
  withTwoShops(async (shops) => {
    const { ask, waits, comes, standing } = await counter(shops, shops.a);
    await waits(350);
    const later = await waits(900);
    const asked = await waits(350);
    await comes(350, "Ana Per*");
    const { exceptionId } = (await standing(asked)).candidates[0]!;
    const wrong = await ask("POST", `/intents/${later}/choice`, { exceptionId, cashierId: null });
    assert.equal(wrong.status, 404);
    assert.equal((await standing(later)).receivedCentimos, 0);
  }));

Deno.test("payments at the till: of two equal sales the cashier says whose money it is", () =>
  withTwoShops(async (shops) => {
    const { ask, waits, comes, standing } = await counter(shops, shops.a);
    const [first, second] = [await waits(350), await waits(350)];
    await comes(350, "Ana Per*");
    const [candidate] = (await standing(first)).candidates;
    assert.equal((await standing(second)).candidates[0]?.exceptionId, candidate!.exceptionId);
    const { exceptionId } = candidate!;
    const chosen = await ask("POST", `/intents/${second}/choice`, { exceptionId, cashierId: null });
    assert.equal(chosen.body.receivedCentimos, 350);
    assert.deepEqual((await standing(first)).candidates, []);
    const late = await ask("POST", `/intents/${second}/choice`, { exceptionId, cashierId: null });
    assert.equal(late.status, 409, "another till was quicker");
  }));

Deno.test("payments at the till: a sale made without a network meets the money that came meanwhile", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, { waits, comes, standing } = await counter(shops, a), sold = a.clock.now();
    await comes(350, "Ana Per*", plusMs(sold, 20_000));
    a.clock.forward(3 * 3_600_000);
    const intentId = await waits(350, sold);
    assert.equal((await standing(intentId)).receivedCentimos, 350);
  }));
