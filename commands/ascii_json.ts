/**
 * JSON in ASCII alone, the rest as `\u` escapes: a ledger refuses some texts that a till may send (lone surrogates, two
 * forms of one letter), and the word of what was sent must be kept all the same.
 */
export const asciiJson = (value: unknown): string => ascii(JSON.stringify(value));

export const ascii = (text: string): string =>
  text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
