import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { DatabaseSync } from "node:sqlite";
import type { Browser, Page } from "playwright-core";
import { addProduct } from "../../commands/catalogue/add_product.ts";
import { fixedId } from "../../commands/fixed_id.ts";
import { systemContext } from "../../commands/shops/create_shop.ts";
import type { SaleRegistered } from "../../events/facts/sales.ts";
import type { FactOf } from "../../events/facts/define_fact.ts";
import { type Centimos, centimos, formatSoles, parseSoles, sumCentimos } from "../../kernel/money.ts";
import { launchBrowser } from "../support/browser.ts";
import { scanWithGun } from "../support/gun.ts";
import { listBarcode, priceList } from "../support/make_xlsx.ts";
import { CASHIER, OWNER, type RunningShop, runShop } from "../support/running_shop.ts";

type Sale = FactOf<typeof SaleRegistered>["data"]["sale"];
const WIDE = { viewport: { width: 1280, height: 800 }, locale: "es-PE" };
const FLOAT = centimos(5000);

Deno.test("an owner imports, a cashier sells twenty times and closes blind, and the books agree", async (t) => {
  const running = await runShop();
  const browser = await launchBrowser();
  let counted = centimos(0), sales: Sale[] = [];
  try {
    await weighedProduct(running);
    await t.step(
      "the owner imports a list of 1,000 products, and the same list again changes nothing",
      async () => {
        const page = await ownerPage(browser, running);
        await importList(page, running.origin, await priceList(1000));
        await page.goto(`${running.origin}/productos/importar`);
        await upload(page, await priceList(1000));
        await page.getByText("No cambia nada").waitFor();
        await page.context().close();
      },
    );

    await t.step("the cashier makes 20 sales and closes blind with a difference", async () => {
      const page = await cashierPage(browser, running);
      const totals = await sellTwenty(page);
      sales = await recordedSales(running, 20);
      assert.deepEqual(
        sales.map(({ totalCentimos }) => totalCentimos),
        totals,
        "what the screen said is what was sold",
      );
      const expected = centimos(FLOAT + sumCentimos(sales.map(cashOf)));
      counted = await closeBlind(page, expected);
      const difference = formatSoles(centimos(counted - expected)).replace("-", "");
      await page.getByText(difference).first().waitFor();
      assert.match(
        await page.locator("main").innerText(),
        /[A-Za-z0-9+/]{20,}/,
        "the Z report carries the seal",
      );
      await page.context().close();
    });

    await t.step(
      "the owner's and the auditor's pages agree with the sum of the sales to the céntimo",
      async () => {
        const page = await ownerPage(browser, running);
        const sum = formatSoles(sumCentimos(sales.map(({ totalCentimos }) => totalCentimos)));
        await page.goto(`${running.origin}/hoy`);
        assert.ok((await page.locator("main").innerText()).includes(sum), `/hoy says ${sum}`);
        const lastSale = (await eventsOf(running, ["SaleRegistered"])).at(-1)!;
        await page.goto(`${running.origin}/auditoria/estado?pos=${lastSale.pos}`);
        const drawer = formatSoles(centimos(FLOAT + sumCentimos(sales.map(cashOf))));
        const state = await page.locator("main").innerText();
        assert.ok(state.includes(drawer), `the drawer held ${drawer}`);
        await page.goto(`${running.origin}/auditoria/comprobar`);
        await page.getByRole("button", { name: /Comprobar/ }).click();
        await page.getByText("El libro está entero").waitFor();
        await page.context().close();
      },
    );
  } finally {
    await browser.close();
    await running.stop();
  }

  try {
    await t.step(
      "ledger verify exits 0, and names the position of a byte that was flipped in a copy",
      async () => {
        const intact = await verify(running.dir, running.shop.slug);
        assert.equal(intact.code, 0, intact.text);
        const copy = await Deno.makeTempDir({ prefix: "caserito-tampered-" });
        await copyFolder(running.dir, copy);
        const saleId = await flipByte(`${copy}/tenants/${running.shop.id}.db`, sales);
        const tampered = await verify(copy, running.shop.slug);
        assert.notEqual(tampered.code, 0);
        assert.equal(JSON.parse(tampered.text).firstBadPos, positionOf(running, saleId));
        await Deno.remove(copy, { recursive: true });
      },
    );
  } finally {
    await running.remove();
  }
});

