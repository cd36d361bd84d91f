import assert from "node:assert/strict";
import { API_PATH } from "../api/mod.ts";
import { makeApiKey, revokeApiKey } from "../commands/api_keys/api_keys.ts";
import { newCredential } from "../commands/devices/credentials.ts";
import { shutOutDevice } from "../commands/devices/enter_device.ts";
import { KEY_SCOPES } from "../events/facts/api_key.ts";
import { addCustomer } from "../commands/customer/keep_customer.ts";
import { importCatalogue } from "../commands/catalogue/import_catalogue.ts";
import { pairDevice, readPairing } from "../commands/devices/pair_device.ts";
import { createOperator } from "../commands/people/operators.ts";
import { startSession } from "../commands/people/sessions.ts";
import { openIntent } from "../commands/payments/intents.ts";
import { keepEvidence } from "../commands/payments/keep_evidence.ts";
import { setWalletAccount } from "../commands/payments/set_wallet_account.ts";
import { pairSource } from "../commands/wallets/pair_source.ts";
import { registerSale } from "../commands/sale/register_sale.ts";
import { setSalesGate } from "../commands/shop/set_sales_gate.ts";
import { keepUpload } from "../events/store/control/uploads.ts";
import type { Role } from "../events/store/control/people.ts";
import { centimos } from "../kernel/money.ts";
import { limaDay, plusDays, plusMs } from "../kernel/time.ts";
import { allRoutes, type Route } from "./support/all_routes.ts";
import { apiBodies, type Things } from "./support/api_bodies.ts";
import { pushEvidence } from "./support/wallet_payments.ts";
import { DEVICE_ROUTES, MATRIX, PERSON_ROUTES, PLATFORM } from "./support/isolation_matrix.ts";
import { said, tell } from "./support/membership_facts.ts";
import { testDevice } from "./support/test_device.ts";
import { builtSale, openedSession, productInput, stocked, taken } from "./support/test_shop.ts";
import {
  type Actor,
  type FullShop,
  NOBODY,
  type Sent,
  type TwoShops,
  withTwoShops,
} from "./support/two_shops.ts";

const CANARY = "CANARY-A";

/** The shop itself, too: the console of the platform names it in its addresses. */
type Named = Things & { readonly shop: string };

/** A shop with something of each kind in it. */
async function furnish(shop: FullShop, services: TwoShops["services"], canary: string): Promise<Named> {
  const { control } = services;
  const rice = await stocked(shop, `Arroz ${canary}`, 24_000, { code: `C-${canary}` });
  const cashSessionId = await openedSession(shop);
  const sale = builtSale(shop, { cashSessionId, number: 1 }, [[rice, 1000]]);
  taken(await registerSale(shop.as(), { id: shop.ids.next() }, { sale }));
  const importId = shop.ids.next(), uploadId = shop.ids.next();
  taken(
    await importCatalogue(shop.as(), { id: shop.ids.next() }, {
      importId,
      fileName: `${canary}.csv`,
      fileSha256: "0".repeat(64),
      changes: [{
        before: null,
        after: { ...productInput(shop, `Pan ${canary}`), active: true },
        openingStock: null,
      }],
    }),
  );
  const now = shop.clock.now(), bytes = new TextEncoder().encode(`Producto,Precio\nSal ${canary},1.20\n`);
  await keepUpload(
    control,
    { shop: shop.shop.id, personId: shop.people.owner.personId },
    { id: uploadId, fileName: `${canary}.csv`, bytes },
    { now, expiresAt: plusMs(now, 3_600_000) },
  );
  const keyId = shop.ids.next(), forKeys = { control, shop: shop.shop.id, makersScopes: ["audit"] as const };
  taken(
    await makeApiKey(shop.as(), forKeys, { id: shop.ids.next() }, {
      keyId,
      name: `Llave ${canary}`,
      scopes: ["audit"],
    }),
  );
  const device = await testDevice(shop.ids.next());
  taken(
    await pairDevice(shop.as(), taken(await readPairing(await device.pairing({ name: `Tablet ${canary}` })))),
  );
  const customerId = shop.ids.next(), owing = { customerId, name: `Cliente ${canary}`, phone: null };
  taken(await addCustomer(shop.as(), { id: shop.ids.next() }, owing));
  const { accountId, intentId, exceptionId, creditId, sourceId, token } = await walletThings(
    shop,
    control,
    canary,
  );
  const paymentId = shop.ids.next(), trialEndsOn = plusDays(limaDay(now), 14);
  await tell(
    services,
    shop.shop.id,
    said("MembershipStarted", { plan: "tienda", trialEndsOn, policy: 1 }),
    said("PaymentReceived", {
      ...{ paymentId, amountCentimos: centimos(5_000), valueAt: now, provider: "yape", reference: canary },
    }),
  );
  const { productId } = rice, { saleId } = sale, { registerId } = shop;
  return {
    productId,
    registerId,
    cashSessionId,
    saleId,
    importId,
    uploadId,
    keyId,
    personId: shop.people.professional.personId,
    deviceId: device.deviceId,
    customerId,
    accountId,
    intentId,
    exceptionId,
    creditId,
    sourceId,
    noticeId: shop.ids.next(),
    statementId: shop.ids.next(),
    token,
    paymentId,
    shop: shop.shop.id,
  };
}

