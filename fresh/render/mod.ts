/** Server rendering: a vnode becomes a whole HTML document, with what its islands need in the browser. */
import { type ComponentChildren, h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { BuildCache } from "../build_cache.ts";
import { activateAssets } from "./assets.ts";
import { clientMarkup } from "./client_markup.ts";
import { documentOf, withDataStyles } from "./document.ts";
import { installRenderHooks } from "./hooks.ts";
import { SlotContent } from "./islands.ts";
import { renderingFor, RenderState } from "./state.ts";

export { activateAssets } from "./assets.ts";
export type { ClientBuild, ClientFeature } from "./client_build.ts";

installRenderHooks();

export interface RenderOptions {
  readonly cache: BuildCache;
  /** Of the request; active links are marked by it. */
  readonly url: URL;
  /** Put on every script and style, for the Content-Security-Policy of the response. */
  readonly nonce: string | null;
  /** The request wants partials (`?fresh-partial=true`): the page comes without scripts. */
  readonly partial: boolean;
  readonly init?: ResponseInit;
  /** Put before every URL of the client build. */
  readonly basePath: string;
}

/** Renders a page. Async components are awaited; their errors and those of other components are thrown. */
export async function renderPage(vnode: ComponentChildren, options: RenderOptions): Promise<Response> {
  activateAssets(options.cache);
  const state = new RenderState(options.cache, options.url, options.nonce);

  let html = await renderWhole(state, vnode, {});
  const templates = await renderUnplacedSlots(state);
  const client = clientMarkup(state, html + templates, options);
  html = documentOf(state, html, { head: client.head, body: templates + client.body });
  if (options.partial) html = withDataStyles(html);

  const headers = new Headers(options.init?.headers);
  headers.set("content-type", "text/html; charset=utf-8");
  return new Response(html, { ...options.init, status: options.init?.status ?? 200, headers });
}

/** One pass for everything that is ready, then one for each async component in it. */
async function renderWhole(state: RenderState, content: ComponentChildren, context: object): Promise<string> {
  let html = renderPass(state, content, context);
  while (state.pending.length > 0) {
    const pending = state.pending;
    state.pending = [];
    for (const { token, result, context } of pending) {
      const filled = renderPass(state, await result, context);
      html = html.replace(`<!--${token}-->`, () => filled);
    }
  }
  return html;
}

function renderPass(state: RenderState, content: ComponentChildren, context: object): string {
  return renderingFor(state, () => renderToString(h(Content, { content }), context));
}

/** Lets anything a component may return stand as a root. */
function Content(props: { content: ComponentChildren }): ComponentChildren {
  return props.content;
}

/** JSX that an island got but does not show yet; rendering one may bring further islands and slots. */
async function renderUnplacedSlots(state: RenderState): Promise<string> {
  let templates = "";
  for (let id = 0; id < state.slots.length; id++) {
    const slot = state.slots[id];
    if (!slot || slot.placed) continue;
    const content = await renderWhole(
      state,
      h(SlotContent, { slot: id, children: slot.children }),
      slot.context,
    );
    templates += `<template id="f-slot-${id}">${content}</template>`;
  }
  return templates;
}
