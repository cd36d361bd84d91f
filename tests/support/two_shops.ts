import { createApp } from "../../app.ts";
import { startSession } from "../../commands/people/sessions.ts";
import { fixedId } from "../../commands/fixed_id.ts";
import { createShop } from "../../commands/shops/create_shop.ts";
import { openServices, type Services } from "../../compose.ts";
import { readEnvironment } from "../../config.ts";
import { type Role, ROLES, staffOfShop } from "../../events/store/control/people.ts";
import type { Shop } from "../../events/store/control/shops.ts";
import { withRoutes } from "../../fresh/test_support.ts";
import type { FsRouteModule } from "../../fresh/build_cache.ts";
import { HandClock, taken, type TestShop, testShop } from "./test_shop.ts";

const BASE = "caserito.test";
const ROUTES = new URL("../../routes/", import.meta.url);

/** Who sends a request: nobody, or a person of a shop with a session there. */
export interface Actor {
  readonly name: string;
  /** Null for nobody. */
  readonly token: string | null;
  /** In place of a session: the credential of a device, the key of a program. */
  readonly bearer?: string;
}
export const NOBODY: Actor = { name: "anonymous", token: null };

/** A shop as commands see it, with its people and their sessions. */
export interface FullShop extends TestShop {
  readonly shop: Shop;
  readonly people: Readonly<Record<Role, Actor & { readonly personId: string }>>;
}

export interface Sent {
  readonly json?: unknown;
  readonly body?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as `Idempotency-Key`. */
  readonly key?: string;
}

export interface TwoShops {
  readonly services: Services;
  readonly clock: HandClock;
  readonly a: FullShop;
  readonly b: FullShop;
  /** Through the whole application, at whatever host the request names. */
  fetch(request: Request): Promise<Response>;
  /** Through the whole application, at the host of the shop. */
  ask(at: FullShop, actor: Actor, method: string, path: string, sent?: Sent): Promise<Response>;
  /** The same by a client that does not say where the request was made. */
  silent(at: FullShop, actor: Actor, method: string, path: string): Promise<Response>;
}

/** Two shops of one platform behind the real application: routes, guards and API as they are served. */
export async function withTwoShops(work: (shops: TwoShops) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir({ prefix: "caserito-" });
  const clock = new HandClock();
  const environment = readEnvironment({
    CASERITO_ENV: "test",
    CASERITO_DATA_DIR: dir,
    CASERITO_BASE_DOMAIN: BASE,
  });
  const services = await openServices(environment, clock);
  try {
    const app = withRoutes(createApp(services), await routeModules()).handler();
    const silent: TwoShops["ask"] = async (at, actor, method, path, sent = {}) => {
      const headers = new Headers(sent.headers);
      if (actor.token) headers.set("cookie", `caserito=${actor.token}`);
      if (actor.bearer) headers.set("authorization", `Bearer ${actor.bearer}`);
      if (sent.key) headers.set("idempotency-key", sent.key);
      if (sent.json !== undefined) headers.set("content-type", "application/json");
      const body = sent.json === undefined ? sent.body : JSON.stringify(sent.json);
      const url = new URL(path, `http://${at.shop.slug}.${BASE}`);
      return await app(new Request(url, { method, headers, ...body === undefined ? {} : { body } }));
    };
    const ask: TwoShops["ask"] = (at, actor, method, path, sent = {}) => {
      const named = new Headers(sent.headers).has("origin") ? {} : { "sec-fetch-site": "same-origin" };
      return silent(at, actor, method, path, { ...sent, headers: { ...named, ...sent.headers } });
    };
    await withShop(
      services,
      clock,
      "minimarket-lucha",
      (a) =>
        withShop(
          services,
          clock,
          "bodega-rosa",
          (b) => work({ services, clock, a, b, fetch: app, ask, silent }),
        ),
    );
  } finally {
    await services.close();
    await Deno.remove(dir, { recursive: true });
  }
}

async function withShop(
  services: Services,
  clock: HandClock,
  slug: string,
  work: (shop: FullShop) => Promise<void>,
): Promise<void> {
  const { ids } = services;
  const shop = taken(
    await createShop(services, {
      slug,
      name: slug,
      niche: "minimarket",
      address: null,
      ruc: null,
      registers: ["Caja 1"],
      people: ROLES.map((role) => ({
        name: `${role} ${slug.split("-").at(-1)}`,
        role,
        email: null,
        password: null,
        pin: null,
      })),
    }),
  );
  const people = await signedIn(services, shop);
  const registerId = fixedId(`${slug}/register/1`), lucha = people.cashier.personId;
  await services.tenants.withTenant(
    shop.id,
    (store) => work({ shop, people, ...testShop({ store, clock, ids, registerId, lucha }) }),
  );
}

/** Sessions as signing in makes them, without the seconds that four passwords take. */
async function signedIn({ control, clock }: Services, shop: Shop): Promise<FullShop["people"]> {
  const staff = await staffOfShop(control, shop.id);
  const entries = await Promise.all(staff.map(async ({ personId, name, role }) => {
    const { token } = await startSession({ control, clock }, { personId, shop: shop.id, way: "password" });
    return [role, { name, token, personId }] as const;
  }));
  return Object.fromEntries(entries) as FullShop["people"];
}

/** Paths of the files below `routes/`, as the builder finds them. */
export function routeFiles(folder = ROUTES, under = ""): string[] {
  return [...Deno.readDirSync(folder)].flatMap((entry) => {
    const path = `${under}${entry.name}`;
    if (entry.isDirectory) return routeFiles(new URL(`${encodeURI(entry.name)}/`, folder), `${path}/`);
    return /\.tsx?$/.test(path) && !/_test\.tsx?$/.test(path) && !/\(_[^/]+\)\//.test(path) ? [path] : [];
  }).sort();
}

export const routeModules = async (): Promise<Record<string, FsRouteModule>> =>
  Object.fromEntries(
    await Promise.all(
      routeFiles().map(async (path) => [path, await import(new URL(encodeURI(path), ROUTES).href)]),
    ),
  );
