import assert from "node:assert/strict";
import { waitingIntent } from "../../commands/membership/payment_intent.ts";
import { viewPlan } from "../../commands/membership/view_plan.ts";
import { startProviderPayment } from "../../commands/payments/start_provider_payment.ts";
import { systemContext } from "../../commands/shops/create_shop.ts";
import { pairSource } from "../../commands/wallets/pair_source.ts";
import { bankMail, mailSigner } from "../../integrations/bank_mail/bank_mail_fixture.ts";
import { epochMsOf, type Instant, limaDay, limaHour, plusMs } from "../../kernel/time.ts";
import { operatorAt } from "./our_account.ts";
import { formOf, textOf } from "./owner_pages.ts";
import type { FakeProvider } from "./providers/fake_provider.ts";
import { taken } from "./test_shop.ts";
import { signedBy } from "./listener_phone.ts";
import type { UnpaidShop, UnpaidShops } from "./unpaid_shops.ts";

/** The bill that the owner's link opens: where it is, as it stands, and what it asks for. */
export async function billOf({ base, visitor }: UnpaidShops, shop: UnpaidShop) {
  const owner = visitor();
  owner.cookies(shop.origin).set("caserito", await shop.session());
  const { to } = await owner.get(`${shop.origin}/plan/pagar`);
  assert.ok(to.startsWith(`${base}/pagar/`), to);
  const { html } = await owner.get(to);
  const soles = /Paga exactamente S\/\s([\d.]+)/.exec(textOf(html))?.[1] ?? "";
  return { at: to, html, soles };
}

/** How the money of one shop reaches us. Nothing but what it does itself runs until its shop sells again. */
export interface PayRoute {
  readonly name: string;
  readonly slug: string;
  pay(all: UnpaidShops, shop: UnpaidShop): Promise<void>;
}

/** What `deno task operator wallet --kind … --account …` does. */
const paired = async (
  { running: { services }, accountId }: UnpaidShops,
  kind: "signed" | "mail",
  recipient: string | null = null,
) => {
  const { control, ids, platform } = services, context = systemContext(services, platform);
  const source = {
    sourceId: ids.next(),
    kind,
    name: "De la oficina",
    accounts: { yape: accountId },
    recipient,
  };
  return taken(await pairSource({ control, owner: null, context }, { id: ids.next() }, source));
};

async function phone(all: UnpaidShops, shop: UnpaidShop): Promise<void> {
  const { base, clock, running } = all, { sourceId, secret } = await paired(all, "signed");
  const now = clock.now(), { soles } = await billOf(all, shop);
  const body = JSON.stringify({
    ...{ listener_id: sourceId, seq: 1, package: "com.bcp.innovacxion.yapeapp", key: "0|yape|1" },
    ...{ post_time_ms: epochMsOf(now), title: "Confirmación de Pago", big_text: "", app_version: "1.0" },
    text: `Ana Per* te envió un pago por S/ ${soles}. El cód. de seguridad es: 666`,
  });
  const headers = await signedBy({ sourceId, secret }, now, body);
  const at = `${base}/api/v1/wallet/notifications`;
  const answer = await running.fetch(new Request(at, { method: "POST", body, headers }));
  assert.equal(`${answer.status} ${(await answer.json()).outcome}`, "200 evidence");
}

async function mail(all: UnpaidShops, shop: UnpaidShop): Promise<void> {
  const { base, clock, running } = all, signer = mailSigner(), to = "pagos@caserito.test";
  Object.assign(running.services, { dnsTxt: signer.dns });
  const { secret } = await paired(all, "mail", to), { soles } = await billOf(all, shop);
  const [day, hour] = [limaDay(clock.now()), limaHour(clock.now())];
  const when = `${day.slice(8)} de noviembre de ${day.slice(0, 4)} - 0${hour - 12}:00 PM`;
  const raw = await signer.sign(bankMail({ amount: soles, when, to }));
  const request = new Request(`${base}/avisos/correo/${secret}`, { method: "POST", body: raw });
  const answer = await running.fetch(request);
  assert.equal(`${answer.status} ${(await answer.json()).outcome}`, "200 evidence");
}

/** The provider's page, as the bill leads to it. */
async function providerPage(all: UnpaidShops, shop: UnpaidShop, provider: string): Promise<string> {
  const { at, html } = await billOf(all, shop);
  const shown = await all.visitor().post(at, formOf(html, `value="${provider}"`));
  const [, href] = /href="(https:\/\/[^"]+)"[^>]*>(?:<[^>]*>)*Continuar al pago/.exec(shown.html) ?? [];
  assert.ok(href, textOf(shown.html));
  return href.replaceAll("&amp;", "&");
}

