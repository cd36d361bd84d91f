import assert from "node:assert/strict";
import { createOperator } from "../commands/people/operators.ts";
import { startSession } from "../commands/people/sessions.ts";
import { allRoutes } from "./support/all_routes.ts";
import { HostBrowser } from "./support/host_browser.ts";
import { taken } from "./support/test_shop.ts";
import { withTwoShops } from "./support/two_shops.ts";

const BASE = "http://caserito.test";

/** Rooms of the platform, and the door that each sends strangers to. What stands open at the operators' is their door itself. */
const ROOMS = [["/cuenta", "/ingresar"], ["/operador", "/operador/ingresar"]] as const;
const OPEN = new Set(["/operador/ingresar", "/operador/llave"]);

Deno.test("every route below a room of the platform is for its own people alone", () =>
  withTwoShops(async ({ services, fetch, a }) => {
    const { personId } = taken(
      await createOperator(services, {
        name: "Olga",
        email: "olga@caserito.test",
        password: "una clave muy larga",
      }),
    );
    const tokenOf = async (personId: string, way: "code" | "operator") =>
      (await startSession(services, { personId, shop: null, way })).token;
    const [account, operator] = [
      await tokenOf(a.people.owner.personId, "code"),
      await tokenOf(personId, "operator"),
    ];
    const actors: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      anonymous: {},
      "owner of a shop": { caserito: a.people.owner.token!, "caserito-operador": a.people.owner.token! },
      "owner's account": { caserito: account, "caserito-operador": account },
      operator: { caserito: operator, "caserito-operador": operator },
    };
    const owns: Readonly<Record<string, string>> = { "/cuenta": "owner's account", "/operador": "operator" };
    let asked = 0;
    const routes = await allRoutes();
    for (const { method, pattern } of routes) {
      const room = ROOMS.find(([path]) => `${pattern}/`.startsWith(`${path}/`));
      if (!room || OPEN.has(pattern) || pattern.endsWith("/salir") || pattern.endsWith("/sesiones")) continue;
      for (const [name, cookies] of Object.entries(actors)) {
        const browser = new HostBrowser(fetch);
        for (const [cookie, value] of Object.entries(cookies)) browser.cookies(BASE).set(cookie, value);
        const url = BASE + pattern;
        const { status, to } = await (method === "GET" ? browser.get(url) : browser.post(url, {}));
        const turnedAway: boolean = status === 303 && new URL(to).pathname === room[1];
        assert.equal(turnedAway, owns[room[0]] !== name, `${method} ${pattern} as ${name}: ${status} ${to}`);
        asked++;
      }
    }
    assert.ok(asked >= 40, `${asked} asked`);
  }));
