import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { launchBrowser } from "../support/browser.ts";
import { FakePrinter } from "../support/fake_printer.ts";
import { runDemo, type RunningShop } from "../support/running_shop.ts";
import { faultsOf } from "../support/screen_checks.ts";
import { signIn } from "../support/till_states.ts";

Deno.test("a ticket comes out in every way there is, and no printer ever holds up a sale", async (t) => {
  const running = await runDemo(1);
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "es-PE" });
    await context.addInitScript(fakeDevices);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await signIn(page, running, "/caja/impresora");
    await t.step(
      "each way is tried in turn, with the cause and the way out of each failure",
      () => ladder(page),
    );
    await t.step(
      "Bluetooth prints behind the sale, and what failed comes out later",
      () => bluetooth(page, running),
    );
    await t.step("the network printer prints through the server", () => network(page, running));
    await t.step("a second paper says that it is a copy, and a ticket can be shared", () => again(page));
  } finally {
    await browser.close();
    await running.stop();
    await running.remove();
  }
});

interface Fakes {
  /** What the Bluetooth printer took, as text. */
  paper: string;
  /** The name of the DOMException that choosing a device ends in, if any. */
  refusal: string | null;
  isOff: boolean;
  usbPaper: string;
  usbRefusal: string | null;
  shared: string[];
}

/** Stands in the page before its scripts: printers that take bytes as real ones do. */
function fakeDevices(): void {
  const fakes: Fakes = {
    paper: "",
    refusal: "NotFoundError",
    isOff: false,
    usbPaper: "",
    usbRefusal: null,
    shared: [],
  };
  Object.assign(globalThis, { fakes });
  const textOf = (bytes: Uint8Array) => String.fromCharCode(...bytes);
  const characteristic = {
    properties: { write: true, writeWithoutResponse: true },
    writeValueWithResponse(bytes: Uint8Array) {
      if (fakes.isOff || bytes.length > 100) return Promise.reject(new DOMException("GATT", "NetworkError"));
      fakes.paper += textOf(bytes);
      return Promise.resolve();
    },
  };
  const services = [
    { uuid: "0000180a-0000-1000-8000-00805f9b34fb", getCharacteristics: () => Promise.resolve([]) },
    {
      uuid: "000018f0-0000-1000-8000-00805f9b34fb",
      getCharacteristics: () => Promise.resolve([characteristic]),
    },
  ];
  const gatt = {
    connect: () =>
      fakes.isOff
        ? Promise.reject(new DOMException("", "NetworkError"))
        : Promise.resolve({ getPrimaryServices: () => Promise.resolve(services) }),
  };
  const define = (name: string, value: unknown) =>
    Object.defineProperty(navigator, name, { value, configurable: true });
  define("bluetooth", {
    getAvailability: () => Promise.resolve(true),
    requestDevice: () =>
      fakes.refusal ? Promise.reject(new DOMException("", fakes.refusal)) : Promise.resolve({ gatt }),
  });
  const device = {
    opened: false,
    configuration: {
      interfaces: [{
        interfaceNumber: 0,
        alternate: { interfaceClass: 7, endpoints: [{ endpointNumber: 1, direction: "out", type: "bulk" }] },
      }],
    },
    open() {
      if (fakes.usbRefusal) return Promise.reject(new DOMException("Access denied", fakes.usbRefusal));
      device.opened = true;
      return Promise.resolve();
    },
    claimInterface: () => Promise.resolve(),
    transferOut(_: number, bytes: Uint8Array) {
      fakes.usbPaper += textOf(bytes);
      return Promise.resolve({ status: "ok" });
    },
  };
  define("usb", { getDevices: () => Promise.resolve([]), requestDevice: () => Promise.resolve(device) });
  define("canShare", () => true);
  define("share", ({ files }: { files: File[] }) => {
    fakes.shared.push(`${files[0]!.name} ${files[0]!.type} ${files[0]!.size > 500}`);
    return Promise.resolve();
  });
  globalThis.print = () => Object.assign(globalThis, { dialogs: 1 });
}

const read = <Key extends keyof Fakes>(page: Page, key: Key) =>
  page.evaluate((name) => (globalThis as unknown as { fakes: Fakes }).fakes[name as Key], key);
const set = (page: Page, part: Partial<Fakes>) =>
  page.evaluate(
    (wanted) => void Object.assign((globalThis as unknown as { fakes: Fakes }).fakes, wanted),
    part,
  );
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first();

