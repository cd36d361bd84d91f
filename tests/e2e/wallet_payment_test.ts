import assert from "node:assert/strict";
import { endIntent, openIntent } from "../../commands/payments/intents.ts";
import { keepEvidence } from "../../commands/payments/keep_evidence.ts";
import { setWalletAccount } from "../../commands/payments/set_wallet_account.ts";
import { pairSource } from "../../commands/wallets/pair_source.ts";
import { systemContext } from "../../commands/shops/create_shop.ts";
import { claimedNotSeen, intentsOfSubject, openIntents } from "../../events/projections/payments/queries.ts";
import { paymentsToSee } from "../../events/projections/payments/till_queries.ts";
import { saleList } from "../../events/projections/sales/queries.ts";
import type { TenantStore } from "../../events/store/types.ts";
import { type Instant, instantOf, plusMs, systemClock } from "../../kernel/time.ts";
import { noticeOf, type PairedPhone, postNotice } from "../support/listener_phone.ts";
import { decodeQrImage } from "../../integrations/qr_image/decode.ts";
import { parseQr } from "../../kernel/emv_qr.ts";
import { YAPE_CODE } from "../../islands/till/wallet_fixture.ts";
import { CODE, oneProduct } from "../support/one_product.ts";
import { CASHIER, type RunningShop, runShop } from "../support/running_shop.ts";
import { faultsOf } from "../support/screen_checks.ts";
import { Tablet } from "../support/tablet.ts";
import { pushEvidence, saleIntent, yapeAccount } from "../support/wallet_payments.ts";

/** Side of what a finger hits all day, in px. */
const TAP = 56;
/** The notes that say that money was seen. */
const CHIME = [784, 988, 1319];
const LONG = { timeout: 30_000 };

/** The shop's own Yape, and whoever pays into it. */
class Yape {
  constructor(private readonly running: RunningShop, readonly accountId: string) {}

  static async of(running: RunningShop): Promise<Yape> {
    const yape = new Yape(running, running.services.ids.next());
    await yape.set({});
    return yape;
  }

  set(change: { readonly injectAmount?: boolean }): Promise<void> {
    return this.at(async (_, context) => {
      const asked = { id: this.running.services.ids.next() };
      const set = await setWalletAccount(context, asked, { ...yapeAccount(this.accountId), ...change });
      assert.ok(set.ok);
    });
  }

  /** The paired phone tells of one credit. */
  comes(centimos: number, payer: string, at: Instant = systemClock.now()): Promise<void> {
    const { ids } = this.running.services;
    return this.at(async (_, context) => {
      const evidence = pushEvidence(ids.next(), this.accountId, centimos, at, payer);
      assert.ok((await keepEvidence(context, { id: ids.next() }, evidence)).ok);
    });
  }

  /** Another till of the shop waits for the same amount, until it does not. */
  async elsewhere(centimos: number): Promise<() => Promise<void>> {
    const { ids } = this.running.services, intentId = ids.next();
    await this.at(async (_, context) => {
      const intent = saleIntent({ ids }, intentId, this.accountId, centimos);
      assert.ok((await openIntent(context, { id: ids.next() }, intent)).ok);
    });
    return () =>
      this.at(async (_, context) => {
        assert.ok((await endIntent(context, { id: ids.next() }, { intentId, outcome: "canceled" })).ok);
      });
  }

  /** A phone of the shop that shows what Yape says and tells of it, signed, over the network. */
  async paired(): Promise<PairedPhone> {
    const { services, shop } = this.running, sourceId = services.ids.next();
    const source = { sourceId, kind: "signed", name: "Celular", accounts: { yape: this.accountId } };
    const paired = await this.at((_, context) =>
      pairSource({ control: services.control, owner: shop.id, context }, { id: services.ids.next() }, source)
    );
    assert.ok(paired.ok);
    return { sourceId, secret: paired.value.secret };
  }

  /** That phone shows a Yape. */
  async shows(phone: PairedPhone, text: string): Promise<void> {
    const now = systemClock.now(), body = noticeOf(phone.sourceId, now, text);
    const { status, text: answer } = await postNotice(this.running.origin, phone, now, body);
    assert.equal(status, 200, answer);
    assert.equal(JSON.parse(answer).outcome, "evidence");
  }

