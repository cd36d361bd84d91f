import type { loadPage, PageState } from "./page.ts";
export function start(_state: PageState, _slots: typeof import("./slots.ts"), _load: typeof loadPage): void {}
