import assert from "node:assert/strict";
import { fixedId } from "../../commands/fixed_id.ts";
import { keepAccount } from "./our_account.ts";
import { createShop } from "../../commands/shops/create_shop.ts";
import { startSession } from "../../commands/people/sessions.ts";
import { staffOfShop } from "../../events/store/control/people.ts";
import type { Shop } from "../../events/store/control/shops.ts";
import type { NewProduct } from "../../kernel/sync.ts";
import { epochMsOf, type LimaDay, limaDay, limaHour, plusDays, startOfDay } from "../../kernel/time.ts";
import { billingClock } from "../../workers/billing_clock.ts";
import { gateKeeper } from "../../workers/gate_keeper.ts";
import { jobHolder } from "../../workers/job.ts";
import { outboxDispatcher } from "../../workers/outbox_dispatcher.ts";
import { FakeSmtp } from "./carriers/fake_smtp.ts";
import { FakeWhatsApp, signedByMeta } from "./carriers/fake_whatsapp.ts";
import { carrierVariables } from "./carriers/post_office.ts";
import { HandClock } from "./hand_clock.ts";
import { HostBrowser } from "./host_browser.ts";
import { textOf } from "./owner_pages.ts";
import { FakeCulqi } from "./providers/fake_culqi.ts";
import { FakeMercadoPago } from "./providers/fake_mercadopago.ts";
import { FakeStripe } from "./providers/fake_stripe.ts";
import { providerVariables } from "./providers/provider_variables.ts";
import { openStripeContract } from "./providers/stripe_contract.ts";
import { type RunningShop, runShop } from "./running_shop.ts";
import { builtSale, openedSession, stocked, taken, type TestShop, testShop } from "./test_shop.ts";

const HOUR_MS = 3_600_000;
const phoneOf = (nth: number) => `+5190000000${nth}`;

export interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A shop of the platform and its owner, who never signs in twice: sessions end faster than days pass here. */
export interface UnpaidShop extends TestShop {
  readonly shop: Shop;
  readonly origin: string;
  readonly phone: string;
  /** The till that is open since the first day. */
  readonly cashSessionId: string;
  session(role?: "owner" | "cashier"): Promise<string>;
  /** A page as the owner sees it now, in words. */
  reads(path: string): Promise<string>;
  /** What the owner's program sends to the API. */
  ask(path: string, json: unknown, role?: "owner" | "cashier"): Promise<Answered>;
  /** One bag of rice; in the drawer that is open. */
  sell(role?: "owner" | "cashier", cashSessionId?: string): Promise<Answered>;
}

export interface UnpaidShops {
  readonly running: RunningShop;
  readonly clock: HandClock;
  /** Of the platform: `http://localhost:…`. */
  readonly base: string;
  readonly accountId: string;
  /** The first is the one that is looked at in a browser. */
  readonly shops: readonly UnpaidShop[];
  readonly whatsapp: FakeWhatsApp;
  readonly smtp: FakeSmtp;
  readonly stripe: FakeStripe;
  readonly mercadopago: FakeMercadoPago;
  readonly culqi: FakeCulqi;
  /** The last full day of the trial: the first bill's due day. */
  readonly dueOn: LimaDay;
  /** At the platform's own host. */
  visitor(): HostBrowser;
  /** Day by day to this hour of the Lima day; the workers have their turn each day at ten, and then. */
  until(day: LimaDay, hour: number): Promise<void>;
  /** One turn of billing, outbox and gates, and what Meta says of each message. */
  work(): Promise<void>;
}

/**
 * A platform whose workers are given their turns by hand, before real carriers and providers on loopback. Its shops begin
 * together and nobody pays. Ends by asking that no worker reported a fault and each provider was asked as it describes.
 */
