import type { BuildCache } from "../build_cache.ts";
import { lockPath, lockSrcSet } from "../client/asset_path.ts";
import { currentRender } from "./state.ts";

let active: BuildCache | null = null;

/** Makes `asset()` answer from this build also where no page is being rendered. */
export function activateAssets(cache: BuildCache): void {
  active = cache;
}

/** A path with the id of the build, so that it may be cached for a year. */
export function lockedPath(path: string, basePath?: string): string {
  return lockPath(path, buildId(), basePath);
}

/** `lockedPath` for each candidate of a `srcset`. */
export function lockedSrcSet(srcset: string, basePath?: string): string {
  return lockSrcSet(srcset, buildId(), basePath);
}

function buildId(): string {
  return (currentRender()?.cache ?? active)?.buildId ?? "";
}
