import assert from "node:assert/strict";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { allCustomers } from "../../events/projections/credit/queries.ts";
import { addCustomer } from "../../commands/customer/keep_customer.ts";
import { openCustomers } from "../../commands/customer/load_customer.ts";
import { systemContext } from "../../commands/shops/create_shop.ts";
import { DATABASE } from "../../islands/till/till_db.ts";
import { launchBrowser } from "../support/browser.ts";
import { runDemo, type RunningShop } from "../support/running_shop.ts";
import { signIn } from "../support/till_states.ts";

/** A village: the book of a shop that knows everybody. */
const VILLAGE = 400;

Deno.test("the notebook at the till: lend, refuse and be paid, without a network too", async (t) => {
  const running = await runDemo(0);
  let browser: Browser | undefined;
  try {
    await settle(running);
    browser = await launchBrowser();
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "es-PE" });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await t.step("somebody new takes it home and pays later", () => lendToNew(page, running));
    await t.step(
      "offline one of many is found, lent to up to the limit, and no more",
      () => lend(page, context),
    );
    await t.step("a debt is paid in cash, offline, and the account is ready to be sent", () => pay(page));
    await t.step("the server hears all of it", () => heard(page, context, running));
  } finally {
    await browser?.close();
    await running.stop();
    await running.remove();
  }
});

const settle = ({ services, shop }: RunningShop) =>
  services.tenants.withTenant(shop.id, async (store) => {
    const command = systemContext(services, store), { ids } = services;
    for (let n = 1; n <= VILLAGE; n++) {
      const name = n === 250 ? "Zoila Ñahui" : `Vecino ${n}`, phone = n === 250 ? "987 111 222" : null;
      const added = await addCustomer(command, { id: ids.next() }, { customerId: ids.next(), name, phone });
      assert.ok(added.ok);
    }
  });

const click = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();
const chargeFiado = async (page: Page) => {
  await page.locator("button[aria-keyshortcuts=F9]:visible").first().click();
  await page.getByRole("button", { name: "Fiado", exact: true }).click();
};

async function lendToNew(page: Page, running: RunningShop): Promise<void> {
  await signIn(page, running, "/caja");
  await page.getByText("Abre tu caja").waitFor();
  await click(page, /^Abrir con/);
  await click(page, /^Inca Kola 500 ml/);
  await chargeFiado(page);
  await page.getByRole("dialog").waitFor();
  await page.getByLabel("Busca por nombre o celular").fill("Rosa del 302");
  await click(page, "Agregar a «Rosa del 302»");
  await page.getByLabel("Celular (opcional)").fill("12");
  await click(page, "Guardar y elegir");
  await page.getByText("Es un celular de 9 números").waitFor();
  await page.getByLabel("Celular (opcional)").fill("987 654 321");
  await click(page, "Guardar y elegir");
  await page.getByText("Le queda").waitFor();
  await click(page, /^Fiar S\/.3\.50 a Rosa del 302$/);
  await page.getByText("Sin vuelto", { exact: true }).waitFor();
}

async function lend(page: Page, context: BrowserContext): Promise<void> {
  await page.waitForFunction(async ([name, count]) => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const open = indexedDB.open(name);
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(open.error);
    });
    const get = db.transaction("kept").objectStore("kept").get("book");
    const book = await new Promise<{ customers: unknown[] } | undefined>((resolve) =>
      get.onsuccess = () => resolve(get.result)
    );
    db.close();
    return (book?.customers.length ?? 0) >= count;
  }, [DATABASE, VILLAGE + 1] as const);
  await context.setOffline(true);
  await click(page, "Siguiente venta");
  for (let i = 0; i < 2; i++) await click(page, /^Inca Kola 500 ml/);
  await page.keyboard.press("F6"); // straight from the ticket to who takes it on credit
  await page.getByLabel("Busca por nombre o celular").fill("nahui zoila");
  await click(page, /^Zoila Ñahui/);
  await click(page, /^Fiar S\/.7\.00 a Zoila Ñahui$/);
  await click(page, "Siguiente venta");
  for (let i = 0; i < 13; i++) await click(page, /^Inca Kola 500 ml/);
  await chargeFiado(page);
  await page.getByLabel("Busca por nombre o celular").fill("111 222");
  await click(page, /^Zoila Ñahui/);
  const refused = page.getByRole("button", { name: /^Puedes fiarle S\/.43\.00$/ });
  await refused.waitFor();
  assert.ok(await refused.isDisabled());
  await page.getByText(/Solo le queda S\/.43\.00\. Que pague una parte/).waitFor();
  // A part is lent, the rest is paid.
  for (const key of ["4", "3", "00"]) await page.getByRole("button", { name: key, exact: true }).click();
  await click(page, /^Agregar S\/.43\.00 en Fiado/);
  await click(page, /^Efectivo exacto S\/.2\.50/);
  await page.getByText("Sin vuelto", { exact: true }).waitFor();
}

async function pay(page: Page): Promise<void> {
  await page.locator("summary").first().click();
  await click(page, "Cobrar una deuda");
  await page.getByLabel("Busca por nombre o celular").fill("zoila");
  await click(page, /^Zoila Ñahui/);
  await page.getByText(/Debe S.\s50.00/).waitFor();
  const account = await page.getByRole("link", { name: "Enviar su cuenta por WhatsApp" }).getAttribute(
    "href",
  );
  assert.match(
    decodeURIComponent(account!),
    /wa\.me\/51987111222\?text=Hola Zoila Ñahui, en .* es S\/.50\.00/,
  );
  for (const key of ["2", "0", "00"]) {
    await page.getByRole("button", { name: key, exact: true }).last().click();
  }
  await click(page, /^Cobrar S\/.20\.00$/);
  await page.getByText(/Zoila Ñahui pagó S\/.20\.00\. Ahora debe S\/.30\.00/).waitFor();
}

async function heard(page: Page, context: BrowserContext, { services, shop }: RunningShop): Promise<void> {
  await context.setOffline(false);
  const owed = () =>
    services.tenants.withTenant(shop.id, async (store) => {
      const debtors = (await allCustomers(store.db)).filter(({ balanceCentimos }) => balanceCentimos !== 0);
      return (await openCustomers(store, debtors)).map((
        { name, balanceCentimos },
      ) => [name, balanceCentimos]);
    });
  for (let i = 0; i < 100 && (await owed()).length < 2; i++) await page.waitForTimeout(100);
  await page.waitForTimeout(500);
  assert.deepEqual(await owed(), [["Zoila Ñahui", 3_000], ["Rosa del 302", 350]]);
}
