import assert from "node:assert/strict";
import { billShop } from "../commands/membership/bill_shop.ts";
import { payToken } from "../commands/membership/pay_link.ts";
import { startSession } from "../commands/people/sessions.ts";
import { setWalletAccount } from "../commands/payments/set_wallet_account.ts";
import { cardTried, keepCard } from "../events/store/control/provider_cards.ts";
import { keepHeard } from "../api/keep_evidence.ts";
import { messagesOfNotice } from "../commands/membership/tell_owner.ts";
import { systemContext } from "../commands/shops/create_shop.ts";
import { waitingIntent } from "../commands/membership/payment_intent.ts";
import { viewPlan } from "../commands/membership/view_plan.ts";
import { formOf, type OwnerPages, textOf, withOwner } from "./support/owner_pages.ts";
import { invoiced, noticed, said, tell } from "./support/membership_facts.ts";
import { limaDay, plusDays } from "../kernel/time.ts";

const DAY = 86_400_000, BASE = "http://caserito.test";

/** Tried since some days, and billed by the platform, which has a Yape. */
async function billed(
  { services, shop, clock }: OwnerPages,
  daysLeft: number,
): Promise<{ accountId: string }> {
  const trialEndsOn = plusDays(limaDay(clock.now()), daysLeft);
  await tell(services, shop.shop.id, said("MembershipStarted", { plan: "tienda", trialEndsOn, policy: 1 }));
  const log = systemContext(services, services.platform), accountId = services.ids.next();
  const qrText = null, account = { accountId, wallet: "yape", name: "Caserito SAC", qrText };
  const set = await setWalletAccount(log, { id: accountId }, {
    ...account,
    injectAmount: false,
    active: true,
  });
  assert.ok(set.ok);
  await turn({ services, shop });
  return { accountId };
}
const turn = async ({ services, shop }: Pick<OwnerPages, "services" | "shop">) =>
  await billShop({
    ...{ control: services.control, log: systemContext(services, services.platform) },
    messagesOf: messagesOfNotice(systemContext(services, services.platform)),
    reconcile: () => Promise.resolve(),
  }, shop.store);

const deed = async (pages: OwnerPages, name: string, fields: Record<string, string> = {}) =>
  await pages.post("/plan", { ...formOf((await pages.get("/plan")).html, `value="${name}"`), ...fields });
const planOf = async (pages: OwnerPages) => textOf((await pages.get("/plan")).html);
const payPage = async ({ services, shop, clock, fetch }: OwnerPages, search = "") => {
  const path = `/pagar/${await payToken(services.control, shop.shop.id, clock.now())}`;
  const response = await fetch(new Request(`${BASE}${path}${search}`));
  return { path, status: response.status, headers: response.headers, html: await response.text() };
};

Deno.test("the plan says its state in words, and the facts and days behind it", () =>
  withOwner(async (pages) => {
    assert.match(await planOf(pages), /Tu plan todavía no empieza/);
    await billed(pages, 12);
    const trial = await planOf(pages);
    assert.match(trial, /Estás probando Caserito/);
    assert.match(
      trial,
      /Tienes todo lo del plan Negocio, sin pagar\. Después sigue: Plan Tienda, S\/\s50\.00 al mes/,
    );
    assert.match(trial, /Tu prueba termina el/);
    assert.match(trial, /Todavía no hay cobros/);
  }));

Deno.test("what is owed stands above, with the bills that make it", () =>
  withOwner(async (pages) => {
    await billed(pages, 4);
    assert.match(await planOf(pages), /S\/\s\d+\.00.*Pagar S\/\s\d+\.00.*Plan \w+, del .* al .*Por pagar/s);
  }));

/** Overdue since so many days, told of it where it must be. */
async function overdue({ services, shop, clock }: OwnerPages, days: number) {
  const { facts, invoiceId } = invoiced(services.ids, plusDays(limaDay(clock.now()), -days));
  await tell(services, shop.shop.id, ...facts);
  clock.forward(DAY / 8);
  await tell(services, shop.shop.id, ...noticed(services.ids, invoiceId));
  await services.membership.refresh();
}

Deno.test("case 25: only the owner opens the plan; nobody else reads of a debt, and of nothing in grace", () =>
  withOwner(async (pages) => {
    await overdue(pages, 5);
    for (const role of ["manager", "cashier", "auditor"] as const) {
      assert.equal((await pages.get("/plan", role)).status, 403, role);
    }
    assert.doesNotMatch(textOf((await pages.get("/hoy", "manager")).html), /Tu plan|Pagar|No se agrega/i);
    assert.match(textOf((await pages.get("/hoy")).html), /Tu plan venció el .*S\/\s50\.00/s);
  }));