  at<T>(work: (store: TenantStore, context: ReturnType<typeof systemContext>) => Promise<T>): Promise<T> {
    const { services, shop } = this.running;
    return services.tenants.withTenant(shop.id, (store) => work(store, systemContext(services, store)));
  }
}

Deno.test("Yape at the counter: said, seen, short, one of two, and without a network", async (t) => {
  const running = await runShop();
  let tablet: Tablet | undefined;
  try {
    await oneProduct(running);
    const yape = await Yape.of(running);
    tablet = await Tablet.bought(running);
    await listen(tablet);
    await tablet.signIn();
    await tablet.openDrawer();
    const { page } = tablet, counter = tablet;
    const button = (name: string | RegExp) =>
      page.getByRole("button", { name }).filter({ visible: true }).first();
    const text = (words: string | RegExp) => page.getByText(words).filter({ visible: true }).first();
    const charge = async () => {
      await counter.scan(CODE);
      await button("Cobrar con Yape").click();
    };
    const waits = async () => {
      await charge();
      await text(/^Todavía no llega el Yape de S\/.3\.50/).waitFor();
    };
    const next = () => button("Siguiente venta").click();
    /** The code as the buyer's phone reads it off the screen. */
    const shownCode = async () => {
      const code = page.getByRole("img", { name: /^Código Yape de la tienda para pagar S\/.3\.50$/ });
      const read = await decodeQrImage(new Uint8Array(await code.screenshot()));
      return read.ok ? read.value : read.error.type;
    };

    await t.step("not yet, with the shop's code and the seconds; then seen, by name and by ear", async () => {
      await waits();
      assert.equal(await shownCode(), YAPE_CODE);
      await page.setViewportSize({ width: 360, height: 740 });
      assert.equal(await shownCode(), YAPE_CODE);
      assert.deepEqual(await outOfSight(page), [], "nobody scrolls to be paid");
      await text(/\(0:0[2-9]\)/).waitFor();
      assert.deepEqual(await faultsOf(page, TAP), []);
      await page.setViewportSize({ width: 1280, height: 800 });
      assert.deepEqual(
        (await heard(counter)).filter((hertz) => CHIME.includes(hertz)),
        [],
        "nothing has come",
      );
      // As a phone tells it: HTTP, HMAC, the wallet's own words.
      await yape.shows(
        await yape.paired(),
        "Ana Per* te envió un pago por S/ 3.5. El cód. de seguridad es: 666",
      );
      await text("Llegó de Ana Per*").waitFor();
      assert.deepEqual((await heard(counter)).slice(-3), CHIME);
      assert.deepEqual(await faultsOf(page, TAP), []);
      await page.setViewportSize({ width: 1280, height: 800 });
      await button(/^Cobrar: ya llegó S\/.3\.50$/).click();
      await text("Sin vuelto").waitFor();
      assert.equal(await text(/por ver$/).count(), 0);
      await counter.allSent();
      await yape.at(async ({ db }) => {
        const [sale] = await saleList(db, { limit: 1 });
        const [intent] = await intentsOfSubject(db, sale!.saleId);
        assert.deepEqual([intent!.status, intent!.claimed], ["succeeded", false], "the money names its sale");
      });
      await next();
    });

    await t.step("two taps sell it unseen; it outlives a reload and is said when it comes", async () => {
      await charge();
      await button(/^Dice que ya pagó S\/.3\.50$/).click();
      await text("Sin vuelto").waitFor();
      await text("1 Yape por ver").waitFor();
      await page.reload();
      await text("1 Yape por ver").waitFor();
      await counter.allSent();
      await eventually(
        "the claim is not told",
        () => yape.at(async ({ db }) => (await claimedNotSeen(db, instantOf(0))).length === 1),
      );
      await button(/1 Yape por ver/).click();
      await text("Lo vi en el celular de la tienda").waitFor();
      assert.deepEqual(await faultsOf(page, 48), []);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.keyboard.press("Escape");
      await yape.comes(350, "Luis Qui*");
      await text(/^Llegó el Yape de S\/.3\.50 del ticket T001-000002$/).waitFor(LONG);
      await text("1 Yape por ver").waitFor({ state: "hidden" });
      await button("Listo").click();
      await page.getByLabel("Menú").click();
      await button("Ventas y devoluciones").click();
      await page.getByText(/· Yape visto/).nth(1).waitFor();
      await page.keyboard.press("Escape");
    });

    await t.step("too little: what came is taken, and the rest is paid in cash", async () => {
      await waits();
      await yape.comes(200, "Rosa Mam*");
      await text(/^Llegaron S\/.2\.00 de S\/.3\.50: faltan S\/.1\.50/).waitFor();
      assert.deepEqual(await faultsOf(page, TAP), []);
      await page.setViewportSize({ width: 1280, height: 800 });
      await button(/^Tomar S\/.2\.00 y cobrar el resto$/).click();
      await button(/^Efectivo exacto S\/.1\.50/).click();
      await text("Sin vuelto").waitFor();
      assert.equal(await text(/por ver$/).count(), 0, "what came was seen");
      await counter.allSent();
      await eventually("the rest is still waited for", () =>
        yape.at(async ({ db }) => {
          const [sale] = await saleList(db, { limit: 1 });
          const of = await intentsOfSubject(db, sale!.saleId);
          return of.length === 1 && of[0]!.status === "canceled" && of[0]!.allocatedCentimos === 200;
        }));
      await next();
    });

    await t.step("two sales of one amount: nobody guesses, the cashier says whose money it is", async () => {
      const leave = await yape.elsewhere(350);
      await waits();
      // The screen does not wait for the server to know of the payment, and money is quicker here than any buyer.
      await eventually(
        "the server waits for one of them alone",
        () => yape.at(async ({ db }) => (await openIntents(db, yape.accountId)).length === 2),
      );
      await yape.comes(350, "Nilda Cho*"); // another than Ana: a second source that tells of hers adds nothing
      await text("¿Cuál es el de esta venta?").waitFor();
      assert.deepEqual(await faultsOf(page, TAP), []);
      await page.setViewportSize({ width: 1280, height: 800 });
      await button(/^Nilda Cho\* · /).click();
      await text("Llegó de Nilda Cho*").waitFor();
      await button(/^Cobrar: ya llegó/).click();
      await next();
      await leave();
    });

    await t.step("with the amount in the code, where the shop asked for that", async () => {
      await yape.set({ injectAmount: true });
      await page.reload();
      await counter.ready();
      await waits();
      const read = parseQr(await shownCode());
      assert.ok(read.ok);
      assert.equal(read.value.find(({ tag }) => tag === "54")?.value, "3.50");
      await button("Volver").click();
      await button("Vaciar el ticket").click();
      await yape.set({});
    });

    await t.step("a sale that was taken back is not waited for", async () => {
      await waits();
      await button(/^Dice que ya pagó/).click();
      await text("1 Yape por ver").waitFor();
      await next();
      await page.getByLabel("Menú").click();
      await button("Ventas y devoluciones").click();
      await page.getByText(/· Yape por ver/).first().click();
      await button("Anular la venta").click();
      await button("Se equivocó").click();
      await button(/^Anular S\/.3\.50$/).click();
      await button("Seguir sin permiso").click();
      await text("1 Yape por ver").waitFor({ state: "hidden" });
      await counter.allSent();
      await eventually(
        "the server still waits for it",
        () => yape.at(async ({ db }) => (await claimedNotSeen(db, instantOf(0))).length === 0),
      );
    });

    await t.step("a buyer who goes away is waited for no longer", async () => {
      await waits();
      await button("Volver").click();
      await eventually("it is still waited for", () =>
        yape.at(async ({ db }) => {
          const row = await db.first("SELECT outcome FROM payment_intent ORDER BY opened_at DESC LIMIT 1");
          return row?.outcome === "canceled";
        }));
      await button("Cobrar con Yape").click();
      await text(/^Todavía no llega/).waitFor();
      await button("Efectivo").click();
      await button(/^Efectivo exacto/).click();
      await next();
    });

    await t.step("without a network it sells, says what nobody can see, and keeps the number", async () => {
      await counter.cut();
      await charge();
      await text("Sin internet no podemos ver si llegó").waitFor();
      assert.deepEqual(await faultsOf(page, TAP), []);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.getByLabel("Número de operación (opcional)").fill("0012 3456");
      await button(/^Dice que ya pagó/).click();
      await text("Sin vuelto").waitFor();
      // Both in words, on one chip, on the narrowest phone too.
      await text(/1 por enviar · última .* · 1 Yape por ver/).waitFor();
      assert.deepEqual(await faultsOf(page, 48), []);
      await page.getByRole("button", { name: /1 por enviar\s+1 por ver/ }).click(); // 320 px
      await button("1 Yape por ver").click();
      await text("Lo vi en el celular de la tienda").waitFor();
      await page.keyboard.press("Escape");
      await page.setViewportSize({ width: 1280, height: 800 });
      await counter.mend();
      await counter.allSent();
      await eventually(
        "the claim is not told",
        () => yape.at(async ({ db }) => (await paymentsToSee(db, instantOf(0))).length === 1),
      );
      const [said] = await yape.at(({ db }) => paymentsToSee(db, instantOf(0)));
      assert.deepEqual([said!.operationNumber, said!.missingCentimos, said!.marked], [
        "00123456",
        350,
        false,
      ]);
      await next();
    });

    await t.step("the closing lists what was said and not seen, by who took it", async () => {
      await page.getByLabel("Menú").click();
      await button("Cerrar caja").click();
      await text("1 pago dicho y todavía no visto").waitFor();
      await text(/operación 00123456/).waitFor();
      assert.deepEqual(await faultsOf(page, TAP), []);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.locator("#count-100").fill("5");
      await button(/^Cerrar con/).click();
      await page.getByRole("link", { name: "Ver reporte Z" }).click();
      const list = page.getByRole("list", { name: `Yape y Plin por ver, ${CASHIER.name}` });
      await list.waitFor();
      assert.match(await list.innerText(), /operación 00123456/);
      assert.deepEqual(await faultsOf(page, 48), []);
      await list.getByRole("link").click();
      await page.getByText(/T001-0000/).first().waitFor();
    });

    await t.step("the owner sees it on the day, until the money comes", async () => {
      const owner = await counter.context.browser()!.newContext({ locale: "es-PE" });
      try {
        const theirs = await owner.newPage();
        await theirs.goto(`${running.origin}/ingresar?ir=/hoy`);
        await theirs.getByLabel("Correo").fill("lucha@caserito.test");
        await theirs.getByLabel("Contraseña").fill("una clave larga");
        await theirs.getByRole("button", { name: "Ingresar" }).click();
        const list = theirs.getByRole("list", { name: `Yape y Plin por ver, ${CASHIER.name}` });
        await list.waitFor();
        assert.deepEqual(await faultsOf(theirs, 48), []);
        await yape.comes(350, "Zoila Ñah*", plusMs(systemClock.now(), -1000));
        await theirs.reload();
        assert.equal(await list.count(), 0);
      } finally {
        await owner.close();
      }
    });
    assert.deepEqual(counter.errors, []);
  } finally {
    await tablet?.throwAway();
    await running.stop();
    await running.remove();
  }
});

