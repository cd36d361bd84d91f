import { cursorOf, readCursor } from "../../events/projections/cursor.ts";

/** What a list answers. */
export interface Listed<Item> {
  readonly items: readonly Item[];
  /** Opaque; null after the last item. */
  readonly nextCursor: string | null;
}

/** Position where the last page of a newest-first list ended. A cursor that is not ours starts over. */
export function positionOf(cursor: string | undefined): number | undefined {
  const [pos = ""] = readCursor(cursor) ?? [];
  return /^\d{1,15}$/.test(pos) ? Number(pos) : undefined;
}

/** One page of a list in the order of positions, asked for with one row more than fits. */
export function pageByPos<Item>(
  found: readonly Item[],
  limit: number,
  posOf: (item: Item) => number,
): Listed<Item> {
  const items = found.slice(0, limit), last = items.at(-1);
  return {
    items,
    nextCursor: found.length > limit && last !== undefined ? cursorOf([String(posOf(last))]) : null,
  };
}
