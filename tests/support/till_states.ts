import type { Page } from "playwright-core";
import { setSalesGate } from "../../commands/shop/set_sales_gate.ts";
import { systemContext } from "../../commands/shops/create_shop.ts";
import { DEMO_OWNER, type RunningShop } from "./running_shop.ts";

export async function signIn(page: Page, { origin }: RunningShop, path = "/hoy"): Promise<void> {
  await page.goto(`${origin}/ingresar?ir=${encodeURIComponent(path)}`);
  await page.getByLabel("Correo").fill(DEMO_OWNER.email);
  await page.getByLabel("Contraseña").fill(DEMO_OWNER.password);
  await page.getByRole("button", { name: "Ingresar" }).click();
  await page.waitForURL(origin + path);
}

/**
 * Leads a signed-in page through the till's states and stops at each: whoever reads them photographs or examines it. It
 * leaves the till as it found it, with its drawer shut and the shop free to sell.
 */
export async function* tillStates(page: Page, running: RunningShop): AsyncGenerator<string> {
  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true }).first();
  const charge = () => page.locator("button[aria-keyshortcuts=F9]:visible").first().click();
  const menu = async (item: string) => {
    await page.getByLabel("Menú").click();
    await button(item).click();
  };
  const offline = page.getByText("Sin conexión").filter({ visible: true }).first();
  const nextSale = () => button("Siguiente venta").click();

  await page.addInitScript(newProgramWaits);
  await page.goto(`${running.origin}/caja`);
  await page.getByText("Abre tu caja").waitFor();
  await page.waitForLoadState("networkidle");
  yield "abrir";
  for (const key of ["5", "0", "0", "0"]) await button(key).click();
  await button(/^Abrir con S\/.50\.00$/).click();
  await button(/^Inca Kola 500 ml/).waitFor();
  yield "vacia";
  await button("Leer con la cámara").click();
  await page.getByText(/permiso de la cámara|no tiene cámara/).waitFor();
  yield "sin-camara";
  await button("Cerrar la cámara").click();

  for (const name of [/^Inca Kola 500 ml/, /^Pan francés/, /^Leche Gloria/, /^Arroz/]) {
    if (await button(name).count() > 0) await button(name).click();
  }
  yield "vendiendo";
  await charge();
  await page.getByText("Por cobrar").waitFor();
  yield "cobrando";
  await button("Yape").click();
  await page.getByText(/Todavía no llega el Yape/).waitFor();
  yield "yape";
  await button("Efectivo").click();
  await button("S/ 20").or(button("S/\u00a020")).click();
  await button(/^Cobrar · vuelto/).click();
  await page.getByText("Vuelto").first().waitFor();
  yield "vuelto";
  await nextSale();

  await page.context().setOffline(true);
  await offline.waitFor();
  await button(/^Inca Kola 500 ml/).click();
  await charge();
  await button(/^Efectivo exacto/).click();
  await nextSale();
  await button(/^Pan francés/).click();
  yield "sin-conexion";
  await page.getByRole("button", { name: /Ver lo que falta enviar/ }).click();
  await page.locator("#till-sheet").waitFor();
  yield "por-enviar";
  await page.keyboard.press("Escape");
  await page.locator("#till-sheet").waitFor({ state: "detached" });
  await page.context().setOffline(false);
  await offline.waitFor({ state: "hidden" });

  await gate(running, false); // the till hears of it with its next pull
  await page.reload();
  await page.getByText("Por ahora no puedes vender").waitFor();
  yield "bloqueada";
  await gate(running, true);

  await page.goto(`${running.origin}/caja#version-nueva`);
  await page.reload();
  const update = page.getByText("Hay una versión nueva de tu caja");
  await page.locator("button[aria-keyshortcuts=F9]:visible:not([disabled])").first().waitFor();
  if (await update.count() > 0) throw new Error("an update is offered while a sale is made");
  await charge();
  await button(/^Efectivo exacto/).click();
  await nextSale();
  await update.waitFor();
  yield "version-nueva";

  await menu("Cerrar caja");
  await page.getByText("Cierra tu caja").waitFor();
  yield "cerrar";
  await page.locator("#count-10000").fill("1");
  await button(/^Cerrar con/).click();
  await page.getByRole("link", { name: "Ver reporte Z" }).waitFor();
}

async function gate({ services, shop }: RunningShop, open: boolean): Promise<void> {
  const context = systemContext(services, await services.tenants.get(shop.id));
  const set = await setSalesGate(context, { id: services.ids.next() }, {
    open,
    reason: open ? "Pagado" : "Tu plan venció el martes 3. Paga S/ 50 y en segundos vuelves a vender",
  });
  if (!set.ok) throw new Error(set.error.type);
}

/** At `#version-nueva` the browser has a newer program waiting: a real one would need a second build of the whole. */
function newProgramWaits(): void {
  if (location.hash !== "#version-nueva") return;
  const worker = { postMessage() {} };
  const registration = {
    waiting: worker,
    active: worker,
    update: () => Promise.resolve(),
    addEventListener() {},
  };
  navigator.serviceWorker.register = () =>
    Promise.resolve(registration as unknown as ServiceWorkerRegistration);
}
