import assert from "node:assert/strict";
import { yapeToken } from "../../islands/yape/token.ts";
import { PAYMENT_FAILURES } from "../../i18n/es_pe/payment_failures.ts";
import { settleUnknown } from "../../commands/payments/reconcile_intent.ts";
import { textOf } from "../support/owner_pages.ts";
import {
  type BilledPlatform,
  OWNER_EMAIL,
  withBilledPlatform,
} from "../support/providers/billed_platform.ts";
import { YAPE_NUMBERS, type YapeNumber } from "../support/providers/fake_mercadopago.ts";
import { withProviders } from "../support/providers/with_providers.ts";

type Charger = "mercadopago" | "culqi";

/** What the browser sends us once it has its token. */
const tried = async (
  on: BilledPlatform,
  provider: Charger,
  token: string,
  more: Record<string, string> = {},
) =>
  await on.post(
    { deed: "yape", provider, intentId: await on.intentId(), token, ...more },
    `?yape=${provider}`,
  );
const tokenOf = ({ mercadopago, culqi }: BilledPlatform, provider: Charger): string =>
  provider === "culqi" ? culqi.token() : mercadopago.tokenFor("111111111");
const charges = ({ mercadopago, culqi }: BilledPlatform): number =>
  mercadopago.payments.size + culqi.charges.size;

for (const provider of ["mercadopago", "culqi"] as const) {
  Deno.test(`the bill is paid by Yape and code through ${provider}, and its page says so`, () =>
    withBilledPlatform(async (on) => {
      const sent = await tried(on, provider, tokenOf(on, provider));
      assert.deepEqual([sent.status, sent.to], [303, on.path]);
      assert.match(textOf((await on.get()).html), /Ya llegó tu pago/);
      assert.deepEqual((await on.facts()).slice(2), ["PaymentReceived"]);
      const asked = on[provider].asked.findLast(({ method }) => method === "POST")!;
      assert.match(asked.body, new RegExp(OWNER_EMAIL), "the provider writes to the owner");
      assert.equal(charges(on), 1);
    }));

  Deno.test(`${provider}: pressing twice, and in two windows, pays once`, () =>
    withBilledPlatform(async (on) => {
      const answers = await Promise.all(
        [0, 1, 2].map(() => tried(on, provider, tokenOf(on, provider))),
      );
      assert.equal(charges(on), 1);
      assert.deepEqual((await on.facts()).filter((type) => type === "PaymentReceived").length, 1);
      assert.ok(answers.every(({ status }) => status === 303 || status === 200));
      const other = provider === "culqi" ? "mercadopago" : "culqi";
      const late = await on.post({
        ...{ deed: "yape", provider: other, intentId: "0".repeat(8), token: tokenOf(on, other) },
      });
      assert.deepEqual([late.status, charges(on)], [303, 1], "nothing is owed any more");
    }));

  Deno.test(`${provider}: no answer is on its way, invites nobody to pay again, and is found`, () =>
    withBilledPlatform(async (on) => {
      const operation = provider === "culqi" ? "POST /v2/charges" : "POST /v1/payments";
      on[provider].troubled(operation, "cut after", "cut after", "cut after");
      const sent = await tried(on, provider, tokenOf(on, provider));
      assert.equal(sent.status, 200);
      assert.match(textOf(sent.html), /Tu pago está en camino.*No pagues otra vez/s);
      assert.equal(sent.refresh, `12; url=${on.path}`);
      const shown = await on.get();
      assert.doesNotMatch(textOf(shown.html), /con Yape y código|Pagar S/);
      const again = await tried(on, provider, tokenOf(on, provider));
      assert.deepEqual([again.status, charges(on)], [200, 1]);
      on.clock.forward(61_000);
      await settleUnknown(on.services.providerWork);
      assert.match(textOf((await on.get()).html), /Ya llegó tu pago/);
      assert.equal(charges(on), 1);
    }));
}

