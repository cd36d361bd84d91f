import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { NICHES } from "../../niches/mod.ts";
import { optOutToken } from "../../commands/messages/contact.ts";
import { resolveException } from "../../commands/payments/exceptions.ts";
import { keepEvidence } from "../../commands/payments/keep_evidence.ts";
import { setWalletAccount } from "../../commands/payments/set_wallet_account.ts";
import { systemContext } from "../../commands/shops/create_shop.ts";
import { createOperator } from "../../commands/people/operators.ts";
import { startSession } from "../../commands/people/sessions.ts";
import { payToken } from "../../commands/membership/pay_link.ts";
import { staffOfShop } from "../../events/store/control/people.ts";
import { allRoutes } from "../support/all_routes.ts";
import { launchBrowser } from "../support/browser.ts";
import { DEMO_OWNER, runDemo, type RunningShop } from "../support/running_shop.ts";
import { faultsOf, unreachedByTab } from "../support/screen_checks.ts";
import { taken } from "../support/test_shop.ts";
import { pushEvidence } from "../support/wallet_payments.ts";

/** Pages that are shown with something of the shop in them, by the name of the thing in their path. */
async function thingsOf({ services, shop }: RunningShop): Promise<Readonly<Record<string, string>>> {
  const { db } = await services.tenants.get(shop.id);
  const { ids } = services,
    accountId = ids.next(),
    context = systemContext(services, await services.tenants.get(shop.id));
  taken(
    await setWalletAccount(context, { id: ids.next() }, {
      accountId,
      wallet: "yape",
      name: "Yape de Lucha",
      // An invented token: payments-peru §1.2.
      qrText:
        "0002010102113932359e18779fe8518df33739992477244e5204561153036045802PE5906YAPERO6004Lima6304D8B6",
      injectAmount: false,
      active: true,
      strictAboveCentimos: null,
    }),
  );
  // Money that nobody waits for, and money that a person let be: it may go back.
  const at = services.clock.now(), [exceptionId, creditId] = [ids.next(), ids.next()];
  for (const evidenceId of [exceptionId, creditId]) {
    const came = pushEvidence(evidenceId, accountId, 123_450, at, "Ana Per*");
    taken(
      await keepEvidence(context, { id: ids.next() }, {
        ...came,
        deviceId: evidenceId,
        payerName: evidenceId,
      }),
    );
  }
  const kept = {
    exceptionId: creditId,
    resolution: "keep_unapplied",
    intentId: null,
    note: "a favor",
    by: "demo",
  };
  taken(await resolveException(context, { id: ids.next() }, kept));
  const one = async (sql: string) => String(Object.values((await db.first(sql)) ?? { none: "" })[0]);
  return {
    productId: await one("SELECT product_id FROM product LIMIT 1"),
    saleId: await one("SELECT sale_id FROM sale ORDER BY pos DESC LIMIT 1"),
    cashSessionId: await one("SELECT cash_session_id FROM cash_session WHERE z_number IS NOT NULL LIMIT 1"),
    customerId: await one("SELECT customer_id FROM customer LIMIT 1"),
    accountId,
    exceptionId,
    creditId,
    personId: (await staffOfShop(services.control, shop.id))[0]!.personId,
    pos: "5", // a fact with long words in it: the key of a device, sealed names
    rubro: "bodega",
    bill: await payToken(services.control, shop.id, services.clock.now()),
    shop: shop.id,
    token: await optOutToken(services.control, (await staffOfShop(services.control, shop.id))[0]!.personId),
  };
}

/** Files, redirects and pages that need a step before them: their own tests look at those. */
const NOT_A_PAGE =
  /^\/api\/(?!v1\/docs)|\.(?:txt|xml|webmanifest|js)$|sw\.js|\/exportar|\/prueba\/|\/datos$|\/pase$|^\/entrar|\/(?:salud|listo|metrics)$|:(?:uploadId|importId|keyId|which|refundId|deviceId|statementId|paymentId)|^\/caja(?:\/cascara)?$|^\/fiado\/importar\/|^\/taller|^\/avisos\/whatsapp/;

async function judged(page: Page, address: string): Promise<string[]> {
  const response = await page.goto(address, { waitUntil: "load" });
  const status = response?.status() ?? 0;
  if (status !== 200) return [`${address}: ${status}`];
  return [...await faultsOf(page, 48), ...await unreachedByTab(page)].map((fault) =>
    `${new URL(address).pathname}: ${fault}`
  );
}

Deno.test("every page of the house can be read, hit, reached by Tab and fits a narrow phone", async () => {
  const running = await runDemo(3),
    { services, origin } = running,
    platform = origin.replace(/\/\/[^.]+\./, "//");
  const browser = await launchBrowser();
  try {
    const things = await thingsOf(running);
    const paths = (await allRoutes()).filter(({ method, pattern }) =>
      method === "GET" && !NOT_A_PAGE.test(pattern)
    )
      .map(({ pattern }) => pattern.replaceAll(/:(\w+)/g, (_, name: string) => things[name] ?? `:${name}`));
    assert.ok(paths.length > 40, `only ${paths.length} pages`);
    assert.deepEqual(
      paths.filter((path) => path.includes(":") || path.includes("//")),
      [],
      "say in this test what it is",
    );

    const context = await browser.newContext({ locale: "es-PE" });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(`${origin}/ingresar`);
    await page.getByLabel("Correo").fill(DEMO_OWNER.email);
    await page.getByLabel("Contraseña").fill(DEMO_OWNER.password);
    await page.getByRole("button", { name: "Ingresar" }).click();
    await page.waitForURL((url) => url.pathname !== "/ingresar");

    const owner = (await staffOfShop(services.control, running.shop.id)).find(({ role }) =>
      role === "owner"
    )!;
    const { personId } = taken(
      await createOperator(services, {
        name: "Olga",
        email: "olga@caserito.test",
        password: "una clave muy larga",
      }),
    );
    const cookies = await Promise.all(
      [["caserito", owner.personId, "password"], ["caserito-operador", personId, "operator"]].map(
        async ([name = "", person = "", way]) => ({
          name,
          value:
            (await startSession(services, { personId: person, shop: null, way: way as "password" })).token,
          url: platform,
        }),
      ),
    );
    await context.addCookies(cookies);

    const faults: string[] = [];
    const isOfThePlatform = (path: string) =>
      /^\/(?:cuenta|operador|crear|dev|bodega|avisos|pagar)/.test(path);
    for (const path of paths) {
      faults.push(...await judged(page, (isOfThePlatform(path) ? platform : origin) + path));
    }
    for (const path of ["/", "/ingresar", ...NICHES.map(({ slug }) => `/${slug}`)]) {
      faults.push(...await judged(page, platform + path));
    }
    assert.deepEqual(faults, []);
  } finally {
    await browser.close();
    await running.stop();
    await running.remove();
  }
});
