import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { keepGate } from "../../commands/membership/keep_gate.ts";
import { fixedId } from "../../commands/fixed_id.ts";
import { staffOfShop } from "../../events/store/control/people.ts";
import { epochMsOf, instantOf, type LimaDay, limaDay, plusDays, startOfDay } from "../../kernel/time.ts";
import { launchBrowser } from "../support/browser.ts";
import { HandClock } from "../support/hand_clock.ts";
import { invoiced, noticed, paidNow, tell } from "../support/membership_facts.ts";
import { CASHIER, OWNER, type RunningShop, runShop } from "../support/running_shop.ts";
import { faultsOf, SIZES } from "../support/screen_checks.ts";
import { builtSale, openedSession, stocked, type TestShop, testShop } from "../support/test_shop.ts";

const TAP = 48, HOUR_MS = 3_600_000;

/** A shop in virtual time: the workers run, the days are the test's. */
interface Life {
  readonly running: RunningShop;
  readonly clock: HandClock;
  readonly shop: TestShop;
  readonly browser: Browser;
  /** To this hour of the Lima day, and never back. */
  until(day: LimaDay, hour: number): void;
  /** A person at a browser of their own, signed in now. */
  at(who: "owner" | "cashier"): Promise<Page>;
  /** Sells one bag of rice through the API as the person's page would. Answers the status and the problem. */
  sell(page: Page): Promise<Answered>;
}
interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * How a payment reaches the platform. Each must end in `PaymentReceived` and a kept gate with nobody's help; the way is
 * what differs.
 */
interface PaymentRoute {
  readonly name: string;
  pay(life: Life): Promise<void>;
}

const ROUTES: readonly PaymentRoute[] = [{
  name: "a fact on the platform's log",
  async pay({ running: { services, shop } }) {
    await tell(services, shop.id, paidNow(services));
    await keepGate(services, shop.id);
  },
}];

Deno.test("a shop's plan: trial, grace, restricted, blocked, paid, and what each says on the screen", async (t) => {
  await withLife(async (life) => {
    const { running: { services, shop }, clock } = life, dueOn = plusDays(limaDay(clock.now()), 15);
    const { facts, invoiceId } = invoiced(services.ids, dueOn);
    const step = (name: string, work: (owner: Page) => Promise<void>) =>
      t.step(name, async () => {
        const owner = await life.at("owner");
        await work(owner);
        await owner.context().close();
      });
    await tell(services, shop.id, ...facts);
    await services.membership.refresh();

    await step("on trial everything is open and nothing is said", async (owner) => {
      await owner.goto(`${life.running.origin}/hoy`);
      assert.equal(await owner.getByText(/venció|Falta pagar/).count(), 0);
      assert.equal((await life.sell(owner)).status, 201);
    });

    life.until(plusDays(dueOn, 1), 9);
    await tell(services, shop.id, ...noticed(services.ids, invoiceId));
    await step("in grace the owner is told, with the amount, and sells on", async (owner) => {
      await owner.goto(`${life.running.origin}/hoy`);
      await owner.getByText("Tu plan venció el").waitFor();
      await owner.getByRole("link", { name: "Pagar S/ 50.00" }).waitFor();
      assert.equal((await life.sell(owner)).status, 201);
      const cashier = await life.at("cashier");
      await cashier.goto(`${life.running.origin}/fiado`);
      assert.equal(await cashier.getByText(/venció|Pagar|S\/ 50/).count(), 0);
      await cashier.context().close();
    });

    life.until(plusDays(dueOn, 4), 9);
    await step("restricted: nobody new, and it says why and until when selling goes on", async (owner) => {
      const answer = await owner.goto(`${life.running.origin}/equipo/nueva`);
      assert.equal(answer?.status(), 402);
      await owner.getByRole("heading", { name: "Para crecer, primero ponte al día" }).waitFor();
      await owner.goto(`${life.running.origin}/hoy`);
      await owner.getByText(/las ventas se pausan el/).waitFor();
      assert.equal((await life.sell(owner)).status, 201);
    });

    life.until(plusDays(dueOn, 7), 20);
    await shiftReported(life);
    life.until(plusDays(dueOn, 8), 9);
    await step("the day of the block a till that is open sells on", async (owner) => {
      assert.equal((await life.sell(owner)).status, 201);
    });

    life.until(plusDays(dueOn, 8), 18);
    await step("blocked: no sale, 402 with amount, way and time of return", async (owner) => {
      const { status, body } = await life.sell(owner);
      assert.equal(status, 402);
      assert.equal(body.amountCentimos, 5_000);
      await look(owner, life, "/productos/nuevo", "owner");
      await owner.getByRole("heading", { name: "Tu plan está en pausa" }).waitFor();
      await owner.getByText("Cuándo vuelve").waitFor();
      const cashier = await life.at("cashier");
      assert.equal((await life.sell(cashier)).status, 402);
      await look(cashier, life, "/fiado/nuevo", "cashier");
      await cashier.getByText("La dueña puede activarlo").waitFor();
      assert.equal(await cashier.getByText(/S\/ 50|venció|deuda/).count(), 0);
      await cashier.goto(`${life.running.origin}/caja`);
      await cashier.getByText("Por ahora no puedes vender").waitFor();
      await cashier.context().close();
    });

    await step("blocked: the till closes, the books are read and taken home", async (owner) => {
      const closed = await ask(owner, `/api/v1/cash-sessions/${await openDrawerOf(life)}/closure`, {
        counts: [],
      });
      assert.equal(closed.status, 201, JSON.stringify(closed.body));
      assert.equal((await owner.goto(`${life.running.origin}/ventas`))?.status(), 200);
      assert.equal(await owner.evaluate(async () => (await fetch("/auditoria/exportar")).status), 200);
    });

    for (const route of ROUTES) {
      await step(`paid by ${route.name}: sells again`, async (owner) => {
        drawers.set(life.shop, await openedSession(life.shop));
        if ((await life.sell(owner)).status !== 402) await unpaidAgain(life);
        await route.pay(life);
        assert.equal(await acceptedWithin(life, owner), true);
        await owner.goto(`${life.running.origin}/hoy`);
        assert.equal(await owner.getByText(/venció|Falta pagar|en pausa/).count(), 0);
      });
    }
  });
});

