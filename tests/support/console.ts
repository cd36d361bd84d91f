import { createOperator } from "../../commands/people/operators.ts";
import { startSession } from "../../commands/people/sessions.ts";
import { HostBrowser } from "./host_browser.ts";
import { taken } from "./test_shop.ts";
import { type TwoShops, withTwoShops } from "./two_shops.ts";

export const BASE = "http://caserito.test", ROOM = `${BASE}/operador`;

export interface Console extends TwoShops {
  readonly olga: HostBrowser;
  readonly tito: HostBrowser;
  readonly olgaId: string;
  readonly titoId: string;
}

async function enter({ services, fetch }: TwoShops, personId: string): Promise<HostBrowser> {
  const { token } = await startSession(services, { personId, shop: null, way: "operator" });
  const browser = new HostBrowser(fetch);
  browser.cookies(BASE).set("caserito-operador", token);
  return browser;
}

/** Two operators, signed in past door and second factor, and two shops that nobody has billed yet. */
export const withConsole = (work: (on: Console) => Promise<void>): Promise<void> =>
  withTwoShops(async (shops) => {
    const [olgaId, titoId] = await Promise.all(["Olga", "Tito"].map(async (name) => {
      const email = `${name.toLowerCase()}@caserito.test`, password = "una clave muy larga";
      return taken(await createOperator(shops.services, { name, email, password })).personId;
    })) as [string, string];
    const olga = await enter(shops, olgaId), tito = await enter(shops, titoId);
    await work({ ...shops, olga, tito, olgaId, titoId });
  });

/** After days have passed everybody signs in again. */
export const freshOlga = (on: Console): Promise<HostBrowser> => enter(on, on.olgaId);
