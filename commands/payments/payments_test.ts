import assert from "node:assert/strict";
import { GATE } from "../../domain/streams.ts";
import type { EvidenceInput } from "../../domain/payments/book.ts";
import {
  claimedNotSeen,
  exceptionById,
  forgottenIntents,
  incomingPayments,
  intentById,
  intentsOfSubject,
  openExceptions,
  openIntents,
  paymentById,
  receivedThisMonth,
  walletAccounts,
} from "../../events/projections/payments/queries.ts";
import { SalesGateSet } from "../../events/facts/shop.ts";
import { projectionHash } from "../../events/projections/compare.ts";
import { ProjectionModel } from "../../events/projections/model.ts";
import { paymentsProjection } from "../../events/projections/payments/projection.ts";
import { rebuild } from "../../events/projections/rebuild.ts";
import type { SqlRow } from "../../events/store/types.ts";
import { plusMs } from "../../kernel/time.ts";
import { taken, type TestShop, withShop } from "../../tests/support/test_shop.ts";
import { noteRefund, resolveException } from "./exceptions.ts";
import { claimPaid, confirmByOperation, endIntent, expireIntents, openIntent } from "./intents.ts";
import { versionOf } from "../handle.ts";
import { keepEvidence } from "./keep_evidence.ts";
import { setWalletAccount } from "./set_wallet_account.ts";
import type { Settled } from "./settled.ts";

const asked = (shop: TestShop) => ({ id: shop.ids.next() });

interface Till {
  readonly shop: TestShop;
  readonly yape: string;
  ask(amountCentimos: number, rest?: Record<string, unknown>): Promise<string>;
  tell(amountCentimos: number, rest?: Partial<EvidenceInput>): Promise<Awaited<ReturnType<typeof told>>>;
  evidence(amountCentimos: number, rest?: Partial<EvidenceInput>): EvidenceInput;
}

const told = async (shop: TestShop, evidence: EvidenceInput) =>
  taken(await keepEvidence(shop.as(), asked(shop), evidence)).outcome;

async function account(shop: TestShop, rest: Record<string, unknown> = {}): Promise<string> {
  const accountId = shop.ids.next();
  taken(
    await setWalletAccount(shop.as(), asked(shop), {
      accountId,
      wallet: "yape",
      name: "Yape de Lucha",
      qrText: null,
      injectAmount: false,
      active: true,
      ...rest,
    }),
  );
  return accountId;
}

const withTill = (work: (till: Till) => Promise<void>): Promise<void> =>
  withShop(async (shop) => {
    const yape = await account(shop);
    const evidence: Till["evidence"] = (amountCentimos, rest = {}) => ({
      evidenceId: shop.ids.next(),
      source: "device_push",
      accountId: yape,
      trust: 2,
      direction: "in",
      amountCentimos,
      occurredAt: shop.clock.now(),
      receivedAt: shop.clock.now(),
      payerName: "Ana Per*",
      masked: true,
      securityCode: "666",
      operationNumber: null,
      externalReference: null,
      providerId: null,
      parserVersion: 1,
      deviceId: "celular",
      late: false,
      raw: "Ana Per* te envió un pago",
      ...rest,
    });
    await work({
      shop,
      yape,
      evidence,
      ask: async (amountCentimos, rest = {}) =>
        taken(
          await openIntent(shop.as(), asked(shop), {
            intentId: shop.ids.next(),
            accountIds: [yape],
            amountCentimos,
            purpose: "sale",
            subject: shop.ids.next(),
            registerId: shop.registerId,
            cashierId: shop.lucha,
            expiresAt: plusMs(shop.clock.now(), 600_000),
            reference: null,
            ...rest,
          }),
        ).outcome.intentId,
      tell: (amountCentimos, rest) => told(shop, evidence(amountCentimos, rest)),
    });
  });

const statusOf = async ({ shop }: Till, intentId: string) => {
  const { status, additional } = (await intentById(shop.store.db, intentId))!;
  return [status, additional];
};

