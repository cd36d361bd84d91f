import assert from "node:assert/strict";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { formatDay, formatInstant, type LimaDay, plusDays, plusMs, startOfDay } from "../../kernel/time.ts";
import { launchBrowser } from "../support/browser.ts";
import { billOf, claims, PAY_ROUTES, verified } from "../support/pay_routes.ts";
import { faultsOf, SIZES } from "../support/screen_checks.ts";
import { type UnpaidShop, type UnpaidShops, withUnpaidShops } from "../support/unpaid_shops.ts";

const TAP = 48, HOUR_MS = 3_600_000;
const LOOKED_AT = "bodega-prueba", CLAIMED = "bodega-numero", NEVER_PAID = "bodega-desmentida";

Deno.test("a shop's plan from trial to block and back by every way to pay, each step told on the screen", async (t) => {
  const slugs = [LOOKED_AT, ...PAY_ROUTES.map(({ slug }) => slug), CLAIMED, NEVER_PAID] as const;
  await withUnpaidShops(slugs, async (all) => {
    const browser = await launchBrowser();
    try {
      await story(t, all, browser);
    } finally {
      await browser.close();
    }
  });
});

async function story(t: Deno.TestContext, all: UnpaidShops, browser: Browser): Promise<void> {
  const { shops, dueOn, until, whatsapp, smtp } = all,
    [main] = shops as readonly [UnpaidShop, ...UnpaidShop[]];
  const shopOf = (slug: string) => shops.find(({ shop }) => shop.slug === slug)!;
  const on = (days: number) => plusDays(dueOn, days);
  const step = async (name: string, work: (owner: Page) => Promise<void>) => {
    await t.step(name, async () => {
      const owner = await at(browser, main);
      await work(owner);
      await owner.context().close();
    });
  };
  /** Kinds of what the owner of the shop was sent to the phone, and how many mails it had. */
  const reached = ({ phone }: UnpaidShop) => ({
    phone: whatsapp.sent.filter(({ to }) => `+${to}` === phone).map(({ name }) =>
      name.replace("caserito_", "")
    ),
    mails: smtp.mails.filter(({ to }) => to === "lucha@caserito.test").length,
  });

  await step("on trial everything is open, and the plan says until when", async (owner) => {
    await owner.goto(`${main.origin}/hoy`);
    assert.equal(await owner.getByText(/venció|Falta pagar/).count(), 0);
    await explained(owner, main, {
      title: "Estás probando Caserito",
      next: `Tu prueba termina el ${formatInstant(morning(on(1)))}`,
      because: "Empezaste a probar el",
    });
    assert.equal((await main.sell()).status, 201);
  });

  await until(on(-1), 20);
  await until(on(1), 4.75);
  await step(
    "each notice before the due day reached the owner by phone, and nothing is overdue yet",
    async (owner) => {
      assert.deepEqual(reached(main).phone, [
        "vence_en_7_dias",
        "vence_en_3_dias",
        "vence_manana",
        "vence_hoy",
      ]);
      await explained(owner, main, { title: "Estás probando Caserito", because: "Empezaste a probar el" });
    },
  );

  await until(on(1), 10);
  await step(
    "in grace the owner is told, with amount and day, sells on, and nobody else hears of it",
    async (owner) => {
      await owner.goto(`${main.origin}/hoy`);
      await owner.getByText("Tu plan venció el").waitFor();
      await owner.getByRole("link", { name: "Pagar S/ 50.00" }).waitFor();
      await explained(owner, main, {
        title: `Tu plan venció el ${formatDay(dueOn)}`,
        since: morning(on(1)),
        because: "Cobro de S/ 50.00",
        next: `Si no pagas antes del ${formatInstant(morning(on(4)))}, no podrás agregar`,
      });
      assert.equal((await main.sell()).status, 201);
      assert.deepEqual(reached(main), {
        phone: [
          "vence_en_7_dias",
          "vence_en_3_dias",
          "vence_manana",
          "vence_hoy",
          "vencido_1_dia",
        ],
        mails: 1,
      });
      const cashier = await at(browser, main, "cashier");
      await cashier.goto(`${main.origin}/fiado`);
      assert.equal(await cashier.getByText(/venció|Pagar|S\/\s50|no se agrega/i).count(), 0);
      await cashier.context().close();
    },
  );

  await until(on(4), 10);
  await step("restricted: nobody new, and it says why and until when selling goes on", async (owner) => {
    const answer = await owner.goto(`${main.origin}/equipo/nueva`);
    assert.equal(answer?.status(), 402);
    await owner.getByRole("heading", { name: "Para crecer, primero ponte al día" }).waitFor();
    await owner.goto(`${main.origin}/hoy`);
    const blocksAt = formatInstant(morning(on(8)));
    await owner.getByText(`las ventas se pausan el ${blocksAt}`).waitFor();
    await explained(owner, main, {
      title: "Falta tu pago",
      since: morning(on(4)),
      because: "Cobro de S/ 50.00",
      next: `Si no pagas antes del ${blocksAt}, las ventas se pausan`,
    });
    assert.equal((await main.sell()).status, 201);
    const cashier = await at(browser, main, "cashier");
    await cashier.goto(`${main.origin}/fiado`);
    await cashier.getByText("Por ahora no se agrega nada nuevo").waitFor();
    assert.equal(await cashier.getByText(/venció|Pagar|S\/\s50|deuda/i).count(), 0);
    assert.equal((await main.sell("cashier")).status, 201);
    await cashier.context().close();
  });

  await until(on(7), 18);
  await until(on(8), 9);
  await step("the day of the block: warned on two channels, and a till that is open sells on", async () => {
    assert.deepEqual(reached(main).phone.slice(-3), ["vencido_3_dias", "vencido_6_dias", "ultimo_dia"]);
    assert.equal(reached(main).mails, 4);
    assert.equal((await main.sell()).status, 201);
  });

  await until(on(8), 18);
  await step("blocked: no sale, 402 with amount, way and time of return", async (owner) => {
    for (const shop of shops) assert.equal((await shop.sell()).status, 402, shop.shop.slug);
    const { body } = await main.sell();
    assert.equal(body.amountCentimos, 5_000);
    assert.equal(reached(main).phone.at(-1), "ventas_detenidas");
    await look(owner, `${main.origin}/productos/nuevo`, "paused-owner", 402);
    await owner.getByRole("heading", { name: "Tu plan está en pausa" }).waitFor();
    await owner.getByText("Cuándo vuelve").waitFor();
    await explained(owner, main, {
      title: "Tu plan está en pausa",
      since: plusMs(morning(on(8)), 12 * HOUR_MS),
      because: "Te avisamos el",
      next: `Si no pagas antes del ${formatInstant(morning(on(60)))}, tu tienda queda guardada`,
    });
    const cashier = await at(browser, main, "cashier");
    assert.equal((await main.sell("cashier")).status, 402);
    await look(cashier, `${main.origin}/fiado/nuevo`, "paused-cashier", 402);
    await cashier.getByText("La dueña puede activarlo").waitFor();
    assert.equal(await cashier.getByText(/S\/\s50|venció|deuda/).count(), 0);
    await cashier.goto(`${main.origin}/caja`);
    await cashier.getByText("Por ahora no puedes vender").waitFor();
    await cashier.context().close();
  });

  await step("blocked: the till closes, the books are read and taken home", async (owner) => {
    const closed = await main.ask(`/api/v1/cash-sessions/${main.cashSessionId}/closure`, { counts: [] });
    assert.equal(closed.status, 201, JSON.stringify(closed.body));
    assert.equal((await owner.goto(`${main.origin}/ventas`))?.status(), 200);
    assert.equal(await owner.evaluate(async () => (await fetch("/auditoria/exportar")).status), 200);
  });

  for (const { name, slug, pay } of PAY_ROUTES) {
    await t.step(`paid by ${name}: the next sale is taken, without any worker`, async () => {
      const shop = shopOf(slug);
      assert.equal((await shop.sell()).status, 402);
      await pay(all, shop);
      const sold = await shop.sell();
      assert.equal(sold.status, 201, JSON.stringify(sold.body));
      await back(all, shop);
    });
  }

  await t.step(
    "an operation number gives a day while it is looked for, and the operator's word gives the rest",
    async () => {
      const shop = shopOf(CLAIMED);
      await claims(all, shop);
      assert.equal((await shop.sell()).status, 201);
      assert.match(await shop.reads("/plan"), /Falta tu pago .*Estamos revisando el pago que nos avisaste/);
      await verified(all, shop);
      assert.equal((await shop.sell()).status, 201);
      await back(all, shop);
    },
  );

  await step(
    "the owner pays in front of the bill, and it says by itself that the money came",
    async (owner) => {
      const [route] = PAY_ROUTES;
      await owner.goto(`${main.origin}/plan`);
      await owner.getByRole("link", { name: "Pagar S/ 50.00" }).click();
      await owner.getByText("Todavía no llega tu pago").waitFor();
      await look(owner, owner.url(), "pay-page", 200);
      await route!.pay(all, main);
      await owner.getByRole("link", { name: "Revisar ahora" }).click();
      await owner.getByText("Ya llegó tu pago").waitFor();
      assert.equal(await owner.getByText(/[0-9a-f]{8}-[0-9a-f]{4}/).count(), 0, "nobody told a number");
      await look(owner, owner.url(), "paid", 200);
      const cashSessionId = main.ids.next();
      const opened = await main.ask("/api/v1/cash-sessions", {
        cashSessionId,
        registerId: main.registerId,
        floatCentimos: 0,
      });
      assert.equal(opened.status, 201, JSON.stringify(opened.body));
      assert.equal((await main.sell("owner", cashSessionId)).status, 201);
      await look(owner, `${main.origin}/hoy`, "selling-again", 200);
      assert.equal(await owner.getByText(/venció|Falta pagar|en pausa/).count(), 0);
      await explained(owner, main, { title: "Tu plan está al día", because: "Pago de S/" });
    },
  );

  await all.work();
  await t.step("whoever is back is told so", () => {
    for (const shop of shops.filter(({ shop: { slug } }) => slug !== NEVER_PAID)) {
      assert.ok(reached(shop).phone.includes("ya_esta_activo"), shop.shop.slug);
    }
    assert.ok(!reached(shopOf(NEVER_PAID)).phone.includes("ya_esta_activo"));
  });

  await t.step("a number that nobody finds gives its one day and no more", async () => {
    const shop = shopOf(NEVER_PAID);
    await claims(all, shop, "00998877");
    assert.equal((await shop.sell()).status, 201);
    await until(on(9), 20);
    assert.equal((await shop.sell()).status, 402);
    assert.match(await shop.reads("/plan"), /Tu plan está en pausa/);
    assert.equal((await shopOf(CLAIMED).sell()).status, 201);
  });
}

