import { Fragment, type FunctionComponent, h, isValidElement, type VNode } from "preact";
import { type BuildCache, EMPTY_BUILD_CACHE } from "./build_cache.ts";
import type { ResolvedFreshConfig } from "./config.ts";
import { renderPage } from "./render/mod.ts";
import { type LayoutConfig, renderComponent, type RouteComponent } from "./route.ts";

/** The components around a page at one place of the app, outermost first. */
export interface UiTree<State> {
  readonly app: RouteComponent<State> | null;
  readonly layouts: readonly RouteComponent<State>[];
}

/** What middlewares of the framework keep on a context and apps never see. */
export interface Internals<State> {
  tree: UiTree<State>;
  cache: BuildCache;
  /** Set by `csp({ useNonce: true })` before the page is rendered. */
  nonce: string | null;
  /** True once a page was rendered, so that the policy may rely on the nonce. */
  rendered: boolean;
  /** Left by middlewares that an error passed through: what they would have done to the answer. */
  readonly afterError: ((response: Response) => Response)[];
}

export let getInternals: <State>(ctx: Context<State>) => Internals<State>;

/** Query parameter that asks for the partials of a page only. */
const PARTIAL_SEARCH_PARAM = "fresh-partial";

const ENCODER = new TextEncoder();

/** @deprecated Use {@linkcode Context}. */
export type FreshContext<State = unknown> = Context<State>;

/** What is known of one request. Shared by every middleware, handler and page that takes part in it. */
export class Context<State> {
  #internal: Internals<State>;
  readonly config: ResolvedFreshConfig;
  readonly url: URL;
  readonly req: Request;
  /** Pattern of the matched route, null where none matched. */
  readonly route: string | null;
  /** Values of the pattern, decoded. Parts that did not take part are empty. */
  readonly params: Record<string, string>;
  /** Starts empty for each request; middlewares fill it. */
  readonly state: State = {} as State;
  data: unknown = undefined;
  /** The caught error, on error pages and in the middlewares it passed through. */
  error: unknown = null;
  readonly info: Deno.ServeHandlerInfo;
  /** True where the client asks for `<Partial>` contents and not for a whole document. */
  readonly isPartial: boolean;
  /** The page inside a layout. */
  Component: FunctionComponent = () => null;
  /** Lets the next middleware answer. */
  next: () => Promise<Response> = () => Promise.reject(new Error("ctx.next() was called outside a request"));

  static {
    getInternals = (ctx) => ctx.#internal;
  }

  constructor(
    req: Request,
    url: URL,
    info: Deno.ServeHandlerInfo,
    route: string | null,
    params: Record<string, string>,
    config: ResolvedFreshConfig,
    cache: BuildCache = EMPTY_BUILD_CACHE,
  ) {
    this.req = req;
    this.url = url;
    this.info = info;
    this.route = route;
    this.params = params;
    this.config = config;
    this.isPartial = url.search !== "" && url.searchParams.has(PARTIAL_SEARCH_PARAM);
    this.#internal = {
      tree: { app: null, layouts: [] },
      cache,
      nonce: null,
      rendered: false,
      afterError: [],
    };
  }

  /** Redirects. A path never leaves this origin: `//evil.test` becomes `/evil.test`. */
  redirect(pathOrUrl: string, status = 302): Response {
    const location = safeLocation(pathOrUrl);
    return new Response(null, {
      status,
      headers: { location: this.isPartial ? withPartialParam(location) : location },
    });
  }

  /** Answers with a page: the vnode inside the layouts and the app wrapper of this place. */
  async render(
    vnode: VNode | null,
    init: ResponseInit = {},
    config: LayoutConfig = {},
  ): Promise<Response> {
    if (vnode !== null && !isValidElement(vnode)) {
      throw new Error("ctx.render() takes JSX or null");
    }
    const { tree, cache, nonce } = this.#internal;
    const around = config.skipInheritedLayouts ? [] : [...tree.layouts];
    if (tree.app !== null && !config.skipAppWrapper) around.unshift(tree.app);

    let page: VNode = vnode ?? h(Fragment, null);
    for (const component of around.reverse()) {
      const inner = page;
      this.Component = () => inner;
      const outer = renderComponent(this, component, null, this.Component);
      const result = outer instanceof Promise ? await outer : outer;
      if (result instanceof Response) return result;
      page = result;
    }
    this.#internal.rendered = true;
    return await renderPage(page, {
      cache,
      url: this.url,
      nonce,
      partial: this.isPartial,
      init,
      basePath: this.config.basePath,
    });
  }

  text(content: string, init?: ResponseInit): Response {
    return new Response(content, init);
  }

  html(content: string, init: ResponseInit = {}): Response {
    const headers = new Headers(init.headers);
    headers.set("Content-Type", "text/html; charset=utf-8");
    return new Response(content, { ...init, headers });
  }

  json(content: unknown, init?: ResponseInit): Response {
    return Response.json(content, init);
  }

  /** Streams what an iterable or a generator function yields; text is encoded as UTF-8. */
  stream<Chunk extends string | Uint8Array>(
    stream: Iterable<Chunk> | AsyncIterable<Chunk> | (() => Iterable<Chunk> | AsyncIterable<Chunk>),
    init?: ResponseInit,
  ): Response {
    const chunks = typeof stream === "function" ? stream() : stream;
    const encode = new TransformStream<Chunk, Uint8Array>({
      transform: (chunk, out) => out.enqueue(typeof chunk === "string" ? ENCODER.encode(chunk) : chunk),
    });
    return new Response(ReadableStream.from(chunks).pipeThrough(encode), init);
  }
}

/** URL parsers drop these, so that `/\t/evil.test` would leave the origin. */
const IGNORED_BY_URL_PARSERS = /^[\0-\x20]+|[\t\n\r]/g;
const SLASHES = /[/\\]+/g;

function safeLocation(pathOrUrl: string): string {
  const location = pathOrUrl.replace(IGNORED_BY_URL_PARSERS, "");
  if (!location.startsWith("/") && !location.startsWith("\\")) return location;
  const end = location.search(/[?#]/);
  const path = end === -1 ? location : location.slice(0, end);
  return path.replace(SLASHES, "/") + location.slice(path.length);
}

/** Keeps a redirected client in partial mode. Other origins are left alone: they know no partials. */
function withPartialParam(location: string): string {
  if (!location.startsWith("/")) return location;
  const [beforeHash = "", ...hash] = location.split("#");
  const joined = `${beforeHash}${beforeHash.includes("?") ? "&" : "?"}${PARTIAL_SEARCH_PARAM}=true`;
  return [joined, ...hash].join("#");
}
