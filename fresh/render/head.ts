import { type ComponentChildren, Fragment, h } from "preact";
import { TOKEN } from "./markers.ts";
import { comment, type RenderedVNode } from "./preact_internals.ts";
import { currentRender } from "./state.ts";

/** What may stand in a `<head>`; each is told apart so that a later one can take its place. */
export const HEAD_ELEMENTS: ReadonlySet<string> = new Set([
  "title",
  "meta",
  "link",
  "script",
  "style",
  "base",
  "noscript",
  "template",
]);

/** Marks the children of `<Head>` in the body's HTML; `composeHead` moves them up afterwards. */
export function renderHead(children: ComponentChildren): ComponentChildren {
  if (currentRender() === null) return null;
  return h(HeadPart, null, comment(TOKEN.headStart), children, comment(TOKEN.headStop));
}

/** Only there to be found by `isInHead`. */
function HeadPart(props: { children?: ComponentChildren }): ComponentChildren {
  return h(Fragment, null, props.children);
}

/** True below `<head>` and below `<Head>`. */
export function isInHead(vnode: RenderedVNode): boolean {
  for (let above = vnode.__; above; above = above.__) {
    if (above.type === "head" || Object.is(above.type, HeadPart)) return true;
  }
  return false;
}

/**
 * Two elements with the same identity are one. Order as Fresh documents it: any title, then `key`, then
 * `id`, then the `name` (or `property`) of a meta; without these, equal attributes.
 */
export function headIdentity(vnode: RenderedVNode): string {
  const tag = String(vnode.type);
  const { id, name, property, ...props } = vnode.props;
  if (tag === "title") return "title";
  if (vnode.key !== undefined && vnode.key !== null) return `key ${String(vnode.key)}`;
  if (id !== undefined) return `${tag} id ${String(id)}`;
  if (tag === "meta" && name !== undefined) return `meta name ${String(name)}`;
  if (tag === "meta" && property !== undefined) return `meta property ${String(property)}`;
  const attributes = Object.keys(props).filter((prop) => prop !== "nonce").sort();
  return `${tag} ${attributes.map((prop) => `${prop}=${attributeText(props[prop])}`).join(" ")}`;
}

const HEAD_PART = new RegExp(`<!--${TOKEN.headStart}-->(.*?)<!--${TOKEN.headStop}-->`, "gs");
const ITEM = new RegExp(`<!--${TOKEN.itemStart}([^>]*)-->(.*?)<!--${TOKEN.itemStop}-->`, "gs");

/**
 * Takes every `<Head>` out of the rendered HTML and puts its elements in the place of the element with
 * the same identity, or answers them as `rest`, to be written at the end of the head.
 */
export function composeHead(html: string): { html: string; rest: string } {
  if (!html.includes(TOKEN.itemStart) && !html.includes(TOKEN.headStart)) return { html, rest: "" };
  const late = new Map<string, string>();
  const body = html.replace(HEAD_PART, (_, part: string) => {
    for (const [, identity = "", item = ""] of part.matchAll(ITEM)) late.set(identity, item);
    return "";
  });
  const composed = body.replace(ITEM, (_, identity: string, item: string) => {
    const newer = late.get(identity);
    late.delete(identity);
    return newer ?? item;
  });
  return { html: composed, rest: [...late.values()].join("") };
}

function attributeText(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
