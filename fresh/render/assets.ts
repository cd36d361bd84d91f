import type { BuildCache } from "../build_cache.ts";
import { currentRender } from "./state.ts";

/** Query parameter that carries the content hash of a static file. */
export const ASSET_KEY = "__frsh_c";

let active: BuildCache | null = null;

/** Makes `asset()` answer from this build also where no page is being rendered. */
export function activateAssets(cache: BuildCache): void {
  active = cache;
}

/** A static file's path with its content hash, so that it may be cached for a year; other paths unchanged. */
export function hashedPath(path: string, basePath = ""): string {
  if (!path.startsWith("/") || path.startsWith("//")) return path;
  const cache = currentRender()?.cache ?? active;
  const [, file = "", query = "", fragment = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/.exec(path) ?? [];
  const hash = cache?.file(decodePath(file))?.hash;
  const prefix = basePath === "/" ? "" : basePath;
  if (!hash || query.includes(ASSET_KEY + "=")) return prefix + path;
  return `${prefix}${file}${query ? query + "&" : "?"}${ASSET_KEY}=${hash}${fragment}`;
}

/** `hashedPath` for each candidate of a `srcset`; one with unusual syntax stays as it is. */
export function hashedSrcSet(srcset: string, basePath?: string): string {
  const candidates = srcset.split(",");
  if (srcset.includes("(") || candidates.some((part) => part.trim() === "")) return srcset;
  return candidates.map((part) => part.replace(/\S+/, (url) => hashedPath(url, basePath))).join(",");
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
