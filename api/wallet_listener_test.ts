import assert from "node:assert/strict";
import { openIntent } from "../commands/payments/intents.ts";
import { setWalletAccount } from "../commands/payments/set_wallet_account.ts";
import { systemContext } from "../commands/shops/create_shop.ts";
import { pairSource, revokeSource } from "../commands/wallets/pair_source.ts";
import { incomingPayments, intentById } from "../events/projections/payments/queries.ts";
import { type Instant, plusMs } from "../kernel/time.ts";
import { askApi } from "../tests/support/api_client.ts";
import { noticeOf, signedBy } from "../tests/support/listener_phone.ts";
import { taken } from "../tests/support/test_shop.ts";
import { type FullShop, NOBODY, type TwoShops, withTwoShops } from "../tests/support/two_shops.ts";

const YAPE = "com.bcp.innovacxion.yapeapp";
const PAID = "Ana Per* te envió un pago por S/ 56.7. El cód. de seguridad es: 666";

/** A Yape account of a shop and a phone that tells of it. */
async function withAccount({ services }: TwoShops, shop: FullShop, kind: "signed" | "simple" = "signed") {
  const { ids } = shop, accountId = ids.next(), sourceId = ids.next(), asked = () => ({ id: ids.next() });
  const account = { accountId, wallet: "yape", name: "Yape de Lucha", qrText: null, injectAmount: false };
  taken(await setWalletAccount(shop.as(), asked(), { ...account, active: true, strictAboveCentimos: null }));
  const place = { control: services.control, owner: shop.shop.id, context: shop.as() };
  const source = { sourceId, kind, name: "Celular", accounts: { yape: accountId } };
  const { secret } = taken(await pairSource(place, asked(), source));
  return { accountId, sourceId, secret, place };
}

const waiting = async (shop: FullShop, accountId: string, amountCentimos: number): Promise<string> => {
  const intentId = shop.ids.next(), subject = shop.ids.next();
  const input = { intentId, accountIds: [accountId], amountCentimos, purpose: "sale", subject };
  taken(await openIntent(shop.as(), { id: shop.ids.next() }, input));
  return intentId;
};

const envelope = (sourceId: string, at: Instant, more: Readonly<Record<string, unknown>> = {}): string =>
  noticeOf(sourceId, at, PAID, more);
const titleOf = ({ body }: { body: unknown }) => (body as { title: string }).title;

Deno.test("a signed notification pays the one sale that waits for its amount; said again it is answered again", () =>
  withTwoShops(async (shops) => {
    const { a, clock } = shops, phone = await withAccount(shops, a);
    const intentId = await waiting(a, phone.accountId, 5670), now = clock.now();
    const body = envelope(phone.sourceId, now), headers = await signedBy(phone, now, body);
    const send = (sent: { body: string; headers: Readonly<Record<string, string>> }) =>
      askApi(shops, a, NOBODY, "POST", "/wallet/notifications", sent);
    const first = await send({ body, headers });
    assert.equal(first.status, 200, JSON.stringify(first.body));
    assert.deepEqual({ ...first.body as object, noticeId: "" }, {
      noticeId: "",
      outcome: "evidence",
      late: false,
      repeated: false,
    });
    assert.equal((await intentById(a.store.db, intentId))?.status, "succeeded");
    assert.equal(((await send({ body, headers })).body as { repeated: boolean }).repeated, true);
    const other = envelope(phone.sourceId, now, { text: "Ana Per* te envió un pago por S/ 99" });
    const rewritten = await send({ body: other, headers: await signedBy(phone, now, other) });
    assert.equal(rewritten.status, 409);
    const wrong = await send({ body: `${body} `, headers });
    assert.deepEqual([wrong.status, titleOf(wrong)], [401, "La firma no corresponde a lo enviado"]);
    const feed = await askApi(shops, a, a.people.cashier, "GET", "/payments/feed");
    const { items } = feed.body as { items: readonly Record<string, unknown>[] };
    assert.deepEqual(
      items.map(({ amountCentimos, payer, verified, counted }) => ({
        amountCentimos,
        payer,
        verified,
        counted,
      })),
      [
        { amountCentimos: 5670, payer: "Ana Per*", verified: true, counted: true },
      ],
    );
  }));

