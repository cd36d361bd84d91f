/** `deno run -P=test scripts/landing_images.ts <address of the demo shop>`: takes the pictures of the landing anew from the till itself. */
import { Buffer } from "node:buffer";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../tests/support/browser.ts";
import { complain, EXIT } from "./cli.ts";

const FOLDER = new URL("../static/portada/", import.meta.url);
const [address] = Deno.args;
if (!address) {
  complain("Uso: landing_images.ts http://minimarket-lucha.localhost:8000");
  Deno.exit(EXIT.usage);
}

const WIDE = { width: 1024, height: 640 }, NARROW = { width: 360, height: 740 };
const CASHIER = { name: "Rosa Mamani", pin: "1234" };

/** Two screenshots, small enough to come with the page on a bad signal, and the picture that chats show of a link. */
const browser = await launchBrowser();
try {
  await Deno.mkdir(FOLDER, { recursive: true });
  const page = await tillWithATicket(browser, address);
  const wide = await page.screenshot();
  await page.setViewportSize(NARROW);
  const narrow = await page.screenshot();
  await writeWebp(browser, "caja.webp", wide, 640, 400, .26);
  await writeWebp(browser, "celular.webp", narrow, 184, 378, .2);
  await Deno.writeFile(new URL("caserito.png", FOLDER), await card(browser, wide));
} finally {
  await browser.close();
}

/** The till with a ticket in it, as a cashier of the demo has it before her. */
async function tillWithATicket(browser: Browser, address: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: WIDE, locale: "es-PE" })).newPage();
  await page.goto(`${address}/ingresar`);
  await page.getByLabel("¿Quién eres?").selectOption({ label: CASHIER.name });
  await page.getByLabel("PIN de 4 a 6 números").fill(CASHIER.pin);
  await page.getByRole("button", { name: "Abrir la caja" }).click();
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: /^(Abrir con|Seguir)/ }).first().click();
  for (const name of [/^Inca Kola 500 ml/, /^Pan francés/, /^Pan francés/, /^Leche/, /^Azúcar/]) {
    await page.getByRole("button", { name }).first().click();
  }
  await page.waitForTimeout(500);
  return page;
}

/** Scaled and encoded by the browser: no picture library in the house. */
async function writeWebp(
  browser: Browser,
  file: string,
  png: Uint8Array,
  width: number,
  height: number,
  quality: number,
): Promise<void> {
  const page = await browser.newPage();
  const base64 = await page.evaluate(async ({ source, width, height, quality }) => {
    const blob = await (await fetch(source)).blob();
    const image = await createImageBitmap(blob, {
      resizeWidth: width,
      resizeHeight: height,
      resizeQuality: "high",
    });
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    canvas.getContext("2d")!.drawImage(image, 0, 0);
    return canvas.toDataURL("image/webp", quality).split(",")[1]!;
  }, { source: dataUrl(png), width, height, quality });
  await page.close();
  await Deno.writeFile(new URL(file, FOLDER), Buffer.from(base64, "base64"));
}

async function card(browser: Browser, png: Uint8Array): Promise<Uint8Array> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 630 } });
  await page.setContent(`<!doctype html><style>
    body { margin: 0; background: #F6F4EE; font: 800 68px/1.05 system-ui; color: #14211B }
    .bar { height: 76px; background: #0B6B4F; color: #fff; font-size: 38px; line-height: 76px; padding: 0 64px }
    svg { display: block }
    main { display: grid; grid-template-columns: 440px 1fr; gap: 48px; padding: 60px 0 0 64px; letter-spacing: -.02em }
    p { font: 400 30px/1.35 system-ui; margin: 28px 0 0; letter-spacing: 0; color: #4A574F }
    img { width: 760px; border: 14px solid #14211B; border-radius: 18px }
  </style><div class="bar">Caserito</div>
  <svg width="1200" height="40"><pattern id="a" width="96" height="40" patternUnits="userSpaceOnUse">
    <path d="M0 0h48v16a24 22 0 0 1-48 0z" fill="#0B6B4F"/>
    <path d="M48 0h48v16a24 22 0 0 1-48 0z" fill="#fff" stroke="#E0DBCE"/></pattern>
    <rect width="1200" height="40" fill="url(#a)"/></svg>
  <main><div>La caja que cuadra y dice por qué<p>Desde S/ 30 al mes. Sin RUC y sin tarjeta para empezar.</p></div>
  <img src="${dataUrl(png)}"></main>`);
  const shot = await page.screenshot();
  await page.close();
  return shot;
}

function dataUrl(png: Uint8Array): string {
  return `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
}
