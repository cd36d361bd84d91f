import { type ComponentChildren, createContext, Fragment, h } from "preact";
import { useContext } from "preact/hooks";
import type { AnyComponent, IslandDef } from "../build_cache.ts";
import { END, islandMark, slotMark } from "./markers.ts";
import { comment, isVNode, type RenderedVNode, type RenderFunction } from "./preact_internals.ts";
import { currentRender, type RenderState } from "./state.ts";

/** True where the browser runs the components: inside an island and outside the slots handed to it. */
export const InsideIsland = createContext(false);

/** Vnodes that stand for the component itself and must not be wrapped again. */
const unwrapped = new WeakSet<object>();
const wrappers = new WeakMap<AnyComponent, RenderFunction>();

export function isUnwrapped(vnode: object): boolean {
  return unwrapped.has(vnode);
}

/** The vnode of a component exactly as it was written. */
export function asWritten(type: unknown, props: Record<string, unknown>): ComponentChildren {
  const vnode = h(type as RenderFunction, props);
  unwrapped.add(vnode);
  return vnode;
}

/** Renders the component of an island between markers; inside another island it is an ordinary component. */
export function islandWrapper(component: AnyComponent): RenderFunction {
  const known = wrappers.get(component);
  if (known) return known;

  function Island(this: { __v: RenderedVNode }, props: Record<string, unknown>, context?: object) {
    const state = currentRender();
    const island = state?.cache.islands.get(component);
    if (!state || !island || useContext(InsideIsland)) {
      return asWritten(island?.component ?? component, props);
    }
    const { data, slots, rendered } = splitProps(state, props, context ?? {});
    const instance = state.instances.push({ island, props: data, slots }) - 1;
    return h(
      Fragment,
      null,
      comment(islandMark(state.islandIndex(island), instance, this.__v.key)),
      h(InsideIsland.Provider, { value: true, children: asWritten(island.component, rendered) }),
      comment(END),
    );
  }
  const wrapper = Island as RenderFunction;
  wrappers.set(component, wrapper);
  return wrapper;
}

/** Props that are JSX become slots; the rest is data. `rendered` is what the component gets on the server. */
function splitProps(state: RenderState, props: Record<string, unknown>, context: object) {
  const data: Record<string, unknown> = {};
  const slots: Record<string, number> = {};
  const rendered: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(props)) {
    if (isVNode(value) || (Array.isArray(value) && value.some(isVNode))) {
      const slot = state.slots.push({ children: value, context, placed: false }) - 1;
      slots[name] = slot;
      rendered[name] = h(SlotContent, { slot, children: value });
    } else {
      data[name] = value;
      rendered[name] = value;
    }
  }
  return { data, slots, rendered };
}

interface SlotProps {
  slot: number;
  children?: ComponentChildren;
}

/** JSX of the server inside an island. */
export function SlotContent(props: SlotProps): ComponentChildren {
  const slot = currentRender()?.slots[props.slot];
  if (slot) slot.placed = true;
  return h(
    Fragment,
    null,
    comment(slotMark(props.slot)),
    h(InsideIsland.Provider, { value: false, children: props.children }),
    comment(END),
  );
}

/** True for a vnode whose markup belongs to an island, so that the browser will render it again. */
export function isInIsland(vnode: RenderedVNode, islands: ReadonlyMap<AnyComponent, IslandDef>): boolean {
  for (let above = vnode.__; above; above = above.__) {
    if (Object.is(above.type, SlotContent)) return false;
    if (unwrapped.has(above) && islands.has(above.type as AnyComponent)) return true;
  }
  return false;
}