Deno.test("payments: one intent, one credit of its amount, and it is paid; the payer's name stands nowhere in clear", () =>
  withTill(async (till) => {
    const { shop, yape } = till, intent = await till.ask(5670);
    assert.deepEqual(await statusOf(till, intent), ["requires_payment", "none"]);
    const kept = await till.tell(5670);
    assert.deepEqual([kept.decision, kept.intentIds, kept.exceptionId], ["settled", [intent], null]);
    assert.deepEqual(await statusOf(till, intent), ["succeeded", "none"]);
    const payment = (await paymentById(shop.store.db, kept.paymentId!))!;
    assert.deepEqual(
      [payment.allocatedCentimos, payment.leftCentimos, payment.trust, payment.intentIds],
      [5670, 0, 2, [intent]],
    );
    assert.equal(await shop.store.people.open(payment.payer!), "Ana Per*");
    for (const { body } of await shop.store.bodies(0, 1000)) {
      assert.doesNotMatch(new TextDecoder().decode(body), /Ana Per|te envió/);
    }
    assert.equal(await receivedThisMonth(shop.store.db, yape, shop.clock.now()), 5670);
    assert.deepEqual(await openIntents(shop.store.db, yape), []);
  }));

Deno.test("payments: the same words again are merged and write nothing, under any command and evidence id", () =>
  withTill(async (till) => {
    const { shop } = till, intent = await till.ask(1000), evidence = till.evidence(1000);
    const first = await told(shop, evidence), { size } = await shop.store.head();
    const again = await told(shop, {
      ...evidence,
      evidenceId: shop.ids.next(),
      receivedAt: plusMs(evidence.receivedAt, 5_000),
    });
    assert.deepEqual([first.decision, again.decision, again.paymentId], [
      "settled",
      "merged",
      first.paymentId,
    ]);
    assert.deepEqual(again.intentIds, [intent]);
    assert.equal((await shop.store.head()).size, size);
    const command = asked(shop),
      other = till.evidence(1000, { occurredAt: plusMs(evidence.occurredAt, 1_000) });
    taken(await keepEvidence(shop.as(), command, other));
    assert.equal(taken(await keepEvidence(shop.as(), command, other)).repeated, true);
  }));

Deno.test("payments: what is told at once by many is counted once, and each credit for one intent", () =>
  withTill(async (till) => {
    const { shop } = till;
    const intents = await Promise.all([1000, 1100].map((amount) => till.ask(amount)));
    const evidence = [1000, 1100].map((amount) => till.evidence(amount));
    const copies = [...evidence, ...evidence, ...evidence].map((one) => ({
      ...one,
      evidenceId: shop.ids.next(),
    }));
    const kept = await Promise.all(copies.map((one) => told(shop, one)));
    assert.equal(kept.filter(({ decision }) => decision === "settled").length, 2);
    assert.equal(kept.filter(({ decision }) => decision === "merged").length, 4);
    for (const intent of intents) assert.deepEqual(await statusOf(till, intent), ["succeeded", "none"]);
    const came = await incomingPayments(shop.store.db, {
      accountId: null,
      since: plusMs(shop.clock.now(), -1000),
      limit: 10,
    });
    assert.deepEqual(came.map(({ leftCentimos }) => leftCentimos), [0, 0]);
  }));

Deno.test("payments: an intent on two accounts is paid once, though both tell of money at once", () =>
  withTill(async (till) => {
    const { shop, yape } = till, plin = await account(shop, { wallet: "plin", name: "Plin de Lucha" });
    const intent = await till.ask(1000, { accountIds: [yape, plin] });
    const kept = await Promise.all([
      till.tell(1000),
      till.tell(1000, { accountId: plin, payerName: "Luis Qui*" }),
    ]);
    assert.deepEqual(kept.map(({ decision }) => decision).toSorted(), ["review", "settled"]);
    const [open] = await openExceptions(shop.store.db);
    assert.deepEqual([open!.kind, open!.intentIds], ["duplicate_credit", [intent]]);
    assert.equal((await intentById(shop.store.db, intent))!.allocatedCentimos, 1000);
  }));

Deno.test("payments: asked and paid at the very same time, the money finds its intent", () =>
  withTill(async (till) => {
    for (let n = 0; n < 8; n++) {
      const amount = 1000 + n;
      const [intent] = await Promise.all([till.ask(amount), till.tell(amount)]);
      assert.deepEqual(await statusOf(till, intent), ["succeeded", "none"]);
    }
    assert.deepEqual(await openExceptions(till.shop.store.db), []);
  }));