/** One more cycle that nobody pays, up to its block. */
async function unpaidAgain(life: Life): Promise<void> {
  const { running: { services, shop }, clock } = life, dueOn = plusDays(limaDay(clock.now()), 1);
  const { facts, invoiceId } = invoiced(services.ids, dueOn);
  await tell(services, shop.id, ...facts.slice(1));
  life.until(plusDays(dueOn, 1), 9);
  await tell(services, shop.id, ...noticed(services.ids, invoiceId));
  life.until(plusDays(dueOn, 9), 18);
  await keepGate(services, shop.id);
}

/** The gate keeper has asked about the till by itself: half a second, or as long as a busy machine takes. */
async function shiftReported({ running: { services } }: Life): Promise<void> {
  for (let looked = 0; looked < 400; looked++) {
    if ((await services.platform.read({ types: ["ShiftReported"], limit: 1 })).length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail("nobody reported the open till");
}

async function acceptedWithin(life: Life, page: Page): Promise<boolean> {
  for (let tried = 0; tried < 100; tried++) {
    if ((await life.sell(page)).status === 201) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

const drawers = new WeakMap<TestShop, string>();
const openDrawerOf = ({ shop }: Life): Promise<string> => Promise.resolve(drawers.get(shop)!);

/** Judges the page that says no, and keeps a picture of it where `CASERITO_PICTURES` names a folder. */
async function look(page: Page, { running: { origin } }: Life, path: string, who: string): Promise<void> {
  const answer = await page.goto(`${origin}${path}`);
  assert.equal(answer?.status(), 402);
  assert.deepEqual(await faultsOf(page, TAP), []);
  const folder = Deno.env.get("CASERITO_PICTURES");
  for (const size of [...SIZES, { width: 768, height: 1024 }]) {
    await page.setViewportSize(size);
    if (folder) await page.screenshot({ path: `${folder}/paused-${who}-${size.width}.png`, fullPage: true });
  }
  await page.setViewportSize(SIZES[1]);
}

const ask = (page: Page, path: string, json: unknown): Promise<Answered> =>
  page.evaluate(async ({ path, json }) => {
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      body: JSON.stringify(json),
    });
    return { status: response.status, body: await response.json() };
  }, { path, json });

async function withLife(work: (life: Life) => Promise<void>): Promise<void> {
  const clock = new HandClock("2026-11-02T14:00:00.000Z"); // nine in the morning
  const running = await runShop("bodega-prueba", undefined, clock);
  let browser: Browser | undefined;
  try {
    browser = await launchBrowser();
    const { services, origin } = running, staff = await staffOfShop(services.control, running.shop.id);
    const lucha = staff.find(({ role }) => role === "owner")!.personId;
    const store = await services.tenants.get(running.shop.id);
    const registerId = fixedId("bodega-prueba/register/1");
    const shop = testShop({ store, clock, ids: services.ids, registerId, lucha });
    const rice = await stocked(shop, "Arroz", 900_000);
    drawers.set(shop, await openedSession(shop));
    let number = 0;
    const opened = browser;
    await work({
      ...{ running, clock, shop, browser },
      until(day, hour) {
        const to = epochMsOf(startOfDay(day)) + hour * HOUR_MS, now = epochMsOf(clock.now());
        assert.ok(to > now, `${instantOf(to)} is over`);
        clock.forward(to - now);
      },
      at: (who) => signedIn(opened, origin, who),
      sell: (page) => {
        const cashSessionId = drawers.get(shop)!;
        return ask(page, "/api/v1/sales", {
          sale: builtSale(shop, { cashSessionId, number: ++number }, [[rice, 1000]]),
        });
      },
    });
  } finally {
    await browser?.close();
    await running.stop();
    await running.remove();
  }
}

async function signedIn(browser: Browser, origin: string, who: "owner" | "cashier"): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZES[1], locale: "es-PE" });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${origin}/ingresar`);
  if (who === "owner") {
    await page.getByLabel("Correo").fill(OWNER.email);
    await page.getByLabel("Contraseña").fill(OWNER.password);
    await page.getByRole("button", { name: "Ingresar" }).click();
    await page.waitForURL(`${origin}/hoy`);
  } else {
    await page.getByLabel("¿Quién eres?").selectOption({ label: CASHIER.name });
    await page.getByLabel("PIN de 4 a 6 números").fill(CASHIER.pin);
    await page.getByRole("button", { name: "Abrir la caja" }).click();
    await page.waitForURL(`${origin}/caja`);
  }
  return page;
}
