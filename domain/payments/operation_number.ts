/**
 * An operation number as it is compared: no spaces or dashes, upper case, zeros in front kept; null where it has fewer
 * than four digits. A word that a loose parser took for a number would else hide every later payment (payments-peru §2c).
 */
export function operationNumberOf(text: string): string | null {
  const plain = text.normalize("NFKC").replace(/[\s\-‐-―]/g, "").toUpperCase();
  return /^[0-9A-Z]{4,40}$/.test(plain) && (plain.match(/\d/g) ?? []).length >= 4 ? plain : null;
}