const cashOf = (sale: Sale): Centimos =>
  sumCentimos(
    sale.tenders.filter(({ method }) => method === "efectivo")
      .map(({ receivedCentimos, changeCentimos }) => centimos(receivedCentimos - changeCentimos)),
  );

async function weighedProduct({ services, shop }: RunningShop): Promise<void> {
  const context = systemContext(services, await services.tenants.get(shop.id));
  const added = await addProduct(context, { id: fixedId("papa") }, {
    productId: fixedId("papa/product"),
    name: "Papa amarilla",
    barcodes: [],
    code: "101",
    unit: "kg",
    priceCentimos: 490,
    costCentimos: 350,
    taxClass: "exonerado",
    category: "Verduras",
    minStock: null,
    favourite: true,
  });
  assert.ok(added.ok);
}

async function ownerPage(browser: Browser, { origin }: RunningShop): Promise<Page> {
  const page = await newPage(browser);
  await page.goto(`${origin}/ingresar`);
  await page.getByLabel("Correo").fill(OWNER.email);
  await page.getByLabel("Contraseña").fill(OWNER.password);
  await page.getByRole("button", { name: "Ingresar" }).click();
  await page.waitForURL(`${origin}/hoy`);
  return page;
}

async function cashierPage(browser: Browser, { origin }: RunningShop): Promise<Page> {
  const page = await newPage(browser);
  await page.goto(`${origin}/ingresar`);
  await page.getByLabel("¿Quién eres?").selectOption({ label: CASHIER.name });
  await page.getByLabel("PIN de 4 a 6 números").fill(CASHIER.pin);
  await page.getByRole("button", { name: "Abrir la caja" }).click();
  await page.waitForURL(`${origin}/caja`);
  for (const key of ["5", "0", "00"]) await page.getByRole("button", { name: key, exact: true }).click();
  await page.getByRole("button", { name: /^Abrir con/ }).click();
  await page.getByText("Escanea o toca un producto").waitFor();
  return page;
}

async function newPage(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext(WIDE)).newPage();
  page.setDefaultTimeout(15_000);
  page.on("pageerror", (error) => {
    throw error;
  });
  return page;
}

async function upload(page: Page, bytes: Uint8Array): Promise<void> {
  await page.locator('input[type="file"]').setInputFiles({
    name: "lista.xlsx",
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: Buffer.from(bytes),
  });
  await page.getByRole("button", { name: "Ver qué cambia" }).click();
}