/** An account, a payment that waits on it, and a mailbox that tells of it. */
async function walletThings(shop: FullShop, control: TwoShops["services"]["control"], canary: string) {
  const { ids } = shop, accountId = ids.next(), intentId = ids.next(), sourceId = ids.next();
  const asked = () => ({ id: ids.next() });
  taken(
    await setWalletAccount(shop.as(), asked(), {
      accountId,
      wallet: "yape",
      name: `Yape ${canary}`,
      qrText: null,
      injectAmount: false,
      active: true,
      strictAboveCentimos: null,
    }),
  );
  const subject = ids.next(), accountIds = [accountId];
  const waits = { intentId, accountIds, amountCentimos: 4_700, purpose: "sale", subject };
  taken(await openIntent(shop.as(), asked(), waits));
  // Somebody paid more than was asked for: a person has to say that it is for this sale.
  const came = pushEvidence(ids.next(), accountId, 5_000, shop.clock.now(), `Ana ${canary}`);
  const { exceptionId } = taken(await keepEvidence(shop.as(), asked(), came)).outcome;
  assert.ok(exceptionId);
  const place = { control, owner: shop.shop.id, context: shop.as() };
  const mailbox = {
    ...{ sourceId, kind: "mail", name: `Correo ${canary}`, accounts: { yape: accountId } },
    recipient: "duena@correo.test",
  };
  return {
    accountId,
    intentId,
    exceptionId,
    creditId: came.evidenceId,
    sourceId,
    token: taken(await pairSource(place, asked(), mailbox)).secret,
  };
}

const nothing = ({ ids }: FullShop): Named => ({
  productId: ids.next(),
  registerId: ids.next(),
  cashSessionId: ids.next(),
  saleId: ids.next(),
  importId: ids.next(),
  uploadId: ids.next(),
  personId: ids.next(),
  keyId: ids.next(),
  deviceId: ids.next(),
  customerId: ids.next(),
  accountId: ids.next(),
  intentId: ids.next(),
  sourceId: ids.next(),
  noticeId: ids.next(),
  statementId: ids.next(),
  token: "A".repeat(43),
  exceptionId: ids.next(),
  creditId: ids.next(),
  paymentId: ids.next(),
  shop: ids.next(),
});

/** The path with the things it can mean put in. */
function pathOf(pattern: string, things: Things): string {
  const byResource: Readonly<Record<string, string>> = {
    "cash-sessions": things.cashSessionId,
    sales: things.saleId,
    registers: things.registerId,
    products: things.productId,
    imports: things.importId,
    devices: things.deviceId,
    customers: things.customerId,
    payments: things.intentId,
  };
  return pattern.replaceAll(/:(\w+)/g, (_, name: string) => {
    const named = (things as unknown as Readonly<Record<string, string>>)[name];
    if (named !== undefined) return named;
    if (name === "pos") return "1";
    if (name === "bill") return "a-link-that-nobody-made";
    if (name === "which") return things.saleId;
    if (name === "rubro") return "minimarket";
    // Of the right form, and made by nobody.
    if (name === "token") return `${things.personId}.${"0".repeat(64)}`;
    if (name === "secreto") return "de-nadie";
    if (name === "code") return `C-${CANARY}`;
    const resource = byResource[pattern.split("/")[3] ?? ""];
    assert.ok(resource, `${pattern}: say in this test what :${name} is`);
    return resource;
  });
}

let ticket = 1;
function sentTo({ method, pattern }: Route, shop: FullShop, things: Things): Sent {
  const key = { key: shop.ids.next() };
  if (method === "GET") return {};
  if (!pattern.startsWith(API_PATH)) return { body: formOf(shop, things) };
  const path = pattern.slice(API_PATH.length).replaceAll(/:(\w+)/g, "{$1}");
  const json = ["POST", "PUT", "PATCH"].includes(method)
    ? apiBodies(shop, things, ++ticket)[path]
    : undefined;
  return json === undefined ? key : { ...key, json };
}

