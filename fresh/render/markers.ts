/**
 * Comments that tell the browser where islands, slots and partials begin and end, and
 * tokens that only live between the render passes and never reach a browser.
 * `client/markers.ts` reads the first kind.
 */
const MARK = "f:";
export const END = "/f";

/** Unguessable, so that no text of a page can look like one of our tokens. */
const SECRET = crypto.randomUUID().replaceAll("-", "");

export const TOKEN = {
  endOfHead: `${SECRET}:head-end`,
  endOfBody: `${SECRET}:body-end`,
  /** Around a `<Head>` where it was rendered. */
  headStart: `${SECRET}:head-part`,
  headStop: `${SECRET}:/head-part`,
  /** Around an element of the head, followed by its identity. */
  itemStart: `${SECRET}:item:`,
  itemStop: `${SECRET}:/item`,
  pending: `${SECRET}:pending:`,
};

export function islandMark(island: number, instance: number, key: unknown): string {
  return `${MARK}i:${island}:${instance}:${keyText(key)}`;
}
export function slotMark(slot: number): string {
  return `${MARK}s:${slot}`;
}
export function partialMark(name: string, mode: string): string {
  return `${MARK}p:${encodeURIComponent(name)}:${mode}`;
}
export function keyMark(key: unknown): string {
  return `${MARK}k:${keyText(key)}`;
}

function keyText(key: unknown): string {
  return key === undefined || key === null ? "" : encodeURIComponent(String(key));
}
