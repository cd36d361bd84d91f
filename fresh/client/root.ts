import { type ComponentChild, render } from "preact";

/** A vnode with the children and the DOM node that Preact gave it; names as in Preact's published builds. */
interface Mounted {
  type: unknown;
  __e?: Node | null;
  __k?: (Mounted | null)[] | null;
}

/** Renders into the space between two comments, taking over the DOM that the server wrote there. */
export function renderBetween(vnode: ComponentChild, start: ChildNode, end: ChildNode): void {
  const parent = start.parentNode as Element;
  const served: ChildNode[] = [];
  for (let node = start.nextSibling; node && node !== end; node = node.nextSibling) served.push(node);
  // As much of an element as Preact asks of a container, once, when it takes over what is there.
  const root = {
    namespaceURI: parent.namespaceURI,
    firstChild: served[0],
    childNodes: served,
    insertBefore: (node: Node, before: Node | null) => parent.insertBefore(node, before || end),
    __k: null as Mounted | null,
  };
  try {
    render(vnode, root as unknown as Element);
  } catch (error) {
    // Preact has cleared the root; what the server drew is better than nothing.
    end.before(...served);
    throw error;
  }
  // Preact leaves what it could not use at the top of a root, e.g. a placeholder for the browser's version.
  const used = new Set<Node>();
  collect(root.__k, used);
  for (const node of served) if (node.nodeType !== 8 && !used.has(node)) node.remove();
}

function collect(vnode: Mounted | null, used: Set<Node>): void {
  if (!vnode) return;
  if (typeof vnode.type !== "function") used.add(vnode.__e!);
  else vnode.__k?.forEach((child) => collect(child, used));
}
