import { RegExpRouter } from "hono/router/reg-exp-router";
import { SmartRouter } from "hono/router/smart-router";
import { TrieRouter } from "hono/router/trie-router";
import type { Method } from "./handlers.ts";

export interface RouteMatch<T> {
  /** Null where no pattern fits the path, or none of its handlers the method. */
  readonly item: T | null;
  readonly pattern: string | null;
  readonly params: Record<string, string>;
  /** What the pattern would have answered, where it does not answer this method. */
  readonly allowed: readonly Method[];
}

interface Entry<T> {
  readonly pattern: string;
  readonly byMethod: Map<Method, T>;
  /** Decides and reads the parameters where Hono's answer is only a first guess. */
  readonly exact: URLPattern | null;
}

const DYNAMIC = /[*:{}+?()]/;
/** Parts of a pattern that Hono and URLPattern read in the same way. */
const PLAIN_PART = /^(?::[A-Za-z_]\w*|[\w\-.~!@$&'%,;=]*)$/;
const NO_PARAMS: Record<string, string> = Object.freeze({});

/**
 * Static paths win over patterns; among patterns the first registered wins. Hono's routers find the
 * candidates in one step however many routes there are; `URLPattern`, slower by far, runs only for
 * patterns that use more of its syntax than `/literal/:param`.
 */
export class Router<T> {
  readonly #statics = new Map<string, Entry<T>>();
  readonly #patterns = new Map<string, Entry<T>>();
  readonly #index = new SmartRouter<Entry<T>>({ routers: [new RegExpRouter(), new TrieRouter()] });

  /** The first handler registered for a method of a pattern stays. */
  add(methods: readonly Method[], pattern: string, item: T): void {
    const entry = DYNAMIC.test(pattern) ? this.#patternEntry(pattern) : this.#staticEntry(pattern);
    for (const method of methods) {
      if (!entry.byMethod.has(method)) entry.byMethod.set(method, item);
    }
  }

  /** `path` is the raw, encoded path of the URL. Throws a `URIError` on a parameter that is not valid UTF-8. */
  match(method: string, path: string): RouteMatch<T> {
    const found = this.#statics.get(path);
    if (found !== undefined) return answer(found, method, NO_PARAMS);
    if (this.#patterns.size === 0) return answer(null, method, NO_PARAMS);

    const [candidates, stash] = this.#index.match("ALL", path);
    for (const [entry, named] of candidates) {
      if (entry.exact === null) {
        const groups: Record<string, string | number> = named;
        return answer(
          entry,
          method,
          decode(groups, (group) => typeof group === "string" ? group : stash?.[group]),
        );
      }
      const groups = entry.exact.exec({ pathname: path })?.pathname.groups;
      if (groups !== undefined) return answer(entry, method, decode(groups, (value) => value));
    }
    return answer(null, method, NO_PARAMS);
  }

  #staticEntry(pattern: string): Entry<T> {
    const path = encodeLiterals(pattern);
    const known = this.#statics.get(path);
    if (known !== undefined) return known;
    const entry = { pattern, byMethod: new Map<Method, T>(), exact: null };
    this.#statics.set(path, entry);
    return entry;
  }

  #patternEntry(given: string): Entry<T> {
    const pattern = given.startsWith("*") ? `/${given}` : given;
    const known = this.#patterns.get(pattern);
    if (known !== undefined) return known;
    const { path, complete } = indexPath(pattern);
    const exact = complete ? null : new URLPattern({ pathname: pattern });
    const entry = { pattern, byMethod: new Map<Method, T>(), exact };
    this.#patterns.set(pattern, entry);
    this.#index.add("ALL", path, entry);
    return entry;
  }
}

/** The part of a pattern that Hono understands, widened with `/*` where that is not all of it. */
function indexPath(pattern: string): { path: string; complete: boolean } {
  const [root, ...parts] = pattern.split("/").map(encodeLiterals);
  const odd = root === "" ? parts.findIndex((part) => !PLAIN_PART.test(part)) : 0;
  if (odd === -1) return { path: `/${parts.join("/")}`, complete: true };
  // `/a/*` covers `/a` too, which an optional group that opens before its slash may match.
  return { path: ["", ...parts.slice(0, odd), "*"].join("/"), complete: false };
}

function encodeLiterals(pattern: string): string {
  return pattern.replace(/[^\0-\x7f]+/g, encodeURIComponent);
}

function answer<T>(entry: Entry<T> | null, method: string, params: Record<string, string>): RouteMatch<T> {
  if (entry === null) return { item: null, pattern: null, params, allowed: [] };
  const { byMethod, pattern } = entry;
  const item = byMethod.get(method as Method) ?? (method === "HEAD" ? byMethod.get("GET") : undefined);
  if (item !== undefined) return { item, pattern, params, allowed: [] };
  const allowed = new Set(byMethod.keys());
  if (allowed.has("GET")) allowed.add("HEAD");
  return { item: null, pattern, params, allowed: [...allowed] };
}

function decode<V>(
  groups: Record<string, V>,
  valueOf: (group: V) => string | undefined,
): Record<string, string> {
  const params: Record<string, string> = Object.create(null);
  for (const name in groups) {
    const group = groups[name];
    const raw = group === undefined ? undefined : valueOf(group);
    params[name] = raw === undefined ? "" : raw.includes("%") ? decodeURI(raw) : raw;
  }
  return params;
}
