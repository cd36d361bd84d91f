import assert from "node:assert/strict";
import { API_PATH, ENDPOINTS } from "../../api/mod.ts";
import { handlerMethods } from "../../fresh/handlers.ts";
import { fileToPattern } from "../../fresh/paths.ts";
import { routeFiles } from "./two_shops.ts";

export interface Route {
  readonly key: string;
  readonly method: string;
  /** `/api/v1/sales/:id`. */
  readonly pattern: string;
}

/** From the two routers themselves: the files below `routes/` and the endpoints of the API. */
export async function allRoutes(): Promise<Route[]> {
  const pages = await Promise.all(routeFiles().map(routesOfFile));
  const api = ENDPOINTS.map(({ method, path }) =>
    [method.toUpperCase(), `${API_PATH}${path.replaceAll(/\{(\w+)\}/g, ":$1")}`] as const
  );
  return [...pages.flat(), ...api, ["GET", `${API_PATH}/openapi.json`] as const]
    .map(([method, pattern]) => ({ key: `${method} ${pattern}`, method, pattern }));
}

async function routesOfFile(path: string): Promise<(readonly [method: string, pattern: string])[]> {
  const id = path.replace(/\.tsx?$/, "");
  if (/(?:^|\/)_[^/]+$/.test(id) || id === "api/v1/[...path]") return []; // the API's own table stands for the last
  const { handler, default: component, config } = await import(
    new URL(`../../routes/${encodeURI(path)}`, import.meta.url).href
  );
  assert.equal(config?.routeOverride, undefined, `${path}: the matrix reads patterns from file names`);
  const methods = handler ? handlerMethods(handler) : component ? ["GET" as const] : [];
  return methods.map((method) => [method, fileToPattern(id)]);
}
