import assert from "node:assert/strict";
import { createOperator } from "../../commands/people/operators.ts";
import { startSession } from "../../commands/people/sessions.ts";
import { walletAccounts } from "../../events/projections/payments/queries.ts";
import { YAPE_CODE } from "../../islands/till/wallet_fixture.ts";
import { HostBrowser } from "./host_browser.ts";
import { formOf, textOf } from "./owner_pages.ts";
import type { RunningShop } from "./running_shop.ts";
import { taken } from "./test_shop.ts";

/** An operator at the console of a running platform, past door and second factor now. */
export async function operatorAt({ services, fetch }: RunningShop, base: string): Promise<HostBrowser> {
  const name = "Olga", password = "una clave muy larga", email = `${services.ids.next()}@caserito.test`;
  const { personId } = taken(await createOperator(services, { name, email, password }));
  const { token } = await startSession(services, { personId, shop: null, way: "operator" });
  const browser = new HostBrowser(fetch);
  browser.cookies(base).set("caserito-operador", token);
  return browser;
}

/** Our own Yape, as it is added at the console. */
export async function keepAccount(running: RunningShop, base: string): Promise<string> {
  const operator = await operatorAt(running, base), at = `${base}/operador/cuentas`;
  const form = formOf((await operator.get(at)).html, 'value="cuenta"');
  const kept = await operator.post(at, { ...form, wallet: "yape", name: "Caserito SAC", qrText: YAPE_CODE });
  assert.equal(kept.status, 303, textOf(kept.html));
  return (await walletAccounts(running.services.platform.db)).find(({ wallet }) => wallet === "yape")!
    .accountId;
}
