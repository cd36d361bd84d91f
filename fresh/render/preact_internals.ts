import { type ComponentChildren, Fragment, h, isValidElement, options, type VNode } from "preact";

/** A vnode with the fields that preact-render-to-string reads and writes while it renders. */
export interface RenderedVNode extends Omit<VNode<Record<string, unknown>>, "type"> {
  type: string | RenderFunction;
  /** The vnode it was rendered below; set before the diff hook is called. */
  __?: RenderedVNode | null;
}

/** How a function component is called by the renderer: `context` is the whole context map. */
export type RenderFunction = (props: Record<string, unknown>, context?: object) => ComponentChildren;

interface RenderHooks {
  /** Called with each vnode before it is rendered. */
  __b?: (vnode: RenderedVNode) => void;
  /** Called by precompiled JSX with each dynamic attribute; a string replaces the attribute. */
  attr?: (name: string, value: unknown) => string | void;
}

/** Preact's option hooks, by the names that hold in its published builds. */
export const renderHooks = options as unknown as RenderHooks;

/** An HTML comment; the renderer writes `text` with `& < "` encoded. */
export function comment(text: string): ComponentChildren {
  return h(Fragment as RenderFunction, { UNSTABLE_comment: text });
}

/** JSX, and not a signal (which Preact accepts as a vnode too). */
export function isVNode(value: unknown): value is VNode {
  return isValidElement(value) && !isSignal(value);
}

export interface SignalLike {
  readonly value: unknown;
  peek(): unknown;
}

/** Known by its shape, so that an app without signals does not load them. */
export function isSignal(value: unknown): value is SignalLike {
  return typeof value === "object" && value !== null && "value" in value && "peek" in value &&
    typeof value.peek === "function";
}

/** A signal that cannot be written: its `value` has no setter where it was defined. */
export function isComputed(value: SignalLike): boolean {
  for (let proto: unknown = value; proto; proto = Object.getPrototypeOf(proto)) {
    const found = Object.getOwnPropertyDescriptor(proto, "value");
    if (found) return found.get !== undefined && found.set === undefined;
  }
  return false;
}
