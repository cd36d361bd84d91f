/**
 * `fresh/runtime` as the server sees it. The bundler gives islands `client/runtime.ts` in its place,
 * which has the same exports.
 */
import type { ComponentChildren } from "preact";
import { lockedPath, lockedSrcSet } from "./render/assets.ts";
import { renderHead } from "./render/head.ts";
import { renderPartial } from "./render/partial.ts";

/** False on the server, true in the browser. */
export const IS_BROWSER: boolean = typeof document !== "undefined";

/** The path of a static file with the id of the build: such a URL is cached for a year. */
export function asset(path: string, basePath?: string): string {
  return lockedPath(path, basePath);
}

/** Applies `asset()` to every URL of a `srcset` attribute. */
export function assetSrcSet(srcset: string, basePath?: string): string {
  return lockedSrcSet(srcset, basePath);
}

export interface HeadProps {
  children?: ComponentChildren;
}

/** Adds its children to the document's `<head>`; of elements with the same identity the last one wins. */
export function Head(props: HeadProps): ComponentChildren {
  return renderHead(props.children);
}

export interface PartialProps {
  children?: ComponentChildren;
  /** Unique within a page. */
  name: string;
  /** How new content is applied. Default: `"replace"`. */
  mode?: "replace" | "prepend" | "append";
}

/** An area of the page that client navigation can update on its own. */
export function Partial(props: PartialProps): ComponentChildren {
  return renderPartial(props.name, props.mode ?? "replace", props.children);
}
