import assert from "node:assert/strict";
import { signedText } from "../../domain/device/signed_text.ts";
import { centimos } from "../../kernel/money.ts";
import { commandText } from "../../kernel/sync.ts";
import { openedSession, taken, withShop } from "../../tests/support/test_shop.ts";
import { TestTill } from "../../tests/support/test_till.ts";
import { eraseCustomer } from "../customer/keep_customer.ts";

Deno.test("push: whoever is added offline is in the ledger without their name, signed, parked or not", () =>
  withShop(async (shop) => {
    const till = new TestTill(shop), customerId = shop.ids.next();
    await till.pair();
    const added = { customerId, name: "Canario Quispe", phone: "987 654 321", salt: "x" };
    till.write("AddCustomer", added);
    till.write("AddCustomer", { ...added, customerId: shop.ids.next(), phone: "canario" });
    till.write("AddCustomer", { ...added, name: "Canario Otro" });
    const expected = ["applied", "quarantined InvalidInput", "quarantined CustomerExists"];
    assert.deepEqual((await till.sent(await till.signed())).said, expected);
    const parked = (await shop.store.read({ types: ["DeviceCommandParked"], limit: 9 }))[1]!;
    assert.match((await shop.store.people.open(parked.pii[0]!))!, /Canario Otro/);
    taken(await eraseCustomer(shop.as(), { id: shop.ids.next() }, { customerId }));
    assert.equal(await shop.store.people.open(parked.pii[0]!), null);
    till.write("AddCustomer", { ...added, name: "Canario Tarde" });
    assert.equal((await till.sent(await till.signed())).said[3], "quarantined CustomerGone");
    for (const { body } of await shop.store.bodies(1, 100)) {
      assert.doesNotMatch(new TextDecoder().decode(body), /canario|987654321|987 654 321/i);
    }
  }));

Deno.test("push: a payment signed by a tablet is said again by its events, word for word", () =>
  withShop(async (shop) => {
    const till = new TestTill(shop), cashSessionId = await openedSession(shop), customerId = shop.ids.next();
    await till.pair();
    const amountCentimos = centimos(700), paymentId = shop.ids.next();
    const payment = { paymentId, customerId, cashSessionId, amountCentimos, operationNumber: null };
    till.write("ReceiveCreditPayment", { ...payment, method: "efectivo" });
    assert.deepEqual((await till.sent(await till.signed())).said, ["applied"]);
    const events = (await shop.store.read({ limit: 100 })).filter(({ dev }) => dev?.id === till.deviceId);
    assert.deepEqual(events.map(({ type }) => type), ["CreditPaid", "CashMoved"]);
    assert.equal(signedText(events), commandText((await till.signed())[0]!));
  }));
