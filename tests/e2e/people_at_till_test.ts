import assert from "node:assert/strict";
import { newPin } from "../../commands/people/pin.ts";
import { hiring } from "../../events/store/control/people.ts";
import { toBase64 } from "../../kernel/base64.ts";
import { type Lease, type SignedLease, signLease } from "../../kernel/lease.ts";
import { epochMsOf, plusMs } from "../../kernel/time.ts";
import { CODE, oneProduct } from "../support/one_product.ts";
import { type RunningShop, runShop } from "../support/running_shop.ts";
import { faultsOf } from "../support/screen_checks.ts";
import { Tablet } from "../support/tablet.ts";

/** Side of what a finger hits, in px. */
const TAP = 48;
const LUCHA = { name: "Lucha Encargada", pin: "4321" };

async function prepared(running: RunningShop): Promise<void> {
  await oneProduct(running);
  const { services, shop } = running;
  const manager = {
    personId: services.ids.next(),
    name: LUCHA.name,
    role: "manager",
    email: null,
    phone: null,
    passwordHash: null,
    pin: await newPin(LUCHA.pin),
  } as const;
  await services.control.batch(await hiring(services.control, shop.id, manager, services.clock.now()));
}

/** Lets a test speak for the platform: what it says stands in the next pull. */
const listenToTest = ({ page }: Tablet): Promise<unknown> =>
  page.addInitScript(() => {
    const real = globalThis.fetch;
    globalThis.fetch = async (input, init) => {
      const { heardLease } = globalThis as { heardLease?: unknown };
      if (!heardLease || !String(input).includes("/api/v1/sync/pull")) return await real(input, init);
      const headers = new Headers(init?.headers);
      headers.delete("if-none-match"); // what the test says is news to the server too
      const response = await real(input, { ...init, headers });
      return response.ok ? Response.json({ ...await response.json(), lease: heardLease }) : response;
    };
  });

/** The platform speaks: the next pull brings this lease. */
async function hear({ page }: Tablet, lease: SignedLease): Promise<void> {
  await page.evaluate((lease) => {
    Object.assign(globalThis, { heardLease: lease });
    dispatchEvent(new Event("online"));
  }, lease);
}

/** What pairing leaves on a tablet: whose leases it believes. */
const pair = ({ page }: Tablet, platformKey: string): Promise<void> =>
  page.evaluate((platformKey) =>
    new Promise<void>((done, failed) => {
      const opening = indexedDB.open("caserito-caja");
      opening.onerror = failed;
      opening.onsuccess = () => {
        const tx = opening.result.transaction("kept", "readwrite");
        tx.objectStore("kept").put(platformKey, "platformKey");
        tx.oncomplete = () => {
          opening.result.close();
          done();
        };
      };
    }), platformKey);

async function typePin({ page }: Tablet, pin: string): Promise<void> {
  for (const digit of pin) await page.getByRole("button", { name: digit, exact: true }).click();
}

const factsOf = async ({ services, shop }: RunningShop, types: readonly string[]) =>
  await (await services.tenants.get(shop.id)).read({ types, limit: 100 });

