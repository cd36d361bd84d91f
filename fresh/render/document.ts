import { composeHead } from "./head.ts";
import { KEY_ATTRIBUTE, STYLE_TYPE } from "../client/names.ts";
import { TOKEN } from "./markers.ts";
import type { RenderState } from "./state.ts";

const END_OF_HEAD = `<!--${TOKEN.endOfHead}-->`;
const END_OF_BODY = `<!--${TOKEN.endOfBody}-->`;
const KEYS = new RegExp(` ${KEY_ATTRIBUTE}="[^"]*"`, "g");

/** The whole document: what the page did not render of `<html>`, `<head>` and `<body>` is added. */
export function documentOf(
  state: RenderState,
  rendered: string,
  parts: { head: string; body: string },
): string {
  const composed = composeHead(rendered);
  const head = composed.rest + parts.head;
  let html = composed.html;
  html = state.hasBody ? html.replace(END_OF_BODY, () => parts.body) : `<body>${html}${parts.body}</body>`;
  if (state.hasHead) html = html.replace(END_OF_HEAD, () => head);
  else html = withHead(html, `<head><meta charset="utf-8"/>${head}</head>`, state.hasHtml);
  if (!state.hasHtml) html = `<html>${html}</html>`;
  // Only an update of a partial compares by key.
  if (state.partials.size === 0 && html.includes(KEY_ATTRIBUTE)) html = html.replace(KEYS, "");
  return `<!DOCTYPE html>${html}`;
}

/** A page that writes `<html>` without a head gets one right after the opening tag. */
function withHead(html: string, head: string, hasHtml: boolean): string {
  return hasHtml ? html.replace(/<html[^>]*>/, (tag) => tag + head) : head + html;
}

/** Styles as data, for an answer that a script will read. */
export function withDataStyles(html: string): string {
  return html.replace(
    /<style(?=[\s>])([^>]*)>(.*?)<\/style>/gs,
    (_, attributes: string, text: string) => `<script type="${STYLE_TYPE}"${attributes}>${text}</script>`,
  );
}