/** Fields of all the forms of the house: each takes its own. */
const formOf = ({ ids }: FullShop, { productId, importId }: Things) =>
  new URLSearchParams({
    productId,
    importId,
    name: "Rosa",
    role: "cashier",
    cmdId: ids.next(),
    receiptId: ids.next(),
    lossId: ids.next(),
    countId: ids.next(),
    quantity: "1",
    counted: "1",
    reason: "merma",
  });

type Class = "passes" | "sign in" | "forbidden" | "absent";

interface Told {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
}

const size = { routes: 0, actors: new Set<string>(), requests: 0 };
async function told(
  shops: TwoShops,
  at: FullShop,
  actor: Actor,
  route: Route,
  things: Things,
): Promise<Told> {
  at.clock.forward(50);
  size.actors.add(actor.name);
  size.requests++;
  const sent = sentTo(route, at, things);
  const response = await shops.ask(at, actor, route.method, pathOf(route.pattern, things), sent);
  const text = await response.text(), { status, headers } = response;
  assert.ok(status < 500, `${route.key} as ${actor.name}: ${status} ${text.slice(0, 300)}`);
  return { status, location: headers.get("location"), text };
}

function classOf({ status, location }: Told): Class {
  if (status === 401 || location?.startsWith("/ingresar?ir=")) return "sign in";
  return status === 403 ? "forbidden" : "passes";
}

Deno.test("matrix: every route has its row and every row its route", async () => {
  const routes = (await allRoutes()).map(({ key }) => key);
  assert.deepEqual(routes.toSorted(), Object.keys(MATRIX).sort());
});

Deno.test("matrix: each person passes where the table says, and another shop's people are nobody here", () =>
  withTwoShops(async (shops) => {
    const { a, b } = shops;
    const things = await furnish(a, shops.services, CANARY);
    await furnish(b, shops.services, "B");
    const routes = new Map((await allRoutes()).map((route) => [route.key, route]));
    for (const [key, row] of Object.entries(MATRIX)) {
      const route = routes.get(key)!;
      const expected = (role: Role | null): Class =>
        row === "anyone" || row === "nobody"
          ? "passes"
          : role === null
          ? "sign in"
          : row.includes(role)
          ? "passes"
          : "forbidden";
      const strangers = [NOBODY, b.people.cashier, b.people.owner];
      for (const actor of strangers) {
        const answer = await told(shops, a, actor, route, things);
        assert.equal(classOf(answer), expected(null), `${key} as ${actor.name}`);
        if (row !== "anyone") {
          assert.ok(!answer.text.includes(CANARY), `${key} tells ${actor.name} of the shop`);
        }
      }
      for (const [role, actor] of Object.entries(a.people)) {
        const answer = await told(shops, a, actor, route, things);
        assert.equal(
          classOf(answer),
          expected(role as Role),
          `${key} as ${actor.name}: ${answer.text.slice(0, 200)}`,
        );
        if (row === "nobody") assert.equal(answer.status, 404, key);
      }
    }
  }));

/** What a shop that may not sell is told 402 for (features §4.3, the table): a sale, and nothing else. */
const CLOSED_TO_A_BLOCKED_SHOP = new Set(["POST /api/v1/sales"]);

Deno.test("matrix: a shop that may not sell keeps every door but the sale", () =>
  withTwoShops(async (shops) => {
    const { a } = shops;
    const things = await furnish(a, shops.services, CANARY);
    const gate = { open: false, reason: "plan vencido" };
    taken(await setSalesGate(a.as(), { id: a.ids.next() }, gate));
    const routes = new Map((await allRoutes()).map((route) => [route.key, route]));
    for (const [key, row] of Object.entries(MATRIX)) {
      for (const role of ["owner", "cashier", "auditor"] as const) {
        const answer = await told(shops, a, a.people[role], routes.get(key)!, things);
        const passes = typeof row === "string" || row.includes(role);
        assert.equal(classOf(answer), passes ? "passes" : "forbidden", `${key} as ${role}`);
        const refused = passes && CLOSED_TO_A_BLOCKED_SHOP.has(key);
        assert.equal(answer.status === 402, refused, `${key} as ${role}: ${answer.status}`);
      }
    }
  }));

