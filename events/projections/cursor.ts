/** Where a page ended, as an opaque text for URLs: base64url of a JSON list of key columns. */
export function cursorOf(key: readonly string[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(key));
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

/** Null for what is no cursor of ours: people edit URLs, and old ones come back. */
export function readCursor(cursor: string | undefined): string[] | null {
  if (cursor === undefined) return null;
  try {
    const bytes = Uint8Array.fromBase64(cursor, { alphabet: "base64url" });
    const key: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return Array.isArray(key) && key.every((part) => typeof part === "string") ? key : null;
  } catch {
    return null;
  }
}