Deno.test("payments: money before it is asked for; the intent that is opened then takes it, and warns of its twin", () =>
  withTill(async (till) => {
    const { shop, yape } = till, early = await till.tell(1000);
    assert.equal(early.decision, "unmatched");
    assert.deepEqual((await openExceptions(shop.store.db)).map(({ kind }) => kind), ["unmatched"]);
    shop.clock.forward(60_000);
    const intent = await till.ask(1000);
    assert.deepEqual(await statusOf(till, intent), ["succeeded", "none"]);
    assert.deepEqual(await openExceptions(shop.store.db), []);
    const one = await till.ask(700);
    const { outcome } = taken(
      await openIntent(shop.as(), asked(shop), {
        intentId: shop.ids.next(),
        accountIds: [yape],
        amountCentimos: 700,
        purpose: "sale",
        subject: "otra",
      }),
    );
    assert.deepEqual(outcome.sameAmountOpen, [one]);
  }));

Deno.test("payments: two wait for the same amount; the code that the payer reads out says whose it is", () =>
  withTill(async (till) => {
    const { shop } = till, [one, two] = [await till.ask(1000), await till.ask(1000)];
    const kept = await till.tell(1000);
    assert.equal(kept.decision, "review");
    assert.deepEqual(await statusOf(till, one), ["requires_review", "none"]);
    const claim = { intentId: two, operationNumber: null, securityCode: "666", by: shop.lucha };
    assert.equal(taken(await claimPaid(shop.as(), asked(shop), claim)).outcome.settled, true);
    assert.deepEqual(await statusOf(till, two), ["succeeded", "none"]);
    assert.deepEqual(await statusOf(till, one), ["requires_payment", "none"]);
    const refused = await claimPaid(shop.as(), asked(shop), claim);
    assert.deepEqual(refused, { ok: false, error: { type: "PaymentIntentSettled" } });
  }));

Deno.test("payments: who will pay is known, and another's name is looked at by a person", () =>
  withTill(async (till) => {
    const intent = await till.ask(1000, { expectedPayer: "Luis Quispe" });
    assert.equal((await till.tell(1000)).decision, "review");
    assert.deepEqual(await statusOf(till, intent), ["requires_review", "none"]);
    assert.equal((await till.tell(1000, { payerName: "Luis Qui*" })).decision, "settled");
    await till.shop.store.people.erase(intent);
    assert.equal((await till.tell(1000, { payerName: null, raw: "x" })).decision, "review");
  }));

Deno.test("payments: an unpaired sender only lets it be looked for; the paired phone's same words count", () =>
  withTill(async (till) => {
    const { shop } = till, intent = await till.ask(1000);
    const hearsay = till.evidence(1000, { trust: 1, deviceId: "otro" });
    const seen = await told(shop, hearsay);
    assert.deepEqual([seen.decision, seen.intentIds], ["processing", [intent]]);
    assert.deepEqual(await statusOf(till, intent), ["processing", "none"]);
    assert.equal(await receivedThisMonth(shop.store.db, till.yape, shop.clock.now()), 0);
    const kept = await told(shop, { ...hearsay, trust: 2, deviceId: "celular", evidenceId: shop.ids.next() });
    assert.deepEqual([kept.decision, kept.paymentId], ["settled", seen.paymentId]);
    const payment = (await paymentById(shop.store.db, kept.paymentId!))!;
    assert.deepEqual([payment.trust, payment.sources], [2, ["device_push", "device_push"]]);
  }));

Deno.test("payments: a cashier's number marks; it is listed as not seen until the bank tells of it", () =>
  withTill(async (till) => {
    const { shop, yape } = till,
      since = shop.clock.now(),
      intent = await till.ask(1000),
      other = await till.ask(1000);
    const input = {
      intentId: intent,
      accountId: yape,
      operationNumber: "0344-3217",
      reason: "El aviso no llega",
    };
    const marked = taken(await confirmByOperation(shop.as(), asked(shop), input)).outcome;
    assert.deepEqual([marked.decision, marked.exceptionId], ["marked", null]);
    assert.deepEqual(await statusOf(till, intent), ["processing", "marked"]);
    assert.deepEqual((await claimedNotSeen(shop.store.db, since)).map(({ intentId }) => intentId), [intent]);
    const twice =
      taken(await confirmByOperation(shop.as(), asked(shop), { ...input, intentId: other })).outcome;
    assert.equal(twice.decision, "review");
    assert.equal((await exceptionById(shop.store.db, twice.exceptionId!))!.kind, "suspected_fraud");
    const line = await till.tell(1000, {
      source: "statement_line",
      trust: 3,
      operationNumber: "03443217",
      deviceId: null,
      securityCode: null,
    });
    assert.deepEqual([line.decision, line.intentIds], ["settled", [intent]]);
    assert.deepEqual(await claimedNotSeen(shop.store.db, since), []);
    const bad = await confirmByOperation(shop.as(), asked(shop), { ...input, operationNumber: "Operaci" });
    assert.deepEqual(bad, {
      ok: false,
      error: { type: "InvalidInput", faults: [{ field: "operationNumber", fault: "operation_digits" }] },
    });
  }));