const SAID: Readonly<Record<Exclude<YapeNumber, "111111111">, keyof typeof PAYMENT_FAILURES>> = {
  "111111112": "call_bank",
  "111111113": "limit_reached",
  "111111114": "not_accepted",
  "111111115": "not_accepted",
  "111111116": "too_many_tries",
  "111111117": "wrong_code",
  "111111118": "wrong_data",
};
Deno.test("each documented failure of Mercado Pago has its sentence, and the next try pays", () =>
  withBilledPlatform(async (on) => {
    assert.equal(Object.keys(SAID).length, Object.keys(YAPE_NUMBERS).length - 1);
    for (const [number, reason] of Object.entries(SAID)) {
      const refused = await tried(on, "mercadopago", on.mercadopago.tokenFor(number as YapeNumber));
      assert.equal(refused.status, 422, number);
      assert.ok(textOf(refused.html).includes(PAYMENT_FAILURES[reason]), number);
      assert.match(refused.html, /role="alert"/);
      assert.equal(refused.refresh, "", "nobody's typing is taken away");
    }
    assert.deepEqual((await on.facts()).slice(2), []);
    assert.equal((await tried(on, "mercadopago", tokenOf(on, "mercadopago"))).status, 303);
    assert.deepEqual((await on.facts()).slice(2), ["PaymentReceived"]);
  }));

Deno.test("each documented decline of Culqi has its sentence, and the next try pays", () =>
  withBilledPlatform(async (on) => {
    const declines = [
      ["insufficient_funds", "no_funds"],
      ["contact_issuer", "call_bank"],
      ["issuer_not_available", "bank_away"],
      ["issuer_decline_operation", "call_bank"],
      ["processing_error", "bank_away"],
      ["fraudulent", "declined"],
      ["soft_block", "declined"],
    ] as const;
    for (const [code, reason] of declines) {
      on.culqi.refuseNext("card_error", "card_declined", code);
      const refused = await tried(on, "culqi", on.culqi.token());
      assert.equal(refused.status, 422, code);
      assert.ok(textOf(refused.html).includes(PAYMENT_FAILURES[reason]), code);
    }
    const used = await tried(on, "culqi", "ype_test_used_before");
    assert.ok(textOf(used.html).includes(PAYMENT_FAILURES.wrong_code));
    const bad = await tried(on, "culqi", "<no token>");
    assert.ok(textOf(bad.html).includes(PAYMENT_FAILURES.wrong_data));
    assert.equal((await tried(on, "culqi", on.culqi.token())).status, 303);
  }));

Deno.test("what the page showed is what is charged: another sum charges nothing and is shown", () =>
  withBilledPlatform(async (on) => {
    const stale = await on.post(
      {
        ...{ deed: "yape", provider: "culqi", intentId: on.services.ids.next(), token: on.culqi.token() },
      },
      "?yape=culqi",
    );
    assert.deepEqual([stale.status, charges(on)], [422, 0]);
    assert.match(textOf(stale.html), /El monto cambió mientras escribías y no te cobramos nada/);
  }));

Deno.test("the webhook of a charge may come before our page does, and after it: it is one payment", () =>
  withBilledPlatform(async (on) => {
    on.mercadopago.troubled("POST /v1/payments", "500 after", "500 after", "500 after");
    await tried(on, "mercadopago", tokenOf(on, "mercadopago"));
    assert.deepEqual(await on.mercadopago.deliver(on.fetch), [200]);
    await on.services.notices.idle();
    assert.match(textOf((await on.get()).html), /Ya llegó tu pago/);
    const [payment] = on.mercadopago.payments.values();
    on.mercadopago.become(payment!.id, "approved", "accredited");
    await on.mercadopago.deliver(on.fetch);
    await on.services.notices.idle();
    assert.equal((await on.facts()).filter((type) => type === "PaymentReceived").length, 1);
  }));

