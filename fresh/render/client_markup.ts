import { PARTIALS, SIGNALS, SLOTS, STATE_ID, VALUES } from "../client/names.ts";
import { type ClientFeature, isClientBuild } from "./client_build.ts";
import { writeProps } from "./props.ts";
import type { RenderState } from "./state.ts";

/** What a page needs in the browser: nothing, if it has neither islands nor client navigation. */
export interface ClientMarkup {
  readonly head: string;
  readonly body: string;
}

const FEATURE_BIT: Record<ClientFeature, number> = {
  slots: SLOTS,
  values: VALUES,
  signals: SIGNALS,
  partials: PARTIALS,
};

/** Of the development server (`dev/live_reload.ts`); production never writes it. */
const LIVE_SCRIPT = "/_frsh/live.js";

export function clientMarkup(
  state: RenderState,
  html: string,
  options: { readonly basePath: string; readonly partial: boolean },
): ClientMarkup {
  const base = options.basePath === "/" ? "" : options.basePath;
  const { cache } = state;
  const styles = cache.stylesheets.concat([...state.islands.keys()].flatMap((island) => island.css));
  let head = [...new Set(styles)].map((url) => `<link rel="stylesheet" href="${attribute(base + url)}"/>`)
    .join("");

  const nonce = state.nonce ? ` nonce="${attribute(state.nonce)}"` : "";
  const live = cache.dev && !options.partial
    ? `<script type="module" src="${LIVE_SCRIPT}"${nonce}></script>`
    : "";

  const clientNav = state.partials.size > 0 && html.includes("f-client-nav");
  const needsClient = state.instances.length > 0 || clientNav;
  if (!needsClient || cache.clientEntry === null) {
    if (state.instances.length > 0) {
      throw new Error("The page has islands, but this build has no client code.");
    }
    return { head, body: live };
  }

  const props = writeProps(state.instances);
  const features: ClientFeature[] = [];
  if (state.slots.length > 0 || clientNav) features.push("slots");
  if (props.rich) features.push("values");
  if (props.signals) features.push("signals");
  if (clientNav) features.push("partials");
  const islands = [...state.islands.keys()].map((island) => [base + island.file, island.exportName]);
  const data = [
    features.reduce((bits, feature) => bits | FEATURE_BIT[feature], 0),
    JSON.stringify(islands),
    JSON.stringify(state.instances.map(({ island, slots }) => [state.islandIndex(island), slots])),
    props.json,
  ];
  // A data block: there is no inline script, hence nothing for a Content-Security-Policy to allow.
  let body = `<script id="${STATE_ID}" type="application/json" data-build="${attribute(cache.buildId)}">[${
    data.map((part) => String(part).replaceAll("<", "\\u003c")).join(",")
  }]</script>`;

  if (!options.partial) {
    const entry = base + cache.clientEntry;
    for (const url of scriptsOf(state, features)) {
      head += `<link rel="modulepreload" href="${attribute(base + url)}"${nonce}/>`;
    }
    body += `<script type="module" src="${attribute(entry)}"${nonce}></script>${live}`;
  }
  return { head, body };
}

/** Every script the page will load, except the entry, which the page names itself. */
function scriptsOf(state: RenderState, features: readonly ClientFeature[]): string[] {
  const { cache } = state;
  const roots = [...state.islands.keys()].map((island) => island.file);
  const found = new Set<string>(cache.preloads);
  if (isClientBuild(cache)) {
    for (const feature of features) roots.push(cache.features[feature]);
    for (const url of [cache.clientEntry ?? "", ...roots]) {
      for (const imported of cache.imports.get(url) ?? []) found.add(imported);
    }
  }
  for (const url of roots) found.add(url);
  if (cache.clientEntry !== null) found.delete(cache.clientEntry);
  return [...found];
}

function attribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
}