Deno.test("payments: a person counts a short payment, the rest comes, and a refund is noted once", () =>
  withTill(async (till) => {
    const { shop } = till, intent = await till.ask(1000), part = await till.tell(400);
    assert.equal(part.decision, "review");
    const resolution = {
      exceptionId: part.exceptionId,
      resolution: "allocate",
      intentId: intent,
      note: "adelanto",
      by: shop.lucha,
    };
    taken(await resolveException(shop.as(), asked(shop), resolution));
    assert.deepEqual(await statusOf(till, intent), ["requires_payment", "paid_partial"]);
    assert.equal((await till.tell(600, { payerName: "Luis Qui*" })).decision, "settled");
    assert.deepEqual(await statusOf(till, intent), ["succeeded", "none"]);
    const again = await resolveException(shop.as(), asked(shop), resolution);
    assert.deepEqual(again, { ok: false, error: { type: "PaymentExceptionUnknown" } });
    const refund = {
      refundId: shop.ids.next(),
      paymentId: part.paymentId,
      amountCentimos: 400,
      operationNumber: "0000 1234",
      by: shop.lucha,
      reason: "se arrepintió",
    };
    taken(await noteRefund(shop.as(), asked(shop), refund));
    assert.deepEqual(await noteRefund(shop.as(), asked(shop), refund), {
      ok: false,
      error: { type: "RefundNoted" },
    });
    const more = await noteRefund(shop.as(), asked(shop), {
      ...refund,
      refundId: shop.ids.next(),
      amountCentimos: 1,
    });
    assert.deepEqual(more, { ok: false, error: { type: "IncomingPaymentSpent", leftCentimos: 0 } });
    assert.equal((await paymentById(shop.store.db, part.paymentId!))!.refundedCentimos, 400);
  }));

Deno.test("payments: what a person calls a repetition is no money of its own", () =>
  withTill(async (till) => {
    const { shop, yape } = till;
    await till.ask(1000);
    await till.tell(1000);
    const second = await till.tell(1000, { occurredAt: plusMs(shop.clock.now(), 2_000) });
    assert.equal(second.decision, "review");
    assert.equal(await receivedThisMonth(shop.store.db, yape, shop.clock.now()), 2000);
    taken(
      await resolveException(shop.as(), asked(shop), {
        exceptionId: second.exceptionId,
        resolution: "duplicate",
        intentId: null,
        note: "el mismo aviso",
        by: shop.lucha,
      }),
    );
    assert.equal(await receivedThisMonth(shop.store.db, yape, shop.clock.now()), 1000);
    assert.deepEqual(await openExceptions(shop.store.db), []);
  }));

Deno.test("payments: the worker ends what nobody spoke of, and money of its time still pays it", () =>
  withTill(async (till) => {
    const { shop } = till, silent = await till.ask(1000), claimed = await till.ask(2000);
    taken(
      await claimPaid(shop.as(), asked(shop), { intentId: claimed, operationNumber: null, by: shop.lucha }),
    );
    const at = shop.clock.now();
    assert.equal(await expireIntents(shop.as(), shop.clock.forward(599_999)), 0);
    assert.equal(await expireIntents(shop.as(), shop.clock.forward(1)), 1);
    assert.equal(await expireIntents(shop.as(), shop.clock.now()), 0);
    assert.deepEqual(await statusOf(till, silent), ["expired", "none"]);
    assert.deepEqual(await statusOf(till, claimed), ["processing", "none"]);
    assert.deepEqual(await forgottenIntents(shop.store.db, shop.clock.now(), 5), []);
    assert.equal((await till.tell(1000, { occurredAt: at })).decision, "settled");
    assert.deepEqual(await statusOf(till, silent), ["succeeded", "none"]);
    taken(await endIntent(shop.as(), asked(shop), { intentId: claimed, outcome: "canceled" }));
    assert.equal((await till.tell(2000, { occurredAt: at })).decision, "review");
  }));