Deno.test("a browser may speak to who makes the token on that page alone, and only to those that are set up", async () => {
  await withBilledPlatform(async (on) => {
    const connect = ({ csp }: { csp: string }) => /connect-src [^;]*/.exec(csp)?.[0];
    const open = await on.get("?yape=mercadopago");
    assert.equal(connect(open), `connect-src 'self' ${on.mercadopago.url} ${on.culqi.url}`);
    assert.equal(connect(await on.get()), "connect-src 'self'");
    assert.match(open.html, /nonce|<script type="module"/);
    const page = await on.fetch(new Request("http://caserito.test/ingresar?yape=1"));
    await page.body?.cancel();
    assert.match(page.headers.get("content-security-policy")!, /connect-src 'self';/);
    assert.doesNotMatch(open.html, /name="(?:phone|otp|code)"/);
    assert.match(textOf(open.html), /Vuelve y paga con el QR o con otra forma/);
    for (const secret of [on.mercadopago.token, on.culqi.secretKey, on.stripe.key]) {
      assert.ok(!open.html.includes(secret));
    }
  });
  await withBilledPlatform(async (on) => {
    const open = await on.get("?yape=culqi");
    assert.match(open.csp, new RegExp(`connect-src 'self' ${on.culqi.url};`));
    assert.doesNotMatch(open.html, /Cobrar por Mercado Pago/);
  }, {
    providers: (all) =>
      Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith("CASERITO_CULQI"))),
  });
  await withBilledPlatform(async (on) => {
    assert.doesNotMatch(textOf((await on.get()).html), /Yape y código/);
    assert.match((await on.get("?yape=culqi")).csp, /connect-src 'self';/);
  }, {
    providers: (all) =>
      Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith("CASERITO_STRIPE"))),
  });
});

Deno.test("an owner without a mailbox is asked for one, and it is the one the provider gets", () =>
  withBilledPlatform(async (on) => {
    assert.match((await on.get("?yape=culqi")).html, /Tu correo/);
    assert.equal((await tried(on, "culqi", on.culqi.token(), { email: "prima@caserito.test" })).status, 303);
    assert.match(on.culqi.asked.findLast(({ method }) => method === "POST")!.body, /prima@caserito\.test/);
  }, { email: null }));

Deno.test("the token is made with the public key and the documented fields, and every answer has its meaning", () =>
  withProviders(async ({ mercadopago, culqi, work }) => {
    const made = async (provider: Charger, phone: string, code = "123456", key?: string) => {
      const { url, publicKey } = work.providers.get(provider)!.tokenAt!;
      return await yapeToken({ provider, url, publicKey: key ?? publicKey }, {
        ...{ phone, code, amountCentimos: 5000 },
      });
    };
    assert.match((await made("mercadopago", "111111111") as { token: string }).token, /^[0-9a-f]{32}$/);
    assert.match((await made("culqi", "900000001") as { token: string }).token, /^ype_test_/);
    assert.deepEqual(await made("mercadopago", "111111111", "000000"), { problem: "wrong_code" });
    assert.deepEqual(await made("culqi", "900000002"), { problem: "wrong_data" });
    assert.deepEqual(await made("mercadopago", "111111111", "123456", "APP_USR-x"), {
      problem: "not_available",
    });
    assert.deepEqual(await made("culqi", "900000001", "123456", "pk_x"), { problem: "not_available" });
    mercadopago.troubled("POST /platforms/pci/yape/v1/payment", "too many", "500 before", "cut before");
    assert.deepEqual(await made("mercadopago", "111111111"), { problem: "too_many_tries" });
    assert.deepEqual(await made("mercadopago", "111111111"), { problem: "not_available" });
    culqi.troubled("POST /v2/tokens/yape", "no JSON");
    assert.deepEqual(await made("culqi", "900000001"), { problem: "no_answer" });
    const away = { provider: "culqi", url: "http://127.0.0.1:9/", publicKey: "pk" };
    assert.deepEqual(await yapeToken(away, { phone: "900000001", code: "123456", amountCentimos: 1 }), {
      problem: "no_answer",
    });
  }));