Deno.test("people at a till without a network: lock, quick switch, a supervisor's word, void, refund and drawer", async (t) => {
  const shop = await runShop();
  await prepared(shop);
  const tablet = await Tablet.bought(shop);
  const { page } = tablet;
  const menu = async (item: string) => {
    await page.getByLabel("Menú").click();
    await page.getByRole("button", { name: item }).click();
  };
  const faults: string[] = [];
  const look = async (name: string) => {
    faults.push(...(await faultsOf(page, TAP)).map((fault) => `${name}: ${fault}`));
    await page.setViewportSize({ width: 1280, height: 800 });
  };
  try {
    await listenToTest(tablet);
    await tablet.signIn();
    await tablet.openDrawer();
    const first = await tablet.sell(CODE), second = await tablet.sell(CODE);
    await tablet.allSent();
    await tablet.programKept(); // with the parts that come behind the first sale
    await tablet.cut();

    await t.step("the till is locked, a wrong PIN opens nothing, another cashier's does", async () => {
      await menu("Cambiar de cajera");
      await page.getByText("¿Quién vende?").waitFor();
      await look("who sells");
      await page.getByRole("button", { name: "Otra persona" }).click();
      await page.getByRole("button", { name: LUCHA.name }).click();
      await typePin(tablet, "1111");
      await page.getByText("Ese PIN no es").waitFor();
      await page.getByRole("button", { name: "Otra persona" }).click();
      await page.getByRole("button", { name: "Rosa Mamani" }).click();
      await typePin(tablet, "1234");
      await page.getByText("Siguiente venta").waitFor();
    });

    await t.step("a void asks for the supervisor", async () => {
      await menu("Ventas y devoluciones");
      await page.getByText(first).waitFor();
      await look("what was sold");
      await page.getByRole("button", { name: new RegExp(first) }).click();
      await page.getByRole("button", { name: "Anular la venta" }).click();
      await page.getByRole("button", { name: "Se equivocó" }).click();
      await look("a void");
      await page.getByRole("button", { name: /^Anular S/ }).click();
      await page.getByText("hace falta el PIN de la encargada").waitFor();
      await look("a supervisor's word");
      await typePin(tablet, LUCHA.pin);
      await page.getByText(`Anulaste ${first}`).waitFor();
    });

    await t.step("goods come back, and the paper of it is on the screen", async () => {
      await menu("Ventas y devoluciones");
      await page.getByRole("button", { name: new RegExp(second) }).click();
      await page.getByRole("button", { name: "Devolver", exact: true }).click();
      await page.getByRole("button", { name: /^Uno más de/ }).click();
      await page.getByRole("button", { name: "Se bota" }).click();
      await page.getByRole("button", { name: "Llegó dañado" }).click();
      await look("a refund");
      await page.getByRole("button", { name: /^Devolver S/ }).click();
      await typePin(tablet, LUCHA.pin);
      await page.getByText(`Devolución del ticket ${second}`).waitFor();
      await page.keyboard.press("Escape");
      await menu("Ventas y devoluciones");
      await page.getByText("devuelta").first().waitFor();
      await page.keyboard.press("Escape");
    });

    await t.step("the drawer opens with its reason", async () => {
      await menu("Abrir el cajón");
      await page.getByRole("button", { name: "Cambiar un billete" }).click();
      await page.locator("dialog").getByRole("button", { name: "Abrir el cajón" }).click();
      await page.keyboard.type(LUCHA.pin, { delay: 150 }); // a keyboard types on the pad too
      await page.getByText("Cajón abierto, quedó anotado").waitFor();
    });

    await t.step("back with a network the ledger has it all, with both names", async () => {
      await tablet.mend();
      await tablet.allSent();
      const facts = await factsOf(shop, ["SaleVoided", "SaleRefunded", "DrawerOpened", "OverrideApproved"]);
      assert.deepEqual(facts.map(({ type }) => type), [
        "SaleVoided",
        "OverrideApproved",
        "SaleRefunded",
        "OverrideApproved",
        "DrawerOpened",
        "OverrideApproved",
      ]);
      assert.ok(
        facts.every(({ data }) => !((data as { flags?: string[] }).flags?.length)),
        "nothing is flagged",
      );
    });

    await t.step(
      "a lease that ends warns, one that blocks stops selling and nothing else, and a new one opens by itself",
      async () => {
        const keys = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]) as CryptoKeyPair;
        await pair(tablet, toBase64(new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey))));
        await tablet.openTill();
        await tablet.ready();
        const now = shop.services.clock.now();
        const lease = (seq: number, rest: Partial<Lease>) =>
          signLease(keys.privateKey, {
            shop: shop.shop.slug,
            seq: epochMsOf(now) + 3_600_000 + seq, // after all that the platform itself said
            issuedAt: now,
            notAfter: plusMs(now, 5 * 3_600_000),
            policy: "open",
            reason: "",
            ...rest,
          });
        await page.waitForTimeout(1000);
        await hear(tablet, await lease(5, {}));
        await page.getByText(/este equipo puede vender hasta el/).waitFor();
        await tablet.scan(CODE);
        await hear(tablet, await lease(6, { policy: "blocked", reason: "El plan venció el martes 3" }));
        await page.getByText("El plan venció el martes 3").waitFor();
        await look("blocked");
        assert.equal(await page.getByRole("button", { name: /^Cobrar S/ }).first().isDisabled(), true);
        await menu("Ventas y devoluciones");
        await page.getByText(second).waitFor();
        await page.keyboard.press("Escape");
        await hear(tablet, await lease(5, { notAfter: plusMs(now, 30 * 24 * 3_600_000) }));
        await page.waitForTimeout(500);
        assert.equal(
          await page.getByText("El plan venció el martes 3").count(),
          1,
          "an old lease opens nothing",
        );
        await hear(tablet, await lease(7, { notAfter: plusMs(now, 7 * 24 * 3_600_000) }));
        await page.getByText("El plan venció el martes 3").waitFor({ state: "detached" });
        await page.keyboard.press("F9");
        await page.keyboard.press("F10");
        await page.getByText("Siguiente venta").waitFor();
        assert.deepEqual([...tablet.errors, ...faults], []);
      },
    );
  } finally {
    await tablet.throwAway();
    await shop.stop();
    await shop.remove();
  }
});
