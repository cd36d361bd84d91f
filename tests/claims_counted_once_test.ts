import assert from "node:assert/strict";
import { announcePayment } from "../commands/membership/announce_payment.ts";
import { loadMembership } from "../commands/membership/load_membership.ts";
import { keepIntent } from "../commands/membership/payment_intent.ts";
import { settledIntoMembership } from "../commands/membership/settled.ts";
import { keepEvidence } from "../commands/payments/keep_evidence.ts";
import { setWalletAccount } from "../commands/payments/set_wallet_account.ts";
import { balanceOf } from "../domain/membership/billing.ts";
import { intentsOfSubject, openExceptions } from "../events/projections/payments/queries.ts";
import { type Centimos, centimos } from "../kernel/money.ts";
import { decimalSoles } from "../kernel/soles_decimal.ts";
import { type Console, freshOlga, ROOM, withConsole } from "./support/console.ts";
import { formOf, textOf } from "./support/owner_pages.ts";
import { taken } from "./support/test_shop.ts";
import { billed, days, platformContext } from "./support/told_platform.ts";

const CLAIMS = `${ROOM}/avisos-de-pago`, NUMBER = "12345678";

/** Shops A and B owe S/ 50 each to our Yape, and are asked for some céntimos less. */
async function owing(on: Console): Promise<string> {
  const { services, a, b } = on, context = platformContext(services), accountId = services.ids.next();
  const account = { accountId, wallet: "yape", name: "Caserito", qrText: null, injectAmount: false };
  taken(
    await setWalletAccount(context, { id: services.ids.next() }, {
      ...account,
      ...{ active: true, strictAboveCentimos: null },
    }),
  );
  for (const { shop } of [a, b]) {
    await billed(services, shop.id);
    await keepIntent(context, shop.id);
  }
  days(on.clock, 1);
  return accountId;
}

const asked = async ({ services }: Console, { shop }: Console["a"]): Promise<Centimos> =>
  centimos((await intentsOfSubject(services.platform.db, shop.id))[0]!.amountCentimos);
const owed = async ({ services, clock }: Console, { shop }: Console["a"]): Promise<number> =>
  balanceOf((await loadMembership(services.platform, shop.id)).facts, clock.now());

async function claims({ services }: Console, { shop }: Console["a"], wallet = "yape"): Promise<void> {
  const typed = { wallet, operationNumber: NUMBER };
  taken(await announcePayment(services, shop.id, { id: services.ids.next() }, typed));
}

/** The push of a phone of ours: it tells an amount, and no number. */
async function arrives({ services }: Console, accountId: string, amountCentimos: number): Promise<string> {
  const { ids, clock } = services, context = platformContext(services);
  return taken(
    await keepEvidence(context, { id: ids.next() }, {
      ...{ evidenceId: ids.next(), source: "device_push", accountId, trust: 2, direction: "in" },
      ...{ amountCentimos, occurredAt: clock.now(), receivedAt: clock.now(), payerName: null, masked: false },
      ...{ securityCode: null, operationNumber: null, externalReference: null, providerId: null },
      ...{ parserVersion: 1, deviceId: "celular", late: false, raw: null },
    }, settledIntoMembership(context)),
  ).outcome.decision;
}

async function verifies(
  on: Console,
  amount: string,
): Promise<{ status: number; text: string; offered: string | undefined }> {
  const olga = await freshOlga(on), form = formOf((await olga.get(CLAIMS)).html, 'value="verificar"');
  const done = await olga.post(CLAIMS, { ...form, amountCentimos: amount, reason: "está en Yape" });
  return { status: done.status, text: textOf(done.html), offered: form["amountCentimos"] };
}

Deno.test("money that a person saw is not counted again when a phone tells of it, which knows no number", () =>
  withConsole(async (on) => {
    const accountId = await owing(on), amount = await asked(on, on.a);
    await claims(on, on.a);
    assert.equal((await verifies(on, decimalSoles(amount))).status, 303);
    assert.equal(await owed(on, on.a), 0);
    on.clock.forward(3_600_000);
    assert.notEqual(await arrives(on, accountId, amount), "settled");
    assert.deepEqual([await owed(on, on.a), await owed(on, on.b)], [0, 5000]);
    assert.equal((await openExceptions(on.services.platform.db)).length, 1, "a person says whose it is");
  }));

Deno.test("money that a phone told of is not counted again when a person sees it too", () =>
  withConsole(async (on) => {
    const accountId = await owing(on), amount = await asked(on, on.a);
    await claims(on, on.a, "plin");
    assert.equal(await arrives(on, accountId, amount), "settled");
    assert.equal(await owed(on, on.a), 0);
    assert.equal((await verifies(on, decimalSoles(amount))).status, 303);
    assert.equal(await owed(on, on.a), 0);
  }));

Deno.test("a shop that was asked for some céntimos less owes none of them after a person saw its money", () =>
  withConsole(async (on) => {
    await owing(on);
    const amount = await asked(on, on.b);
    assert.ok(amount < 5000);
    await claims(on, on.b);
    const { status, offered } = await verifies(on, decimalSoles(amount));
    assert.deepEqual([status, offered], [303, decimalSoles(amount)]);
    assert.equal(await owed(on, on.b), 0);
  }));

Deno.test("one operation is counted for one shop, whoever else gives its number", () =>
  withConsole(async (on) => {
    await owing(on);
    await claims(on, on.a);
    assert.equal((await verifies(on, decimalSoles(await asked(on, on.a)))).status, 303);
    await claims(on, on.b);
    const refused = await verifies(on, decimalSoles(await asked(on, on.b)));
    assert.equal(refused.status, 422);
    assert.match(refused.text, /ya se contó para otra tienda/);
    assert.equal(await owed(on, on.b), 5000);
  }));
