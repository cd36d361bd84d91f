import { createApp } from "../../app.ts";
import { startSession } from "../../commands/people/sessions.ts";
import { openServices, type Services } from "../../compose.ts";
import { readEnvironment } from "../../config.ts";
import type { Shop } from "../../events/store/control/shops.ts";
import { withRoutes } from "../../fresh/test_support.ts";
import type { LimaDay } from "../../kernel/time.ts";
import { HandClock } from "./hand_clock.ts";
import { invoiced, noticed, tell } from "./membership_facts.ts";
import { shopOver } from "./shop_over.ts";
import { type Sqld, startSqld } from "./sqld.ts";
import { type TestShop, testShop } from "./test_shop.ts";
import { routeModules } from "./two_shops.ts";

const BASE = "caserito.test", DAY_MS = 86_400_000;
export const DUE = "2026-11-23" as LimaDay;

/** One process of the platform, with the application it serves. */
export interface Node {
  readonly services: Services;
  fetch(request: Request): Promise<Response>;
}

/** A platform of several processes over the same databases, one shop in it, and one clock for all of them. */
export interface Platform extends Node {
  readonly kind: "files" | "sqld";
  readonly clock: HandClock;
  readonly shop: TestShop & { readonly shop: Shop };
  /** The server that holds the databases; null over files. */
  readonly server: Sqld | null;
  readonly dir: string;
  /** Another process. Closed with the platform. */
  another(): Promise<Node>;
  /** The shop as that process has it. */
  shopAt(node: Node): Promise<TestShop>;
  /** A session of the shop's owner. */
  signIn(): Promise<string>;
  /** A request of the shop's owner, signed in now. */
  ask(node: Node, method: string, path: string, sent?: Sent): Promise<Answer>;
  /** An invoice that falls due on {@link DUE}, and its notices in time. */
  bill(): Promise<{ readonly invoiceId: string }>;
  /** Days after the start; the block of an unpaid invoice comes on the ninth, at five in the morning. */
  wait(days: number): void;
}

interface Sent {
  readonly json?: unknown;
  readonly body?: ReadableStream<Uint8Array>;
  readonly key?: string;
  /** Of a session that {@link Platform.signIn} began; a new one where it is left out. */
  readonly token?: string;
}

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
}

type Work = (platform: Platform) => Promise<void>;

/** The same test over files and over a real libSQL server, each from nothing. */
export function onEachStore(name: string, work: Work, only?: Platform["kind"]): void {
  if (only !== "sqld") Deno.test(`files: ${name}`, () => withPlatform("files", null, work));
  if (only !== "files") {
    Deno.test(`sqld: ${name}`, async () => {
      const server = await startSqld();
      if (!server) return; // it said so; CI demands one
      try {
        await withPlatform("sqld", server, work);
      } finally {
        await server.stop();
      }
    });
  }
}

async function withPlatform(kind: Platform["kind"], server: Sqld | null, work: Work): Promise<void> {
  const dir = await Deno.makeTempDir({ prefix: "caserito-nodes-" }), clock = new HandClock();
  const environment = readEnvironment({
    CASERITO_ENV: "test",
    CASERITO_BASE_DOMAIN: BASE,
    CASERITO_DATA_DIR: dir,
    ...server && { CASERITO_DB_URL: server.url, CASERITO_DB_ADMIN_URL: server.adminUrl },
  });
  const nodes: Node[] = [];
  const another = async (): Promise<Node> => {
    const services = await openServices(environment, clock);
    const node = { services, fetch: withRoutes(createApp(services), await routeModules()).handler() };
    nodes.push(node);
    return node;
  };
  try {
    const node = await another(), { services } = node;
    const shop = await shopOver(services, clock, "bodega-ana"), { control } = services;
    const signIn = async () => {
      const session = { personId: shop.lucha, shop: shop.shop.id, way: "password" } as const;
      return (await startSession({ control, clock }, session)).token;
    };
    await work({
      ...node,
      ...{ kind, clock, shop, server, dir, another },
      shopAt: async ({ services: { tenants, ids } }) => {
        const store = await tenants.get(shop.shop.id), { registerId, lucha } = shop;
        return testShop({ store, clock, ids, registerId, lucha });
      },
      signIn,
      ask: async (at, method, path, { token, ...sent } = {}) =>
        await asked(at, token ?? await signIn(), shop.shop, method, path, sent),
      async bill() {
        const { facts, invoiceId } = invoiced(services.ids, DUE);
        await tell(services, shop.shop.id, ...facts);
        clock.forward(2 * DAY_MS);
        await tell(services, shop.shop.id, ...noticed(services.ids, invoiceId));
        await services.membership.refresh();
        return { invoiceId };
      },
      wait: (days) => void clock.forward(days * DAY_MS),
    });
  } finally {
    for (const { services } of nodes.reverse()) await services.close();
    await Deno.remove(dir, { recursive: true });
  }
}

async function asked(
  { services, fetch }: Node,
  token: string,
  shop: Shop,
  method: string,
  path: string,
  { json, body, key = services.ids.next() }: Sent,
): Promise<Answer> {
  const sent = json === undefined ? body : JSON.stringify(json);
  const response = await fetch(
    new Request(`http://${shop.slug}.${BASE}${path}`, {
      method,
      headers: {
        cookie: `caserito=${token}`,
        "sec-fetch-site": "same-origin",
        "idempotency-key": key,
        ...sent !== undefined && { "content-type": "application/json" },
      },
      ...sent !== undefined && { body: sent },
    }),
  );
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return { status: response.status, text, body: isJson && text ? JSON.parse(text) : {} };
}
