import assert from "node:assert/strict";
import type { BrowserContext, Page } from "playwright-core";
import { createOperator } from "../../commands/people/operators.ts";
import { totpOf } from "../../commands/people/totp.ts";
import { personByLookup } from "../../events/store/control/accounts.ts";
import { epochMsOf, systemClock } from "../../kernel/time.ts";
import { launchBrowser } from "../support/browser.ts";
import { OWNER, type RunningShop, runShop } from "../support/running_shop.ts";
import { faultsOf, SIZES } from "../support/screen_checks.ts";

const TAP = 48, PHONE = "987 654 321";
const OLGA = { name: "Olga", email: "olga@caserito.test", password: "una clave muy larga" };

Deno.test("people sign in by code, passkey, PIN and two factors, and every screen of theirs is for everybody", async (t) => {
  const running = await runShop();
  const browser = await launchBrowser();
  const base = new URL(running.origin);
  base.hostname = "localhost";
  const at = (path: string) => base.origin + path;
  const faults: string[] = [];
  const look = async (page: Page, name: string) => {
    faults.push(...(await faultsOf(page, TAP)).map((fault) => `${name}: ${fault}`));
    await page.setViewportSize(SIZES[1]);
  };
  try {
    await givePhone(running);
    const context = await browser.newContext({ viewport: SIZES[1], locale: "es-PE" });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await authenticator(context, page);
    await t.step("a code to the phone opens the account and, handed over, the shop", async () => {
      await page.goto(at("/ingresar"));
      await page.getByRole("button", { name: "Con mi huella o mi llave" }).waitFor();
      await look(page, "/ingresar");
      await page.getByLabel("Celular", { exact: true }).fill(PHONE);
      await page.getByRole("button", { name: "Enviar código" }).click();
      await look(page, "/ingresar, code");
      await page.getByLabel("Código de 6 números").fill(await sentCode(context, at("/dev/mensajes"), look));
      await page.getByRole("button", { name: "Ingresar", exact: true }).click();
      await page.waitForURL(`${running.origin}/hoy`);
    });
    await t.step("a passkey made in the account opens it again", async () => {
      await page.goto(at("/cuenta"));
      await page.getByRole("button", { name: "Crear una llave aquí" }).click();
      await page.getByText("Tu llave quedó guardada").waitFor();
      await look(page, "/cuenta");
      for (const path of ["/cuenta/clave", "/cuenta/celular", "/ingresar"]) {
        await page.goto(at(path));
        await look(page, `${path}, signed in`);
      }
      await page.getByRole("button", { name: "Salir" }).click();
      await page.getByRole("button", { name: "Con mi huella o mi llave" }).click();
      await page.waitForURL(`${running.origin}/hoy`);
    });
    await t.step("by keyboard alone an owner adds a cashier, who opens the till with her PIN", async () => {
      await page.goto(`${running.origin}/equipo`);
      await look(page, "/equipo");
      await page.getByRole("link", { name: "Agregar persona" }).focus();
      await page.keyboard.press("Enter");
      await look(page, "/equipo/nueva");
      await addByKeys(page, "Julia Condori", "4831");
      await page.getByText("La persona ya puede trabajar").waitFor();
      await page.getByRole("link", { name: /Julia Condori/ }).click();
      await look(page, "a person");
      const till = await (await browser.newContext({ locale: "es-PE" })).newPage();
      await till.goto(`${running.origin}/ingresar`);
      await look(till, "a shop's /ingresar");
      await till.getByLabel("¿Quién eres?").selectOption({ label: "Julia Condori" });
      await till.getByLabel(/^PIN/).fill("4831");
      await till.getByRole("button", { name: "Abrir la caja" }).click();
      await till.waitForURL(`${running.origin}/caja`);
      await till.context().close();
    });
    await t.step("'cerrar todas' ends the shop's session too", async () => {
      await page.goto(at("/cuenta"));
      await page.getByRole("button", { name: "Cerrar todas" }).click();
      await page.getByRole("heading", { name: "Entra a tu cuenta" }).waitFor();
      await page.goto(`${running.origin}/hoy`);
      assert.match(page.url(), /\/ingresar\?ir=/);
    });
    await t.step("an operator enters with a code of the app, and then with a passkey", async () => {
      // A device of her own: a reader with two people's passkeys would ask whose to use.
      const own = await browser.newContext({ viewport: SIZES[1], locale: "es-PE" }),
        hers = await own.newPage();
      hers.setDefaultTimeout(15_000);
      await authenticator(own, hers);
      await operatorsRoom(running, hers, at("/operador"), look);
    });
    assert.deepEqual(faults, []);
  } finally {
    await browser.close();
    await running.stop();
    await running.remove();
  }
});

async function givePhone({ services: { control } }: RunningShop): Promise<void> {
  const owner = await personByLookup(control, "email", OWNER.email);
  await control.batch(await control.personal.keeping(owner!.personId, { phone: "+51987654321" }));
}

/** A fingerprint reader that always says yes, as the debugger of Chromium makes one. */
async function authenticator(context: BrowserContext, page: Page): Promise<void> {
  const debug = await context.newCDPSession(page);
  await debug.send("WebAuthn.enable");
  await debug.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function sentCode(
  context: BrowserContext,
  inbox: string,
  look: (page: Page, name: string) => Promise<void>,
): Promise<string> {
  const page = await context.newPage();
  await page.goto(inbox);
  await look(page, "/dev/mensajes");
  const code = /\b\d{6}\b/.exec(await page.locator("main").innerText())![0];
  await page.close();
  return code;
}

/** Name, the first role ("solo vende") as it is, PIN, no phone, save: nothing but Tab, letters and Enter. */
async function addByKeys(page: Page, name: string, pin: string): Promise<void> {
  const tabTo = async (label: string) => {
    for (let steps = 0; steps < 40; steps++) {
      await page.keyboard.press("Tab");
      const here = await page.evaluate(() => {
        const element = document.activeElement as HTMLInputElement;
        return element.labels?.[0]?.textContent ?? element.textContent ?? "";
      });
      if (here.trim() === label) return;
    }
    assert.fail(`${label} cannot be reached with Tab`);
  };
  await tabTo("Nombre");
  await page.keyboard.type(name);
  await tabTo("PIN para la caja");
  await page.keyboard.type(pin);
  await tabTo("Guardar");
  await page.keyboard.press("Enter");
}

async function operatorsRoom(
  { services }: RunningShop,
  page: Page,
  room: string,
  look: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  const made = await createOperator(services, OLGA);
  assert.ok(made.ok);
  await page.goto(room);
  await page.getByRole("button", { name: "Con mi huella o mi llave" }).waitFor();
  await look(page, "/operador/ingresar");
  await page.getByLabel("Correo").fill(OLGA.email);
  await page.getByLabel("Contraseña").fill(OLGA.password);
  const step = Math.floor(epochMsOf(systemClock.now()) / 30_000);
  await page.getByLabel("Código de tu aplicación").fill(await totpOf(made.value.secret, step));
  await page.getByRole("button", { name: "Ingresar", exact: true }).click();
  await page.getByText("Tiendas que pueden vender").waitFor();
  await page.getByRole("button", { name: "Crear una llave aquí" }).click();
  await page.getByText("Tu llave quedó guardada").waitFor();
  await look(page, "/operador");
  await page.getByLabel("Menú").click();
  await page.getByRole("button", { name: "Salir" }).click();
  await page.getByRole("button", { name: "Con mi huella o mi llave" }).click();
  await page.getByText("Tiendas que pueden vender").waitFor();
}
