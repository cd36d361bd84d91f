import assert from "node:assert/strict";
import { issueInvoice } from "../../../commands/membership/billing.ts";
import { payToken } from "../../../commands/membership/pay_link.ts";
import { keepIntent } from "../../../commands/membership/payment_intent.ts";
import { keepProviderAccount } from "../../../commands/payments/keep_provider_money.ts";
import { createShop, systemContext } from "../../../commands/shops/create_shop.ts";
import type { Services } from "../../../compose.ts";
import type { Shop } from "../../../events/store/control/shops.ts";
import type { Clock, Instant } from "../../../kernel/time.ts";
import { limaDay } from "../../../kernel/time.ts";
import { appOver, type Fetch } from "../app.ts";
import type { HandClock } from "../hand_clock.ts";
import { said, tell } from "../membership_facts.ts";
import { withServices } from "../services.ts";
import { taken } from "../test_shop.ts";
import { FakeCulqi } from "./fake_culqi.ts";
import { FakeMercadoPago } from "./fake_mercadopago.ts";
import { FakeStripe } from "./fake_stripe.ts";
import { openStripeContract } from "./stripe_contract.ts";
import { providerVariables } from "./provider_variables.ts";
import type { Fakes } from "./with_providers.ts";

/** One shop that owes S/ 50 today, and the page that whoever holds its link opens. */
export interface BilledPlatform extends Fakes {
  readonly services: Services;
  readonly clock: HandClock;
  readonly fetch: Fetch;
  readonly shop: Shop;
  /** Of the bill at the base domain. */
  readonly path: string;
  get(search?: string): Promise<Read>;
  post(fields: Readonly<Record<string, string>>, search?: string): Promise<Read>;
  /** What waits to be paid. */
  intentId(): Promise<string>;
  /** Types of the facts of the shop's membership. */
  facts(): Promise<string[]>;
}
export interface Read {
  readonly status: number;
  readonly html: string;
  readonly to: string;
  readonly csp: string;
  /** Seconds until the page looks again by itself; empty where it stands still. */
  readonly refresh: string;
}

const BASE = "http://caserito.test";
export const OWNER_EMAIL = "lucha@caserito.test";

export async function withBilledPlatform(
  work: (platform: BilledPlatform) => Promise<void>,
  { providers = (all: Record<string, string>) => all, email = OWNER_EMAIL as string | null } = {},
): Promise<void> {
  let now: () => Instant = () => "2026-03-01T03:30:00.000Z" as Instant;
  const shared: Clock = { now: () => now() };
  await using stripe = new FakeStripe(shared, openStripeContract());
  await using mercadopago = new FakeMercadoPago(shared);
  await using culqi = new FakeCulqi(shared);
  const fakes = { stripe, mercadopago, culqi };
  await withServices(async (services, clock) => {
    now = clock.now;
    const shop = taken(
      await createShop(services, {
        ...{ slug: "bodega-lucha", name: "Bodega Lucha", niche: "minimarket", address: null, ruc: null },
        registers: ["Caja 1"],
        people: [{ name: "Lucha", role: "owner", email, password: "una clave larga", pin: null }],
      }),
    );
    const { id: shopId } = shop;
    for (const name of services.providers.keys()) await keepProviderAccount(services.providerWork, name);
    const log = systemContext(services, services.platform), invoiceId = services.ids.next();
    const trialEndsOn = limaDay(clock.now());
    await tell(services, shopId, said("MembershipStarted", { plan: "tienda", trialEndsOn, policy: 1 }));
    taken(await issueInvoice(log, { id: invoiceId }, { shop: shopId, invoiceId }));
    assert.ok(await keepIntent(log, shopId));
    const fetch = await appOver(services),
      path = `/pagar/${await payToken(services.control, shopId, clock.now())}`;
    const read = async (request: Request): Promise<Read> => {
      const response = await fetch(request);
      return {
        status: response.status,
        html: await response.text(),
        to: response.headers.get("location") ?? "",
        refresh: response.headers.get("refresh") ?? "",
        csp: response.headers.get("content-security-policy") ?? "",
      };
    };
    await work({
      ...{ ...fakes, services, clock, fetch, shop, path },
      get: (search = "") => read(new Request(`${BASE}${path}${search}`)),
      post: (fields, search = "") =>
        read(
          new Request(`${BASE}${path}${search}`, {
            method: "POST",
            body: new URLSearchParams(fields),
            headers: { origin: BASE },
          }),
        ),
      async intentId() {
        const intent = await keepIntent(log, shopId);
        assert.ok(intent, "nothing waits to be paid");
        return intent.intentId;
      },
      facts: async () => (await services.platform.stream(`membership-${shopId}`)).map(({ type }) => type),
    });
    await services.notices.idle();
  }, providers(providerVariables(fakes)));
  for (const fake of Object.values(fakes)) assert.deepEqual(fake.faults, []);
}
