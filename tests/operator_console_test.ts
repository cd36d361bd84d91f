import assert from "node:assert/strict";
import { startSession } from "../commands/people/sessions.ts";
import { keepCard } from "../events/store/control/provider_cards.ts";
import { linkCustomer, mirrorSubscription } from "../events/store/control/provider_operations.ts";
import { membershipFacts } from "../commands/membership/membership_facts.ts";
import { BASE, freshOlga, ROOM, withConsole } from "./support/console.ts";
import { formOf, textOf } from "./support/owner_pages.ts";
import { billed, days, told, warned } from "./support/told_platform.ts";
import type { TwoShops } from "./support/two_shops.ts";

const typesOf = async ({ services }: TwoShops, shop: string): Promise<string[]> =>
  (await membershipFacts(services.platform, shop)).map(({ fact }) => fact.type);

Deno.test("the overview counts shops by state, and what waits for a person leads to it", () =>
  withConsole(async (on) => {
    const { services, clock, olga, a } = on;
    const said = async () => textOf((await olga.get(ROOM)).html);
    assert.match(await said(), /Tiendas que pueden vender 2 de 2 en total/);
    const { invoiceId } = await billed(services, a.shop.id);
    await told(services, "PaymentClaimed", {
      ...{ shop: a.shop.id, claimId: services.ids.next(), wallet: "yape", operationNumber: "00123456" },
      amountCentimos: 5000 as never,
    });
    assert.match(await said(), /Avisos de pago por revisar 1 .*En prueba 1 .*Sin cobro todavía 1/);
    const claims = textOf((await olga.get(`${ROOM}/avisos-de-pago`)).html);
    assert.match(claims, /minimarket-lucha S\/ 50\.00 Yape · operación 00123456 · .*No se ve ningún pago/);
    days(clock, 9);
    const olgaAgain = await freshOlga(on);
    const late = textOf((await olgaAgain.get(ROOM)).html);
    assert.match(late, /Bloqueos que esperan un aviso 1 .*Restringida 1/);
    const shops = await olgaAgain.get(`${ROOM}/tiendas?estado=aviso`), waiting = textOf(shops.html);
    assert.match(shops.html, /<a href="\/operador" /, "the name of the room leads back to its overview");
    assert.match(waiting, /minimarket-lucha Restringida/);
    assert.doesNotMatch(waiting, /bodega-rosa/);
    await warned(services, a.shop.id, invoiceId);
    days(clock, 2);
    const blocked = textOf((await (await freshOlga(on)).get(ROOM)).html);
    assert.match(blocked, /pueden vender 1 de 2 .*Bloqueos que esperan un aviso 0 .*Bloqueada 1/);
  }));

Deno.test("a shop's page says what pays for it by itself, as its provider has it", () =>
  withConsole(async ({ services, clock, olga, a, b }) => {
    await billed(services, a.shop.id);
    await billed(services, b.shop.id);
    const page = async (shop: string) => textOf((await olga.get(`${ROOM}/tiendas/${shop}`)).html);
    assert.match(await page(a.shop.id), /Pago automático Ninguno/);
    const card = { provider: "stripe", cardId: "pm_1", shopId: a.shop.id, last4: "4242" } as const;
    await keepCard(services.control, card, clock.now());
    await linkCustomer(services.control, "stripe", a.shop.id, "cus_1");
    await mirrorSubscription(services.control, "stripe", {
      ...{ id: "sub_1", customer: "cus_1", status: "past_due", endsAtPeriodEnd: true, periodEndsAt: null },
    }, clock.now());
    assert.match(
      await page(a.shop.id),
      /Stripe: tarjeta terminada en 4242.* Stripe: suscripción sub_1, con un cobro atrasado y no se renueva/,
    );
    assert.match(await page(b.shop.id), /Pago automático Ninguno/, "of another shop nothing");
  }));

