import assert from "node:assert/strict";
import { noteMembership } from "../../../commands/payments/apply_provider_payment.ts";
import type { KeepMoney, ProviderWork } from "../../../commands/payments/provider_work.ts";
import { receiveNotice } from "../../../commands/payments/receive_notice.ts";
import { readNotices, type ReadReport } from "../../../commands/payments/read_notices.ts";
import type { StartInput } from "../../../commands/payments/start_provider_payment.ts";
import { fixedId } from "../../../commands/fixed_id.ts";
import { culqiProvider } from "../../../integrations/culqi/mod.ts";
import { mercadoPagoProvider } from "../../../integrations/mercadopago/mod.ts";
import { stripeProvider } from "../../../integrations/stripe/mod.ts";
import { centimos } from "../../../kernel/money.ts";
import type { ProviderName } from "../../../kernel/payment_provider.ts";
import { ok } from "../../../kernel/result.ts";
import type { HandClock } from "../hand_clock.ts";
import { withServices } from "../services.ts";
import { FakeCulqi } from "./fake_culqi.ts";
import { FakeMercadoPago } from "./fake_mercadopago.ts";
import { FakeStripe } from "./fake_stripe.ts";
import { openStripeContract } from "./stripe_contract.ts";

export interface Fakes {
  readonly stripe: FakeStripe;
  readonly mercadopago: FakeMercadoPago;
  readonly culqi: FakeCulqi;
}

export interface WithProviders extends Fakes {
  readonly work: ProviderWork;
  readonly clock: HandClock;
  /** Money by the provider's id, in the order in which it was first kept. */
  readonly money: ReadonlyMap<string, number>;
  readonly reports: ReadReport[];
  /** Facts of a shop's membership, as `Type` or `Type outcome`. */
  facts(shop?: string): Promise<string[]>;
  /** Where webhooks of a fake go: straight to what the route calls. */
  toNotices(name: ProviderName): (request: Request) => Promise<Response>;
  /** Everything that is due, until nothing is. */
  readAll(): Promise<void>;
  order(provider: ProviderName, way: StartInput["way"], amount?: number): StartInput & { intentId: string };
}

const LIMITS = { timeoutMs: 10_000, attempts: 2, pauseMs: 2 };
export const SHOP = "bodega-lucha";

/** All three providers before their fakes. Ends by asking each fake whether every request was as described. */
export async function withProviders<T>(
  work: (all: WithProviders) => Promise<T>,
  { timeoutMs = LIMITS.timeoutMs } = {},
): Promise<T> {
  const limits = { ...LIMITS, timeoutMs };
  return await withServices(async (services, clock) => {
    await using stripe = new FakeStripe(clock, openStripeContract());
    await using mercadopago = new FakeMercadoPago(clock);
    await using culqi = new FakeCulqi(clock);
    const providers = [
      stripeProvider({
        secretKey: stripe.key,
        webhookSecrets: [stripe.secret],
        apiUrl: stripe.url,
        timeoutMs,
        retries: 0,
      }),
      mercadoPagoProvider({
        accessToken: mercadopago.token,
        publicKey: mercadopago.publicKey,
        webhookSecrets: [mercadopago.secret],
        apiUrl: mercadopago.url,
        limits,
      }),
      culqiProvider({
        secretKey: culqi.secretKey,
        publicKey: culqi.publicKey,
        webhookPath: culqi.path,
        apiUrl: culqi.url,
        limits,
      }),
    ];
    const money = new Map<string, number>(), reports: ReadReport[] = [];
    const own: ProviderWork = {
      ...services.providerWork,
      providers: new Map(providers.map((provider) => [provider.name, provider])),
      keepMoney: keepInMembership(money),
    };
    const done = await work({
      stripe,
      mercadopago,
      culqi,
      work: own,
      clock,
      money,
      reports,
      facts: async (shop = SHOP) =>
        (await services.platform.stream(`membership-${shop}`)).map(({ type, data }) =>
          [type, (data as { outcome?: string }).outcome].filter((part) => part).join(" ")
        ),
      toNotices: (name) => async (request) => {
        const url = new URL(request.url);
        const received = await receiveNotice(own, name, {
          body: new Uint8Array(await request.arrayBuffer()),
          headers: request.headers,
          query: url.searchParams,
          pathSecret: url.pathname.split("/")[3] ?? null,
        });
        return new Response(null, { status: received.ok ? 200 : 400 });
      },
      async readAll() {
        while (await readNotices(own, (line) => reports.push(line)) > 0);
      },
      order: (provider, way, amount = 5000) => ({
        operationId: own.ids.next(),
        provider,
        intentId: own.ids.next(),
        shopId: SHOP,
        amountCentimos: centimos(amount),
        description: "Plan Tienda de marzo",
        email: "duena@caserito.test",
        way,
        backTo: { paid: "https://caserito.test/plan?pagado", canceled: "https://caserito.test/plan" },
      }),
    });
    for (const fake of [stripe, mercadopago, culqi]) assert.deepEqual(fake.faults, []);
    return done;
  });
}

/** Money as the payment engine hands it to a membership: one fact for one payment of a provider, however often it is seen. */
const keepInMembership = (money: Map<string, number>): KeepMoney => async (work, { payment, shopId }) => {
  const { provider, providerId, amountCentimos, occurredAt } = payment;
  const noted = await noteMembership(
    work,
    shopId,
    (known, shop) =>
      known.some((fact) => fact.type === "PaymentReceived" && fact.data.reference === providerId) ? [] : [{
        type: "PaymentReceived",
        data: {
          shop,
          paymentId: fixedId(`${provider}/${providerId}`),
          amountCentimos,
          valueAt: occurredAt,
          provider,
          reference: providerId,
        },
      }],
  );
  if (!noted.ok) return noted;
  money.set(providerId, (money.get(providerId) ?? 0) + (noted.value.length > 0 ? amountCentimos : 0));
  return ok({ decision: shopId === null ? "unmatched" : "settled" });
};