Deno.test("a phone of another shop, one that is gone and one without a signature are heard nowhere", () =>
  withTwoShops(async (shops) => {
    const { a, b, clock } = shops, phone = await withAccount(shops, a);
    const now = clock.now(), body = envelope(phone.sourceId, now), headers = await signedBy(phone, now, body);
    const send = async (at: FullShop, sent: Readonly<Record<string, string>>) => {
      const answer = await askApi(shops, at, NOBODY, "POST", "/wallet/notifications", {
        body,
        headers: sent,
      });
      return [answer.status, titleOf(answer)];
    };
    assert.deepEqual(await send(b, headers), [401, "Este celular no está vinculado aquí"]);
    const { "x-caserito-signature": _, ...bare } = headers;
    assert.deepEqual(await send(a, bare), [401, "La firma no corresponde a lo enviado"]);
    assert.deepEqual(await send(a, { "content-type": "application/json" }), [401, "Falta iniciar sesión"]);
    taken(await revokeSource(phone.place, { id: a.ids.next() }, { sourceId: phone.sourceId }));
    assert.deepEqual(await send(a, headers), [401, "Este celular no está vinculado aquí"]);
    assert.deepEqual(await incomingPayments(a.store.db, { accountId: null, since: now, limit: 9 }), []);
  }));

Deno.test("an app that cannot sign is seen and settles nothing; its heartbeat is heard", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, app = await withAccount(shops, a, "simple");
    const intentId = await waiting(a, app.accountId, 5670), bearer = { ...NOBODY, bearer: app.secret };
    const json = { package: YAPE, title: "Confirmación de Pago", text: PAID };
    const answer = await askApi(shops, a, bearer, "POST", "/wallet/notifications", { json });
    assert.equal((answer.body as { outcome: string }).outcome, "evidence");
    const intent = await askApi(shops, a, a.people.cashier, "GET", `/payments/intents/${intentId}`);
    assert.deepEqual(
      [(intent.body as { status: string }).status, (intent.body as { countedAt: unknown }).countedAt],
      ["processing", null],
    );
    const beat = await askApi(shops, a, bearer, "POST", "/wallet/heartbeat", { json: { queued: 0 } });
    assert.equal(beat.status, 204);
    const stranger = { ...NOBODY, bearer: `cwl_${"A".repeat(43)}` };
    assert.equal((await askApi(shops, a, stranger, "POST", "/wallet/heartbeat", { json: {} })).status, 401);
    const elsewhere = await askApi(shops, a, bearer, "GET", "/payments/feed");
    assert.equal(elsewhere.status, 401, "its token opens nothing else");
  }));

Deno.test("bad input is named, and loses nothing", () =>
  withTwoShops(async (shops) => {
    const { a, clock } = shops, phone = await withAccount(shops, a), now = clock.now();
    const send = async (body: string) =>
      await askApi(shops, a, NOBODY, "POST", "/wallet/notifications", {
        body,
        headers: await signedBy(phone, now, body),
      });
    assert.equal((await send("{")).status, 400);
    const noKey = await send(envelope(phone.sourceId, now, { key: "" }));
    assert.equal(noKey.status, 422);
    assert.match(JSON.stringify(noKey.body), /"field":"key"/);
    assert.equal((await send(envelope(phone.sourceId, now, { seq: 0 }))).status, 422);
    assert.equal((await send(envelope(a.ids.next(), now))).status, 404, "another's name in the envelope");
    assert.equal((await send(envelope(phone.sourceId, now, { text: "x".repeat(40_000) }))).status, 413);
    assert.equal((await send(envelope(phone.sourceId, now, { text: "\ud800 raro" }))).status, 200);
  }));