Deno.test("shops are found by a part of their address and by state", () =>
  withConsole(async ({ services, olga, a, b }) => {
    await billed(services, a.shop.id);
    const shown = async (query: string) => {
      const { html } = await olga.get(`${ROOM}/tiendas${query}`);
      return [a, b].filter(({ shop }) => html.includes(`/operador/tiendas/${shop.id}`)).map(({ shop }) =>
        shop.slug
      );
    };
    assert.deepEqual(await shown(""), ["minimarket-lucha", "bodega-rosa"]);
    assert.deepEqual(await shown("?q=ROSA"), ["bodega-rosa"]);
    assert.deepEqual(await shown("?q=%25"), [], "a sign of SQL is only a sign");
    assert.deepEqual(await shown("?estado=TRIAL"), ["minimarket-lucha"]);
    assert.deepEqual(await shown("?estado=ninguno"), ["bodega-rosa"]);
    assert.deepEqual(await shown("?estado=BLOCKED"), []);
    assert.deepEqual(await shown("?estado=nada&desde=%00"), ["minimarket-lucha", "bodega-rosa"]);
  }));

Deno.test("a shop's page says its state, each fact that explains it, and all of its money", () =>
  withConsole(async ({ services, clock, olga, a }) => {
    const { invoiceId } = await billed(services, a.shop.id), at = `${ROOM}/tiendas/${a.shop.id}`;
    await told(services, "ExtensionGranted", {
      ...{
        shop: a.shop.id,
        invoiceId,
        extensionId: services.ids.next(),
        days: 3,
        by: "x",
        reason: "lluvias",
      },
    });
    await told(services, "PaymentReceived", {
      ...{ shop: a.shop.id, paymentId: services.ids.next(), provider: "yape", reference: "r1" },
      ...{ amountCentimos: 2000 as never, valueAt: clock.now() },
    });
    const { html, status } = await olga.get(at), text = textOf(html);
    assert.equal(status, 200);
    assert.match(text, /Al día desde .* Debe S\/ 30\.00/);
    assert.match(text, /Por qué Empezó su prueba del plan Tienda.* por Caserito Pagó S\/ 20\.00/);
    assert.match(text, /Recibos .* S\/ 50\.00 S\/ 30\.00/);
    assert.match(text, /3 días más para pagar: lluvias/);
    assert.equal((await olga.get(`${ROOM}/tiendas/nada`)).status, 404);
  }));

Deno.test("a hold takes two people, each with a reason, and the first one cannot be the second", () =>
  withConsole(async (on) => {
    const { services, olga, tito, a, olgaId, titoId } = on, at = `${ROOM}/tiendas/${a.shop.id}`;
    await billed(services, a.shop.id);
    const form = formOf((await olga.get(at)).html, 'value="retener"');
    const silent = await olga.post(at, { ...form, days: "7", reason: "  " });
    assert.equal(silent.status, 422);
    assert.match(textOf(silent.html), /Motivo: falta este dato/);
    assert.equal((await olga.post(at, { ...form, days: "31", reason: "denuncia" })).status, 422);
    const asked = await olga.post(at, { ...form, days: "7", reason: "denuncia" });
    assert.equal(asked.to, `${at}?hecho=retener`);
    assert.equal((await olga.post(at, { ...form, days: "7", reason: "denuncia" })).status, 303, "once");

    const own = await olga.get(at);
    assert.match(textOf(own.html), /La pediste tú/);
    assert.doesNotMatch(own.html, /value="confirmar"/);
    const { holdId, cmdId } = formOf((await tito.get(at)).html, 'value="confirmar"');
    const forced = { accion: "confirmar", cmdId: services.ids.next(), holdId: holdId!, reason: "yo misma" };
    const refused = await olga.post(at, forced);
    assert.equal(refused.status, 422);
    assert.deepEqual(await typesOf(on, a.shop.id), ["MembershipStarted", "InvoiceIssued", "HoldProposed"]);

    assert.match(textOf((await tito.get(`${ROOM}/tiendas?estado=retencion`)).html), /minimarket-lucha/);
    const confirmed = { accion: "confirmar", cmdId: cmdId!, holdId: holdId!, reason: "vi la denuncia" };
    assert.equal((await tito.post(at, confirmed)).to, `${at}?hecho=confirmar`);
    const placed = (await membershipFacts(services.platform, a.shop.id)).at(-1)!;
    assert.deepEqual(placed.actor, { kind: "operator", id: titoId });
    assert.ok(placed.fact.type === "HoldPlaced");
    assert.deepEqual(placed.fact.data.by, [olgaId, titoId]);
    const text = textOf((await olga.get(at)).html);
    assert.match(text, /Bloqueada desde .* Retenida hasta .* por Olga y Tito: vi la denuncia/);
  }));

