import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { filmOf } from "../support/barcode_film.ts";
import { BROWSER_ARGS, launchBrowser } from "../support/browser.ts";
import { scanWithGun } from "../support/gun.ts";
import { runDemo, type RunningShop } from "../support/running_shop.ts";
import { signIn } from "../support/till_states.ts";

Deno.test("a till keeps up with the hands: gun, fingers and lens", async (t) => {
  const running = await runDemo(1), film = await Deno.makeTempFile({ suffix: ".y4m" });
  let browser: Browser | undefined;
  try {
    const codes = await someCodes(running);
    await filmOf(film, [...codes.keys()].slice(0, 2), 1);
    browser = await launchBrowser({
      args: [
        ...BROWSER_ARGS,
        "--use-fake-device-for-media-stream",
        `--use-file-for-fake-video-capture=${film}`,
      ],
    });
    const page = await touchPage(browser, running);
    await t.step("a whole sale by touch alone", () => sellByTouch(page));
    await t.step(
      "cash takes two taps after the last product, with change three, a wallet two",
      () => taps(page),
    );
    await t.step(
      "five codes a second at a quarter of the speed: none lost, none run together",
      () => fastScans(page, codes),
    );
    await t.step("without leave for the camera the till says how to give it", () => noCamera(page));
    await t.step("the lens reads each code once, and goes dark when nobody uses it", () => lens(page, codes));
  } finally {
    await browser?.close();
    await running.stop();
    await running.remove();
    await Deno.remove(film);
  }
});

/** Barcodes of things sold by the piece, with their names. */
async function someCodes({ services, shop }: RunningShop): Promise<Map<string, string>> {
  const rows = await services.tenants.withTenant(
    shop.id,
    (store) =>
      store.db.all<{ name: string; barcodes: string }>(
        "SELECT name, barcodes FROM product WHERE unit = 'unidad' AND barcodes LIKE '[\"775%' ORDER BY name LIMIT 7",
      ),
  );
  return new Map(rows.map(({ name, barcodes }) => [JSON.parse(barcodes)[0], name]));
}

async function touchPage(browser: Browser, running: RunningShop): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 800, height: 1280 },
    hasTouch: true,
    locale: "es-PE",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await signIn(page, running, "/caja");
  await page.getByText("Abre tu caja").waitFor();
  await page.waitForLoadState("networkidle");
  return page;
}

const tap = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().tap();

async function sellByTouch(page: Page): Promise<void> {
  for (const key of ["5", "00", "0"]) await page.getByRole("button", { name: key, exact: true }).tap();
  await tap(page, /^Abrir con S\/.50\.00$/);
  await tap(page, /^Inca Kola 500 ml/);
  await tap(page, /^Pan francés/);
  await tap(page, "Cobrar con Plin");
  await page.getByText(/Todavía no llega el Plin de S\/.3\.80/).waitFor();
  await page.getByText("(0:01)").waitFor();
  await tap(page, /^Ya llegó/);
  await page.getByText("Sin vuelto", { exact: true }).waitFor();
  await tap(page, "Siguiente venta");
}

async function taps(page: Page): Promise<void> {
  await page.evaluate(() => {
    const counter = globalThis as unknown as { taps: number };
    document.addEventListener("click", () => counter.taps++, { capture: true });
  });
  const ways: readonly (readonly [number, readonly (string | RegExp)[]])[] = [
    [2, [/^Cobrar S\//, /^Efectivo exacto/]],
    [3, [/^Cobrar S\//, /^S\/.20$/, /^Cobrar · vuelto/]],
    [2, ["Cobrar con Yape", /^Ya llegó/]],
    [2, ["Cobrar con Plin", /^Ya llegó/]],
  ];
  for (const [count, steps] of ways) {
    await tap(page, /^Inca Kola 500 ml/);
    await page.evaluate(() => void Object.assign(globalThis, { taps: 0 }));
    for (const step of steps) await tap(page, step);
    await page.getByRole("button", { name: "Siguiente venta" }).waitFor();
    const counted = await page.evaluate(() => (globalThis as unknown as { taps: number }).taps);
    assert.equal(counted, count, steps.join());
  }
}

/** A gun sends a code in a tenth of a second; its times are those of the hardware, whenever the tablet comes to them. */
async function fastScans(page: Page, codes: ReadonlyMap<string, string>): Promise<void> {
  const cdp = await page.context().newCDPSession(page), known = [...codes.keys()];
  const scanned = Array.from({ length: 20 }, (_, i) => known[[0, 1, 1, 2, 3, 4, 5, 6, 0, 2][i % 10]!]!);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const startedAt = Date.now() + 100;
  for (const [index, code] of scanned.entries()) {
    const at = startedAt + index * 200;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, at - Date.now())));
    await scanWithGun(page, code, at);
  }
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await page.getByLabel("Ticket").locator("ul > li").nth(new Set(scanned).size - 1).waitFor();
  const lines = await page.getByLabel("Ticket").locator("ul > li > button").allInnerTexts();
  const rung = new Map(lines.map((line) => [line.split("\n")[0]!, Number(/(\d+) ×/.exec(line)![1])]));
  const expected = new Map<string, number>();
  for (const code of scanned) expected.set(codes.get(code)!, (expected.get(codes.get(code)!) ?? 0) + 1);
  assert.deepEqual(rung, expected);
  await page.getByRole("button", { name: "Vaciar el ticket" }).tap();
}

async function noCamera(page: Page): Promise<void> {
  await tap(page, "Leer con la cámara");
  await page.getByText(/Falta el permiso de la cámara/).waitFor();
  await tap(page, "Cerrar la cámara");
}

async function lens(page: Page, codes: ReadonlyMap<string, string>): Promise<void> {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.context().grantPermissions(["camera"]);
  await tap(page, "Leer con la cámara");
  const lines = page.getByLabel("Ticket").locator("ul > li > button");
  await lines.nth(1).waitFor();
  assert.deepEqual(
    (await lines.allInnerTexts()).map((line) => line.split("\n")[0]).toSorted(),
    [...codes.values()].slice(0, 2).toSorted(),
  );
  const foreign = asked.filter((url) =>
    new URL(url).origin !== new URL(page.url()).origin && !url.startsWith("blob:")
  );
  assert.deepEqual(foreign, [], "the reader comes from our own origin");
  await page.evaluate(() => {
    const now = performance.now.bind(performance);
    performance.now = () => now() + 20_000;
  });
  await page.getByText("La cámara se apagó para cuidar la batería").waitFor();
  assert.equal(await page.locator("video").evaluate((video: HTMLVideoElement) => video.srcObject), null);
}