/** Its webhooks come to our own host, and what is read of them right after the answer is awaited. */
async function told({ running: { fetch, services }, base }: UnpaidShops, fake: FakeProvider): Promise<void> {
  const statuses = await fake.deliver((request) => {
    const { pathname, search } = new URL(request.url);
    return fetch(new Request(base + pathname + search, request));
  });
  assert.ok(statuses.length > 0 && statuses.every((status) => status === 200), String(statuses));
  await services.notices.idle();
}

async function mercadoPago(all: UnpaidShops, shop: UnpaidShop): Promise<void> {
  const page = new URL(await providerPage(all, shop, "mercadopago"));
  all.mercadopago.payPage(page.searchParams.get("pref_id")!);
  await told(all, all.mercadopago);
}

async function stripe(all: UnpaidShops, shop: UnpaidShop): Promise<void> {
  all.stripe.pay(new URL(await providerPage(all, shop, "stripe")).pathname.split("/").at(-1)!);
  await told(all, all.stripe);
}

/** The charge gets no answer, so that it is the webhook which tells of it. */
async function culqi(all: UnpaidShops, { shop, sell }: UnpaidShop): Promise<void> {
  const { base, clock, running: { services } } = all, { platform, ids, providerWork } = services;
  const debt = (await viewPlan(platform, shop.id, clock.now()))!.status.debtCentimos;
  const { intentId, amountCentimos } = (await waitingIntent(platform, shop.id, debt))!;
  all.culqi.troubled("POST /v2/charges", "500 after");
  const charge = taken(
    await startProviderPayment(providerWork, {
      ...{ operationId: ids.next(), provider: "culqi", intentId, shopId: shop.id, amountCentimos },
      ...{ description: "Pagar tu plan", email: "duena@caserito.test" },
      ...{ way: { kind: "yape", token: all.culqi.token() }, backTo: { paid: base, canceled: base } },
    }),
  );
  assert.equal(charge.kind, "unknown");
  assert.equal((await sell()).status, 402, "what is on its way is no payment yet");
  await told(all, all.culqi);
}

const OPERATION = "00445566";

/** The owner gives the number on the bill. */
export async function claims(all: UnpaidShops, shop: UnpaidShop, operationNumber = OPERATION): Promise<void> {
  const { at } = await billOf(all, shop), payer = all.visitor();
  const form = formOf((await payer.get(`${at}?numero=1`)).html, "operationNumber");
  const sent = await payer.post(at, { ...form, wallet: "yape", operationNumber });
  assert.equal(sent.status, 303, textOf(sent.html));
  assert.match(textOf((await payer.get(at)).html), /Nos avisaste de tu pago/);
}

/** An operator found the money in the account itself. */
export async function verified({ running, base }: UnpaidShops, { shop }: UnpaidShop): Promise<void> {
  const operator = await operatorAt(running, base), at = `${base}/operador/avisos-de-pago`;
  const { html } = await operator.get(at), mark = new RegExp(`name="shop" value="${shop.id}"`);
  const form = [...html.matchAll(/<form\b[^>]*>[^]*?<\/form>/g)].map(([text]) => text)
    .find((text) => mark.test(text) && text.includes('value="verificar"'));
  const done = await operator.post(at, { ...formOf(form ?? ""), reason: "está en la cuenta" });
  assert.equal(done.to, `${at}?hecho=verificar`, textOf(done.html));
}

async function statement(all: UnpaidShops, shop: UnpaidShop): Promise<void> {
  const { running, base, accountId, clock } = all, { soles } = await billOf(all, shop);
  const operator = await operatorAt(running, base), at = `${base}/operador/estado`;
  const now = clock.now(), hour = (moment: Instant) => plusMs(moment, -5 * 3_600_000).slice(11, 19);
  const form = new FormData();
  form.set("accountId", accountId);
  const line = `${limaDay(now)},${hour(now)},Ana Perez,${soles},00991177`;
  form.set("file", new File([`Fecha,Hora,Quién,Monto,Nro. operación\n${line}\n`], "yape.csv"));
  const { to, html } = await operator.post(at, form);
  assert.match(to, /\/operador\/estado\?hecho=/, textOf(html));
  assert.match(textOf((await operator.get(to)).html), /1 cobro confirmado .*1 no se había visto/);
}

export const PAY_ROUTES: readonly PayRoute[] = [
  { name: "the platform's paired phone, which signs", slug: "bodega-celular", pay: phone },
  { name: "the bank's e-mail, which is signed", slug: "bodega-correo", pay: mail },
  { name: "Mercado Pago", slug: "bodega-mercado", pay: mercadoPago },
  { name: "Culqi", slug: "bodega-culqi", pay: culqi },
  { name: "Stripe Checkout", slug: "bodega-stripe", pay: stripe },
  { name: "a line of the bank's statement", slug: "bodega-estado", pay: statement },
];
