import assert from "node:assert/strict";
import type { Browser, Locator, Page } from "playwright-core";
import type { SaleRegistered } from "../../events/facts/sales.ts";
import type { FactOf } from "../../events/facts/define_fact.ts";
import { shopBySlug } from "../../events/store/control/shops.ts";
import { launchBrowser } from "../support/browser.ts";
import { type RunningShop, runShop } from "../support/running_shop.ts";
import { faultsOf } from "../support/screen_checks.ts";

const PHONE = { viewport: { width: 360, height: 740 }, locale: "es-PE", hasTouch: true, isMobile: true };
const TAPS_MOST = 12, SECONDS_MOST = 90;
/** A person's pace: half a second from one tap to the next, and three digits of a phone in a second. */
const TAP_MS = 500, DIGIT_MS = 333;
const TAP = 48;

/** Where pictures of each step go; nowhere unless asked. */
const SHOTS = Deno.env.get("CASERITO_SCREENSHOTS");

/** A hand on a phone: counts what it does. */
class Hand {
  taps = 0;
  digits = 0;
  readonly #begun = performance.now();
  #shots = 0;

  constructor(readonly page: Page, readonly name: string) {}

  async tap(target: Locator): Promise<void> {
    this.taps += 1;
    await target.tap();
  }

  async type(target: Locator, text: string): Promise<void> {
    await this.tap(target);
    this.digits += text.length;
    await target.pressSequentially(text);
  }

  async picture(): Promise<void> {
    if (SHOTS === undefined) return;
    await this.page.screenshot({ path: `${SHOTS}/${this.name}-${++this.#shots}.png` });
  }

  button = (name: string | RegExp): Locator => this.page.getByRole("button", { name }).first();

  /** What a person takes, the machine's own time included: every test of this file runs slower than a shop does. */
  seconds(): number {
    const machine = performance.now() - this.#begun;
    return (this.taps * TAP_MS + this.digits * DIGIT_MS + machine) / 1000;
  }
}

async function newPage(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext(PHONE)).newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => {
    throw error;
  });
  // The paper: headless there is no dialog to accept.
  await page.addInitScript(() => {
    const paper = globalThis as unknown as { printed: number };
    paper.printed = 0;
    globalThis.print = () => void (paper.printed += 1);
  });
  return page;
}

const printed = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { printed: number }).printed);

const platformOf = ({ origin }: RunningShop): string => {
  const { port } = new URL(origin);
  return `http://localhost:${port}`;
};

type Sale = FactOf<typeof SaleRegistered>["data"]["sale"];

