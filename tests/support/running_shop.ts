import assert from "node:assert/strict";
import { openServices, type Services } from "../../compose.ts";
import { createShop } from "../../commands/shops/create_shop.ts";
import { readEnvironment } from "../../config.ts";
import { type Shop, shopBySlug } from "../../events/store/control/shops.ts";
import { seedDemoShops } from "../../scripts/demo_shops.ts";
import type { Job } from "../../workers/job.ts";
import { startWorkers } from "../../workers/run_workers.ts";
import type { Clock } from "../../kernel/time.ts";
import { appOver, type Fetch } from "./app.ts";

/** A shop served on loopback as the program serves it, workers included, with a folder of its own and a real clock, unless it is told otherwise. */
export interface RunningShop {
  readonly origin: string;
  readonly dir: string;
  readonly services: Services;
  readonly shop: Shop;
  /** The application itself, at whatever host a request names. */
  readonly fetch: Fetch;
  stop(): Promise<void>;
  /** After {@link stop}: the files are the caller's until then. */
  remove(): Promise<void>;
}

export const DEMO_OWNER = { email: "lucha@caserito.test", password: "caserito-demo" };
export const OWNER = { email: "lucha@caserito.test", password: "una clave larga" };
export const CASHIER = { name: "Rosa Mamani", pin: "1234" };

/** What stands between the program and who asks: a new build, a proxy. */
export type Between = (fetch: Fetch) => Fetch;

export interface RunOptions {
  readonly clock?: Clock;
  /** In place of all of them: none, where a test gives each its turn. */
  readonly jobs?: readonly Job[];
  readonly variables?: Readonly<Record<string, string>>;
  /** Of the owner. */
  readonly phone?: string;
}

/** A shop with nothing to sell yet. */
export const runShop = (
  slug = "minimarket-prueba",
  between?: Between,
  options: RunOptions = {},
): Promise<RunningShop> =>
  running(
    slug,
    async (services) => {
      const made = await createShop(services, {
        slug,
        name: "Minimarket de Prueba",
        niche: "minimarket",
        address: null,
        ruc: null,
        registers: ["Caja 1", "Caja 2"],
        people: [
          { name: "Lucha Quispe", role: "owner", ...OWNER, phone: options.phone ?? null, pin: null },
          { name: CASHIER.name, role: "cashier", email: null, password: null, pin: CASHIER.pin },
        ],
      });
      assert.ok(made.ok);
      return made.value;
    },
    between,
    options,
  );

/** The shop of the demo, which has sold for `historyDays` and today. */
export const runDemo = (historyDays: number): Promise<RunningShop> => {
  const slug = "minimarket-lucha";
  return running(slug, async (services) => {
    await seedDemoShops(services, { historyDays });
    const shop = await shopBySlug(services.control, slug);
    assert.ok(shop);
    return shop;
  });
};

async function running(
  slug: string,
  make: (services: Services) => Promise<Shop>,
  between: Between = (fetch) => fetch,
  { clock, jobs, variables = {} }: RunOptions = {},
): Promise<RunningShop> {
  const dir = await Deno.makeTempDir({ prefix: "caserito-e2e-" });
  let answer: Fetch | null = null;
  // The address stands in the base domain, so the port is taken first and the app follows.
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, automaticCompression: true, onListen() {} },
    (request) => answer ? answer(request) : new Response(null, { status: 503 }),
  );
  const { port } = server.addr;
  const services = await openServices(
    readEnvironment({
      CASERITO_ENV: "test",
      CASERITO_DATA_DIR: dir,
      CASERITO_PORT: String(port),
      ...variables,
    }),
    clock,
  );
  const fetch = answer = between(await appOver(services));
  const shop = await make(services);
  const workers = startWorkers(services, jobs && { jobs });
  return {
    origin: `http://${slug}.localhost:${port}`,
    dir,
    services,
    shop,
    fetch,
    async stop() {
      await server.shutdown();
      await workers.stop();
      await services.close();
    },
    remove: () => Deno.remove(dir, { recursive: true }),
  };
}
