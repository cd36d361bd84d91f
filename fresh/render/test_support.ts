import type { ComponentChildren } from "preact";
import { type AnyComponent, type BuildCache, EMPTY_BUILD_CACHE, type IslandDef } from "../build_cache.ts";
import { type RenderOptions, renderPage } from "./mod.ts";

/** A build with the given components as islands. */
export function cacheWith(
  islands: Record<string, AnyComponent>,
  more: { readonly [K in keyof BuildCache]?: BuildCache[K] } = {},
): BuildCache {
  const defs = Object.entries(islands).map(([name, component]): [AnyComponent, IslandDef] => [
    component,
    { name, exportName: "default", component, file: `/_fresh/js/${name}.js`, css: [] },
  ]);
  return {
    ...EMPTY_BUILD_CACHE,
    buildId: "b1",
    clientEntry: "/_fresh/js/core.js",
    islands: new Map(defs),
    ...more,
  };
}

export async function htmlOf(
  vnode: ComponentChildren,
  options: Partial<RenderOptions> = {},
): Promise<string> {
  const response = await renderPage(vnode, {
    cache: EMPTY_BUILD_CACHE,
    url: new URL("http://localhost/"),
    nonce: null,
    partial: false,
    basePath: "",
    ...options,
  });
  return await response.text();
}

/** The state that a page carries for its islands: features, islands, instances, props. */
export function stateIn(
  html: string,
): [number, [string, string][], [number, Record<string, number>][], unknown] {
  const text = /<script id="__FRSH_STATE"[^>]*>(.*?)<\/script>/s.exec(html)?.[1];
  if (text === undefined) throw new Error("The page has no state");
  return JSON.parse(text);
}