export async function withUnpaidShops(
  slugs: readonly [string, ...string[]],
  work: (all: UnpaidShops) => Promise<void>,
): Promise<void> {
  const clock = new HandClock("2026-11-02T14:00:00.000Z"); // nine in the morning
  await using whatsapp = new FakeWhatsApp(clock);
  await using smtp = await FakeSmtp.start();
  await using stripe = new FakeStripe(clock, openStripeContract());
  await using mercadopago = new FakeMercadoPago(clock);
  await using culqi = new FakeCulqi(clock);
  const variables = {
    ...carrierVariables(whatsapp, smtp),
    ...providerVariables({ stripe, mercadopago, culqi }),
  };
  const running = await runShop(slugs[0], undefined, { clock, jobs: [], variables, phone: phoneOf(0) });
  try {
    const { services } = running, base = running.origin.replace(`${slugs[0]}.`, "");
    const accountId = await keepAccount(running, base);
    const others = slugs.slice(1).map(async (slug, nth) => await another(running, slug, phoneOf(nth + 1)));
    const shops = await Promise.all(
      [running.shop, ...await Promise.all(others)].map((shop, nth) =>
        unpaid(running, clock, shop, phoneOf(nth))
      ),
    );
    const faults: string[] = [], turns = workersOf(running, whatsapp, faults);
    await turns();
    const [started] = await services.platform.read({ types: ["MembershipStarted"], limit: 1 });
    const { trialEndsOn: dueOn } = started!.data as { readonly trialEndsOn: LimaDay };
    const to = async (day: LimaDay, hour: number) => {
      const ms = epochMsOf(startOfDay(day)) + hour * HOUR_MS - epochMsOf(clock.now());
      assert.ok(ms > 0, `${day} ${hour}:00 is over`);
      clock.forward(ms);
      await turns();
    };
    await work({
      ...{ running, clock, base, accountId, shops, whatsapp, smtp, stripe, mercadopago, culqi, dueOn },
      visitor: () => new HostBrowser(running.fetch),
      async until(day, hour) {
        if (limaDay(clock.now()) < day && limaHour(clock.now()) < 10) await to(limaDay(clock.now()), 10);
        while (limaDay(clock.now()) < plusDays(day, -1)) await to(plusDays(limaDay(clock.now()), 1), 10);
        await to(day, hour);
      },
      work: turns,
    });
    assert.deepEqual(faults, []);
    for (const fake of [stripe, mercadopago, culqi]) assert.deepEqual(fake.faults, []);
  } finally {
    await running.stop();
    await running.remove();
  }
}

async function another({ services }: RunningShop, slug: string, phone: string): Promise<Shop> {
  const email = `${slug}@caserito.test`,
    owner = { name: `Dueña de ${slug}`, role: "owner", email, phone } as const;
  return taken(
    await createShop(services, {
      ...{ slug, name: slug, niche: "minimarket", address: null, ruc: null, registers: ["Caja 1", "Caja 2"] },
      people: [
        { ...owner, password: null, pin: null },
        { name: "Rosa", role: "cashier", email: null, password: null, pin: null },
      ],
    }),
  );
}

async function unpaid(
  { services, fetch, origin }: RunningShop,
  clock: HandClock,
  shop: Shop,
  phone: string,
): Promise<UnpaidShop> {
  const staff = await staffOfShop(services.control, shop.id), store = await services.tenants.get(shop.id);
  const personOf = (role: string) => staff.find((person) => person.role === role)!.personId;
  const here = testShop({
    ...{ store, clock, ids: services.ids, lucha: personOf("owner") },
    registerId: fixedId(`${shop.slug}/register/1`),
  });
  const rice: NewProduct = await stocked(here, "Arroz", 900_000), cashSessionId = await openedSession(here);
  const at = origin.replace(/\/\/[^.]+/, `//${shop.slug}`);
  const session = async (role: "owner" | "cashier" = "owner") =>
    (await startSession(services, { personId: personOf(role), shop: shop.id, way: "password" })).token;
  const asked = async (path: string, init: RequestInit, role?: "owner" | "cashier") =>
    await fetch(
      new Request(at + path, {
        ...init,
        headers: {
          ...init.headers as Record<string, string>,
          cookie: `caserito=${await session(role)}`,
          "sec-fetch-site": "same-origin",
        },
      }),
    );
  let number = 0;
  const ask: UnpaidShop["ask"] = async (path, json, role) => {
    const headers = { "content-type": "application/json", "idempotency-key": services.ids.next() };
    const response = await asked(path, { method: "POST", body: JSON.stringify(json), headers }, role);
    return { status: response.status, body: await response.json() };
  };
  return {
    ...{ ...here, shop, origin: at, phone, cashSessionId, session, ask },
    reads: async (path) => textOf(await (await asked(path, {})).text()),
    sell: (role, drawer = cashSessionId) =>
      ask("/api/v1/sales", {
        sale: builtSale(here, { cashSessionId: drawer, number: ++number }, [[rice, 1000]]),
      }, role),
  };
}

/** In the order of a real minute: what is due is issued, sent, heard of, and the gates follow. */
function workersOf(
  { services, fetch, origin }: RunningShop,
  whatsapp: FakeWhatsApp,
  faults: string[],
): () => Promise<void> {
  const signal = new AbortController().signal, billing = billingClock(), keeper = gateKeeper();
  const turn = async (job: typeof keeper) => {
    await job.run({
      ...{ services, signal, holdJob: jobHolder(services, job.name, "the-only-one") },
      report: ({ level, message }) => void (level === "fault" && faults.push(`${job.name}: ${message}`)),
    });
  };
  let told = 0;
  return async () => {
    await turn(billing);
    await turn(outboxDispatcher);
    for (; told < whatsapp.sent.length; told++) {
      const raw = whatsapp.notice(whatsapp.sent[told]!, [{ status: "delivered" }]);
      const request = new Request(
        `${origin.replace(/\/\/[^.]+\./, "//")}/avisos/whatsapp`,
        signedByMeta(raw),
      );
      assert.equal((await fetch(request)).status, 200);
    }
    await turn(keeper);
  };
}
