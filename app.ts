import { App, csp, csrf, HttpError, type Middleware, staticFiles } from "fresh";
import type { Services } from "./compose.ts";
import type { Niche } from "./niches/define_niche.ts";
import { NICHES } from "./niches/mod.ts";
import { apiProblems } from "./routes/(_shared)/api_problems.ts";
import { buildId } from "./routes/(_shared)/build_id.ts";
import type { State } from "./routes/(_shared)/define.ts";
import { require } from "./routes/(_shared)/guards.ts";
import { nicheFrame } from "./routes/(_shared)/NicheFrame.tsx";
import { Metrics } from "./routes/(_shared)/metrics.ts";
import { namedOrigin, rateLimited } from "./routes/(_shared)/walls.ts";

/** No page of ours thinks longer, and nobody needs longer to send a form: whoever waits is told. An answer may stream on. */
const ANSWER_MS = 60_000;

async function inTime(answer: Promise<Response>, answerMs: number): Promise<Response> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Response>((resolve) => {
    timer = setTimeout(
      () => resolve(new Response(null, { status: 503, headers: { "retry-after": "5" } })),
      answerMs,
    );
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The web application over what is open: the same for the server, for development and for tests. In production TLS ends
 * before us, so the origin that a browser names is `https` where our own URL says `http`.
 */
export function createApp(
  services: Services,
  niches: readonly Niche[] = NICHES,
  answerMs: number = ANSWER_MS,
): App<State> {
  const metrics = new Metrics(), secure = services.environment.CASERITO_ENV === "production";
  const app = new ObservedApp(metrics, {
    secure,
    answerMs,
    updateTills: services.environment.CASERITO_UPDATE_TILLS,
  })
    .use((ctx) => {
      ctx.state.services = services;
      ctx.state.metrics = metrics;
      return ctx.next();
    })
    .use(policies(services, secure))
    .use(apiProblems)
    .use(csrf({ origin: (origin, { url }) => origin === `${secure ? "https:" : url.protocol}//${url.host}` }))
    .use(namedOrigin)
    .use(staticFiles())
    .use(rateLimited)
    .fsRoutes();
  for (const { slug, pages } of niches) {
    for (const { path, title, permission, route } of pages) {
      app.use(path, shopsOf(slug), ...permission === null ? [] : [require(permission)])
        .layout(path, nicheFrame(title)).route(path, () => asRoute(route));
    }
  }
  return app;
}

/** A form at the platform may end in a shop: browsers hold the redirects of a form to this directive too. */
const formAction = ({ environment }: Services, secure: boolean): string =>
  `form-action 'self' ${secure ? "https" : "http"}://*.${environment.CASERITO_BASE_DOMAIN}`;

/** The page where a phone and its approval code become a token: only there may a browser speak to who makes it. */
const isYapePage = ({ pathname, searchParams }: URL): boolean =>
  pathname.startsWith("/pagar/") && searchParams.has("yape");

const tokenOrigins = ({ providers }: Services): readonly string[] =>
  [...providers.values()].flatMap(({ tokenAt }) => tokenAt ? [new URL(tokenAt.url).origin] : []);

/** The till reads the codes of a camera with WebAssembly where the browser has nothing of its own (islands/till/camera). */
function policies(services: Services, secure: boolean): Middleware<State> {
  const ours = ["img-src 'self' data: blob:", formAction(services, secure)];
  const page = csp<State>({ useNonce: true, csp: ours });
  const till = csp<State>({
    useNonce: true,
    csp: [...ours, "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'"],
  });
  const yape = csp<State>({
    useNonce: true,
    csp: [...ours, ["connect-src 'self'", ...tokenOrigins(services)].join(" ")],
  });
  return (ctx) => {
    if (isYapePage(ctx.url)) return yape(ctx);
    return (ctx.url.pathname.startsWith("/caja") ? till : page)(ctx);
  };
}

type Route = Awaited<ReturnType<Extract<Parameters<App<State>["route"]>[1], () => unknown>>>;

/** A page of a trade is a module like those below `routes/`: its component is its default export. */
async function asRoute(load: () => Promise<object>): Promise<Route> {
  const { default: component, ...rest } = await load() as Route & { default?: Route["component"] };
  return { ...rest, ...component && { component } };
}

/** A page of one trade is not there for the shops of another. */
const shopsOf = (niche: string): Middleware<State> => (ctx) => {
  if (ctx.state.shop?.niche !== niche) throw new HttpError(404);
  return ctx.next();
};

const SECURITY_HEADERS: readonly (readonly [string, string])[] = [
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "same-origin"],
  ["cross-origin-opener-policy", "same-origin"],
  ["permissions-policy", "camera=(self), microphone=(), geolocation=(), payment=()"],
];

/** Two years, and every shop below the base domain (RFC 6797): production is served over TLS alone. */
const HSTS = ["strict-transport-security", "max-age=63072000; includeSubDomains"] as const;

interface AppOptions {
  readonly secure: boolean;
  readonly answerMs: number;
  readonly updateTills: boolean;
}

/** Finishes every answer around the app and not inside it: error pages are made outside the middlewares. */
class ObservedApp extends App<State> {
  readonly #metrics: Metrics;
  readonly #headers: readonly (readonly [string, string])[];
  readonly #options: AppOptions;

  constructor(metrics: Metrics, options: AppOptions) {
    super();
    this.#metrics = metrics;
    this.#headers = options.secure ? [...SECURITY_HEADERS, HSTS] : SECURITY_HEADERS;
    this.#options = options;
  }

  override handler(): (request: Request, info?: Deno.ServeHandlerInfo) => Promise<Response> {
    const answer = super.handler();
    return async (request, info) => {
      const startedAt = performance.now();
      const response = await inTime(answer(request, info), this.#options.answerMs);
      this.#metrics.observe(request.method, response.status, performance.now() - startedAt);
      for (const [name, value] of this.#headers) response.headers.set(name, value);
      if (this.#options.updateTills) response.headers.set("x-min-build", buildId());
      return response;
    };
  }
}
