import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { launchBrowser } from "../support/browser.ts";
import { runDemo, type RunningShop } from "../support/running_shop.ts";
import { faultsOf, SIZES } from "../support/screen_checks.ts";
import { signIn, tillStates } from "../support/till_states.ts";

/** Sides of what a finger hits, in px: everywhere, and where it hits all day. */
const TAP = 48, TAP_AT_THE_TILL = 56;
const WIDE = SIZES[1];
const TICKET = /^T001-\d{6}$/;

Deno.test("every screen can be read, hit and reached by everybody, at any width", async (t) => {
  const running = await runDemo(8);
  const browser = await launchBrowser();
  try {
    const page = await (await browser.newContext({ viewport: WIDE, locale: "es-PE" })).newPage();
    page.setDefaultTimeout(15_000);
    const screens = new Screens(page);
    await t.step("the owner's and the auditor's pages", async () => {
      await publicPages(screens, running);
      await ownerPages(screens, running);
      screens.assertFaultless();
    });
    await t.step("the till from opening to closing, with and without a network", async () => {
      for await (const state of tillStates(page, running)) {
        await screens.look(`till, ${state}`, TAP_AT_THE_TILL);
      }
      screens.assertFaultless();
    });
    await t.step(
      "a whole sale in cash by keyboard alone, with the focus in sight",
      () => sellByKeys(page, running),
    );
    await t.step("what opens over the till and what it prints", async () => {
      await overTheTill(screens, running);
      screens.assertFaultless();
    });
  } finally {
    await browser.close();
    await running.stop();
    await running.remove();
  }
});

/** Looks at one screen after another and remembers what was wrong where. */
class Screens {
  readonly #faults: string[] = [];
  constructor(readonly page: Page) {}

  async look(name: string, least = TAP): Promise<void> {
    this.#faults.push(...(await faultsOf(this.page, least)).map((fault) => `${name}: ${fault}`));
    await this.page.setViewportSize(WIDE);
  }

  async visit(address: string, status = 200): Promise<void> {
    const response = await this.page.goto(address);
    assert.equal(response?.status(), status, address);
    await this.look(new URL(address).pathname);
  }

