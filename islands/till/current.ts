import { signal } from "@preact/signals";
import type { Till } from "./till.ts";

/** The till of this page, for the islands in the bar above it. On the server it is never set. */
export const currentTill = signal<Till | null>(null);
