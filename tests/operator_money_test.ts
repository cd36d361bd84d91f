import assert from "node:assert/strict";
import { membershipFacts } from "../commands/membership/membership_facts.ts";
import { queueMessages } from "../commands/messages/queue.ts";
import { openIntent } from "../commands/payments/intents.ts";
import { keepEvidence } from "../commands/payments/keep_evidence.ts";
import { outagesOf } from "../commands/payments/outages.ts";
import { setWalletAccount } from "../commands/payments/set_wallet_account.ts";
import { openExceptions, refundsOfPayment } from "../events/projections/payments/queries.ts";
import { MessageGivenUp } from "../events/facts/messages.ts";
import { keepEvent } from "../events/store/control/provider_events.ts";
import { centimos } from "../kernel/money.ts";
import { limaDay, plusMs } from "../kernel/time.ts";
import { type Console, ROOM, withConsole } from "./support/console.ts";
import { formOf, textOf } from "./support/owner_pages.ts";
import { taken } from "./support/test_shop.ts";
import { billed, platformContext, told, wrote } from "./support/told_platform.ts";

const MONEY = `${ROOM}/dinero`, PAYER = "Zoila Canaria";

/** Our Yape, where shops A and B are both expected to pay S/ 50. */
async function expecting(on: Console): Promise<{ readonly accountId: string; readonly intentOfB: string }> {
  const { services, a, b } = on, { ids } = services, context = platformContext(services);
  const accountId = ids.next(), intentOfB = ids.next();
  taken(
    await setWalletAccount(context, { id: ids.next() }, {
      ...{ accountId, wallet: "yape", name: "Caserito", qrText: null, injectAmount: false, active: true },
      strictAboveCentimos: null,
    }),
  );
  for (const [intentId, shop] of [[ids.next(), a.shop.id], [intentOfB, b.shop.id]] as const) {
    await billed(services, shop);
    taken(
      await openIntent(context, { id: ids.next() }, {
        ...{ intentId, accountIds: [accountId], amountCentimos: 5000, purpose: "membership", subject: shop },
        ...{ registerId: null, cashierId: null, expiresAt: null, reference: null, expectedPayer: null },
      }),
    );
  }
  return { accountId, intentOfB };
}

async function arrived(
  { services }: Console,
  accountId: string,
  amountCentimos: number,
  trust: 0 | 1 | 2 | 3 = 2,
): Promise<void> {
  const { ids, clock } = services;
  taken(
    await keepEvidence(platformContext(services), { id: ids.next() }, {
      ...{ evidenceId: ids.next(), source: "device_push", accountId, trust, direction: "in", amountCentimos },
      ...{ occurredAt: clock.now(), receivedAt: clock.now(), payerName: PAYER, masked: false },
      ...{ securityCode: null, operationNumber: null, externalReference: null, providerId: null },
      ...{ parserVersion: 1, deviceId: "celular", late: false, raw: null },
    }),
  );
}

Deno.test("money that two shops may have paid is counted by a person, for one of them, and in its membership at once", () =>
  withConsole(async (on) => {
    const { services, olga, a, b, olgaId } = on, { accountId, intentOfB } = await expecting(on);
    await arrived(on, accountId, 5000);
    assert.match(textOf((await olga.get(ROOM)).html), /Dinero por asignar 1 S\/ 50\.00 en total/);
    const { html } = await olga.get(MONEY), text = textOf(html);
    assert.match(text, /Varias tiendas esperan este mismo monto S\/ 50\.00 Yape · Caserito · .* el celular/);
    for (const { shop } of [a, b]) assert.match(text, new RegExp(`${shop.slug}, S/ 50.00, pedido el`));
    assert.ok(!html.includes(PAYER), "who paid is no matter of whoever looks");

    const form = formOf(html, 'value="resolver"'), ask = { ...form, resolution: "allocate" };
    const silent = await olga.post(MONEY, { ...ask, intentId: intentOfB, reason: "" });
    assert.equal(silent.status, 422);
    const nobody = await olga.post(MONEY, { ...ask, cmdId: services.ids.next(), intentId: "", reason: "x" });
    assert.match(textOf(nobody.html), /Cobro: falta este dato/);
    const done = await olga.post(MONEY, { ...ask, intentId: intentOfB, reason: "me escribió Rosa" });
    assert.equal(done.to, `${MONEY}?hecho=resolver`, textOf(done.html));
    const [last] = (await membershipFacts(services.platform, b.shop.id)).slice(-1);
    assert.equal(last?.fact.type, "PaymentReceived");
    assert.deepEqual(last?.actor, { kind: "operator", id: olgaId });
    assert.ok(
      (await membershipFacts(services.platform, a.shop.id)).every(({ fact }) =>
        fact.type !== "PaymentReceived"
      ),
    );
    assert.match(textOf((await olga.get(MONEY)).html), /Todo el dinero tiene dueño/);
    const late = await olga.post(MONEY, {
      ...ask,
      cmdId: services.ids.next(),
      intentId: intentOfB,
      reason: "x",
    });
    assert.match(textOf(late.html), /Ese pago ya se revisó/);
  }));

