import process from "node:process";
import type { BrowserContext, CDPSession, Page } from "playwright-core";
import { launchTablet } from "./browser.ts";
import { CASHIER, OWNER, type RunningShop } from "./running_shop.ts";

/**
 * A tablet at a counter: a browser with a folder of its own, whose plug can be pulled. What it must remember stands on its
 * disk or nowhere.
 */
export class Tablet {
  context!: BrowserContext;
  page!: Page;
  #control!: CDPSession;
  /** Errors of pages, in words: a test ends by looking that there are none. */
  readonly errors: string[] = [];

  private constructor(private readonly dir: string, readonly shop: RunningShop) {}

  static async bought(shop: RunningShop): Promise<Tablet> {
    const tablet = new Tablet(await Deno.makeTempDir({ prefix: "caserito-tablet-" }), shop);
    await tablet.switchOn();
    return tablet;
  }

  async switchOn(): Promise<void> {
    this.context = await launchTablet(this.dir, { viewport: { width: 1280, height: 800 }, locale: "es-PE" });
    this.context.setDefaultTimeout(15_000);
    this.#control = await this.context.browser()!.newBrowserCDPSession();
    this.page = this.context.pages()[0] ?? await this.context.newPage();
    this.page.on("pageerror", (error) => this.errors.push(String(error)));
  }

  /** Ends every process of the browser at once, as an empty battery does. */
  async pullThePlug(): Promise<void> {
    const { processInfo } = await this.#control.send("SystemInfo.getProcessInfo");
    const gone = new Promise((closed) => this.context.once("close", closed));
    for (const { type, id } of processInfo) if (type === "browser") process.kill(id, "SIGKILL");
    await gone;
  }

  async throwAway(): Promise<void> {
    await this.context.close().catch(() => undefined);
    await Deno.remove(this.dir, { recursive: true });
  }

  /** No way to any server. */
  async cut(): Promise<void> {
    await this.context.setOffline(true);
  }

  async mend(): Promise<void> {
    await this.context.setOffline(false);
  }

  async openTill(): Promise<void> {
    await this.page.goto(`${this.shop.origin}/caja`);
    await this.page.getByLabel("Menú").waitFor();
  }

  async signIn(): Promise<void> {
    const { page, shop } = this;
    await page.goto(`${shop.origin}/ingresar`);
    await page.getByLabel("¿Quién eres?").selectOption({ label: CASHIER.name });
    await page.getByLabel("PIN de 4 a 6 números").fill(CASHIER.pin);
    await page.getByRole("button", { name: "Abrir la caja" }).click();
    await page.waitForURL(`${shop.origin}/caja`);
  }

  async signInOwner(): Promise<void> {
    const { page, shop } = this;
    await page.goto(`${shop.origin}/ingresar`);
    await page.getByLabel("Correo").fill(OWNER.email);
    await page.getByLabel("Contraseña").fill(OWNER.password);
    await page.getByRole("button", { name: "Ingresar" }).click();
    await page.waitForURL(`${shop.origin}/hoy`);
  }

  async openDrawer(): Promise<void> {
    for (const key of ["5", "0", "00"]) {
      await this.page.getByRole("button", { name: key, exact: true }).click();
    }
    await this.page.getByRole("button", { name: /^Abrir con/ }).click();
    await this.ready();
  }

  /** Waits until the till may go without a network: its program is kept whole. */
  programKept(): Promise<void> {
    return this.until(
      "the program is not kept",
      () => Promise.resolve(navigator.serviceWorker.controller?.state === "activated"),
    );
  }

  /** Waits until the page on the screen is kept as it was seen. */
  pageKept(): Promise<void> {
    return this.until(
      "the page is not kept",
      async () => Boolean(await (await caches.open("paginas")).match(location.href)),
    );
  }

  /** Asks the page again and again; `waitForFunction` would take the promise of an answer for a yes. */
  async until(otherwise: string, look: () => Promise<boolean>): Promise<void> {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
      if (await this.page.evaluate(look)) return;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(otherwise);
  }

  /** The till is there and takes products. */
  async ready(): Promise<void> {
    await this.page.getByText("Escanea o toca un producto").waitFor();
  }

  /** As a scanner does: the whole code and Enter within some milliseconds, wherever the focus is. */
  async scan(code: string): Promise<void> {
    await this.page.waitForTimeout(150); // the same code sooner is the echo of one scan
    await this.page.keyboard.type(code, { delay: 4 });
    await this.page.keyboard.press("Enter");
  }

  /** One product, paid in exact cash. Answers the ticket's number. */
  async sell(code: string): Promise<string> {
    await this.scan(code);
    await this.page.getByRole("button", { name: /^Cobrar S/ }).first().waitFor();
    await this.page.keyboard.press("F9");
    await this.page.keyboard.press("F10");
    return await this.page.getByText(/^T\d{3}-\d{6}$/).innerText();
  }

  /** How many commands wait on this device, as its own database says. */
  waiting(): Promise<number> {
    return this.page.evaluate(() =>
      new Promise<number>((found, failed) => {
        const opening = indexedDB.open("caserito-caja");
        opening.onerror = failed;
        opening.onsuccess = () => {
          const counting = opening.result.transaction("outbox").objectStore("outbox").count();
          counting.onerror = failed;
          counting.onsuccess = () => {
            opening.result.close();
            found(counting.result);
          };
        };
      })
    );
  }

  async allSent(): Promise<void> {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
      if (await this.waiting() === 0) return;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`${await this.waiting()} commands still wait`);
  }
}
