import { stringify } from "devalue";
import type { IslandInstance } from "./state.ts";
import { isComputed, isSignal, isVNode } from "./preact_internals.ts";

/** The props of all islands of a response, as JSON, and what the browser needs to read them. */
export interface IslandProps {
  readonly json: string;
  /** False: the JSON is an array of the props themselves. True: it was written by devalue. */
  readonly rich: boolean;
  readonly signals: boolean;
}

/**
 * Writes the props of all islands together, so that what two of them share stays one thing.
 * Plain trees stay plain JSON: then the browser needs no parser but its own.
 * Throws an error that names island and prop for what cannot be sent.
 */
export function writeProps(instances: readonly IslandInstance[]): IslandProps {
  const all = instances.map((instance) => instance.props);
  const seen = new Set<unknown>();
  // A prop that is undefined is as good as none; JSON leaves it out.
  const isPlain = (prop: unknown) => prop === undefined || isPlainJson(prop, seen);
  if (all.every((props) => Object.values(props).every(isPlain))) {
    return { json: JSON.stringify(all), rich: false, signals: false };
  }

  let signals = false;
  const reducers = {
    Computed: (value: unknown) => {
      if (!isSignal(value) || !isComputed(value)) return;
      signals = true;
      return [value.peek()];
    },
    Signal: (value: unknown) => {
      if (!isSignal(value)) return;
      signals = true;
      return [value.peek()];
    },
    Refused: (value: unknown) => {
      if (isVNode(value)) {
        throw new UnsendableValue("JSX can only be handed over as a prop or in an array that is one");
      }
    },
  };
  try {
    return { json: stringify(all, reducers), rich: true, signals };
  } catch (error) {
    throw explain(error, instances);
  }
}

class UnsendableValue extends Error {}

/** True for what `JSON.parse` gives back exactly: no cycles, no value used twice, nothing but plain data. */
function isPlainJson(value: unknown, seen: Set<unknown>): boolean {
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0);
    case "object":
      break;
    default:
      return false;
  }
  if (value === null) return true;
  if (seen.has(value)) return false;
  seen.add(value);
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) if (!isPlainJson(value[i], seen)) return false;
    return true;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype || Object.getOwnPropertySymbols(value).length > 0) {
    return false;
  }
  return !Object.hasOwn(value, "__proto__") && typeof (value as { toJSON?: unknown }).toJSON !== "function" &&
    Object.values(value).every((inner) => isPlainJson(inner, seen));
}

/** devalue names the place as `[instance].prop…`. */
function explain(error: unknown, instances: readonly IslandInstance[]): unknown {
  if (!(error instanceof Error)) return error;
  const path = "path" in error && typeof error.path === "string" ? error.path : findRefused(instances);
  const [, index = "", place = ""] = /^\[(\d+)\]\.?(.*)$/s.exec(path) ?? [];
  const island = instances[Number(index)]?.island;
  if (!island) return error;
  const reason = /function/.test(error.message)
    ? "a function cannot be sent to the browser"
    : /POJO/.test(error.message)
    ? "an instance of a class cannot be sent to the browser"
    : error.message;
  return new TypeError(`Island <${island.name}>: prop "${place}": ${reason}.`, { cause: error });
}

/** The path of the first JSX inside data; devalue keeps no path for errors of reducers. */
function findRefused(instances: readonly IslandInstance[]): string {
  const seen = new Set<unknown>();
  const walk = (value: unknown, path: string): string | null => {
    if (isVNode(value)) return path;
    if (typeof value !== "object" || value === null || seen.has(value)) return null;
    seen.add(value);
    const inner = isSignal(value) ? [["value", value.peek()] as const] : Object.entries(value);
    for (const [key, item] of inner) {
      const found = walk(item, `${path}.${key}`);
      if (found) return found;
    }
    return null;
  };
  for (const [index, instance] of instances.entries()) {
    const found = walk(instance.props, `[${index}]`);
    if (found) return found;
  }
  return "";
}
