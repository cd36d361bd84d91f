/**
 * What a build knows about an app: its routes, islands and static files.
 * The builder (development) or the generated snapshot (production) makes one; the server only reads it.
 */

/** Any component, whatever its props: the key by which the renderer knows an island. */
export type AnyComponent =
  | ((props: never, context?: never) => unknown)
  | (new (props: never, context?: never) => unknown);

export interface IslandDef {
  readonly name: string;
  readonly exportName: string;
  readonly component: AnyComponent;
  /** Hashed URL path of its chunk, without the base path. */
  readonly file: string;
  readonly css: readonly string[];
}

export type ContentEncoding = "br" | "gzip" | "identity";

export interface StaticFileEntry {
  /** Content hash, also its ETag; null where the file was not hashed. */
  readonly hash: string | null;
  readonly contentType: string;
  /** Bytes of the identity form. */
  readonly size: number;
  /** True where the URL itself names the content, so that it may be kept for ever. */
  readonly immutable: boolean;
  /** Answers with the wished encoding where that form was built, otherwise with the identity form. */
  read(encoding: ContentEncoding): Promise<{ body: Uint8Array<ArrayBuffer>; encoding: ContentEncoding }>;
}

/** What a file below `routes/` may export. The server validates it when the file is loaded. */
export interface FsRouteModule {
  readonly default?: unknown;
  readonly handler?: unknown;
  readonly handlers?: unknown;
  readonly config?: unknown;
}

export interface FsRouteFile {
  /** Relative to the routes folder, with `/`, e.g. `"(shop)/caja/index.tsx"`. */
  readonly path: string;
  readonly load: () => Promise<FsRouteModule>;
}

export interface BuildCache {
  readonly buildId: string;
  readonly basePath?: string;
  /** URL path of the script that revives islands; null where the app has no client code. */
  readonly clientEntry: string | null;
  readonly islands: ReadonlyMap<AnyComponent, IslandDef>;
  readonly routes: readonly FsRouteFile[];
  /** URL paths of the style sheets of every page. */
  readonly stylesheets: readonly string[];
  readonly preloads?: readonly string[];
  readonly dev: boolean;
  /** The static file served at a decoded URL path below the base path, or null. */
  file(urlPath: string): StaticFileEntry | null;
}

/** An app that was never built: no routes from files, no islands, no static files. */
export const EMPTY_BUILD_CACHE: BuildCache = {
  buildId: "",
  clientEntry: null,
  islands: new Map(),
  routes: [],
  stylesheets: [],
  dev: false,
  file: () => null,
};

const CACHE_BY_APP = new WeakMap<object, BuildCache>();

/** Gives an app the result of its build. Must happen before `app.handler()` is called. */
export function setBuildCache(app: object, cache: BuildCache): void {
  CACHE_BY_APP.set(app, cache);
}

export function getBuildCache(app: object): BuildCache {
  return CACHE_BY_APP.get(app) ?? EMPTY_BUILD_CACHE;
}
