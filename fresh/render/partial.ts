import { type ComponentChildren, Fragment, h } from "preact";
import { useContext } from "preact/hooks";
import { InsideIsland } from "./islands.ts";
import { END, partialMark } from "./markers.ts";
import { comment } from "./preact_internals.ts";
import { currentRender } from "./state.ts";

/** A partial between its markers. Throws on a second partial of that name and on one inside an island. */
export function renderPartial(name: string, mode: string, children: ComponentChildren): ComponentChildren {
  const state = currentRender();
  if (state === null) return children;
  if (useContext(InsideIsland)) throw new Error(`<Partial name="${name}"> cannot be used inside an island.`);
  if (state.partials.has(name)) throw new Error(`The page has two partials with the name "${name}".`);
  state.partials.add(name);
  return h(Fragment, null, comment(partialMark(name, mode)), children, comment(END));
}
