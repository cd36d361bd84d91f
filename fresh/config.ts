export interface FreshConfig {
  /** Serve below this path: with `/tienda`, the route `/caja` answers at `/tienda/caja`. */
  basePath?: string;
  mode?: "development" | "production";
}

export interface ResolvedFreshConfig {
  root: string;
  /** Empty, or starts with `/` and does not end with it. */
  basePath: string;
  mode: "development" | "production";
}

const BASE_PATH = /^(?:\/[\w.-]+)+$/;

/** Throws on a base path that could never match a request. */
export function resolveConfig(config: FreshConfig): ResolvedFreshConfig {
  const given = config.basePath ?? "";
  const basePath = given === "/" || given === "./" ? "" : given;
  if (basePath !== "" && !BASE_PATH.test(basePath)) {
    throw new Error(`Invalid basePath "${given}": it must start with "/" and must not end with "/"`);
  }
  return { root: ".", basePath, mode: config.mode ?? "production" };
}
