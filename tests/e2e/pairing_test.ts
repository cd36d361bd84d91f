import assert from "node:assert/strict";
import { newPairingCode } from "../../commands/devices/credentials.ts";
import { listDevices } from "../../commands/devices/list_devices.ts";
import { setTillSettings } from "../../commands/shop/set_till_settings.ts";
import { staffOfShop } from "../../events/store/control/people.ts";
import { systemContext } from "../../commands/shops/create_shop.ts";
import { TILL_SETTINGS } from "../../kernel/sync.ts";
import { CASHIER, runShop } from "../support/running_shop.ts";
import { faultsOf } from "../support/screen_checks.ts";
import { Tablet } from "../support/tablet.ts";

Deno.test("a tablet joins by the code of an invitation and signs what it sends", async () => {
  const shop = await runShop(), { services } = shop, tablet = await Tablet.bought(shop);
  const store = await services.tenants.get(shop.shop.id), context = systemContext(services, store);
  const asked = () => ({ id: services.ids.next() });
  const devices = () => listDevices(services.control, store);
  try {
    const settings = { ...TILL_SETTINGS, pairing: "code" };
    assert.ok((await setTillSettings(context, asked(), settings)).ok);
    const [owner] = await staffOfShop(services.control, shop.shop.id);
    const invited = { personId: owner!.personId, registerId: null };
    const { code } = await newPairingCode({ ...services, shop: shop.shop.id }, invited);

    const { page } = tablet;
    await page.goto(`${shop.origin}/vincular?codigo=${code}`);
    assert.deepEqual(await faultsOf(page, 48), []);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole("button", { name: "Vincular y abrir la caja" }).click();
    await page.getByLabel("¿Quién eres?").selectOption({ label: CASHIER.name });
    await page.getByLabel("PIN de 4 a 6 números").fill(CASHIER.pin);
    await page.getByRole("button", { name: "Abrir la caja" }).click();
    await page.waitForURL(`${shop.origin}/caja`);
    await tablet.openDrawer();
    await tablet.allSent();
    const [device] = await devices();
    assert.deepEqual([device?.registerName, device?.series[0]?.series], ["Caja 1", "T001"]);
    const events = await store.read({ types: ["CashSessionOpened"], limit: 1 });
    assert.ok(events[0]?.dev?.sig, "what it sends is signed by its own key");
    assert.equal(events[0].dev.id, device?.deviceId);
    assert.deepEqual(tablet.errors, []);
  } finally {
    await tablet.throwAway();
    await shop.stop();
    await shop.remove();
  }
});