/** Who comes without a session: a device and a program of the shop, the same of another shop, one that was shut out. */
async function strangersWithPapers(
  shops: TwoShops,
): Promise<Readonly<Record<"device" | "program" | "others", readonly Actor[]>>> {
  const { services } = shops, { control } = services;
  const made = async (at: FullShop, name: string) => {
    const device = await testDevice(at.ids.next()), devices = { control, shop: at.shop.id, clock: at.clock };
    taken(await pairDevice(at.as(), taken(await readPairing(await device.pairing({ name })))));
    const { credential } = await newCredential(devices, device.deviceId);
    const keyId = at.ids.next(), forKeys = { control, shop: at.shop.id, makersScopes: KEY_SCOPES };
    const { key } = taken(
      await makeApiKey(at.as(), forKeys, { id: at.ids.next() }, { keyId, name, scopes: [...KEY_SCOPES] }),
    );
    const actor = (kind: string, bearer: string): Actor => ({ name: `${kind} ${name}`, token: null, bearer });
    return {
      deviceId: device.deviceId,
      keyId,
      device: actor("device", credential),
      program: actor("program", key),
    };
  };
  const [own, other, out] = [
    await made(shops.a, "of A"),
    await made(shops.b, "of B"),
    await made(shops.a, "shut out"),
  ];
  const context = { control, shop: shops.a.shop.id };
  taken(await revokeApiKey(shops.a.as(), context, { id: shops.a.ids.next() }, { keyId: out.keyId }));
  taken(
    await shutOutDevice(
      { ...context, clock: shops.a.clock },
      shops.a.as(),
      { id: shops.a.ids.next() },
      out.deviceId,
    ),
  );
  return {
    device: [own.device],
    program: [own.program],
    others: [other.device, other.program, out.device, out.program, {
      ...own.device,
      name: "garbled",
      bearer: `${own.device.bearer}x`,
    }],
  };
}

Deno.test("matrix: devices and programs open what their papers say, and those of others nothing", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, things = await furnish(a, shops.services, CANARY);
    const { device, program, others } = await strangersWithPapers(shops);
    const routes = (await allRoutes()).filter(({ key }) => MATRIX[key] !== "anyone");
    for (const route of routes) {
      const { key, pattern } = route, row = MATRIX[key], isApi = pattern.startsWith(`${API_PATH}/`);
      const shut: Class = row === "nobody" ? "passes" : "sign in";
      const expected = (actor: Actor): Class => {
        if (!isApi || others.includes(actor)) return shut;
        const open = device.includes(actor) ? DEVICE_ROUTES.has(key) : !PERSON_ROUTES.has(key);
        return open ? "passes" : "forbidden";
      };
      for (const actor of [...device, ...program, ...others]) {
        const answer = await told(shops, a, actor, route, things);
        assert.equal(
          classOf(answer),
          expected(actor),
          `${key} as ${actor.name}: ${answer.text.slice(0, 200)}`,
        );
        if (others.includes(actor)) assert.ok(!answer.text.includes(CANARY), `${key} tells ${actor.name}`);
      }
    }
  }));

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** What differs from one request to the next without saying anything: ids, numbers and times. */
const plain = (text: string) =>
  text.replaceAll(UUID, "<id>").replaceAll(/T001-\d+/g, "<ticket>").replaceAll(
    /\d{4}-\d\d-\d\dT[\d:.]+Z/g,
    "<at>",
  );

Deno.test("matrix: to people of B the ids of A are ids of nothing, and nothing of A is told to them", () =>
  withTwoShops(async (shops) => {
    const { a, b } = shops;
    const ofA = await furnish(a, shops.services, CANARY);
    await furnish(b, shops.services, "B");
    const before = await a.store.head();
    for (const route of await allRoutes()) {
      const row = MATRIX[route.key];
      if (!Array.isArray(row) || row.length === 0 || route.pattern.endsWith("/session")) continue;
      const role = row.includes("owner") ? "owner" : row[0] as Role;
      const foreign = await told(shops, b, b.people[role], route, ofA);
      const absent = await told(shops, b, b.people[role], route, nothing(b));
      assert.equal(foreign.status, absent.status, route.key);
      const own = route.pattern.includes(":pos"); // a position is B's own, whoever asks
      const same = /:|^\/api\/v1\/(?:sales|stock-|cash-|imports|sync\/push)/.test(route.pattern) && !own;
      if (same) assert.equal(plain(foreign.text), plain(absent.text), route.key);
      for (const { text } of [foreign, absent]) {
        const asked = text.replaceAll(`C-${CANARY}`, ""); // said by the one who asked
        assert.ok(!asked.includes(CANARY), `${route.key} tells B of A`);
      }
    }
    assert.deepEqual(await a.store.head(), before, "nothing that B did stands in A");
  }));

