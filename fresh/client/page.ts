import { type ComponentType, h, type VNode } from "preact";
import { SIGNALS, STATE_ID, VALUES } from "./names.ts";

/** What the server wrote into the page: features, islands (URL, export), instances (island, slots), props. */
export type PageState = [
  features: number,
  islands: [url: string, exportName: string][],
  instances: [island: number, slots: Record<string, number>][],
  props: unknown,
];

/** A page (or the answer to a partial request) whose islands are loaded. */
export interface Page {
  readonly document: Document;
  /** True where the markup is on screen already: what the user has typed into it must stay. */
  readonly live: boolean;
  /** The island that starts at a marker; `slots` gives it the props that are JSX of the server. */
  island(mark: string, slots?: (names: Record<string, number>) => Record<string, unknown>): VNode;
}

/** The state of a document, or null if it needs nothing from us. */
export function stateOf(doc: Document): PageState | null {
  const element = doc.getElementById(STATE_ID);
  return element && JSON.parse(element.textContent!);
}

/**
 * Loads the islands of a document.
 *
 * The parts that only some pages load get this function and the page handed over instead of importing
 * this module: what two entries import would become one more request for every page.
 */
export async function loadPage(
  doc: Document,
  [features, islands, instances, props]: PageState,
): Promise<Page> {
  const [values, components] = await Promise.all([
    features & VALUES
      ? Promise.all([import("./values.ts"), features & SIGNALS ? import("./signals.ts") : null])
        .then(([{ unflatten }, signals]) => unflatten(props as [], signals?.revivers))
      : props,
    Promise.all(islands.map(([url, name]) => import(url).then((module) => module[name], reportError))),
  ]) as [Record<string, unknown>[], ComponentType<Record<string, unknown>>[]];
  return {
    document: doc,
    live: doc === document,
    island(mark, slots) {
      const [, , island, number, key] = mark.split(":");
      const instance = +number!;
      const all = { ...values[instance], ...slots?.(instances[instance]![1]) };
      const component = components[+island!];
      if (!component) throw new Error(`No ${islands[+island!]}`);
      return h(component, key ? { ...all, key: decodeURIComponent(key) } : all);
    },
  };
}
