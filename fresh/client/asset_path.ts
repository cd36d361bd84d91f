/** Query parameter that carries the id of the build; `staticFiles()` lets such URLs be cached for a year. */
const ASSET_KEY = "__frsh_c";

/** A root-relative path with the build's id in its query; any other path as it is. */
export function lockPath(path: string, buildId: string, basePath = ""): string {
  if (path[0] !== "/" || path[1] === "/") return path;
  const [, file = "", query = "", fragment = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(path)!;
  const prefix = basePath === "/" ? "" : basePath;
  if (!buildId || query.includes(ASSET_KEY + "=")) return prefix + path;
  return `${prefix}${file}${query ? query + "&" : "?"}${ASSET_KEY}=${buildId}${fragment}`;
}

/** `lockPath` for each candidate of a `srcset`; one with unusual syntax stays as it is. */
export function lockSrcSet(srcset: string, buildId: string, basePath?: string): string {
  const candidates = srcset.split(",");
  if (srcset.includes("(") || candidates.some((part) => !part.trim())) return srcset;
  return candidates.map((part) => part.replace(/\S+/, (url) => lockPath(url, buildId, basePath))).join(",");
}
