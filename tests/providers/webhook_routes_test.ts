import assert from "node:assert/strict";
import { receiveNotice } from "../../commands/payments/receive_notice.ts";
import { startProviderPayment } from "../../commands/payments/start_provider_payment.ts";
import { createShop } from "../../commands/shops/create_shop.ts";
import { providerReconcile } from "../../workers/provider_reconcile.ts";
import { webhookReader } from "../../workers/webhook_reader.ts";
import { startWorkers, type WorkerOptions } from "../../workers/run_workers.ts";
import { appOver, type Fetch } from "../support/app.ts";
import { FakeCulqi } from "../support/providers/fake_culqi.ts";
import { FakeMercadoPago } from "../support/providers/fake_mercadopago.ts";
import { FakeStripe } from "../support/providers/fake_stripe.ts";
import { providerVariables } from "../support/providers/provider_variables.ts";
import { withServices } from "../support/services.ts";
import { HandClock } from "../support/hand_clock.ts";
import type { Services } from "../../compose.ts";
import { taken } from "../support/test_shop.ts";
import { openStripeContract } from "../support/providers/stripe_contract.ts";

interface Platform {
  readonly services: Services;
  readonly fetch: Fetch;
  readonly stripe: FakeStripe;
  readonly mercadopago: FakeMercadoPago;
  readonly culqi: FakeCulqi;
}

/** The whole platform as its environment sets it up, with providers on loopback. */
async function withPlatform(work: (platform: Platform) => Promise<void>): Promise<void> {
  const clock = new HandClock("2026-03-01T03:30:00.000Z");
  await using stripe = new FakeStripe(clock, openStripeContract());
  await using mercadopago = new FakeMercadoPago(clock);
  await using culqi = new FakeCulqi(clock);
  await withServices(async (services) => {
    await work({ services, fetch: await appOver(services), stripe, mercadopago, culqi });
  }, providerVariables({ stripe, mercadopago, culqi }));
  for (const fake of [stripe, mercadopago, culqi]) assert.deepEqual(fake.faults, []);
}

const kept = async ({ services }: Platform): Promise<string[]> =>
  (await services.platform.db.all<{ provider_id: string }>(
    "SELECT provider_id FROM payment_evidence ORDER BY pos",
  ))
    .map(({ provider_id }) => provider_id);

const order = ({ services }: Platform, provider: string, way: object) => ({
  operationId: services.ids.next(),
  provider,
  intentId: services.ids.next(),
  shopId: "bodega-lucha",
  amountCentimos: 5000,
  description: "Plan Tienda de marzo",
  email: "duena@caserito.test",
  way,
  backTo: { paid: "https://caserito.test/plan", canceled: "https://caserito.test/plan" },
});

/** Paid at the provider, and its webhook not brought yet. */
async function stripePaid(platform: Platform): Promise<string> {
  const page = taken(
    await startProviderPayment(platform.services.providerWork, order(platform, "stripe", { kind: "page" })),
  );
  assert.ok(page.kind === "page");
  return platform.stripe.pay(page.providerId).id;
}

Deno.test("a webhook of each provider is answered, and its payment is in the books without any worker", () =>
  withPlatform(async (platform) => {
    const { services, fetch, stripe, mercadopago, culqi } = platform;
    const id = await stripePaid(platform);
    assert.deepEqual(await stripe.deliver(fetch), [200, 200]);
    await services.notices.idle();
    assert.deepEqual(await kept(platform), [id]);
    const page = taken(
      await startProviderPayment(services.providerWork, order(platform, "mercadopago", { kind: "page" })),
    );
    assert.ok(page.kind === "page");
    const payment = mercadopago.payPage(page.providerId);
    assert.deepEqual(await mercadopago.deliver(fetch), [200]);
    await services.notices.idle();
    assert.deepEqual(await kept(platform), [id, String(payment.id)]);
    const token = culqi.token();
    const charge = taken(
      await startProviderPayment(services.providerWork, order(platform, "culqi", { kind: "yape", token })),
    );
    assert.ok(charge.kind === "payment");
    assert.deepEqual(await culqi.deliver(fetch), [200]);
    await services.notices.idle();
    assert.deepEqual((await kept(platform)).length, 3);
    assert.equal(
      (await services.control.all("SELECT 1 FROM provider_event WHERE next_at IS NULL")).length,
      4,
    );
  }));

