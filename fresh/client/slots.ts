/** Reads the server's markup back into vnodes: for JSX handed to islands, and for partials. */
import { type ComponentChild, Fragment, h, type VNode } from "preact";
import { isDataStyle, pageNonce } from "./data_style.ts";
import { KEY_ATTRIBUTE } from "./names.ts";
import type { Page } from "./page.ts";
import { PartialRoot } from "./partial_root.ts";

export { isDataStyle, pageNonce, withStyles } from "./data_style.ts";
export { activePartials } from "./partial_root.ts";

/** The island between two markers, with the slots that are in its markup or in a template. */
export function islandWithSlots(page: Page, start: Comment, end: Node): VNode {
  return page.island(start.data, (names) => {
    const props: Record<string, unknown> = {};
    for (const name in names) props[name] = h(Fragment, null, readSlot(page, names[name]!, start, end));
    return props;
  });
}

function readSlot(page: Page, id: number, start: Node, end: Node): ComponentChild[] {
  const comments = page.document.createTreeWalker(start.parentNode!, NodeFilter.SHOW_COMMENT);
  comments.currentNode = start;
  for (let mark; (mark = comments.nextNode() as Comment) && mark !== end;) {
    if (mark.data === `f:s:${id}`) return readBetween(page, mark, endOf(mark));
  }
  const template = page.document.getElementById(`f-slot-${id}`) as HTMLTemplateElement | null;
  const mark = template?.content.firstChild;
  return mark ? readBetween({ ...page, live: false }, mark, null) : [];
}

export function partialVNode(page: Page, start: Comment, end: Node): ComponentChild {
  const [, , name, mode] = start.data.split(":");
  return h(PartialRoot, { name: decodeURIComponent(name!), mode: mode! }, readBetween(page, start, end));
}

/** The vnodes of everything between two siblings. */
export function readBetween(page: Page, start: Node, end: Node | null): ComponentChild[] {
  return readFrom(page, start.nextSibling, end);
}

function readFrom(page: Page, first: Node | null, end: Node | null): ComponentChild[] {
  const found: ComponentChild[] = [];
  for (let node = first; node && node !== end; node = node.nextSibling) {
    if (node.nodeType === 1) found.push(readElement(page, node as Element));
    else if (node.nodeType === 3) found.push((node as Text).data);
    else if (isMark(node)) {
      const close = endOf(node);
      const [, kind, key] = node.data.split(":");
      if (kind === "i") found.push(islandWithSlots(page, node, close!));
      else if (kind === "p") found.push(partialVNode(page, node, close!));
      else if (kind === "k") {
        found.push(h(Fragment, { key: decodeURIComponent(key!) }, readBetween(page, node, close)));
      } else found.push(...readBetween(page, node, close));
      if (!close) break;
      node = close;
    }
  }
  return found;
}

function readElement(page: Page, element: Element): VNode {
  const props: Record<string, unknown> = {};
  const known = element as unknown as Record<string, unknown>;
  for (const { name, value } of element.attributes) {
    if (name === KEY_ATTRIBUTE) props.key = decodeURIComponent(value);
    // On screen already: equal to the attribute, so that Preact leaves it and the user's input alone.
    else if (page.live) {
      props[name === "value" ? "defaultValue" : name === "checked" ? "defaultChecked" : name] = value;
    } else props[name] = typeof known[name] === "boolean" ? value !== "false" : value;
  }
  if (!page.live && element.localName === "textarea") props.value = known.value;
  if (isDataStyle(element)) {
    delete props.type;
    props.nonce = pageNonce();
    return h("style", props, element.textContent);
  }
  const inside = element.localName === "template" ? (element as HTMLTemplateElement).content : element;
  return h(element.localName, props, readFrom(page, inside.firstChild, null));
}

function isMark(node: Node): node is Comment {
  return node.nodeType === 8 && (node as Comment).data.startsWith("f:");
}

/** The `/f` that belongs to a marker; both are always siblings. */
export function endOf(start: Node): Node | null {
  let depth = 0;
  for (let node: Node | null = start; node; node = node.nextSibling) {
    if (isMark(node)) depth++;
    else if (node.nodeType === 8 && (node as Comment).data === "/f" && --depth === 0) return node;
  }
  return null;
}
