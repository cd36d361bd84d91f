import assert from "node:assert/strict";
import { membershipFacts } from "../commands/membership/membership_facts.ts";
import { centimos } from "../kernel/money.ts";
import { type Console, freshOlga, ROOM, withConsole } from "./support/console.ts";
import type { HostBrowser } from "./support/host_browser.ts";
import { formOf, textOf } from "./support/owner_pages.ts";
import { billed, days, told, warned } from "./support/told_platform.ts";

const lastFacts = async ({ services, a }: Console, count: number) =>
  (await membershipFacts(services.platform, a.shop.id)).slice(-count);
const pageOf = ({ a }: Console) => `${ROOM}/tiendas/${a.shop.id}`;

/** Fills in the form of an action as it stands on the page of shop A and sends it. */
async function act(on: Console, who: HostBrowser, action: string, fields: Readonly<Record<string, string>>) {
  const at = pageOf(on), form = formOf((await who.get(at)).html, `value="${action}"`);
  return await who.post(at, { ...form, ...fields });
}

Deno.test("each action of a shop's page asks why, and is a fact in the operator's name", () =>
  withConsole(async (on) => {
    const { services, olga, a, olgaId } = on;
    await billed(services, a.shop.id);
    const actions: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
      ["extension", { days: "5" }, ["ExtensionGranted"]],
      ["abono", { amountCentimos: "12.50" }, ["CreditGranted"]],
      ["plan", { plan: "negocio", interval: "month" }, ["PlanChanged", "InvoiceIssued", "OperatorNoted"]],
      ["cancelar", {}, ["MembershipCancelled", "CreditGranted", "OperatorNoted"]],
    ];
    for (const [action, fields, facts] of actions) {
      const before = await services.platform.head();
      const silent = await act(on, olga, action, { ...fields, reason: "" });
      assert.equal(silent.status, 422, action);
      assert.match(textOf(silent.html), /Motivo: falta este dato/, action);
      assert.deepEqual(await services.platform.head(), before, `${action} without a reason writes nothing`);
      const done = await act(on, olga, action, { ...fields, reason: `porque ${action}` });
      assert.equal(done.to, `${pageOf(on)}?hecho=${action}`, textOf(done.html));
      const wrote = await lastFacts(on, facts.length);
      assert.deepEqual(wrote.map(({ fact }) => fact.type), facts);
      for (const { actor } of wrote) assert.deepEqual(actor, { kind: "operator", id: olgaId });
      const text = textOf((await olga.get(pageOf(on))).html);
      assert.match(text, new RegExp(`porque ${action}.* por Olga`), `${action} says why, and who`);
    }
  }));

Deno.test("a dormant shop alone is closed for ever, in an operator's name", () =>
  withConsole(async (on) => {
    const { services, clock, olga, a, olgaId } = on;
    await billed(services, a.shop.id);
    assert.doesNotMatch((await olga.get(pageOf(on))).html, /value="cerrar"/);
    await act(on, olga, "cancelar", { reason: "se muda" });
    days(clock, 200);
    const again = await freshOlga(on);
    const done = await act(on, again, "cerrar", { reason: "archivo entregado" });
    assert.equal(done.to, `${pageOf(on)}?hecho=cerrar`, textOf(done.html));
    const [closed] = await lastFacts(on, 1);
    assert.deepEqual([closed!.fact.type, closed!.actor.id], ["MembershipClosed", olgaId]);
  }));

Deno.test("a form that is sent twice does it once, and what was done is never edited", () =>
  withConsole(async (on) => {
    const { services, olga, a } = on;
    await billed(services, a.shop.id);
    const form = formOf((await olga.get(pageOf(on))).html, 'value="abono"');
    const sent = { ...form, amountCentimos: "10", reason: "bono" };
    for (const _ of [1, 2]) assert.equal((await olga.post(pageOf(on), sent)).status, 303);
    const changed = await olga.post(pageOf(on), { ...sent, amountCentimos: "20" });
    assert.equal(changed.status, 422);
    assert.match(textOf(changed.html), /ya se envió con otros datos/);
    const credits = (await lastFacts(on, 9)).filter(({ fact }) => fact.type === "CreditGranted");
    assert.equal(credits.length, 1);
  }));

