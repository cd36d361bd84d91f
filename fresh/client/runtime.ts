/** `fresh/runtime` in the browser; the same exports as `../runtime.ts`. */
import type { ComponentChildren } from "preact";
import type { HeadProps, PartialProps } from "../runtime.ts";
import { STATE_ID } from "./names.ts";
import { lockPath, lockSrcSet } from "./asset_path.ts";

export type { HeadProps, PartialProps };

export const IS_BROWSER = true;

export function asset(path: string, basePath?: string): string {
  return lockPath(path, buildId(), basePath);
}

export function assetSrcSet(srcset: string, basePath?: string): string {
  return lockSrcSet(srcset, buildId(), basePath);
}

/** The head is the server's: what an island adds to it was written with the page. */
export function Head(_props: HeadProps): ComponentChildren {
  return null;
}

export function Partial(props: PartialProps): ComponentChildren {
  return props.children;
}

/** A page with islands carries the id of the build that rendered it. */
function buildId(): string {
  return document.getElementById(STATE_ID)?.dataset.build ?? "";
}