Deno.test("payments: what settles a membership is written in the same batch, once", () =>
  withTill(async (till) => {
    const { shop } = till, seen: Settled[] = [];
    const intent = await till.ask(5000, { purpose: "membership", subject: "minimarket-lucha" });
    const hooks = {
      settled: async (settled: Settled) => {
        seen.push(settled);
        return {
          facts: [{
            definition: SalesGateSet,
            stream: GATE,
            data: { open: true, reason: settled.reference },
          }],
          expected: [{ stream: GATE, version: await versionOf(shop.store, GATE) }],
        };
      },
    };
    const command = asked(shop), evidence = till.evidence(5000, { operationNumber: "03443217" });
    const before = await shop.store.head();
    for (let n = 0; n < 2; n++) taken(await keepEvidence(shop.as(), command, evidence, hooks));
    const written = await shop.store.read({ after: before.size, limit: 10 });
    assert.deepEqual(written.map(({ type }) => type), [
      "PaymentEvidenceKept",
      "PaymentAllocated",
      "SalesGateSet",
    ]);
    const { allocationId, paymentId, ...settled } = seen[0]!;
    assert.equal(seen.length, 1);
    assert.equal(paymentId, evidence.evidenceId);
    assert.match(allocationId, /^[0-9a-f-]{36}$/);
    assert.deepEqual(settled, {
      intentId: intent,
      subject: "minimarket-lucha",
      purpose: "membership",
      accountId: till.yape,
      amountCentimos: 5000,
      complete: true,
      valueAt: evidence.occurredAt,
      provider: "yape",
      reference: "03443217",
    });
    assert.deepEqual(
      (await intentsOfSubject(shop.store.db, "minimarket-lucha")).map(({ intentId }) => intentId),
      [intent],
    );
  }));

Deno.test("payments: two shops with the same ids never mix", () =>
  withTill((one) =>
    withTill(async (two) => {
      const accountId = one.yape, intentId = one.shop.ids.next();
      await account(two.shop, { accountId });
      for (const till of [one, two]) await till.ask(1000, { intentId, accountIds: [accountId] });
      await two.tell(1000, { accountId });
      assert.deepEqual(await statusOf(two, intentId), ["succeeded", "none"]);
      assert.deepEqual(await statusOf(one, intentId), ["requires_payment", "none"]);
      assert.deepEqual((await walletAccounts(one.shop.store.db)).map((a) => a.accountId), [accountId]);
      const unknown = await keepEvidence(
        one.shop.as(),
        asked(one.shop),
        one.evidence(1000, { accountId: two.yape }),
      );
      assert.deepEqual(unknown, { ok: false, error: { type: "WalletAccountUnknown", accountId: two.yape } });
    })
  ));

Deno.test("payments: the read models say what the pure fold says, and a rebuild says it again", () =>
  withTill(async (till) => {
    const { shop } = till, { store } = shop;
    await till.ask(1000);
    await till.ask(1000);
    await till.tell(1000);
    const part = await till.tell(300);
    await till.tell(1000, { trust: 1, payerName: "Luis Qui*", deviceId: "otro" });
    taken(
      await resolveException(shop.as(), asked(shop), {
        exceptionId: part.exceptionId,
        resolution: "refund",
        intentId: null,
        note: "x",
        by: shop.lucha,
      }),
    );
    const model = new ProjectionModel(paymentsProjection);
    for (const event of await store.read({ limit: 1_000 })) model.feed(event);
    for (const { name } of paymentsProjection.tables) {
      assert.deepEqual(sorted(await store.db.all(`SELECT * FROM ${name}`)), sorted(model.rows(name)), name);
    }
    const hash = await projectionHash(store.db, paymentsProjection);
    await rebuild(store, paymentsProjection);
    assert.equal(await projectionHash(store.db, paymentsProjection), hash);
  }));

const sorted = (rows: readonly SqlRow[]) =>
  rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort();

Deno.test("payments: an intent of days ago that is paid is still known to what contradicts it", () =>
  withTill(async (till) => {
    const { shop } = till, intent = await till.ask(1000, { expiresAt: null });
    taken(
      await claimPaid(shop.as(), asked(shop), {
        intentId: intent,
        operationNumber: null,
        securityCode: "777",
        by: shop.lucha,
      }),
    );
    shop.clock.forward(72 * 3_600_000);
    const mail = { source: "bank_email", deviceId: null, securityCode: null } as const;
    assert.equal((await till.tell(1000, mail)).decision, "settled");
    const push = await till.tell(1000);
    assert.deepEqual([push.decision, push.intentIds], ["review", [intent]]);
    assert.equal((await exceptionById(shop.store.db, push.exceptionId!))!.kind, "contradicted");
    assert.deepEqual(await statusOf(till, intent), ["succeeded", "invalid"]);
  }));
