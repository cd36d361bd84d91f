import assert from "node:assert/strict";
import { API_PATH } from "../api/mod.ts";
import type { Judgement, MembershipAccess } from "../commands/membership/access.ts";
import { PAY_PATH, ROUTE_ACTIONS, routeAction } from "../commands/membership/route_actions.ts";
import { type Action, ACTIONS, allows } from "../domain/membership/access.ts";
import { type MembershipStatus, type State, STATES } from "../domain/membership/status.ts";
import { centimos } from "../kernel/money.ts";
import type { Instant, LimaDay } from "../kernel/time.ts";
import { NICHES } from "../niches/mod.ts";
import { allRoutes } from "./support/all_routes.ts";
import { MATRIX } from "./support/isolation_matrix.ts";
import { type FullShop, NOBODY, type TwoShops, withTwoShops } from "./support/two_shops.ts";

/** Of the platform's own host: no shop's membership is asked there. */
const NO_SHOP = new Set(Object.keys(MATRIX).filter((key) => MATRIX[key] === "nobody"));
const PRACTICE = new Set(["GET /practica/pase", "POST /practica/terminar"]);

Deno.test("every route of a shop says what it is to its membership, and no row is without its route", async () => {
  const routes = new Set((await allRoutes()).map(({ key }) => key));
  const shopRoutes = [...routes].filter((key) => !NO_SHOP.has(key) || PRACTICE.has(key));
  assert.deepEqual(shopRoutes.filter((key) => !Object.hasOwn(ROUTE_ACTIONS, key)), []);
  assert.deepEqual(Object.keys(ROUTE_ACTIONS).filter((key) => !routes.has(key)), []);
  assert.equal(routeAction("HEAD", "/ventas"), "read");
  assert.equal(routeAction("GET", "/nada"), null);
});

const statusOf = (state: State): MembershipStatus => ({
  state,
  since: "2026-11-11T10:00:00.000Z" as Instant,
  nextChangeAt: null,
  because: [],
  debtCentimos: centimos(5_000),
  dueOn: "2026-11-03" as LimaDay,
  overlays: [],
  blockWaitsForNotice: false,
});

/** In place of what the process knows: one state for every shop, and nothing that a request could wait for. */
const standIn = (
  judge: (action: Action) => Judgement,
  status: MembershipStatus | null,
): MembershipAccess => ({
  knows: () => true,
  statusOf: () => status,
  judge: (_, action) => judge(action),
  allows: (_, action) => judge(action) === "allowed",
  stopsSellingAt: () => null,
  lostSince: () => null,
  load: () => assert.fail("a request waited for the platform's log"),
  refresh: () => assert.fail("a request read the platform's log"),
  close: () => Promise.resolve(),
});

const withState = async (
  { services }: TwoShops,
  access: MembershipAccess,
  work: () => Promise<void>,
): Promise<void> => {
  const { membership } = services;
  Object.assign(services, { membership: access });
  try {
    await work();
  } finally {
    Object.assign(services, { membership });
  }
};

