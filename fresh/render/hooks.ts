import { Fragment, h } from "preact";
import { useContext } from "preact/hooks";
import { KEY_ATTRIBUTE } from "../client/names.ts";
import { lockedPath, lockedSrcSet } from "./assets.ts";
import { HEAD_ELEMENTS, headIdentity, isInHead } from "./head.ts";
import { asWritten, InsideIsland, isInIsland, islandWrapper, isUnwrapped } from "./islands.ts";
import { linkAttributes, matchLink } from "./links.ts";
import { END, keyMark, TOKEN } from "./markers.ts";
import { comment, type RenderedVNode, type RenderFunction, renderHooks } from "./preact_internals.ts";
import { currentRender, type RenderState } from "./state.ts";

/** Props as written, of vnodes whose props we change: a vnode kept in a module is rendered many times. */
const originalProps = new WeakMap<RenderedVNode, RenderedVNode["props"]>();
/** Vnodes whose type is already ours. */
const wrapped = new WeakSet<RenderedVNode>();
const asyncWrappers = new WeakMap<RenderFunction, RenderFunction>();

/**
 * Hooks into Preact; called once, when the renderer is loaded, because JSX may be made before a page is
 * rendered. Outside of `renderPage` the diff hook does nothing.
 */
export function installRenderHooks(): void {
  const nextDiff = renderHooks.__b;
  renderHooks.__b = (vnode) => {
    const state = currentRender();
    if (state !== null) visit(vnode, state);
    nextDiff?.(vnode);
  };

  const nextAttr = renderHooks.attr;
  renderHooks.attr = (name, value) => {
    if (name === "f-client-nav" || name === "f-view-transition") return `${name}="${value !== false}"`;
    if (name === "key") {
      return value === undefined || value === null
        ? ""
        : `${KEY_ATTRIBUTE}="${encodeURIComponent(String(value))}"`;
    }
    return nextAttr?.(name, value);
  };
}

function visit(vnode: RenderedVNode, state: RenderState): void {
  if (typeof vnode.type === "string") visitElement(vnode, vnode.type, state);
  else if (vnode.type !== Fragment && !wrapped.has(vnode) && !isUnwrapped(vnode)) {
    visitComponent(vnode, vnode.type, state);
  }
}

function visitComponent(vnode: RenderedVNode, type: RenderFunction, state: RenderState): void {
  if (state.cache.islands.has(type)) {
    vnode.type = islandWrapper(type);
  } else if (type.constructor.name === "AsyncFunction") {
    vnode.type = asyncWrapper(type);
  } else if (vnode.key !== undefined && vnode.key !== null) {
    vnode.type = keyed(type, vnode.key);
  } else return;
  wrapped.add(vnode);
}

/** Keeps a component's key in the markup: updating a partial matches the new children by it. */
function keyed(type: RenderFunction, key: unknown): RenderFunction {
  return (props) => {
    const written = asWritten(type, props);
    if (useContext(InsideIsland) || !currentRender()?.partials.size) return written;
    return h(Fragment, null, comment(keyMark(key)), written, comment(END));
  };
}

/** Leaves a token in the HTML and lets `renderPage` fill it when the component's promise is settled. */
function asyncWrapper(type: RenderFunction): RenderFunction {
  const known = asyncWrappers.get(type);
  if (known) return known;
  const wrapper: RenderFunction = (props, context) => {
    const state = currentRender();
    if (!state) return null;
    if (useContext(InsideIsland)) {
      throw new Error(`The async component ${type.name} cannot be used inside an island.`);
    }
    const token = `${TOKEN.pending}${state.asyncCount++}`;
    const result = Promise.resolve(type(props, context));
    result.catch(() => {}); // Answered by `renderPage`, maybe only after the rest of the page has failed.
    state.pending.push({ token, result, context: context ?? {} });
    // Not the comment alone: the renderer flattens a fragment that a component returns.
    return h(Fragment, null, comment(token));
  };
  asyncWrappers.set(type, wrapper);
  return wrapper;
}

const NAVIGATION_ATTRIBUTES = ["f-client-nav", "f-view-transition"] as const;
const OURS = new Set([...HEAD_ELEMENTS, "html", "head", "body", "a", "img", "source"]);

function visitElement(vnode: RenderedVNode, tag: string, state: RenderState): void {
  const isOurs = OURS.has(tag) || (vnode.key !== undefined && vnode.key !== null) ||
    NAVIGATION_ATTRIBUTES[0] in vnode.props || NAVIGATION_ATTRIBUTES[1] in vnode.props;
  if (!isOurs) return;
  const props = originalProps.get(vnode) ?? vnode.props;
  const changes = elementChanges(vnode, tag, props, state);
  if (changes) {
    originalProps.set(vnode, props);
    vnode.props = { ...props, ...changes };
  } else if (vnode.props !== props) {
    vnode.props = props;
  }
  if (HEAD_ELEMENTS.has(tag) && !isUnwrapped(vnode) && isInHead(vnode)) markHeadItem(vnode, tag);
}

/** The attributes and children that this response adds to an element, or null. */
function elementChanges(
  vnode: RenderedVNode,
  tag: string,
  props: RenderedVNode["props"],
  state: RenderState,
): Record<string, unknown> | null {
  let changes: Record<string, unknown> | null = null;
  const add = (more: Record<string, unknown> | null) => {
    if (more) changes = { ...changes, ...more };
  };
  if (vnode.key !== undefined && vnode.key !== null && !isInIsland(vnode, state.cache.islands)) {
    add({ [KEY_ATTRIBUTE]: encodeURIComponent(String(vnode.key)) });
  }
  for (const name of NAVIGATION_ATTRIBUTES) {
    if (name in props) add({ [name]: String(props[name] !== false) });
  }
  switch (tag) {
    case "html":
      state.hasHtml = true;
      break;
    case "head":
      state.hasHead = true;
      add({ children: [props.children, comment(TOKEN.endOfHead)] });
      break;
    case "body":
      state.hasBody = true;
      add({ children: [props.children, comment(TOKEN.endOfBody)] });
      break;
    case "script":
    case "style":
      if (state.nonce && !props.nonce) add({ nonce: state.nonce });
      break;
    case "a": {
      const match = isOwnPath(props.href) ? matchLink(state.url.pathname, props.href) : null;
      if (match && !isInIsland(vnode, state.cache.islands)) add(linkAttributes(match));
      break;
    }
    case "img":
    case "source":
      if (!props["data-fresh-disable-lock"] && !isInIsland(vnode, state.cache.islands)) {
        if (typeof props.src === "string") add({ src: lockedPath(props.src) });
        if (typeof props.srcset === "string") add({ srcset: lockedSrcSet(props.srcset) });
      }
      break;
  }
  return changes;
}

function isOwnPath(href: unknown): href is string {
  return typeof href === "string" && href[0] === "/" && href[1] !== "/";
}

/** Puts tokens around an element of the head. Its inner vnode passes `visitElement` for itself. */
function markHeadItem(vnode: RenderedVNode, tag: string): void {
  const identity = headIdentity(vnode);
  const written = originalProps.get(vnode) ?? vnode.props;
  const props = vnode.key === undefined || vnode.key === null
    ? written
    : { ...written, "data-key": String(vnode.key) };
  vnode.type = () =>
    h(
      Fragment,
      null,
      comment(TOKEN.itemStart + encodeURIComponent(identity)),
      asWritten(tag, props),
      comment(TOKEN.itemStop),
    );
  wrapped.add(vnode);
}