async function ladder(page: Page): Promise<void> {
  const attempt = (way: string) => button(page, `Probar: ${way}`).click();
  await attempt("Ticketera de red");
  await page.getByText("Esta caja no tiene ticketera de red").waitFor();
  await attempt("Bluetooth");
  await page.getByText("No se eligió ninguna ticketera").waitFor();
  await set(page, { usbRefusal: "SecurityError" });
  await attempt("Cable USB");
  await page.getByText("Otro programa tiene la ticketera").waitFor();
  assert.deepEqual(await faultsOf(page, 48), []);
  await page.setViewportSize({ width: 1280, height: 800 });
  await set(page, { usbRefusal: null });
  await attempt("Cable USB");
  await page.getByText("¿Salió completo, con tildes y eñes?").waitFor();
  assert.match(
    await read(page, "usbPaper"),
    /Ticket de prueba[^]*\xa0\x82\xa1\xa2\xa3\x81\xa4/,
    "áéíóúüñ in page 850",
  );
  await button(page, "No salió bien").click();
  await page.getByText(/página de códigos 850/).waitFor();
  await attempt("Impresión del sistema");
  await page.getByText("¿Salió completo, con tildes y eñes?").waitFor();
  await set(page, { refusal: null });
  await attempt("Bluetooth");
  await page.getByText("¿Salió completo, con tildes y eñes?").nth(1).waitFor(); // beside the system's
  assert.match(await read(page, "paper"), /Ticket de prueba/);
  await button(page, "Sí, usar esta").click();
  await page.getByText("Elegida en este equipo", { exact: true }).waitFor();
  await page.getByLabel("Imprimir cada ticket al cobrar").check();
}

async function sell(page: Page): Promise<void> {
  await button(page, /^Inca Kola 500 ml/).click();
  await page.keyboard.press("F10");
  await button(page, "Siguiente venta").waitFor();
}

async function bluetooth(page: Page, { origin }: RunningShop): Promise<void> {
  await page.goto(`${origin}/caja`);
  await page.getByText("Abre tu caja").waitFor();
  await page.waitForLoadState("networkidle");
  await button(page, /^Abrir con/).click();
  await button(page, /^Inca Kola 500 ml/).waitFor();
  // A page just opened has to ask which printer, and may only within a tap.
  await set(page, { refusal: "SecurityError" });
  await sell(page);
  await sell(page);
  await page.getByText("2 por imprimir · Reintentar").waitFor();
  await set(page, { refusal: null, isOff: true });
  await button(page, /por imprimir/).click();
  await page.getByText("La ticketera no responde").waitFor();
  await set(page, { isOff: false });
  await page.locator("#till-sheet").getByRole("button", { name: "Reintentar" }).click();
  await page.locator("#till-sheet").waitFor({ state: "detached" });
  await page.getByText(/por imprimir/).first().waitFor({ state: "hidden" });
  const paper = await read(page, "paper");
  assert.deepEqual(paper.match(/Ticket T001-\d+/g)?.length, 2, "both tickets, each once");
  assert.ok(!paper.includes("COPIA"));
  assert.ok(paper.includes("\x1bp"), "cash opens the drawer");
}

async function network(page: Page, { origin }: RunningShop): Promise<void> {
  await using printer = new FakePrinter();
  await page.goto(`${origin}/caja/impresora`);
  const form = page.locator("form", { has: page.locator('input[name="address"]') }).first();
  await form.getByLabel("Dirección en tu red").fill("8.8.8.8");
  await form.getByRole("button", { name: "Guardar" }).click();
  await page.getByText(/es la de la ticketera en la red de tu tienda/).waitFor();
  const again = page.locator("form", { has: page.locator('input[name="address"]') }).first();
  await again.getByLabel("Dirección en tu red").fill(`127.0.0.1:${printer.port}`);
  await again.getByRole("button", { name: "Guardar" }).click();
  await page.getByText("Guardado. Ahora pruébala").waitFor();
  printer.state = [0x72, 0x12];
  await button(page, "Probar: Ticketera de red").click();
  await page.getByText("Se acabó el papel").waitFor();
  printer.state = [0x12, 0x12];
  await button(page, "Probar: Ticketera de red").click();
  await button(page, "Sí, usar esta").click();
  await page.goto(`${origin}/caja`);
  await button(page, /^Inca Kola 500 ml/).waitFor();
  await page.waitForLoadState("networkidle");
  await sell(page);
  await printer.finished(2);
  const papers = printer.printed.map((bytes) => String.fromCharCode(...bytes));
  assert.match(papers[0]!, /Ticket de prueba/);
  assert.match(papers[1]!, /Ticket T001-\d+[^]*Inca Kola/);
  await page.getByText(/por imprimir/).first().waitFor({ state: "hidden" });
}

async function again(page: Page): Promise<void> {
  await set(page, { paper: "" });
  await page.evaluate(() => {
    const key = "caserito.impresora.1";
    localStorage.setItem(
      key,
      JSON.stringify({ ...JSON.parse(localStorage.getItem(key)!), way: "bluetooth" }),
    );
  });
  await set(page, { refusal: null });
  await button(page, "Ver ticket").click();
  await page.locator("#till-sheet").getByText("COPIA", { exact: true }).waitFor();
  await button(page, "Compartir").click();
  await button(page, "Imprimir copia").click();
  await page.locator("#till-sheet").waitFor({ state: "detached" });
  await page.waitForFunction(() => (globalThis as unknown as { fakes: Fakes }).fakes.paper.includes("COPIA"));
  assert.ok(!(await read(page, "paper")).includes("\x1bp"), "a copy opens no drawer");
  const [shared] = await read(page, "shared");
  assert.match(shared!, /^T001-\d+\.pdf application\/pdf true$/);
}