Deno.test("two hundred requests at once to two shops: each gets what it gets alone", () =>
  withTwoShops(async (shops) => {
    const { a, b } = shops;
    await furnish(a, shops.services, CANARY);
    await furnish(b, shops.services, "B");
    const ask = async (shop: FullShop, path: string) => {
      const response = await shops.ask(shop, shop.people.owner, "GET", API_PATH + path);
      return `${response.status} ${await response.text()}`;
    };
    const asked = [a, b].flatMap((shop) =>
      ["/session", "/products", "/sales", "/ledger/events", "/nada"].map((path) => ({ shop, path }))
    );
    const alone: string[] = [];
    for (const { shop, path } of asked) alone.push(await ask(shop, path));
    assert.equal(new Set(alone).size, asked.length - 1, "only what is not there is the same for both");
    const rounds = Array.from(
      { length: 20 },
      () => Promise.all(asked.map(({ shop, path }) => ask(shop, path))),
    );
    for (const together of await Promise.all(rounds)) assert.deepEqual(together, alone);
  }));

/** Somebody with an account of the platform, and an operator, each with the cookie that only the platform's host is sent. */
async function atThePlatform({ services, a }: TwoShops) {
  const made = taken(
    await createOperator(services, {
      name: "Olga",
      email: "olga@caserito.test",
      password: "una clave muy larga",
    }),
  );
  const session = async (personId: string, way: "operator" | "password") =>
    (await startSession(services, { personId, shop: null, way })).token;
  return {
    anonymous: "",
    account: `caserito=${await session(a.people.owner.personId, "password")}`,
    operator: `caserito-operador=${await session(made.personId, "operator")}`,
  };
}

Deno.test("matrix: the platform's rooms open to their own people, and an operator is nobody in a shop", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, things = await furnish(a, shops.services, CANARY);
    const people = Object.entries(await atThePlatform(shops));
    const routes = new Map((await allRoutes()).map((route) => [route.key, route]));
    const ask = async (host: string, cookie: string, { method, pattern, key }: Route, name: string) => {
      a.clock.forward(50);
      size.actors.add(`${name} at the platform`);
      size.requests++;
      const headers = { cookie, "sec-fetch-site": "same-origin" };
      const body = method === "GET" ? null : formOf(a, things);
      const response = await shops.fetch(
        new Request(`http://${host}${pathOf(pattern, things)}`, { method, headers, body }),
      );
      const text = await response.text(), location = response.headers.get("location");
      assert.ok(response.status < 500, `${key} as ${name}: ${response.status} ${text.slice(0, 200)}`);
      assert.ok(!text.includes(CANARY), `${key} tells ${name} of a shop`);
      return { status: response.status, location, text };
    };
    const later = new Set(Object.keys(PLATFORM).slice(-2));
    const ordered = [...routes.keys()].toSorted((x, y) => Number(later.has(x)) - Number(later.has(y)));
    for (const key of ordered) {
      const row = PLATFORM[key], route = routes.get(key)!;
      for (const [name, cookie] of people) {
        const { status, location } = await ask("caserito.test", cookie, route, name);
        const sentAway = location?.startsWith("/ingresar?ir=") || location === "/operador/ingresar";
        if (row === undefined) {
          assert.ok(
            status === 404 || status === 405 || sentAway || status === 403,
            `${key} as ${name}: ${status}`,
          );
        } else if (row !== "anyone" && row !== name) {
          assert.ok(sentAway || status === 404, `${key} as ${name}: ${status} ${location}`);
        } else if (row === name && !later.has(key)) {
          assert.ok(!sentAway && status !== 404, `${key} as ${name}: ${status} ${location}`);
        }
      }
    }
    const [, operator] = people.find(([name]) => name === "operator")!;
    for (const [key, row] of Object.entries(MATRIX)) {
      if (typeof row === "string") continue;
      const token = operator.split("=")[1]!;
      for (const cookie of [operator, `caserito=${token}`]) {
        const answer = await ask(
          `${a.shop.slug}.caserito.test`,
          cookie,
          routes.get(key)!,
          "operator in a shop",
        );
        assert.equal(classOf(answer), "sign in", key);
      }
    }
  }));

Deno.test("matrix: its size", async () => {
  const { actors, requests } = size, routes = (await allRoutes()).length;
  // deno-lint-ignore no-console -- whoever reads the run sees how much was asked
  console.log(`matrix: ${routes} routes and methods × ${actors.size} actors, ${requests} requests`);
  assert.ok(requests > 10 * routes);
});