Deno.test("money that nobody expected is kept without an owner, and hearsay asks nobody to look", () =>
  withConsole(async (on) => {
    const { olga } = on, { accountId } = await expecting(on);
    await arrived(on, accountId, 1700);
    const form = formOf((await olga.get(MONEY)).html, 'value="resolver"');
    const kept = await olga.post(MONEY, { ...form, resolution: "keep_unapplied", reason: "preguntar" });
    assert.equal(kept.status, 303, textOf(kept.html));
    await arrived(on, accountId, 2300, 1);
    assert.match(textOf((await olga.get(MONEY)).html), /Todo el dinero tiene dueño/, "hearsay is no money");
  }));

Deno.test("a file of our own account counts what nobody told, once, and is refused whole where a line cannot be read", () =>
  withConsole(async (on) => {
    const { services, olga, clock } = on, { accountId } = await expecting(on), at = `${ROOM}/estado`;
    const day = limaDay(clock.now()), head = "Fecha,Hora,Quién,Monto,Nro. operación";
    const send = (rows: string, account = accountId) => {
      const form = new FormData();
      form.set("accountId", account);
      form.set("file", new File([`${head}\n${rows}\n`], "yape.csv"));
      return olga.post(at, form);
    };
    const paid = `${day},09:00:00,${PAYER},17.00,00112233`;
    for (
      const [answer, says] of [
        [await send(`${paid}\n${day},09:01:00,Ana,mucho,00112234`), /Fila 3, .*mucho.*No se contó nada/],
        [await send(paid, services.ids.next()), /Agregar primero la cuenta/],
        [await send(`${day},09:00:00,Ana,-17.00,1`), /En este archivo no entró dinero/],
        [await olga.post(at, new FormData()), /Elige el archivo/],
      ] as const
    ) {
      assert.equal(answer.status, 422);
      assert.match(textOf(answer.html), says);
    }
    assert.match(textOf((await olga.get(MONEY)).html), /Todo el dinero tiene dueño/);
    const taken = await send(paid);
    assert.match(
      textOf((await olga.get(taken.to)).html),
      /1 cobro confirmado por S\/ 17\.00 1 no se había visto/,
    );
    assert.equal((await send(paid)).to, taken.to, "the same file is the same statement");
    assert.match(textOf((await olga.get(MONEY)).html), /S\/ 17\.00 Yape · Caserito .*operación 00112233/);
    assert.equal((await olga.get(`${at}?hecho=${services.ids.next()}`)).status, 200);
  }));

Deno.test("the books of a day stand beside what came in, and where they differ it is said", () =>
  withConsole(async (on) => {
    const { services, olga, a } = on, { accountId } = await expecting(on);
    const said = async () => textOf((await olga.get(`${ROOM}/conciliacion`)).html);
    assert.match(await said(), /No hubo pagos en estos días/);
    await arrived(on, accountId, 5000);
    assert.match(await said(), /dom 22 nov Yape S\/ 50\.00 S\/ 0\.00 S\/ 50\.00/);
    await told(services, "PaymentReceived", {
      ...{ shop: a.shop.id, paymentId: services.ids.next(), provider: "yape", reference: "r1" },
      ...{ amountCentimos: centimos(5000), valueAt: services.clock.now() },
    });
    assert.match(await said(), /dom 22 nov Yape Cuadra S\/ 50\.00 S\/ 50\.00/);
    await arrived(on, accountId, 900, 0);
    assert.match(await said(), /Cuadra S\/ 50\.00 S\/ 50\.00/, "hearsay is in no book");
  }));

Deno.test("an account of ours is added and changed, and a form that is refused keeps what was typed", () =>
  withConsole(async ({ olga }) => {
    const at = `${ROOM}/cuentas`, form = formOf((await olga.get(at)).html, 'value="cuenta"');
    const wrong = await olga.post(at, { ...form, name: "Caserito", strictAboveCentimos: "mucho" });
    assert.equal(wrong.status, 422);
    const kept = formOf(wrong.html, 'value="cuenta"');
    assert.deepEqual([kept["name"], kept["strictAboveCentimos"]], ["Caserito", "mucho"]);
    const made = await olga.post(at, { ...kept, strictAboveCentimos: "", qrText: "000201ABCD" });
    assert.equal(made.to, `${at}?hecho=cuenta`, textOf(made.html));
    const shown = await olga.get(at);
    assert.match(textOf(shown.html), /Yape · Caserito Recibe Este mes llegaron S\/ 0\.00/);
    assert.match(shown.html, /QR para pagar a Caserito/);
    const { active: _, ...off } = formOf(shown.html, 'value="Caserito"');
    assert.equal((await olga.post(at, off)).status, 303);
    assert.match(textOf((await olga.get(at)).html), /Yape · Caserito Apagada/);
  }));