Deno.test("case 25: from RESTRICTED on whoever works in the shop is told what waits and who can end it, and no word of money", () =>
  withOwner(async (pages) => {
    await overdue(pages, 2);
    const { services, shop, clock, fetch } = pages, money = /S\/\s50|venci|debe|deuda|pag[ao]/i;
    await services.membership.load(shop.shop.id);
    const seen = async (path: string, role: "manager" | "cashier") => {
      const { personId } = shop.people[role],
        here = { personId, shop: shop.shop.id, way: "password" } as const;
      const cookie = `caserito=${(await startSession(services, here)).token}`; // days end a session
      const url = `http://${shop.shop.slug}.caserito.test${path}`;
      const response = await fetch(new Request(url, { headers: { cookie } }));
      return { status: response.status, html: await response.text() };
    };
    const restricted = /Por ahora no se agrega nada nuevo .*las activa la dueña .*Vender sigue igual/;
    const blocked = /Esto está en pausa por ahora .*La dueña puede activarlo/;
    for (
      const [days, state, says, shut] of [
        [2, "RESTRICTED", restricted, "/equipo/nueva"],
        [4, "BLOCKED", blocked, "/fiado/nuevo"],
      ] as const
    ) {
      clock.forward(days * DAY);
      assert.equal(services.membership.statusOf(shop.shop.id)?.state, state);
      for (const [role, path] of [["manager", "/hoy"], ["cashier", "/fiado"]] as const) {
        const { html } = await seen(path, role);
        const banner = textOf(/<div class="pb-4 no-print">[^]*?<\/div><\/div>/.exec(html)?.[0] ?? "");
        assert.match(banner, says, `${state} ${role}`);
        assert.doesNotMatch(banner, money);
        assert.doesNotMatch(html, /href="\/plan/, "no way to a page that is not theirs");
      }
      const refused = await seen(shut, "manager");
      assert.equal(refused.status, 402, state);
      assert.match(textOf(refused.html), says);
      assert.doesNotMatch(textOf(/<main[^]*<\/main>/.exec(refused.html)![0]), money);
    }
  }));

Deno.test("an owner changes the plan, leaves and stays, each shown and each with its sum", () =>
  withOwner(async (pages) => {
    await billed(pages, 4);
    const before = (await viewPlan(pages.services.platform, pages.shop.shop.id, pages.clock.now()))!;
    const changed = await deed(pages, "cambiado", { plan: "negocio", interval: "year" });
    assert.equal(changed.to, "/plan?hecho=cambiado");
    const view = (await viewPlan(pages.services.platform, pages.shop.shop.id, pages.clock.now()))!;
    assert.deepEqual([view.terms?.plan, view.wish?.interval, view.status.debtCentimos], [
      "negocio",
      "year",
      8000,
    ]);
    assert.ok(before.status.debtCentimos < 8000);
    const intent = await waitingIntent(pages.services.platform, pages.shop.shop.id, view.status.debtCentimos);
    assert.equal(intent?.amountCentimos, 7999, "what waits is what is owed now, but for its céntimo");
    const same = await deed(pages, "cambiado", { plan: "negocio", interval: "year" });
    assert.deepEqual([same.status, /Ese ya es tu plan/.test(same.html)], [422, true]);

    assert.equal((await deed(pages, "cancelado")).status, 400, "asked for twice");
    await deed(pages, "cancelado", { seguro: "on" });
    const left = await planOf(pages);
    assert.match(left, /Cancelaste tu plan\. Puedes vender hasta el .*Quedarme.*Descargar todos mis datos/s);
    assert.doesNotMatch(left, /Pagar S/, "what had not begun is not owed");
    await deed(pages, "quedarme");
    assert.match(await planOf(pages), /Cancelar mi plan/);
  }));

Deno.test("the pay link opens the bill on any phone, and the page says by itself that the money came", () =>
  withOwner(async (pages) => {
    const { services, shop, clock } = pages, { accountId } = await billed(pages, 4);
    const to = (await pages.get("/plan/pagar")).to;
    assert.match(to, /^http:\/\/caserito\.test\/pagar\//);
    const size = (await services.platform.head()).size, bill = await payPage(pages);
    assert.deepEqual([bill.status, bill.headers.get("x-robots-tag"), bill.headers.get("cache-control")], [
      200,
      "noindex",
      "private, no-store",
    ]);
    assert.equal(bill.headers.get("refresh"), "12");
    const still = await payPage(pages, "?quieta");
    assert.deepEqual([still.headers.get("refresh"), /se actualiza sola/.test(still.html)], [null, false]);
    assert.doesNotMatch(bill.html, /<script[^>]+src=/, "no JavaScript");
    assert.match(
      textOf(bill.html),
      /Vence el .*Todavía no llega tu pago.*Con Yape, a nombre de Caserito SAC/s,
    );
    assert.equal((await services.platform.head()).size, size, "looking writes nothing");
    assert.equal((await pages.get(new URL(to).pathname, "nobody")).status, 404, "a shop has no such page");

    const debt = (await viewPlan(services.platform, shop.shop.id, clock.now()))!.status.debtCentimos;
    const asked = (await waitingIntent(services.platform, shop.shop.id, debt))!.amountCentimos;
    assert.deepEqual([debt, asked], [5000, 4999]);
    const log = systemContext(services, services.platform), now = clock.now();
    const kept = await keepHeard(log, { id: services.ids.next() }, {
      ...{ evidenceId: services.ids.next(), source: "device_push", accountId, trust: 2, direction: "in" },
      ...{ amountCentimos: asked, occurredAt: now, receivedAt: now, payerName: null, masked: false },
      ...{ securityCode: null, operationNumber: "12345678", externalReference: null, providerId: null },
      ...{ parserVersion: 1, deviceId: "phone-1", late: false, raw: null },
    } as never);
    assert.ok(kept.ok, JSON.stringify(kept));
    const paid = await payPage(pages);
    assert.match(textOf(paid.html), /Ya llegó tu pago.*12345678/s);
    assert.equal(paid.headers.get("refresh"), null);
    const plan = await pages.get("/plan"), receipt = /\/plan\/recibo\/[0-9a-f-]{36}/.exec(plan.html)![0];
    assert.match(textOf((await pages.get(receipt)).html), /Constancia de pago.*12345678/s);
    assert.equal((await pages.get(receipt, "cashier")).status, 403);
  }));

Deno.test("an operation number is taken from the bill once, a wrong one is asked for again and keeps what was typed", () =>
  withOwner(async (pages) => {
    const { services, shop, clock, fetch } = pages;
    await billed(pages, 4);
    const { path, html, headers } = await payPage(pages, "?numero=1");
    assert.equal(headers.get("refresh"), null, "nobody's typing is taken away");
    const send = async (fields: Record<string, string>) => {
      const body = new URLSearchParams({ ...formOf(html, "operationNumber"), ...fields });
      const response = await fetch(
        new Request(`${BASE}${path}`, { method: "POST", body, headers: { origin: BASE } }),
      );
      return { status: response.status, html: await response.text() };
    };
    const wrong = await send({ wallet: "plin", operationNumber: "12 34" });
    assert.equal(wrong.status, 422);
    assert.match(wrong.html, /value="12 34"/);
    assert.equal((await send({ wallet: "plin", operationNumber: "00991122" })).status, 303);
    assert.match(textOf((await payPage(pages)).html), /Nos avisaste de tu pago/);
    const view = (await viewPlan(services.platform, shop.shop.id, clock.now()))!;
    assert.deepEqual(view.status.overlays, ["claim"]);
    const again = formOf((await payPage(pages, "?numero=1")).html, "operationNumber");
    const second = await send({ ...again, wallet: "plin", operationNumber: "00991133" });
    assert.match(textOf(second.html), /Ya nos diste un número por este cobro/);
  }));

Deno.test("a card is paid on its provider's page, which the bill links to, and a provider that is away is said so", () =>
  withOwner(async (pages) => {
    const { services, fetch } = pages;
    await billed(pages, 4);
    const orders: { amountCentimos: number; intentId: string }[] = [];
    let away = false;
    const stripe = {
      ...{ name: "stripe", ways: new Set(["page"]) },
      start: (order: typeof orders[number]) => {
        orders.push(order);
        const failure = { kind: "refused" };
        return Promise.resolve(
          away
            ? { ok: false, error: { type: "ProviderRefused", provider: "stripe", failure } }
            : { ok: true, value: { kind: "page", providerId: "cs_1", url: "https://pay.stripe.test/c/1" } },
        );
      },
    };
    Object.assign(services.providerWork, { providers: new Map([["stripe", stripe]]) });
    const { path, html } = await payPage(pages);
    const send = async () => {
      const body = new URLSearchParams({ ...formOf(html, "tarjeta"), cmdId: services.ids.next() });
      const request = new Request(`${BASE}${path}`, { method: "POST", body, headers: { origin: BASE } });
      const response = await fetch(request);
      assert.equal(response.headers.get("refresh"), null);
      return await response.text();
    };
    const shown = await send();
    assert.match(shown, /href="https:\/\/pay\.stripe\.test\/c\/1"/);
    assert.equal(orders[0]?.amountCentimos, 4999);
    away = true;
    assert.match(textOf(await send()), /Ahora no podemos abrir ese pago/);
    const before = orders.length;
    for (let i = before; i < 12; i++) await send();
    assert.match(await send(), /Llegan demasiados pedidos/);
    assert.equal(orders.length, 10, "nobody makes pages at a provider without end");
  }));

Deno.test("the plan says which card pays by itself and why it did not, and one tap stops it", () =>
  withOwner(async (pages) => {
    const { services, shop, clock } = pages, card = { provider: "stripe" as const, cardId: "pm_1" };
    await billed(pages, 4);
    assert.doesNotMatch(await planOf(pages), /Se paga solo/);
    await keepCard(services.control, { ...card, shopId: shop.shop.id, last4: "4242" }, clock.now());
    assert.match(await planOf(pages), /Se paga solo cada mes con tu tarjeta terminada en 4242\./);
    await cardTried(services.control, card, clock.now(), "no_funds");
    assert.match(await planOf(pages), /no pudimos cobrarle.*No hay saldo suficiente/s);
    assert.equal((await pages.get("/plan", "manager")).status, 403);
    assert.equal((await deed(pages, "sintarjeta")).to, "/plan?hecho=sintarjeta");
    const after = textOf((await pages.get("/plan?hecho=sintarjeta")).html);
    assert.match(after, /Ya no cobramos a tu tarjeta/);
    assert.doesNotMatch(after, /Se paga solo/);
  }));

Deno.test("a link that is not ours, or has ended, opens nothing", () =>
  withOwner(async (pages) => {
    const { services, shop, clock, fetch } = pages;
    const token = await payToken(services.control, shop.shop.id, clock.now());
    const asked = async (text: string) => (await fetch(new Request(`${BASE}/pagar/${text}`))).status;
    assert.equal(await asked(token), 200);
    assert.equal(await asked(token.replace(shop.shop.id, "bodega-otra")), 404);
    clock.forward(61 * DAY);
    assert.equal(await asked(token), 404);
  }));

Deno.test("a plan keeps to its limits and names the one that has more; what is there stays", () =>
  withOwner(async (pages) => {
    const { services, shop, clock } = pages, trialEndsOn = plusDays(limaDay(clock.now()), -3);
    const { facts } = invoiced(services.ids, trialEndsOn);
    const puesto = facts.map(({ data, ...fact }) => ({
      ...fact,
      data: { ...data, plan: "puesto" },
      at: clock.now(),
    }));
    const hire = async (role: string) => {
      const form = formOf((await pages.get("/equipo/nueva")).html, "personId");
      return await pages.post("/equipo/nueva", { ...form, name: "Rosa", role, pin: "", phone: "" });
    };
    assert.equal((await hire("cashier")).status, 303, "nobody billed the shop yet");
    await tell(services, shop.shop.id, ...puesto.slice(0, 1));
    const full = await hire("cashier");
    assert.equal(full.status, 422);
    assert.match(textOf(full.html), /Tu plan llega a 2 personas\. Cámbiate al plan \w+ en Tu plan/);
    assert.match(textOf((await hire("auditor")).html), /El acceso de tu contador es del plan Negocio/);
    const keyForm = formOf((await pages.get("/ajustes/llaves")).html, "keyId");
    const key = await pages.post("/ajustes/llaves", { ...keyForm, name: "Mi web", "scope-audit": "on" });
    assert.match(textOf(key.html), /Conectar otros programas es del plan Negocio/);
    await deed(pages, "cambiado", { plan: "negocio", interval: "month" });
    assert.equal((await hire("cashier")).status, 303);
    assert.equal((await hire("auditor")).status, 303);
  }));