Deno.test("a proposal that nobody confirmed in a day is worth nothing", () =>
  withConsole(async (on) => {
    const { services, olga, tito, a } = on, at = `${ROOM}/tiendas/${a.shop.id}`;
    await billed(services, a.shop.id);
    const form = formOf((await olga.get(at)).html, 'value="retener"');
    await olga.post(at, { ...form, days: "7", reason: "denuncia" });
    const seen = formOf((await tito.get(at)).html, 'value="confirmar"');
    days(on.clock, 1);
    const { token } = await startSession(services, { personId: on.titoId, shop: null, way: "operator" });
    tito.cookies(BASE).set("caserito-operador", token);
    const late = await tito.post(at, { ...seen, reason: "vi la denuncia" });
    assert.equal(late.status, 422);
    assert.match(textOf(late.html), /Pasaron 24 horas sin que nadie la confirmara/);
    assert.equal((await typesOf(on, a.shop.id)).at(-1), "HoldProposed");
    assert.match((await tito.get(at)).html, /value="retener"/, "it can be asked for anew");
  }));

Deno.test("nothing of a shop's people or customers is told to an operator", () =>
  withConsole(async ({ services, olga, a }) => {
    await billed(services, a.shop.id);
    const owner = a.people.owner;
    await told(services, "PaymentClaimed", {
      ...{ shop: a.shop.id, claimId: services.ids.next(), wallet: "plin", operationNumber: "00123456" },
      amountCentimos: 5000 as never,
    }, { kind: "person", id: owner.personId });
    for (const path of ["", "/tiendas", `/tiendas/${a.shop.id}`, "/avisos-de-pago", "/planes"]) {
      const { html } = await olga.get(ROOM + path);
      assert.ok(!html.includes(owner.personId) && !html.includes(owner.name), path);
    }
    assert.match(
      textOf((await olga.get(`${ROOM}/tiendas/${a.shop.id}`)).html),
      /Avisó que pagó .* por la tienda/,
    );
  }));

Deno.test("what an operator sees stays in no cache, and their forms come from their own pages alone", () =>
  withConsole(async ({ services, fetch, a, olga }) => {
    await billed(services, a.shop.id);
    const token = olga.cookies(BASE).get("caserito-operador")!, cookie = `caserito-operador=${token}`;
    const url = `${ROOM}/tiendas/${a.shop.id}`;
    const seen = await fetch(new Request(url, { headers: { cookie } }));
    assert.equal(seen.headers.get("cache-control"), "private, no-store");
    await seen.body?.cancel();
    const body = new URLSearchParams({
      accion: "retener",
      days: "3",
      reason: "x",
      holdId: services.ids.next(),
    });
    for (const headers of [{ cookie, "sec-fetch-site": "cross-site" }, { cookie }] as HeadersInit[]) {
      const answer = await fetch(new Request(url, { method: "POST", body, headers }));
      await answer.body?.cancel();
      assert.equal(answer.status, 403);
    }
  }));

Deno.test("a scraper reads how many shops stand how, and the alarm of blocks that nobody was told of", () =>
  withConsole(async ({ services, clock, fetch, a, b }) => {
    await billed(services, a.shop.id);
    await billed(services, b.shop.id);
    days(clock, 9);
    const text = await (await fetch(new Request(`${BASE}/metrics`))).text();
    assert.match(text, /^caserito_shops\{state="restricted"\} 2$/m);
    assert.match(text, /^caserito_shops\{state="blocked"\} 0$/m);
    assert.match(text, /^caserito_blocks_waiting_for_notice 2$/m);
    for (const { shop } of [a, b]) assert.ok(!text.includes(shop.slug) && !text.includes(shop.id));
  }));
