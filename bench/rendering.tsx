import { App, type Context } from "fresh";
import { Hono } from "hono";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { createApp } from "../app.ts";
import { openServices, type Services } from "../compose.ts";
import { readEnvironment } from "../config.ts";
import { newBuilder } from "../fresh.config.ts";
import TillPage, { handler as tillHandler } from "../routes/(tienda)/caja/index.tsx";
import type { ShopState } from "../routes/(_shared)/define.ts";
import Document from "../routes/_app.tsx";
import LandingPage from "../routes/index.tsx";
import { seedDemoShops } from "../scripts/demo_shops.ts";
import { cashiersOfShop } from "../events/store/control/people.ts";
import { shopBySlug } from "../events/store/control/shops.ts";
import { type Figure, rate, type Sides } from "./measure.ts";

type Answer = (request: Request) => Response | Promise<Response>;
type Apply = (app: object) => void;

const SHOP = "http://minimarket-lucha.caserito.test";

interface Platform {
  readonly services: Services;
  readonly apply: Apply;
}

async function openPlatform(dir: string): Promise<Platform> {
  const services = await openServices(readEnvironment({
    CASERITO_ENV: "test",
    CASERITO_DATA_DIR: dir,
    CASERITO_BASE_DOMAIN: "caserito.test",
  }));
  await seedDemoShops(services);
  return { services, apply: await newBuilder().build({ snapshot: "memory" }) };
}

/** What a page is made of, taken from one real request, so that both sides render it without asking anything. */
interface Ready {
  readonly path: string;
  readonly state: ShopState;
  page(ctx: Context<ShopState>): VNode;
}

async function readyTill({ services, apply }: Platform): Promise<Ready> {
  const shop = (await shopBySlug(services.control, "minimarket-lucha"))!;
  const [staff] = await cashiersOfShop(services.control, shop.id);
  const state = { services, shop, staff: staff!, store: await services.tenants.get(shop.id) } as ShopState;
  let data: Awaited<ReturnType<typeof tillHandler.GET>>["data"] | undefined;
  const app = withState(state).get("/caja", async (ctx) => {
    data = (await tillHandler.GET(ctx)).data;
    return ctx.text("");
  });
  apply(app);
  await app.handler()(new Request(`${SHOP}/caja`));
  return { path: "/caja", state, page: (ctx) => <TillPage {...ctx} data={data!} /> };
}

const readyLanding = ({ services }: Platform): Ready => ({
  path: "/",
  state: { services, shop: null, staff: null, store: null } as unknown as ShopState,
  page: (ctx) => (
    <LandingPage {...ctx} data={{ origin: "http://localhost", canonical: "http://localhost/", demo: null }} />
  ),
});

const withState = (state: ShopState) =>
  new App<ShopState>().use((ctx) => {
    Object.assign(ctx.state, state);
    return ctx.next();
  });

/** The page through our implementation of Fresh: islands, styles, head, document. */
function freshAnswer(
  { path, state, page }: Ready,
  apply: Apply,
  seen?: (ctx: Context<ShopState>) => void,
): Answer {
  const app = withState(state).appWrapper(Document).get(path, (ctx) => {
    seen?.(ctx);
    return ctx.render(page(ctx));
  });
  apply(app);
  return app.handler();
}

/** The same components with the same data through Hono and the renderer alone: markup that stays dead in the browser. */
async function bareAnswer(ready: Ready, apply: Apply): Promise<Answer> {
  let ctx: Context<ShopState> | undefined;
  await freshAnswer(ready, apply, (seen) => ctx = seen)(new Request(SHOP + ready.path));
  const app = new Hono().get(ready.path, (c) => {
    const document = <Document {...ctx!} Component={() => ready.page(ctx!)} data={undefined} />;
    return c.html(`<!DOCTYPE html>${renderToString(document)}`);
  });
  return (request) => app.fetch(request);
}

