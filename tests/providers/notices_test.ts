import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { manifestOf, signatureOf } from "../../integrations/mercadopago/notices.ts";
import { readMercadoPagoNotice } from "../../integrations/mercadopago/notices.ts";
import { culqiProvider } from "../../integrations/culqi/mod.ts";
import { stripeProvider } from "../../integrations/stripe/mod.ts";
import { HANDLED_EVENTS } from "../../integrations/stripe/notices.ts";
import type { NoticeRefusal, PaymentProvider, RawNotice } from "../../kernel/payment_provider.ts";
import { epochMsOf } from "../../kernel/time.ts";
import { HandClock } from "../support/hand_clock.ts";

/** Ledger T11, at the adapters themselves: what a webhook must be to be believed. */
const clock = new HandClock("2026-11-22T15:00:00.000Z");
const NOW_S = Math.trunc(epochMsOf(clock.now()) / 1000);
const OLD = "whsec_old_secret_of_tests",
  NEW = "whsec_new_secret_of_tests",
  OTHERS = "whsec_of_another_endpoint";

const bytes = (text: string) => new TextEncoder().encode(text);
const raw = (
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
  query = "",
  pathSecret: string | null = null,
): RawNotice => ({
  body: typeof body === "string" ? bytes(body) : body,
  headers: new Headers(headers),
  query: new URLSearchParams(query),
  pathSecret,
});
type Read = Awaited<ReturnType<PaymentProvider["readNotice"]>>;
const why = (read: Read): NoticeRefusal["type"] | "taken" => read.ok ? "taken" : read.error.type;

const stripe = (...webhookSecrets: string[]) => stripeProvider({ secretKey: "sk_test_none", webhookSecrets });
const EVENT = JSON.stringify({
  id: "evt_1",
  object: "event",
  type: "invoice.paid",
  data: { object: { id: "in_1", customer_name: "Ñusta 🛒" } },
});
const stripeSigned = (body: string, secret: string, at = NOW_S, over = body): Record<string, string> => ({
  "stripe-signature": `t=${at},v1=${createHmac("sha256", secret).update(`${at}.${over}`).digest("hex")}`,
});
const byStripe = (
  provider: PaymentProvider,
  headers: Record<string, string>,
  body: string | Uint8Array<ArrayBuffer> = EVENT,
) => provider.readNotice(raw(body, headers), clock.now());

Deno.test("Stripe's webhook: signed over these very bytes with a secret of ours, it is a hint with its object", async () => {
  const read = await byStripe(stripe(NEW), stripeSigned(EVENT, NEW));
  assert.deepEqual(read, { ok: true, value: { eventId: "evt_1", type: "invoice.paid", objectId: "in_1" } });
});

Deno.test("Stripe's webhook: no signature, a wrong one, one over other bytes, and another endpoint's are forged", async () => {
  const provider = stripe(NEW);
  const respaced = JSON.stringify(JSON.parse(EVENT), null, 1);
  const cases: readonly Record<string, string>[] = [
    {},
    { "stripe-signature": "" },
    { "stripe-signature": `t=${NOW_S}` },
    { "stripe-signature": `t=${NOW_S},v1=${"0".repeat(64)}` },
    { "stripe-signature": `t=${NOW_S},v0=${stripeSigned(EVENT, NEW)["stripe-signature"]!.split("v1=")[1]}` },
    { "stripe-signature": `t=zzz,v1=${"0".repeat(64)}` },
    stripeSigned(EVENT, NEW, NOW_S, respaced),
    stripeSigned(EVENT, OTHERS),
    {
      "stripe-signature": stripeSigned(EVENT, NEW, NOW_S - 10)["stripe-signature"]!.replace(
        String(NOW_S - 10),
        String(NOW_S),
      ),
    },
  ];
  for (const headers of cases) {
    assert.equal(why(await byStripe(provider, headers)), "NoticeForged", JSON.stringify(headers));
  }
  const flipped = bytes(EVENT);
  flipped[10]! ^= 1;
  assert.equal(why(await byStripe(provider, stripeSigned(EVENT, NEW), flipped)), "NoticeForged");
});