Deno.test("goodwill has an end: thirty days in a year, and the page says how many are left", () =>
  withConsole(async (on) => {
    const { services, olga, a } = on;
    await billed(services, a.shop.id);
    assert.equal((await act(on, olga, "extension", { days: "25", reason: "lluvias" })).status, 303);
    const more = await act(on, olga, "extension", { days: "6", reason: "más lluvias" });
    assert.equal(more.status, 422);
    assert.match(textOf(more.html), /Este año quedan 5 días de gracia/);
    assert.match(textOf(more.html), /Este año le quedan 5 días/);
  }));

Deno.test("a hold is lifted by one person, with a reason", () =>
  withConsole(async (on) => {
    const { services, olga, tito, a } = on;
    await billed(services, a.shop.id);
    await act(on, olga, "retener", { days: "7", reason: "denuncia" });
    await act(on, tito, "confirmar", { reason: "vi la denuncia" });
    assert.match(textOf((await olga.get(pageOf(on))).html), /Bloqueada desde/);
    assert.equal((await act(on, olga, "levantar", { reason: "se aclaró" })).status, 303);
    assert.deepEqual((await lastFacts(on, 2)).map(({ fact }) => fact.type), ["HoldLifted", "OperatorNoted"]);
    const text = textOf((await olga.get(pageOf(on))).html);
    assert.match(text, /En prueba desde .* Por qué se levantó la retención: se aclaró/);
  }));

/** Shop A, blocked, says that it paid. */
async function claimed(on: Console): Promise<{ readonly olga: HostBrowser; readonly claimId: string }> {
  const { services, clock, a } = on, { invoiceId } = await billed(services, a.shop.id);
  days(clock, 2);
  await warned(services, a.shop.id, invoiceId);
  days(clock, 8);
  const claimId = services.ids.next();
  await told(services, "PaymentClaimed", {
    ...{ shop: a.shop.id, claimId, wallet: "yape", operationNumber: "0012-3456" },
    amountCentimos: centimos(5000),
  });
  return { olga: await freshOlga(on), claimId };
}
const CLAIMS = `${ROOM}/avisos-de-pago`;

Deno.test("a claim that is true is money, once, from when the shop said so", () =>
  withConsole(async (on) => {
    const { services, a } = on, { olga } = await claimed(on);
    const said = services.clock.now();
    on.clock.forward(600_000);
    const form = formOf((await olga.get(CLAIMS)).html, 'value="verificar"');
    assert.equal(form["amountCentimos"], "50.00");
    assert.equal((await olga.post(CLAIMS, { ...form, reason: "" })).status, 422);
    assert.equal((await olga.post(CLAIMS, { ...form, reason: "está en Yape" })).status, 303);
    const [resolved, paid, noted] = await lastFacts(on, 3);
    assert.equal(resolved?.fact.type, "PaymentClaimResolved");
    assert.ok(paid?.fact.type === "PaymentReceived");
    assert.deepEqual([paid.fact.data.reference, paid.fact.data.valueAt], ["00123456", said]);
    assert.equal(noted?.fact.type, "OperatorNoted");
    assert.match(textOf((await olga.get(pageOf(on))).html), /Al día desde/);
    // The engine sees the same credit an hour later, under the same number.
    await told(services, "PaymentReceived", {
      ...{ shop: a.shop.id, paymentId: services.ids.next(), provider: "yape", reference: "00123456" },
      ...{ amountCentimos: centimos(5000), valueAt: said },
    });
    assert.doesNotMatch(textOf((await olga.get(pageOf(on))).html), /a favor/);
    const again = await olga.post(CLAIMS, { ...form, cmdId: services.ids.next(), reason: "otra vez" });
    assert.match(textOf(again.html), /Ese aviso de pago ya se revisó/);
  }));

Deno.test("a claim that is false ends the day it gave, and its owner is told", () =>
  withConsole(async (on) => {
    const { services } = on, { olga, claimId } = await claimed(on);
    assert.match(textOf((await olga.get(pageOf(on))).html), /Restringida desde/);
    const form = formOf((await olga.get(CLAIMS)).html, 'value="rechazar"');
    assert.equal((await olga.post(CLAIMS, { ...form, reason: "no está en Yape" })).status, 303);
    assert.match(textOf((await olga.get(pageOf(on))).html), /Bloqueada desde/);
    const queued = await services.platform.read({ types: ["MessageQueued"], limit: 10 });
    assert.deepEqual(
      queued.map(({ data }) => (data as { kind: string; subject: string }).subject.split("/").slice(0, 2)),
      [["claim", claimId], ["claim", claimId]],
    );
    assert.match(textOf((await olga.get(CLAIMS)).html), /Ningún aviso espera/);
  }));
