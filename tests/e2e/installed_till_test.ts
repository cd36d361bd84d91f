import assert from "node:assert/strict";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchBrowser } from "../support/browser.ts";
import { runDemo, type RunningShop } from "../support/running_shop.ts";
import { faultsOf } from "../support/screen_checks.ts";
import { signIn } from "../support/till_states.ts";

const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

Deno.test("a till is an app of its shop, and a companion that learns", async (t) => {
  const running = await runDemo(1);
  const browser = await launchBrowser();
  try {
    const context = await newContext(browser);
    const page = await openTill(context, running);
    await t.step(
      "the browser finds nothing wrong with its manifest, and each picture is what it says",
      () => manifest(page, running),
    );
    await t.step(
      "it offers itself after a sale and not before, and keeps quiet once told no",
      () => offer(page),
    );
    await t.step("the shortcuts of its icon lead where they say", () => shortcuts(page, running));
    await t.step(
      "what is sold most comes first, unless the tiles shall keep their places",
      () => favourites(page),
    );
    await t.step("the screen stays lit while a drawer is open, and no longer", () => lit(page));
    await context.close();
    await t.step("on an iPhone it shows how to put it on the screen", async () => {
      const phone = await newContext(browser, IPHONE);
      await iphone(await openTill(phone, running));
      await phone.close();
    });
  } finally {
    await browser.close();
    await running.stop();
    await running.remove();
  }
});

const newContext = (browser: Browser, userAgent?: string): Promise<BrowserContext> =>
  browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: "es-PE",
    ...userAgent && { userAgent },
  });
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first();

async function openTill(context: BrowserContext, running: RunningShop): Promise<Page> {
  await context.addInitScript(() => {
    const lock = { asked: 0, held: 0 };
    Object.assign(globalThis, { lock });
    const request = () => {
      lock.asked++;
      lock.held++;
      const sentinel = {
        released: false,
        release: () => Promise.resolve(void (sentinel.released = true, lock.held--)),
      };
      return Promise.resolve(sentinel);
    };
    Object.defineProperty(navigator, "wakeLock", { value: { request }, configurable: true });
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await signIn(page, running, "/caja");
  await page.getByText("Abre tu caja").waitFor();
  await page.waitForLoadState("networkidle");
  await button(page, /^Abrir con|^Seguir vendiendo|^Continuar aquí/).click();
  await button(page, /^Inca Kola 500 ml/).waitFor();
  return page;
}

async function sell(page: Page, name: string | RegExp = /^Inca Kola 500 ml/): Promise<void> {
  await button(page, name).click();
  await page.keyboard.press("F10");
  await button(page, "Siguiente venta").waitFor();
}

interface Picture {
  readonly src: string;
  readonly sizes: string;
}

async function manifest(page: Page, { origin }: RunningShop): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const { url, errors } = await cdp.send("Page.getAppManifest");
  assert.deepEqual([url, errors], [`${origin}/manifest.webmanifest`, []]);
  const { installabilityErrors } = await cdp.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
  const app = await page.evaluate((address) => fetch(address).then((answer) => answer.json()), url) as {
    id: string;
    name: string;
    icons: (Picture & { purpose: string })[];
    screenshots: (Picture & { form_factor: string })[];
    shortcuts: unknown[];
  };
  assert.deepEqual([app.id, app.name, app.shortcuts.length], ["/caja", "Minimarket Lucha", 2]);
  assert.deepEqual(app.icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`), [
    "192x192 any",
    "512x512 any",
    "512x512 maskable",
  ]);
  assert.deepEqual(app.screenshots.map(({ form_factor }) => form_factor), ["narrow", "wide"]);
  for (
    const { src, sizes } of [...app.icons, ...app.screenshots, {
      src: "/icons/apple-touch-icon.png",
      sizes: "180x180",
    }]
  ) {
    const found = await page.evaluate(async (address) => {
      const bitmap = await createImageBitmap(await (await fetch(address)).blob());
      return `${bitmap.width}x${bitmap.height}`;
    }, src);
    assert.equal(found, sizes, src);
  }
}

/** As Chromium offers it: headless it never does by itself. */
const offerInstall = (page: Page) =>
  page.evaluate(() => {
    const prompt = () => {
      Object.assign(globalThis, { prompted: true });
      return Promise.resolve({ outcome: "dismissed" });
    };
    dispatchEvent(Object.assign(new Event("beforeinstallprompt", { cancelable: true }), { prompt }));
  });

async function offer(page: Page): Promise<void> {
  const title = page.getByText("Pon tu caja en la pantalla de inicio");
  await offerInstall(page);
  await page.waitForTimeout(300);
  assert.equal(await title.count(), 0, "nobody is asked before the first sale");
  await sell(page);
  await title.waitFor();
  assert.deepEqual(await faultsOf(page, 56), []);
  await page.setViewportSize({ width: 1280, height: 800 });
  await button(page, "Instalar").click();
  assert.equal(await page.evaluate(() => (globalThis as unknown as { prompted: boolean }).prompted), true);
  await title.waitFor({ state: "detached" });
  await offerInstall(page);
  await sell(page);
  await page.waitForTimeout(300);
  assert.equal(await title.count(), 0, "who said no is not asked again");
}

async function shortcuts(page: Page, { origin }: RunningShop): Promise<void> {
  await button(page, /^Inca Kola 500 ml/).click();
  await page.waitForTimeout(500); // a ticket is kept a moment after the tap
  await page.goto(`${origin}/caja?accion=nueva-venta`);
  await button(page, "En espera (1)").waitFor();
  assert.equal(new URL(page.url()).search, "", "a reload is no second shortcut");
  await page.goto(`${origin}/caja?accion=cerrar-caja`);
  await page.getByText("Cierra tu caja").waitFor();
  await button(page, "Volver").click();
}

async function favourites(page: Page): Promise<void> {
  const first = () => page.locator("#till-products button").first().innerText();
  for (let i = 0; i < 4; i++) await sell(page, /^Pan francés/);
  await page.reload();
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() =>
    document.querySelector("#till-products button")?.textContent?.startsWith("Pan")
  );
  await page.getByLabel("Menú").click();
  await button(page, "Favoritos siempre en su sitio").click();
  assert.match(await first(), /^A/, "by name, as the owner chose them");
  await page.getByLabel("Menú").click();
  await button(page, "Favoritos: lo más vendido primero").click();
  assert.match(await first(), /^Pan/);
}

async function lit(page: Page): Promise<void> {
  const held = (count: number) =>
    page.waitForFunction(
      (wanted) => (globalThis as unknown as { lock: { held: number } }).lock.held === wanted,
      count,
    );
  await held(1);
  await page.getByLabel("Menú").click();
  await button(page, "Cerrar caja").click();
  await page.locator("#count-10000").fill("1");
  await button(page, /^Cerrar con/).click();
  await page.getByRole("link", { name: "Ver reporte Z" }).waitFor();
  await held(0);
}

async function iphone(page: Page): Promise<void> {
  await sell(page);
  await button(page, "Cómo se hace").click();
  await page.getByText("Elige «Añadir a inicio»").waitFor();
  assert.equal(await page.locator("#till-sheet ol > li").count(), 3);
  assert.deepEqual(await faultsOf(page, 56), []);
  await button(page, "Listo").click();
  await page.getByText("Pon tu caja en la pantalla de inicio").waitFor({ state: "detached" });
}