Deno.test("Stripe's webhook: 300 seconds either way are in time, 301 are not", async () => {
  const at = async (offset: number) =>
    why(await byStripe(stripe(NEW), stripeSigned(EVENT, NEW, NOW_S + offset)));
  assert.deepEqual([await at(-300), await at(300)], ["taken", "taken"]);
  assert.deepEqual([await at(-301), await at(301)], ["NoticeStale", "NoticeStale"]);
});

Deno.test("Stripe's webhook: while a secret is replaced both hold, by either signature, and afterwards one", async () => {
  const both = stripe(OLD, NEW);
  assert.equal(why(await byStripe(both, stripeSigned(EVENT, OLD))), "taken");
  assert.equal(why(await byStripe(both, stripeSigned(EVENT, NEW))), "taken");
  const rolled = [OLD, NEW].map((secret) => stripeSigned(EVENT, secret)["stripe-signature"]!.split(",")[1]);
  const twice = { "stripe-signature": `t=${NOW_S},${rolled.join(",")}` };
  assert.equal(why(await byStripe(stripe(NEW), twice)), "taken");
  assert.equal(why(await byStripe(stripe(NEW), stripeSigned(EVENT, OLD))), "NoticeForged");
});

Deno.test("Stripe's webhook: what is signed and no event is unreadable; types we do not know and others' accounts are nothing of ours", async () => {
  const provider = stripe(NEW);
  for (
    const body of [
      "",
      "{",
      "[]",
      "null",
      "{}",
      '{"id":"evt_1"}',
      '{"id":7,"type":"invoice.paid","data":{"object":{}}}',
    ]
  ) {
    assert.equal(why(await byStripe(provider, stripeSigned(body, NEW), body)), "NoticeUnreadable", body);
  }
  const objectOf = async (event: object) => {
    const body = JSON.stringify(event);
    const read = await byStripe(provider, stripeSigned(body, NEW), body);
    return read.ok ? read.value.objectId : read.error.type;
  };
  const event = JSON.parse(EVENT);
  assert.equal(await objectOf({ ...event, type: "brand.new.type" }), null);
  assert.equal(await objectOf({ ...event, account: "acct_of_somebody" }), null);
  assert.equal(await objectOf({ ...event, data: { object: {} } }), null);
  for (const type of HANDLED_EVENTS) assert.equal(await objectOf({ ...event, type }), "in_1", type);
});

const MP = ["secret-of-mercadopago-old", "secret-of-mercadopago-new"];
interface MercadoPagoAsked {
  readonly id?: string;
  readonly ts?: string;
  readonly requestId?: string | null;
  readonly secret?: string;
  readonly over?: string;
  readonly type?: string;
  readonly v1?: string;
}
const byMercadoPago = (secrets: readonly string[], asked: MercadoPagoAsked = {}) => {
  const { id = "12345", ts = String(NOW_S), requestId = "r-1", secret = MP[0]!, type = "payment" } = asked;
  const { over = id, v1 = "" } = asked;
  const manifest = manifestOf(over, requestId, ts);
  const signature = v1 || signatureOf(manifest, secret).toHex();
  return readMercadoPagoNotice(
    secrets,
    raw("{not even json", {
      "x-signature": `ts=${ts},v1=${signature}`,
      ...requestId === null ? {} : { "x-request-id": requestId },
    }, `data.id=${encodeURIComponent(id)}&type=${type}`),
    clock.now(),
  );
};

Deno.test("Mercado Pago's webhook: its manifest is the id of the query, the request and the time, each left out where missing", () => {
  assert.equal(manifestOf("ABC1", "r-1", "17"), "id:abc1;request-id:r-1;ts:17;");
  assert.equal(manifestOf(null, "r-1", "17"), "request-id:r-1;ts:17;");
  assert.equal(manifestOf("1", null, "17"), "id:1;ts:17;");
  const read = byMercadoPago(MP);
  assert.ok(read.ok && read.value.objectId === "12345");
  assert.equal(why(byMercadoPago(MP, { requestId: null })), "taken");
});