  assertFaultless(): void {
    assert.deepEqual(this.#faults, []);
  }
}

const firstHref = async (page: Page, selector: string): Promise<string> => {
  const href = await page.locator(`main ${selector}`).first().getAttribute("href");
  assert.ok(href, selector);
  return href;
};

async function publicPages(screens: Screens, { origin }: RunningShop): Promise<void> {
  const platform = new URL(origin);
  platform.hostname = "localhost";
  await screens.visit(platform.href);
  for (const path of ["/ingresar", "/api/v1/docs"]) await screens.visit(origin + path);
  await screens.visit(`${origin}/no-existe`, 404);
}

async function ownerPages(screens: Screens, running: RunningShop): Promise<void> {
  const { page } = screens, { origin } = running;
  await signIn(page, running);
  const yesterday = await firstHref(page, "a[rel=prev]");
  await page.goto(origin + yesterday);
  assert.ok(await page.locator("main svg.plot").count() > 2, "there are charts to look at");
  for (const figures of await page.getByText("Ver las cifras").all()) await figures.click();
  await screens.look("/hoy");

  await screens.visit(origin + yesterday.replace("/hoy", "/ventas"));
  await screens.visit(origin + await firstHref(page, 'a[href^="/ventas/0"]'));
  await screens.visit(origin + yesterday.replace("/hoy", "/ventas/productos"));
  await screens.visit(`${origin}/fiado`);
  const debtor = await firstHref(page, 'li a[href^="/fiado/"]');
  for (const path of [debtor, `${debtor}/borrar`, "/fiado/nuevo", "/fiado/cuaderno"]) {
    await screens.visit(origin + path);
  }
  await page.goto(origin + yesterday.replace("/hoy", "/ventas/productos"));
  const movements = await firstHref(page, 'a[href^="/inventario/"]');
  await screens.visit(origin + movements);
  await screens.visit(origin + movements.replace("/inventario/", "/productos/"));
  for (const path of ["/productos", "/productos/nuevo", "/productos/importar"]) {
    await screens.visit(origin + path);
  }
  await page.locator('input[type="file"]').setInputFiles({
    name: "lista.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("nombre,precio\nArroz,4.90\nAzúcar,tres\n,2.00\n"),
  });
  await page.getByRole("button", { name: "Ver qué cambia" }).click();
  await page.getByText("2 filas por corregir").waitFor();
  await screens.look("preview of a list with failures");

  for (const room of ["", "/ingreso", "/conteo", "/merma"]) {
    await screens.visit(`${origin}/inventario${room}`);
  }
  for (const tab of ["", "/comprobar", "/estado", "/sellos", "/series"]) {
    await screens.visit(`${origin}/auditoria${tab}`);
  }
  await page.goto(`${origin}/auditoria`);
  await screens.visit(origin + await firstHref(page, 'a[href^="/auditoria/evento/"]'));

  await screens.visit(`${origin}/equipos`);
  await page.getByRole("button", { name: "Dar código" }).click();
  await page.getByText("Código para el equipo nuevo").waitFor();
  await screens.look("the code for a new device");
}

/** Tab until `name` has the focus; whatever has it on the way must show it. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let steps = 0; steps < 80; steps++) {
    await page.keyboard.press("Tab");
    const focus = await page.evaluate(() => {
      const element = document.activeElement!, { outlineStyle, outlineWidth } = getComputedStyle(element);
      const { width, height } = element.getBoundingClientRect();
      return {
        name: element.getAttribute("aria-label") ?? element.textContent ?? "",
        isPage: element === document.body,
        isSeen: outlineStyle !== "none" && parseInt(outlineWidth) >= 2 && width > 0 && height > 0,
      };
    });
    assert.ok(focus.isPage || focus.isSeen, `the focus cannot be seen on ${focus.name}`);
    if (name.test(focus.name)) return;
  }
  assert.fail(`${name} cannot be reached with Tab`);
}

async function sellByKeys(page: Page, { origin }: RunningShop): Promise<void> {
  await page.goto(`${origin}/caja`);
  await page.getByText("Abre tu caja").waitFor();
  await page.screenshot(); // has drawn, so it listens
  await tabTo(page, /^Caja 1/);
  await page.keyboard.type("5000", { delay: 120 }); // as fingers do: a gun is faster
  await page.getByRole("button", { name: /^Abrir con S\/.50\.00$/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("Escanea o toca un producto").waitFor();
  await tabTo(page, /^Busca o escanea$/);
  await page.keyboard.type("inca kola 500", { delay: 120 });
  await page.getByRole("option", { name: /Inca Kola 500 ml/ }).waitFor();
  await page.keyboard.press("Enter");
  await tabTo(page, /^Cobrar S\//);
  await page.keyboard.press("Enter");
  await page.getByText("Por cobrar").waitFor();
  await tabTo(page, /^Efectivo exacto/);
  await page.keyboard.press("Enter");
  await page.getByText(TICKET).waitFor();
  await tabTo(page, /^Siguiente venta$/);
  await page.keyboard.press("Enter");
  await page.getByText("Escanea o toca un producto").waitFor();
}

async function overTheTill(screens: Screens, { origin }: RunningShop): Promise<void> {
  const { page } = screens;
  const look = (name: string) => screens.look(`till, ${name}`, TAP_AT_THE_TILL);
  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
  for (const name of [/^Inca Kola 500 ml/, /^Pan francés/]) await button(name).first().click();
  await page.setViewportSize(SIZES[0]);
  await button(/^Ver el ticket/).click();
  await look("ticket over the products");
  await page.setViewportSize(SIZES[0]);
  await button("Volver a los productos").click();
  await page.setViewportSize(WIDE);
  await page.getByLabel("Menú").click();
  await look("menu");
  await page.getByLabel("Menú").click();
  // By its place and not by `open`: that goes a moment before the till hears of it, and takes the next key.
  const sheet = page.locator("#till-sheet");
  const sheets: readonly (readonly [string, () => Promise<void>])[] = [
    ["shortcuts", () => page.keyboard.press("?")],
    ["measure", () => button(/el kg$/).first().click()],
    ["discount", () => page.keyboard.press("F4")],
    ["cash in and out", async () => {
      await page.getByLabel("Menú").click();
      await button("Entrada o salida de efectivo").click();
    }],
  ];
  for (const [name, open] of sheets) {
    await open();
    await sheet.waitFor();
    await look(name);
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
  }
  await page.keyboard.press("F9");
  await page.getByText("Por cobrar").waitFor();
  await button("Tarjeta").click();
  await look("payment by card");
  await button("Efectivo").click();
  await page.keyboard.press("F10");
  await page.getByText(TICKET).waitFor();
  await button("Siguiente venta").click();

  await page.getByLabel("Menú").click();
  await button("Cerrar caja").click();
  await page.getByText("Cierra tu caja").waitFor();
  await page.locator("#count-10000").fill("1");
  await button(/^Cerrar con/).click();
  await page.getByRole("link", { name: "Ver reporte Z" }).waitFor();
  await look("closed");
  await page.getByRole("link", { name: "Ver reporte Z" }).click();
  await page.waitForURL(/\/caja\/cierre\//);
  await screens.look("Z report");
  await page.goto(`${origin}/ventas`);
  const sale = await firstHref(page, 'a[href^="/ventas/0"]');
  await screens.visit(origin + sale.replace("/ventas/", "/caja/ticket/"));
}
