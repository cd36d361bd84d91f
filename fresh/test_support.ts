import type { App } from "./app.ts";
import {
  type BuildCache,
  EMPTY_BUILD_CACHE,
  type FsRouteModule,
  setBuildCache,
  type StaticFileEntry,
} from "./build_cache.ts";

const ORIGIN = "http://localhost";

/** Sends a request through an app without a server. */
export function ask<State>(app: App<State>, path: string, init: RequestInit = {}): Promise<Response> {
  return app.handler()(new Request(ORIGIN + path, init));
}

export async function askText<State>(app: App<State>, path: string, init: RequestInit = {}): Promise<string> {
  return await (await ask(app, path, init)).text();
}

/** What stands inside the body tag of an answer. */
export async function askBody<State>(app: App<State>, path: string, init: RequestInit = {}): Promise<string> {
  const html = await askText(app, path, init);
  return /<body[^>]*>(.*)<\/body>/s.exec(html)?.[1] ?? html;
}

/** Gives an app a build, as the builder would. */
export function withBuild<State>(app: App<State>, build: Partial<BuildCache>): App<State> {
  setBuildCache(app, { ...EMPTY_BUILD_CACHE, ...build });
  return app;
}

/** Gives an app the files of a `routes/` folder, in the order in which they are written here. */
export function withRoutes<State>(app: App<State>, files: Record<string, FsRouteModule>): App<State> {
  const routes = Object.entries(files).map(([path, module]) => ({
    path,
    load: () => Promise.resolve(module),
  }));
  return withBuild(app, { routes });
}

/** A static file whose encoded forms are marked, so that a test sees which one was sent. */
export function staticFile(text: string, overrides: Partial<StaticFileEntry> = {}): StaticFileEntry {
  const bytes = (content: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(content);
  return {
    hash: "abc123",
    contentType: "text/css; charset=utf-8",
    size: text.length,
    immutable: false,
    read: (encoding) =>
      Promise.resolve({ body: bytes(encoding === "identity" ? text : `${encoding}:${text}`), encoding }),
    ...overrides,
  };
}