Deno.test("a dead letter is sent anew, once, with a reason", () =>
  withConsole(async (on) => {
    const { services, olga, a } = on, at = `${ROOM}/mensajes`, now = services.clock.now();
    const wish = {
      ...{ shop: a.shop.id, kind: "overdue_1", subject: services.ids.next(), day: limaDay(now) },
      ...{ personId: null, notBefore: now },
    };
    taken(await queueMessages(platformContext(services), { id: services.ids.next() }, { wishes: [wish] }));
    const [queued] = await services.platform.read({ types: ["MessageQueued"], limit: 1 });
    const { messageId } = queued!.data as { messageId: string };
    await wrote(services, {
      ...{ definition: MessageGivenUp, stream: `message-${messageId}`, data: { messageId, code: "131026" } },
    });
    assert.match(textOf((await olga.get(ROOM)).html), /No llegaron por ningún medio 1/);
    const { html } = await olga.get(at);
    assert.match(textOf(html), /Venció ayer minimarket-lucha .*131026/);
    const form = formOf(html, 'value="reenviar"');
    assert.equal((await olga.post(at, { ...form, reason: "" })).status, 422);
    assert.equal((await olga.post(at, { ...form, reason: "cambió de número" })).status, 303);
    assert.doesNotMatch(textOf((await olga.get(at)).html), /131026/);
    const again = await olga.post(at, { ...form, cmdId: services.ids.next(), reason: "otra vez" });
    assert.match(textOf(again.html), /ya se volvió a enviar/);
    const all = await services.platform.read({ types: ["MessageQueued"], limit: 10 });
    assert.equal(all.length, 2);
    const second = { messageId: services.ids.next(), accion: "reenviar", reason: "x" };
    assert.match(textOf((await olga.post(at, second)).html), /Ese mensaje no está en la lista/);
  }));

Deno.test("a provider whose webhooks wait is late, and one that never spoke is not", () =>
  withConsole(async ({ services, olga, clock }) => {
    const event = { provider: "stripe", eventId: "evt_1", type: "invoice.paid", objectId: "in_1" };
    await keepEvent(services.control, event, clock.now());
    const said = async () => textOf((await olga.get(`${ROOM}/proveedores`)).html);
    assert.match(await said(), /Ninguno está configurado en este servidor/);
    Object.assign(services, { providers: new Map([["stripe", {}], ["culqi", {}]]) });
    assert.match(await said(), /Configurados en este servidor: Stripe y Culqi\./);
    assert.match(await said(), /Stripe Bien .*Avisos sin atender 1.*Culqi Nunca habló/);
    clock.forward(16 * 60_000);
    assert.match(await said(), /Stripe Atrasado/);
    assert.match(textOf((await olga.get(ROOM)).html), /Proveedores atrasados 1/);
  }));

Deno.test("a transfer that an operator made is written down with its number, once, and answers the question", () =>
  withConsole(async (on) => {
    const { services, olga, olgaId } = on, { accountId } = await expecting(on), { db } = services.platform;
    await arrived(on, accountId, 7700);
    const form = formOf((await olga.get(MONEY)).html, 'value="devolver"');
    assert.equal(form["amountCentimos"], "77.00");
    const ask = { ...form, reason: "pagó a quien no era" };
    assert.match(textOf((await olga.post(MONEY, { ...ask, operationNumber: "" })).html), /falta este dato/);
    const more = await olga.post(MONEY, { ...ask, amountCentimos: "77.01", operationNumber: "00551234" });
    assert.match(textOf(more.html), /De ese pago quedan S\/ 77\.00/);
    const done = await olga.post(MONEY, { ...ask, operationNumber: "00551234" });
    assert.equal(done.to, `${MONEY}?hecho=devolver`, textOf(done.html));
    await olga.post(MONEY, { ...ask, operationNumber: "00551234" });
    const [refund, ...others] = await refundsOfPayment(db, form["paymentId"]!);
    assert.deepEqual([refund?.by, refund?.operationNumber, others.length], [olgaId, "00551234", 0]);
    assert.deepEqual(await openExceptions(db), []);
  }));

Deno.test("an operator says that a wallet fails, and later that it works", () =>
  withConsole(async ({ services, olga }) => {
    const page = `${ROOM}/proveedores`, fails = formOf((await olga.get(page)).html, 'value="yape"');
    assert.equal((await olga.post(page, { ...fails, reason: "" })).status, 422);
    assert.equal((await olga.post(page, { ...fails, minutesAgo: "-5", reason: "prensa" })).status, 422);
    const said = await olga.post(page, { ...fails, minutesAgo: "30", reason: "prensa" });
    assert.equal(said.to, `${page}?hecho=falla`, textOf(said.html));
    const [outage] = await outagesOf(services.platform);
    assert.deepEqual(outage, {
      wallet: "yape",
      startedAt: plusMs(services.clock.now(), -1_800_000),
      endedAt: null,
    });
    const works = formOf((await olga.get(page)).html, 'value="funciona"');
    assert.equal((await olga.post(page, { ...works, reason: "probamos" })).status, 303);
    assert.notEqual((await outagesOf(services.platform))[0]?.endedAt, null);
  }));