/** What of a payment somebody would have to scroll to. */
const outOfSight = (page: Tablet["page"]): Promise<string[]> =>
  page.evaluate(() => {
    const wanted = [...document.querySelectorAll("output, svg[role=img], button")]
      .filter((element) =>
        element.checkVisibility() && /^S\/|^Código|^Dice que/.test(
          element.getAttribute("aria-label") ?? element.textContent!.trim(),
        )
      );
    const shown = wanted.filter((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [y + 1, y + height - 1].every((at) =>
        element.contains(document.elementFromPoint(x + width / 2, at))
      );
    });
    const names = wanted.filter((element) => !shown.includes(element)).map(({ tagName }) => tagName);
    return wanted.length >= 3 ? names : [...names, `${wanted.length} of 3 are there`];
  });

/** Every tone that the page plays, by its frequency. */
const listen = ({ page }: Tablet): Promise<unknown> =>
  page.addInitScript(() => {
    const heard: number[] = [], { start } = OscillatorNode.prototype;
    Object.assign(globalThis, { heard });
    OscillatorNode.prototype.start = function (...when) {
      heard.push(this.frequency.value);
      return start.apply(this, when);
    };
  });

const heard = ({ page }: Tablet): Promise<number[]> =>
  page.evaluate(() => (globalThis as unknown as { heard: number[] }).heard);

async function eventually(otherwise: string, look: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await look()) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(otherwise);
}