/** One request after the other, each read to its end. */
const askedOf = (count: number, answer: Answer, url: string, headers: HeadersInit = {}) =>
  rate(count, async () => {
    for (let i = 0; i < count; i++) {
      const response = await answer(new Request(url, { headers }));
      if (response.status !== 200) throw new Error(`${url} answers ${response.status}`);
      await response.text();
    }
  });

async function sides(
  platform: Platform,
  ready: Ready,
  count: number,
  ours: { readonly answer: Answer; readonly headers?: HeadersInit },
): Promise<Sides> {
  const bare = await bareAnswer(ready, platform.apply), url = SHOP + ready.path;
  return {
    ours: () => askedOf(count, ours.answer, url, ours.headers),
    bare: () => askedOf(count, bare, url),
    close: () => platform.services.close(),
  };
}

async function cashiersCookie({ services }: Platform, answer: Answer): Promise<string> {
  const shop = (await shopBySlug(services.control, "minimarket-lucha"))!;
  const [cashier] = await cashiersOfShop(services.control, shop.id);
  const signedIn = await answer(
    new Request(`${SHOP}/ingresar`, {
      method: "POST",
      body: new URLSearchParams({ personId: cashier!.personId, pin: "1234" }),
      headers: { origin: SHOP, "sec-fetch-site": "same-origin" },
    }),
  );
  return signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
}

const PAGES = 600;
const BARE = "the same components and data through Hono and preact-render-to-string, without islands";

const rendering = (
  figure: Pick<Figure, "name" | "title" | "unit">,
  prepare: (platform: Platform, count: number) => Promise<Sides>,
): Figure => ({
  ...figure,
  bare: BARE,
  rounds: 5,
  prepare: async ({ dir, scale }) => await prepare(await openPlatform(dir), Math.max(50, PAGES * scale)),
});

/** As many routes as the house has, asked in turn: finding one, its parameter and a middleware around it. */
const ROUTES = 40;

const ROUTER: Figure = {
  name: "router",
  title: `routing among ${ROUTES} routes, one middleware, a text`,
  unit: "requests/s",
  bare: "plain Hono with the same routes",
  rounds: 5,
  prepare({ scale }) {
    const count = Math.max(500, 20_000 * scale), app = new App(), bare = new Hono();
    app.use((ctx) => ctx.next());
    bare.use((_, next) => next());
    for (let i = 0; i < ROUTES; i++) {
      app.get(`/room${i}/:id`, (ctx) => ctx.text(ctx.params.id!));
      bare.get(`/room${i}/:id`, (c) => c.text(c.req.param("id")));
    }
    const asked = (answer: Answer) =>
      rate(count, async () => {
        for (let i = 0; i < count; i++) {
          const text = await (await answer(new Request(`${SHOP}/room${i % ROUTES}/${i}`))).text();
          if (text !== String(i)) throw new Error(`route ${i} answers ${text}`);
        }
      });
    return Promise.resolve({
      ours: () => asked(app.handler()),
      bare: () => asked((request) => bare.fetch(request)),
      close: () => Promise.resolve(),
    });
  },
};

export const RENDERING: readonly Figure[] = [
  rendering(
    { name: "caja", title: "/caja, the whole request: session, queries, page", unit: "pages/s" },
    async (platform, count) => {
      const app = createApp(platform.services);
      platform.apply(app);
      const answer = app.handler(), cookie = await cashiersCookie(platform, answer);
      return await sides(platform, await readyTill(platform), count, { answer, headers: { cookie } });
    },
  ),
  rendering(
    { name: "render-caja", title: "/caja, rendering alone", unit: "pages/s" },
    async (platform, count) => {
      const ready = await readyTill(platform);
      return await sides(platform, ready, count, { answer: freshAnswer(ready, platform.apply) });
    },
  ),
  rendering(
    { name: "render-landing", title: "landing, rendering alone", unit: "pages/s" },
    async (platform, count) => {
      const ready = readyLanding(platform);
      return await sides(platform, ready, count * 5, { answer: freshAnswer(ready, platform.apply) });
    },
  ),
  ROUTER,
];
