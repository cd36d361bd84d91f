import type { ProductChange } from "../../events/facts/catalogue.ts";

/** A body of the log holds 65,535 bytes; the rest is for the envelope around the changes. */
const PART_BYTES_MAX = 60_000;

const utf8 = new TextEncoder();

/** Cuts the changes of one import into parts that each fit one event, in order, as full as they go. */
export function splitChanges(
  changes: readonly ProductChange[],
  bytesMax: number = PART_BYTES_MAX,
): ProductChange[][] {
  const parts: ProductChange[][] = [];
  let room = 0;
  for (const change of changes) {
    const bytes = utf8.encode(JSON.stringify(change)).length + 1; // and its comma
    if (bytes > room || parts.length === 0) {
      parts.push([]);
      room = bytesMax;
    }
    parts.at(-1)!.push(change);
    room -= bytes;
  }
  return parts;
}