Deno.test("the platform hears its own phones at its own host, and nobody else's", () =>
  withTwoShops(async (shops) => {
    const { services, clock, a } = shops, { ids, platform, control } = services;
    const context = systemContext(services, platform), place = { control, owner: null, context };
    const accountId = ids.next(), sourceId = ids.next();
    const account = {
      accountId,
      wallet: "yape",
      name: "Yape de Caserito",
      qrText: null,
      injectAmount: false,
    };
    taken(
      await setWalletAccount(context, { id: ids.next() }, {
        ...account,
        active: true,
        strictAboveCentimos: null,
      }),
    );
    const source = { sourceId, kind: "signed", name: "Celular", accounts: { yape: accountId } };
    const { secret } = taken(await pairSource(place, { id: ids.next() }, source));
    const send = async (path: string, headers: Readonly<Record<string, string>>, body: string) => {
      const response = await shops.fetch(
        new Request(`http://caserito.test/api/v1/wallet/${path}`, { method: "POST", headers, body }),
      );
      const text = await response.text();
      return [response.status, text.includes("evidence")];
    };
    const now = clock.now(),
      body = envelope(sourceId, now),
      headers = await signedBy({ sourceId, secret }, now, body);
    assert.deepEqual(await send("notifications", headers, body), [200, true]);
    const [seen] = await incomingPayments(platform.db, { accountId, since: plusMs(now, -1), limit: 9 });
    assert.equal(seen?.amountCentimos, 5670);
    assert.deepEqual(await send("heartbeat", await signedBy({ sourceId, secret }, now, "{}"), "{}"), [
      204,
      false,
    ]);
    const json = { "content-type": "application/json" };
    assert.deepEqual(await send("notifications", json, body), [404, false], "for others there is nothing");
    const ofShop = await withAccount(shops, a), theirs = envelope(ofShop.sourceId, now);
    assert.deepEqual(await send("notifications", await signedBy(ofShop, now, theirs), theirs), [401, false]);
    const atShop = await askApi(shops, a, NOBODY, "POST", "/wallet/notifications", { body, headers });
    assert.equal(atShop.status, 401);
  }));

Deno.test("a cashier asks for a payment, notes the claim and takes a number: it is marked, and counts once the money is seen", () =>
  withTwoShops(async (shops) => {
    const { a, clock } = shops,
      phone = await withAccount(shops, a),
      intentId = a.ids.next(),
      saleId = a.ids.next();
    const { cashier } = a.people, path = `/payments/intents/${intentId}`;
    const post = (to: string, json: unknown) =>
      askApi(shops, a, cashier, "POST", to, { json, key: a.ids.next() });
    const asked = {
      intentId,
      accountIds: [phone.accountId],
      amountCentimos: 5670,
      saleId,
      registerId: a.registerId,
    };
    assert.equal((await post("/payments/intents", asked)).status, 201);
    const state = async () => {
      const { body } = await askApi(shops, a, cashier, "GET", path);
      const { status, additional } = body as { status: string; additional: string };
      return `${status} ${additional}`;
    };
    assert.equal(await state(), "requires_payment none");
    assert.equal((await post(`${path}/claim`, { operationNumber: null, securityCode: null })).status, 200);
    assert.equal(await state(), "processing none");
    const marked = await post(`${path}/operation`, {
      accountId: phone.accountId,
      operationNumber: "0034-4321",
      reason: "Lo vi en su celular",
    });
    assert.equal((marked.body as { decision: string }).decision, "marked");
    assert.equal(await state(), "processing marked");
    const now = clock.now(), body = envelope(phone.sourceId, now);
    const headers = await signedBy(phone, now, body);
    await askApi(shops, a, NOBODY, "POST", "/wallet/notifications", { body, headers });
    assert.match(await state(), /^succeeded/);
    const short = await post(`${path}/operation`, {
      accountId: phone.accountId,
      operationNumber: "12",
      reason: "x",
    });
    assert.equal(short.status, 422);
    const missing = await askApi(shops, a, cashier, "GET", `/payments/intents/${a.ids.next()}`);
    assert.equal(missing.status, 404);
  }));