/** The one sale of the shop whose till this is, once it has arrived. */
async function soldAt({ services }: RunningShop, page: Page): Promise<Sale> {
  const slug = new URL(page.url()).hostname.split(".")[0]!;
  const shop = await shopBySlug(services.control, slug), store = await services.tenants.get(shop!.id);
  for (const deadline = Date.now() + 20_000; Date.now() < deadline;) {
    const sales = await store.read({ types: ["SaleRegistered"], limit: 10 });
    if (sales.length > 0) return (sales[0]!.data as { sale: Sale }).sale;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the sale did not arrive");
}

async function assertQuick(hand: Hand): Promise<void> {
  assert.equal(await printed(hand.page), 1, "the ticket was printed");
  assert.ok(hand.taps <= TAPS_MOST, `${hand.taps} taps`);
  assert.ok(hand.seconds() <= SECONDS_MOST, `${hand.seconds()} s`);
}

async function printTicket(hand: Hand): Promise<void> {
  await hand.tap(hand.button("Ver ticket"));
  await hand.button("Imprimir").waitFor();
  await hand.picture();
  await hand.tap(hand.button("Imprimir"));
}

/** From the landing, with a product of the trade's own list. */
async function sellAProduct(browser: Browser, running: RunningShop): Promise<void> {
  const page = await newPage(browser), hand = new Hand(page, "primera-venta");
  await page.goto(platformOf(running));
  await hand.picture();
  await hand.tap(page.getByRole("link", { name: "Crea tu tienda gratis" }).first());
  await page.waitForURL(/\/crear/);
  await hand.type(page.getByLabel("Tu celular"), "987654321");
  await hand.tap(page.getByText("Bodega", { exact: true }).first());
  await hand.picture();
  await hand.tap(hand.button(/^Crear mi tienda/));
  await page.waitForURL(/^http:\/\/bodega-\d{4}\.localhost:\d+\/caja$/);
  await hand.button(/^Abrir con/).waitFor();
  await hand.picture();
  await hand.tap(hand.button(/^Abrir con/));
  await hand.button(/^Agua sin gas 625 ml/).waitFor();
  await hand.picture();
  await hand.tap(hand.button(/^Agua sin gas 625 ml/));
  await hand.tap(hand.button(/^Cobrar$/));
  await hand.button(/^Efectivo exacto/).waitFor();
  await hand.picture();
  await hand.tap(hand.button(/^Efectivo exacto/));
  await page.getByText("T001-000001").waitFor();
  await hand.picture();
  await printTicket(hand);
  await assertQuick(hand);
  const sale = await soldAt(running, page);
  assert.deepEqual([sale.ticketNumber, sale.totalCentimos], ["T001-000001", 180]);
  await page.context().close();
}

/** From the page of a trade, by an amount: nothing of a list is needed. */
async function sellAnAmount(browser: Browser, running: RunningShop): Promise<void> {
  const page = await newPage(browser), hand = new Hand(page, "venta-por-monto");
  await page.goto(`${platformOf(running)}/lavanderia`);
  await hand.tap(page.getByRole("link", { name: "Crea tu tienda gratis" }).first());
  await page.waitForURL(/\/crear/);
  await hand.type(page.getByLabel("Tu celular"), "987654322");
  await hand.tap(hand.button(/^Crear mi tienda/));
  await hand.button(/^Abrir con/).waitFor();
  await hand.tap(hand.button(/^Abrir con/));
  await hand.tap(hand.button("Importe"));
  for (const key of ["5", "00"]) await hand.tap(page.getByRole("button", { name: key, exact: true }));
  await hand.tap(hand.button(/^Agregar/));
  await hand.tap(hand.button(/^Cobrar$/));
  await hand.tap(hand.button(/^Efectivo exacto/));
  await page.getByText("T001-000001").waitFor();
  await printTicket(hand);
  await assertQuick(hand);
  assert.equal((await soldAt(running, page)).totalCentimos, 500);
  await page.context().close();
}

/** Tab until the focus is on what `matches`; whatever has it on the way must show it. */
async function tabTo(page: Page, matches: string): Promise<void> {
  for (let steps = 0; steps < 60; steps++) {
    await page.keyboard.press("Tab");
    const focus = await page.evaluate((selector) => {
      const element = document.activeElement!;
      const shows = element.closest(".choice") ?? element, style = getComputedStyle(shows);
      return {
        found: element.matches(selector),
        isSeen: element === document.body ||
          style.outlineStyle !== "none" && parseInt(style.outlineWidth) >= 2,
        name: element.outerHTML.slice(0, 80),
      };
    }, matches);
    assert.ok(focus.isSeen, `the focus cannot be seen on ${focus.name}`);
    if (focus.found) return;
  }
  assert.fail(`${matches} cannot be reached with Tab`);
}

/** By keyboard alone: the form, a wrong phone, a name that is taken, one of the addresses offered, and the first steps. */
async function signUpByKeys(browser: Browser, running: RunningShop): Promise<string[]> {
  const page = await newPage(browser), faults: string[] = [];
  const look = async (name: string) => {
    faults.push(...(await faultsOf(page, TAP)).map((fault) => `${name}: ${fault}`));
    await page.setViewportSize(PHONE.viewport);
  };
  for (const path of ["/", "/veterinaria"]) {
    await page.goto(platformOf(running) + path);
    await look(path);
  }
  await page.goto(`${platformOf(running)}/crear`);
  await look("sign-up");
  await page.keyboard.type("12345"); // the field has the focus
  await tabTo(page, "input[value=minimarket]");
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowDown");
  assert.ok(await page.locator("input[value=peluqueria]").isChecked());
  await tabTo(page, "input[name=name]");
  await page.keyboard.type("Minimarket Prueba");
  await page.keyboard.press("Enter");
  await page.getByText("son 9 números", { exact: false }).or(page.getByText("9 números")).first().waitFor();
  await look("sign-up, refused");
  await page.getByLabel("Tu celular").fill("987654323");
  await tabTo(page, "button:not([type=button])");
  await page.keyboard.press("Enter");
  await page.getByText("ya es de otra tienda", { exact: false }).waitFor();
  await look("sign-up, address taken");
  await tabTo(page, "input[name=slug]");
  await page.keyboard.press("ArrowDown");
  await tabTo(page, "button:not([type=button])");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/caja$/);

  const origin = new URL(page.url()).origin;
  for (const path of ["/hoy", "/ajustes/cobros", "/ajustes/horario", "/peluqueria/servicios"]) {
    await page.goto(origin + path);
    await look(path);
  }
  await page.goto(`${origin}/ajustes/cobros`);
  await tabTo(page, "input[value=fiado]");
  await page.keyboard.press("Space");
  await tabTo(page, "main button");
  await page.keyboard.press("Enter");
  await page.getByText("Guardamos tus formas de pago").waitFor();
  await page.goto(`${origin}/hoy`);
  await page.getByText("2 de 5").waitFor();
  await practise(page, look);
  await page.context().close();
  return faults;
}

/** Into the practice by its button, and out of it with one tap. */
async function practise(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  const origin = new URL(page.url()).origin;
  await tabTo(page, "form[action='/practica'] button");
  await page.keyboard.press("Enter");
  await page.waitForURL(/^http:\/\/practica-[^/]+\/caja$/);
  await page.getByRole("button", { name: /^Abrir con/ }).waitFor();
  assert.ok(await page.locator(".watermark").isVisible());
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/practica.png` });
  await look("till in practice");
  await page.getByRole("button", { name: "Terminar práctica" }).click();
  await page.waitForURL(`${origin}/hoy`);
}

Deno.test("a stranger has a shop and a printed sale in 12 taps and 90 seconds", async (t) => {
  const running = await runShop(), browser = await launchBrowser();
  try {
    await t.step("from the landing, with a product", () => sellAProduct(browser, running));
    await t.step("from the page of a trade, by amount", () => sellAnAmount(browser, running));
    await t.step("by keyboard alone, each page read by axe, and a practice thrown away", async () => {
      assert.deepEqual(await signUpByKeys(browser, running), []);
    });
  } finally {
    await browser.close();
    await running.stop();
    await running.remove();
  }
});
