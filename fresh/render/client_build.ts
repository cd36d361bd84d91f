import type { BuildCache } from "../build_cache.ts";

/** Parts of the client runtime that only pages with a use for them load. */
export type ClientFeature = "slots" | "values" | "signals" | "partials";

/** What our own builder knows beyond the contract: enough to preload without a waterfall. */
export interface ClientBuild extends BuildCache {
  /** URL path of a script → URL paths of all scripts it imports statically. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
  /** URL path of the script of each feature. */
  readonly features: Readonly<Record<ClientFeature, string>>;
}

export function isClientBuild(cache: BuildCache): cache is ClientBuild {
  return "imports" in cache && "features" in cache;
}