const morning = (day: LimaDay) => plusMs(startOfDay(day), 5 * HOUR_MS);

/** The bill is settled and the plan says so. */
async function back(all: UnpaidShops, shop: UnpaidShop): Promise<void> {
  assert.match(await shop.reads("/plan"), /Tu plan está al día/);
  assert.doesNotMatch(await shop.reads("/hoy"), /venció|Falta pagar|en pausa/);
  assert.equal((await billOf(all, shop)).soles, "", "nothing is asked for any more");
}

interface Explained {
  readonly title: string;
  readonly since?: ReturnType<typeof morning>;
  readonly because: string;
  readonly next?: string;
}

/** The owner's own page says how the plan stands, since when, why, and what comes next by itself. */
async function explained(page: Page, { origin }: UnpaidShop, told: Explained): Promise<void> {
  await page.goto(`${origin}/plan`);
  await page.getByRole("heading", { name: told.title }).waitFor();
  await page.getByText("Por qué", { exact: true }).click();
  await page.getByText(told.since ? `Desde el ${formatInstant(told.since)}` : "Desde el").first().waitFor();
  await page.getByRole("listitem").filter({ hasText: told.because }).first().waitFor();
  if (told.next) await page.getByText(told.next).first().waitFor();
}

/** Judges a page, and keeps pictures of it where `CASERITO_PICTURES` names a folder. */
async function look(page: Page, url: string, name: string, status: number): Promise<void> {
  const answer = await page.goto(url);
  assert.equal(answer?.status(), status);
  assert.deepEqual(await faultsOf(page, TAP), []);
  const folder = Deno.env.get("CASERITO_PICTURES");
  for (const size of [...SIZES, { width: 768, height: 1024 }]) {
    await page.setViewportSize(size);
    if (folder) await page.screenshot({ path: `${folder}/${name}-${size.width}.png`, fullPage: true });
  }
  await page.setViewportSize(SIZES[1]);
}

/** A person at a browser of their own, signed in now. */
async function at(browser: Browser, shop: UnpaidShop, role: "owner" | "cashier" = "owner"): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ viewport: SIZES[1], locale: "es-PE" });
  await context.addCookies([{ name: "caserito", value: await shop.session(role), url: shop.origin }]);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return page;
}