Deno.test("what does not hold is refused with 4xx, leaves no row and tells nothing", () =>
  withPlatform(async (platform) => {
    const { services, fetch, stripe, mercadopago, culqi } = platform;
    await stripePaid(platform);
    const body = stripe.eventBody("invoice.paid", { id: "in_1", object: "invoice" });
    const at = Math.trunc(Date.parse(services.clock.now()) / 1000);
    const statuses: [string, Request, number][] = [
      ["another endpoint's secret", stripe.signed(body, { secret: "whsec_of_another_shop" }), 400],
      ["signed over other bytes", stripe.signed(body, { over: `${body} ` }), 400],
      ["301 s old", stripe.signed(body, { at: at - 301 }), 400],
      ["301 s ahead", stripe.signed(body, { at: at + 301 }), 400],
      ["no event", stripe.signed("{}"), 400],
      ["over another id", mercadopago.signed("1", { over: "2" }), 400],
      ["301 s old", mercadopago.signed("1", { ts: String(at - 301) }), 400],
      [
        "an address that is not Culqi's",
        culqi.post({ object: "event", id: "evt_abcdef", type: "charge.x" }, "otro"),
        404,
      ],
      ["no event of Culqi's", culqi.post({}), 400],
    ];
    for (const [what, request, status] of statuses) {
      const response = await fetch(request), text = await response.text();
      assert.equal(response.status, status, what);
      for (const secret of [stripe.secret, stripe.key, mercadopago.secret, culqi.path]) {
        assert.ok(!text.includes(secret), what);
      }
    }
    const long = new Request("http://caserito.test/avisos/stripe", {
      method: "POST",
      headers: { "stripe-signature": `t=${at},v1=${"0".repeat(64)}` },
      body: "x".repeat(600_000),
    });
    assert.equal((await fetch(long)).status, 413);
    assert.deepEqual(await services.control.all("SELECT * FROM provider_event"), []);
  }));

Deno.test("webhooks are no pages: GET is no way in, a shop's host has none, and no session opens them", () =>
  withPlatform(async (platform) => {
    const { services, fetch, stripe, culqi, mercadopago } = platform;
    taken(
      await createShop(services, {
        slug: "bodega",
        name: "Bodega",
        niche: "minimarket",
        address: null,
        ruc: null,
        registers: ["Caja 1"],
        people: [],
      }),
    );
    await stripePaid(platform);
    const [notice] = stripe.waiting;
    for (
      const [request, path] of [
        [notice!(), "stripe"],
        [mercadopago.signed("1"), "mercadopago"],
        [culqi.post({ object: "event", id: "evt_abcdef", type: "charge.x" }), `culqi/${culqi.path}`],
      ] as const
    ) {
      const { search } = new URL(request.url);
      const atShop = new Request(`http://bodega.caserito.test/avisos/${path}${search}`, request);
      const refused = await fetch(atShop);
      await refused.body?.cancel();
      assert.equal(refused.status, 404, path);
      const asked = await fetch(new Request(`http://caserito.test/avisos/${path}${search}`));
      await asked.body?.cancel();
      assert.ok(asked.status === 404 || asked.status === 405, path);
    }
    assert.deepEqual(await services.control.all("SELECT * FROM provider_event"), []);
    // A browser of another site is turned away before anything is read: providers are no browsers.
    const browsed = new Request(notice!(), {
      headers: { ...Object.fromEntries(notice!().headers), origin: "https://evil.test" },
    });
    const wall = await fetch(browsed);
    await wall.body?.cancel();
    assert.equal(wall.status, 403);
  }));

Deno.test("without its keys a provider has no address", () =>
  withServices(async (services) => {
    const fetch = await appOver(services);
    assert.equal(services.providers.size, 0);
    for (const path of ["stripe", "mercadopago", "culqi/camino-que-nadie-adivina-0123456789abcdef"]) {
      const response = await fetch(
        new Request(`http://caserito.test/avisos/${path}`, { method: "POST", body: "{}" }),
      );
      await response.body?.cancel();
      assert.equal(response.status, 404, path);
    }
  }));

/** Both jobs, until each has had a turn. */
async function workedOnce({ services }: Platform): Promise<string[]> {
  const told: string[] = [], done = new Set<string>();
  const jobs: NonNullable<WorkerOptions["jobs"]> = [webhookReader, providerReconcile].map((job) => ({
    ...job,
    run: async (turn) => {
      const shops = await job.run(turn);
      done.add(job.name);
      return shops;
    },
  }));
  const workers = startWorkers(services, { jobs, report: ({ message }) => told.push(message) });
  while (done.size < jobs.length) await new Promise((resolve) => setTimeout(resolve, 5));
  await workers.stop();
  return told;
}

Deno.test("the workers act on the webhooks of a process that died, and find what no webhook told", () =>
  withPlatform(async (platform) => {
    const { services, stripe } = platform, first = await stripePaid(platform);
    const toRowsAlone = async (request: Request) => {
      const received = await receiveNotice(services.providerWork, "stripe", {
        body: new Uint8Array(await request.arrayBuffer()),
        headers: request.headers,
        query: new URLSearchParams(),
        pathSecret: null,
      });
      return new Response(null, { status: received.ok ? 200 : 400 });
    };
    await stripe.deliver(toRowsAlone);
    const second = await stripePaid(platform);
    stripe.forgetWaiting();
    assert.deepEqual(await kept(platform), []);
    assert.deepEqual(await workedOnce(platform), []);
    assert.deepEqual((await kept(platform)).sort(), [first, second].sort());
  }));
