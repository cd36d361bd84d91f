/** Entry of the client: finds what the server marked and brings it to life. */
import { PARTIALS, SLOTS } from "./names.ts";
import { loadPage, type PageState, stateOf } from "./page.ts";
import { renderBetween } from "./root.ts";

async function boot(state: PageState): Promise<void> {
  const [page, slots, partials] = await Promise.all([
    loadPage(document, state),
    state[0] & SLOTS ? import("./slots.ts") : null,
    state[0] & PARTIALS ? import("./partials.ts") : null,
  ]);
  partials?.start({ slots: slots!, stateOf, loadPage });
  for (const [start, end] of findRoots(!!partials)) {
    // One that fails leaves what the server drew in its place, and the others alone.
    try {
      const vnode = start.data[2] === "p"
        ? slots!.partialVNode(page, start, end)
        : slots
        ? slots.islandWithSlots(page, start, end)
        : page.island(start.data);
      renderBetween(vnode, start, end);
    } catch (error) {
      reportError(error);
    }
  }
}

/** The outermost islands and, where client navigation is on, partials: `f:i…` or `f:p…` up to its `/f`. */
function findRoots(withPartials: boolean): [Comment, Comment][] {
  const roots: [Comment, Comment][] = [];
  const open: Comment[] = [];
  const isRoot = (mark: Comment) => mark.data[2] === "i" || (withPartials && mark.data[2] === "p");
  const comments = document.createTreeWalker(document.body, NodeFilter.SHOW_COMMENT);
  while (comments.nextNode()) {
    const mark = comments.currentNode as Comment;
    if (mark.data.startsWith("f:")) open.push(mark);
    else if (mark.data === "/f") {
      const start = open.pop();
      if (start && isRoot(start) && !open.some(isRoot)) roots.push([start, mark]);
    }
  }
  return roots;
}

const state = stateOf(document);
if (state) boot(state);