async function askedAs(shops: TwoShops, shop: FullShop, key: string, role: "owner" | "cashier" = "owner") {
  const [method = "", pattern = ""] = key.split(" ");
  const path = pattern.replaceAll(/:(\w+)/g, () => shop.ids.next());
  const response = await shops.ask(shop, shop.people[role], method, path, {
    key: shop.ids.next(),
    ...method === "GET" || method === "DELETE"
      ? {}
      : pattern.startsWith(API_PATH)
      ? { json: {} }
      : { body: new URLSearchParams() },
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** They end the session or the shop that asks. */
const LAST = new Set(["DELETE /api/v1/session", "POST /salir", "POST /practica/terminar", "POST /practica"]);

Deno.test("state × route: each page and each endpoint is open where the table of states says so, and 402 where not", () =>
  withTwoShops(async (shops) => {
    let asked = 0;
    for (const state of STATES) {
      const judge = (action: Action) => allows(state, action) ? "allowed" as const : "refused" as const;
      shops.clock.forward(60_000); // so many requests a second are a flood
      await withState(shops, standIn(judge, statusOf(state)), async () => {
        for (const [key, action] of Object.entries(ROUTE_ACTIONS)) {
          if (LAST.has(key)) continue;
          const open = action === "always" || allows(state, action);
          const { status } = await askedAs(shops, shops.a, key);
          assert.equal(status === 402, !open, `${state} ${key} ${action}: ${status}`);
          assert.notEqual(status, 503, key);
          asked++;
        }
        for (const { path } of NICHES.flatMap(({ pages }) => pages)) {
          for (const method of ["GET", "POST"]) {
            const open = allows(state, method === "GET" ? "read" : "sell");
            const { status } = await askedAs(shops, shops.a, `${method} ${path}`);
            assert.equal(status === 402, !open, `${state} ${method} ${path}: ${status}`);
          }
        }
      });
    }
    // deno-lint-ignore no-console -- how much was covered
    console.log(`membership: ${STATES.length} states × routes, ${asked} requests`);
  }));

Deno.test("what a blocked shop keeps: closing, printing, reading, exporting, paying, earlier sales", () => {
  const open = (state: State) => ACTIONS.filter((action) => allows(state, action));
  assert.deepEqual(open("BLOCKED"), [
    "close_session",
    "read",
    "export",
    "pay",
    "sync_earlier",
    "send_issued_documents",
  ]);
  for (
    const key of [
      "POST /api/v1/cash-sessions/:id/closure",
      "POST /api/v1/sales/:id/print",
      "GET /caja",
      "GET /ventas",
      "GET /auditoria/exportar",
      "POST /api/v1/sync/push",
      "GET /api/v1/sync/pull",
    ]
  ) assert.ok(open("BLOCKED").includes(ROUTE_ACTIONS[key] as Action), key);
});

const refusedIn = (state: State) =>
  standIn((action) => allows(state, action) ? "allowed" : "refused", statusOf(state));

Deno.test("402 for programs: the owner's hear the amount, the way to pay and when it returns; a cashier's no debt", () =>
  withTwoShops(async (shops) => {
    await withState(shops, refusedIn("BLOCKED"), async () => {
      const { status, text, headers } = await askedAs(shops, shops.a, "POST /api/v1/sales");
      assert.equal(status, 402);
      assert.equal(headers.get("content-type"), "application/problem+json");
      assert.equal(headers.get("cache-control"), "private, no-store");
      const { detail, ...problem } = JSON.parse(text);
      assert.deepEqual(problem, {
        action: "sell",
        state: "BLOCKED",
        amountCentimos: 5_000,
        currency: "PEN",
        dueOn: "2026-11-03",
        howToPay: ["Yape", "Plin", "tarjeta"],
        payUrl: `http://minimarket-lucha.caserito.test${PAY_PATH}`,
        returns: "Sola, segundos después de tu pago. No hace falta avisar a nadie ni volver a entrar.",
        type: "https://caserito.pe/problemas/payment-needed",
        title: "El plan de la tienda está en pausa",
        status: 402,
      });
      assert.match(detail, /S\/\u00a050\.00, que venció el mar 3 nov/);
      const cashier = await askedAs(shops, shops.a, "POST /api/v1/sales", "cashier");
      assert.equal(cashier.status, 402);
      assert.doesNotMatch(cashier.text, /50|debe|pag|venci/i);
    });
  }));

Deno.test("402 for people: amount, code, ways and time of return for the owner; a cashier reads nothing of money", () =>
  withTwoShops(async (shops) => {
    await withState(shops, refusedIn("BLOCKED"), async () => {
      const owner = await askedAs(shops, shops.a, "POST /productos/nuevo");
      assert.equal(owner.status, 402);
      assert.equal(owner.headers.get("cache-control"), "private, no-store");
      for (
        const text of [
          "S/\u00a050.00",
          `href="${PAY_PATH}"`,
          "Cómo pagar",
          "Cuándo vuelve",
          "/auditoria/exportar",
        ]
      ) {
        assert.ok(owner.text.includes(text), text);
      }
      assert.match(owner.text, /<svg role="img" aria-label="QR que abre/);
      const [, bill] = /href="(http:\/\/caserito\.test\/pagar\/[^"]+)"/.exec(owner.text) ?? [];
      const opened = await shops.fetch(new Request(bill!));
      assert.equal(opened.status, 200, "the bill opens on a phone where nobody is signed in");
      assert.match(await opened.text(), /<h1[^>]*>minimarket-lucha</);
      const cashier = await askedAs(shops, shops.a, "POST /fiado/nuevo", "cashier");
      assert.equal(cashier.status, 402);
      assert.match(cashier.text, /La dueña puede activarlo/);
      assert.ok(cashier.text.includes("Cerrar la caja"));
      assert.doesNotMatch(cashier.text, /S\/\u00a0|href="\/plan"|\/pagar\/|venci|deuda|debe/i);
    });
    await withState(shops, refusedIn("CLOSED"), async () => {
      const { status, text } = await askedAs(shops, shops.a, "GET /ventas");
      assert.equal(status, 402);
      assert.match(text, /Te entregamos su archivo firmado/);
      assert.doesNotMatch(text, /href="\/plan"|exportar/);
    });
    await withState(shops, refusedIn("DORMANT"), async () => {
      const { text } = await askedAs(shops, shops.a, "GET /ventas");
      assert.ok(text.includes("/auditoria/exportar") && text.includes(`href="${PAY_PATH}"`));
      assert.doesNotMatch(text, /Cerrar la caja/);
    });
  }));

Deno.test("where the membership cannot be known what makes new debt waits with 503, and everything else goes on", () =>
  withTwoShops(async (shops) => {
    const judge = (action: Action): Judgement =>
      action === "sell" || action === "configure" ? "unknown" : "allowed";
    await withState(shops, standIn(judge, null), async () => {
      const sale = await askedAs(shops, shops.a, "POST /api/v1/sales");
      assert.deepEqual([sale.status, sale.headers.get("retry-after")], [503, "60"]);
      assert.match(sale.text, /membership-unknown/);
      const form = await askedAs(shops, shops.a, "POST /productos/nuevo");
      assert.equal(form.status, 503);
      assert.match(form.text, /Lo que ya guardaste está a salvo/);
      for (const key of ["GET /ventas", "GET /caja", "GET /auditoria", "GET /api/v1/sync/pull"]) {
        assert.equal((await askedAs(shops, shops.a, key)).status, 200, key);
      }
    });
  }));

Deno.test("nobody who is not signed in learns how a shop stands", () =>
  withTwoShops(async (shops) => {
    await withState(shops, refusedIn("DORMANT"), async () => {
      const page = await shops.ask(shops.a, NOBODY, "GET", "/ventas");
      assert.deepEqual([page.status, page.headers.get("location")], [303, "/ingresar?ir=%2Fventas"]);
      await page.body?.cancel();
      const api = await shops.ask(shops.a, NOBODY, "GET", "/api/v1/sales");
      assert.equal(api.status, 401);
      await api.body?.cancel();
    });
  }));
