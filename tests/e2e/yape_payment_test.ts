import assert from "node:assert/strict";
import { keepIntent } from "../../commands/membership/payment_intent.ts";
import { payToken } from "../../commands/membership/pay_link.ts";
import { keepProviderAccount } from "../../commands/payments/keep_provider_money.ts";
import { systemContext } from "../../commands/shops/create_shop.ts";
import { limaDay, systemClock } from "../../kernel/time.ts";
import { launchBrowser } from "../support/browser.ts";
import { invoiced, tell } from "../support/membership_facts.ts";
import { FakeCulqi } from "../support/providers/fake_culqi.ts";
import { FakeMercadoPago } from "../support/providers/fake_mercadopago.ts";
import { FakeStripe } from "../support/providers/fake_stripe.ts";
import { providerVariables } from "../support/providers/provider_variables.ts";
import { type RunningShop, runShop } from "../support/running_shop.ts";
import { faultsOf, SIZES, unreachedByTab } from "../support/screen_checks.ts";

const TAP = 48, PHONE = "111 111 111", CODE = "123456";

/** The shop owes its first month, and may pay it through the providers. */
async function billed({ services, shop }: RunningShop): Promise<string> {
  const log = systemContext(services, services.platform);
  for (const name of services.providers.keys()) await keepProviderAccount(services.providerWork, name);
  await tell(services, shop.id, ...invoiced(services.ids, limaDay(services.clock.now())).facts);
  assert.ok(await keepIntent(log, shop.id));
  return `/pagar/${await payToken(services.control, shop.id, services.clock.now())}`;
}

Deno.test("a bill is paid by Yape and code in the browser, and neither phone nor code ever comes to us", async (t) => {
  await using stripe = new FakeStripe(systemClock, null);
  await using mercadopago = new FakeMercadoPago(systemClock);
  await using culqi = new FakeCulqi(systemClock);
  const running = await runShop(
    "bodega-lucha",
    undefined,
    { variables: providerVariables({ stripe, mercadopago, culqi }) },
  );
  const browser = await launchBrowser();
  try {
    const path = await billed(running), base = new URL(running.origin);
    base.hostname = "localhost";
    const context = await browser.newContext({ viewport: SIZES[0], locale: "es-PE" });
    const page = await context.newPage(), sent: string[] = [], blocked: string[] = [];
    page.setDefaultTimeout(15_000);
    page.on("request", (request) => {
      if (!request.url().startsWith(base.origin)) return;
      sent.push(`${request.url()} ${request.postData() ?? ""} ${JSON.stringify(request.headers())}`);
    });
    page.on("console", (message) => message.type() === "error" && blocked.push(message.text()));
    const fill = async (phone: string, code: string) => {
      await page.getByLabel("Tu celular de Yape").fill(phone);
      await page.getByLabel("Código de aprobación", { exact: true }).fill(code);
    };
    const pay = page.getByRole("button", { name: /^Pagar S/ });

    await t.step("the bill and its form are for everybody, at every size", async () => {
      await page.goto(base.origin + path);
      assert.deepEqual(await faultsOf(page, TAP), []);
      await page.getByRole("link", { name: /con Yape y código/ }).click();
      await page.getByLabel("Tu celular de Yape").waitFor();
      assert.deepEqual(await faultsOf(page, TAP), []);
      assert.deepEqual(await unreachedByTab(page), []);
    });
    await t.step("what is missing is said at its field, and nothing is asked of anybody", async () => {
      await fill("98765", "12");
      await pay.click();
      await page.getByText("Escribe los 9 números de tu celular, por ejemplo").waitFor();
      const focused = await page.evaluate(() => document.activeElement?.id);
      assert.equal(focused, "yape-phone");
      assert.deepEqual(await faultsOf(page, TAP), []);
      assert.equal(mercadopago.timesAsked("POST /platforms/pci/yape/v1/payment"), 0);
    });
    await t.step("a wrong code is said where it was typed, by whoever makes the token", async () => {
      await fill(PHONE, "654321");
      await pay.click();
      await page.getByRole("alert").getByText("El código no coincide o ya venció").waitFor();
      assert.equal(await page.getByLabel("Tu celular de Yape").inputValue(), PHONE);
      assert.equal(mercadopago.payments.size, 0);
    });
    await t.step("what the charge refuses comes back with its sentence and an open form", async () => {
      await fill("111 111 113", CODE);
      await pay.click();
      await page.getByRole("alert").getByText("Pasaste tu límite de pagos de hoy").waitFor();
      await page.getByLabel("Tu celular de Yape").waitFor();
      assert.deepEqual(await faultsOf(page, TAP), []);
    });
    await t.step("by keyboard alone it is paid, once however often Enter is pressed", async () => {
      await page.getByLabel("Tu celular de Yape").focus();
      await page.keyboard.type(`+51 ${PHONE}`);
      await page.keyboard.press("Tab");
      await page.keyboard.type(CODE);
      for (let n = 0; n < 3; n++) await page.keyboard.press("Enter", { delay: 0 });
      await page.getByText("Ya llegó tu pago").waitFor();
      const paid = [...mercadopago.payments.values()].filter(({ status }) => status === "approved");
      assert.equal(paid.length, 1);
    });
    assert.ok(sent.some((each) => each.includes("token=")), "the token does come");
    for (const each of sent) {
      assert.doesNotMatch(each.replaceAll(/token=[0-9a-f]+/g, ""), /1{3}[ %20+]*1{3}[ %20+]*1[13]{2}|123456/);
    }
    assert.deepEqual(blocked.filter((text) => /Content Security Policy/.test(text)), []);
    await t.step("without scripts the other ways stay", async () => {
      const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
      await plain.goto(`${base.origin}${path}?yape=culqi`);
      assert.equal(await plain.getByLabel("Tu celular de Yape").count(), 0);
      await plain.context().close();
    });
  } finally {
    await browser.close();
    await running.stop();
    await running.remove();
  }
  assert.deepEqual([...mercadopago.faults, ...culqi.faults], []);
});
