import assert from "node:assert/strict";
import { versionOf } from "../../../commands/handle.ts";
import { openIntent } from "../../../commands/payments/intents.ts";
import { keepProviderAccount, keepProviderMoney } from "../../../commands/payments/keep_provider_money.ts";
import type { Settled, Settling } from "../../../commands/payments/settled.ts";
import { systemContext } from "../../../commands/shops/create_shop.ts";
import { PaymentReceived } from "../../../events/facts/membership.ts";
import type { TenantStore } from "../../../events/store/types.ts";
import type { ProviderWork } from "../../../commands/payments/provider_work.ts";
import { receiveNotice } from "../../../commands/payments/receive_notice.ts";
import { readNotices, type ReadReport } from "../../../commands/payments/read_notices.ts";
import type { StartInput } from "../../../commands/payments/start_provider_payment.ts";
import { culqiProvider } from "../../../integrations/culqi/mod.ts";
import { mercadoPagoProvider } from "../../../integrations/mercadopago/mod.ts";
import { stripeProvider } from "../../../integrations/stripe/mod.ts";
import { centimos } from "../../../kernel/money.ts";
import type { ProviderName } from "../../../kernel/payment_provider.ts";
import type { HandClock } from "../hand_clock.ts";
import { withServices } from "../services.ts";
import { FakeCulqi } from "./fake_culqi.ts";
import { FakeMercadoPago } from "./fake_mercadopago.ts";
import { FakeStripe } from "./fake_stripe.ts";
import { openStripeContract, type StripeContract } from "./stripe_contract.ts";

export interface Fakes {
  readonly stripe: FakeStripe;
  readonly mercadopago: FakeMercadoPago;
  readonly culqi: FakeCulqi;
}

export interface WithProviders extends Fakes {
  /** Null where this machine has no description of Stripe. */
  readonly contract: StripeContract | null;
  readonly work: ProviderWork;
  readonly clock: HandClock;
  /** What came in, by the provider's id, and how much of it was counted for an intent, in the order in which it was kept. */
  money(): Promise<(readonly [providerId: string, counted: number])[]>;
  readonly reports: ReadReport[];
  /** Facts of a shop's membership, as `Type` or `Type outcome`. */
  facts(shop?: string): Promise<string[]>;
  /** Where webhooks of a fake go: straight to what the route calls. */
  toNotices(name: ProviderName): (request: Request) => Promise<Response>;
  /** Everything that is due, until nothing is. */
  readAll(): Promise<void>;
  /** An intent that waits for money, and what a provider is to be asked for it. */
  order(provider: ProviderName, way: StartInput["way"], amount?: number): Promise<StartInput>;
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
    const contract = openStripeContract();
    await using stripe = new FakeStripe(clock, contract);
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
    const reports: ReadReport[] = [];
    const own: ProviderWork = {
      ...services.providerWork,
      providers: new Map(providers.map((provider) => [provider.name, provider])),
      keepMoney: keepProviderMoney({ settled: intoMembership(services.platform) }),
    };
    const done = await work({
      contract,
      stripe,
      mercadopago,
      culqi,
      work: own,
      clock,
      money: async () => {
        const rows = await services.platform.db.all<{ provider_id: string; allocated_centimos: number }>(
          `SELECT e.provider_id, p.allocated_centimos FROM payment_evidence e
           JOIN incoming_payment p USING (payment_id) ORDER BY e.pos`,
        );
        return rows.map(({ provider_id, allocated_centimos }) => [provider_id, allocated_centimos]);
      },
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
      async order(provider, way, amount = 5000) {
        const intentId = own.ids.next(), accountIds = [await keepProviderAccount(own, provider)];
        const opened = await openIntent(systemContext(services, services.platform), { id: own.ids.next() }, {
          intentId,
          accountIds,
          amountCentimos: amount,
          purpose: "membership",
          subject: SHOP,
          registerId: null,
          cashierId: null,
          expiresAt: null,
          reference: null,
          expectedPayer: null,
        });
        assert.ok(opened.ok, JSON.stringify(opened));
        return {
          operationId: own.ids.next(),
          provider,
          intentId,
          shopId: SHOP,
          amountCentimos: centimos(amount),
          description: "Plan Tienda de marzo",
          email: "duena@caserito.test",
          way,
          backTo: { paid: "https://caserito.test/plan?pagado", canceled: "https://caserito.test/plan" },
        };
      },
    });
    for (const fake of [stripe, mercadopago, culqi]) assert.deepEqual(fake.faults, []);
    return done;
  });
}

/** As memberships have it: that a shop paid stands in the very append that counts the money. */
const intoMembership =
  (platform: TenantStore) => async ({ subject: shop, ...money }: Settled): Promise<Settling> => {
    const { paymentId, amountCentimos, valueAt, provider, reference } = money, stream = `membership-${shop}`;
    const data = { shop, paymentId, amountCentimos, valueAt, provider, reference };
    return {
      facts: [{ definition: PaymentReceived, stream, data }],
      expected: [{ stream, version: await versionOf(platform, stream) }],
    };
  };