Deno.test("Mercado Pago's webhook: forged, over another id, of another application", () => {
  assert.equal(why(byMercadoPago(MP, { v1: "0".repeat(64) })), "NoticeForged");
  assert.equal(why(byMercadoPago(MP, { v1: "zz" })), "NoticeForged");
  assert.equal(why(byMercadoPago(MP, { over: "12346" })), "NoticeForged");
  assert.equal(why(byMercadoPago(MP, { secret: "secret-of-another-application" })), "NoticeForged");
  assert.equal(why(byMercadoPago([], {})), "NoticeForged");
  for (const signature of ["", "ts=1", "v1=2", `ts=,v1=${"0".repeat(64)}`]) {
    const read = readMercadoPagoNotice(MP, raw("", { "x-signature": signature }, "data.id=1"), clock.now());
    assert.equal(why(read), "NoticeForged", signature);
  }
});

Deno.test("Mercado Pago's webhook: in time by seconds and by milliseconds, with either secret, and not at 301 s", () => {
  for (const unit of [1, 1000]) {
    for (
      const [offset, expected] of [[-300, "taken"], [300, "taken"], [-301, "NoticeStale"], [
        301,
        "NoticeStale",
      ]] as const
    ) {
      assert.equal(
        why(byMercadoPago(MP, { ts: String((NOW_S + offset) * unit) })),
        expected,
        `${offset} × ${unit}`,
      );
    }
  }
  assert.equal(why(byMercadoPago(MP, { secret: MP[1]! })), "taken");
});

Deno.test("Mercado Pago's webhook: other topics and ids that are none are nothing of ours; the same bytes are the same event", () => {
  const idOf = (asked: MercadoPagoAsked) => {
    const read = byMercadoPago(MP, asked);
    return read.ok ? read.value.objectId : read.error.type;
  };
  assert.equal(idOf({ type: "merchant_order" }), null);
  assert.equal(idOf({ id: "../../v1/users/me" }), null);
  const eventOf = (asked = {}) => {
    const read = byMercadoPago(MP, asked);
    return read.ok ? read.value.eventId : "";
  };
  assert.equal(eventOf(), eventOf());
  assert.notEqual(eventOf(), eventOf({ requestId: "r-2" }));
});

Deno.test("Culqi's webhook: only its own address is one, and of the body only the event's name is taken", async () => {
  const webhookPath = "camino-que-nadie-adivina-0123456789abcdef";
  const provider = culqiProvider({ secretKey: "sk_test_none", publicKey: "pk_test_none", webhookPath });
  const event = {
    object: "event",
    id: "evt_test_abcd1234",
    type: "charge.creation.succeeded",
    data: { id: "chr_1" },
  };
  const read = (path: string | null, body: string = JSON.stringify(event)) =>
    provider.readNotice(raw(body, {}, "", path), clock.now());
  assert.deepEqual(await read(webhookPath), {
    ok: true,
    value: { eventId: event.id, type: event.type, objectId: event.id },
  });
  for (const path of [null, "", "otro", webhookPath.slice(1), `${webhookPath}x`, webhookPath.toUpperCase()]) {
    assert.equal(why(await read(path)), "NoticeMisplaced", String(path));
  }
  for (
    const body of [
      "",
      "{",
      "[]",
      "null",
      '{"object":"event"}',
      JSON.stringify({ ...event, id: "evt_../charges" }),
      "\xff",
    ]
  ) {
    assert.equal(why(await read(webhookPath, body)), "NoticeUnreadable", body);
  }
  const unknown = await read(webhookPath, JSON.stringify({ ...event, type: "order.status.changed" }));
  assert.ok(unknown.ok && unknown.value.objectId === null);
});

Deno.test("signatures are compared in a time that says nothing: by node's timingSafeEqual, or the SDK's own", async () => {
  const source = (path: string) => Deno.readTextFile(new URL(`../../integrations/${path}`, import.meta.url));
  for (const path of ["mercadopago/notices.ts", "culqi/notices.ts"]) {
    const text = await source(path);
    assert.match(text, /timingSafeEqual\(/);
    assert.doesNotMatch(
      text,
      /(?:secret|signature|given|v1|path)\w*\s*===?\s*(?:secret|signature|given|path)/i,
    );
  }
  assert.match(await source("stripe/notices.ts"), /constructEventAsync\(/);
});