async function importList(page: Page, origin: string, bytes: Uint8Array): Promise<void> {
  await page.goto(`${origin}/productos/importar`);
  await upload(page, bytes);
  await page.getByText(/1,?000 (productos )?nuevos/).first().waitFor();
  await page.getByRole("button", { name: /1,?000/ }).click();
  await page.waitForURL(/\/productos\/importar\/listo\//);
}

const scan = (page: Page, index: number): Promise<void> => scanWithGun(page, listBarcode(index));

const press = async (page: Page, keys: readonly string[]) => {
  for (const key of keys) await page.getByRole("button", { name: key, exact: true }).click();
};

/** Scans, weighs, splits, discounts and gives change by turns; answers what the till said each sale came to. */
async function sellTwenty(page: Page): Promise<Centimos[]> {
  const totals: Centimos[] = [];
  for (let i = 0; i < 20; i++) {
    await scan(page, i * 7);
    await scan(page, i * 7);
    await scan(page, i * 11 + 1);
    await [plainCash, weighed, split, discounted, withChange][i % 5]!(page);
    const ticket = `T001-${String(i + 1).padStart(6, "0")}`;
    await page.getByText(ticket).waitFor();
    const total = await page.locator("dl div", { hasText: "Total" }).locator("dd").innerText();
    totals.push(parseSoles(total)!);
  }
  return totals;
}

async function plainCash(page: Page): Promise<void> {
  await page.keyboard.press("F9");
  await page.keyboard.press("F10");
}

async function weighed(page: Page): Promise<void> {
  await page.getByRole("button", { name: /Papa amarilla/ }).first().click();
  await press(page, ["5", "7", "5"]);
  await page.getByRole("button", { name: /^Agregar/ }).click();
  await plainCash(page);
}

async function split(page: Page): Promise<void> {
  await page.keyboard.press("F9");
  await page.getByRole("button", { name: "Yape" }).click();
  await press(page, ["1", "00"]);
  await page.getByLabel(/Número de operación/).fill("48213377");
  await page.getByRole("button", { name: /^Agregar S\/.*en Yape$/ }).click();
  await page.getByRole("button", { name: "Efectivo", exact: true }).click();
  await page.keyboard.press("F10");
}

async function discounted(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Descuento" }).last().click();
  await press(page, ["3", "5", "Listo"]);
  await plainCash(page);
}

async function withChange(page: Page): Promise<void> {
  await page.keyboard.press("F9");
  await page.getByRole("button", { name: /^S\/.200$/ }).click();
  await page.getByRole("button", { name: /^Cobrar · vuelto/ }).click();
}

/** Counts S/ 0.50 less than the drawer should hold, without being told what that is. */
async function closeBlind(page: Page, expected: Centimos): Promise<Centimos> {
  const counted = centimos(expected - 50);
  await page.getByRole("button", { name: "Siguiente venta" }).click();
  await page.getByLabel("Menú").click();
  await page.getByRole("button", { name: "Cerrar caja" }).click();
  assert.ok(!(await page.locator("main").innerText()).includes(formatSoles(expected)), "the count is blind");
  let left = counted as number;
  for (const denomination of [20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10]) {
    const pieces = Math.trunc(left / denomination);
    left -= pieces * denomination;
    if (pieces > 0) await page.locator(`#count-${denomination}`).fill(String(pieces));
  }
  assert.equal(left, 0, "cash is payable in coins: rounding saw to it");
  await page.getByRole("button", { name: /^Cerrar con/ }).click();
  await page.getByRole("link", { name: "Ver reporte Z" }).click();
  await page.waitForURL(/\/caja\/cierre\//);
  return counted;
}

const eventsOf = async ({ services, shop }: RunningShop, types: readonly string[]) =>
  (await services.tenants.get(shop.id)).read({ types, limit: 1000 });

/** The sales as the ledger has them, in order, once all have arrived. */
async function recordedSales(running: RunningShop, count: number): Promise<Sale[]> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline;) {
    const events = await eventsOf(running, ["SaleRegistered"]);
    if (events.length >= count) return events.map(({ data }) => (data as { sale: Sale }).sale);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the sales did not arrive");
}

async function verify(dir: string, tenant: string): Promise<{ code: number; text: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-P=cli", "scripts/ledger.ts", "verify", "--tenant", tenant, "--json"],
    env: { CASERITO_DATA_DIR: dir },
    cwd: new URL("../..", import.meta.url),
  }).output();
  const decoder = new TextDecoder();
  return { code, text: decoder.decode(stdout) || decoder.decode(stderr) };
}

function positionOf({ dir, shop }: RunningShop, saleId: string): number {
  const database = new DatabaseSync(`${dir}/tenants/${shop.id}.db`, { readOnly: true });
  try {
    const row = database.prepare("SELECT pos FROM event WHERE stream = ?").get(`sale-${saleId}`) as {
      pos: number;
    };
    return row.pos;
  } finally {
    database.close();
  }
}

/** Changes one hex digit of a line's id, which stands nowhere but in the body of its sale; answers whose. */
async function flipByte(path: string, sales: readonly Sale[]): Promise<string> {
  const database = new DatabaseSync(path);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)"); // or the log would still stand in the -wal beside it
  database.close();
  const bytes = Buffer.from(await Deno.readFile(path));
  for (const { saleId, lines } of sales) {
    for (const { lineId } of lines) {
      const at = bytes.indexOf(lineId); // -1 where a page of the file ends within it
      if (at < 0) continue;
      bytes[at] = bytes[at] === 0x30 ? 0x31 : 0x30;
      await Deno.writeFile(path, bytes);
      return saleId;
    }
  }
  throw new Error("no sale stands whole in the file");
}

async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const entry of Deno.readDir(from)) {
    const [source, target] = [`${from}/${entry.name}`, `${to}/${entry.name}`];
    if (entry.isDirectory) await copyFolder(source, target);
    else await Deno.copyFile(source, target);
  }
}
