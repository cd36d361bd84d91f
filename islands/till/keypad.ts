import { type Centimos, centimos, MAX_TYPED, parseSoles } from "../../kernel/money.ts";

/** Keys of the pad, `00` as on every Peruvian till. */
export type PadKey =
  | "0"
  | "1"
  | "2"
  | "3"
  | "4"
  | "5"
  | "6"
  | "7"
  | "8"
  | "9"
  | "00"
  | "."
  | "back"
  | "clear";

/**
 * What was typed after one more key. Céntimos come first (1 2 5 0 is 12.50) until a decimal mark is typed on a keyboard;
 * from then on it is read as written (12.5 is 12.50).
 */
export function typed(text: string, key: PadKey): string {
  if (key === "clear") return "";
  if (key === "back") return text.slice(0, -1);
  if (key === ".") return text.includes(".") ? text : `${text || "0"}.`;
  const next = text.includes(".") ? text + key : (text + key).replace(/^0+/, "");
  return amountTyped(next) === null ? text : next;
}

/** The amount of a typed text; zero for none, null for what is no amount or too large. */
export function amountTyped(text: string): Centimos | null {
  if (text === "") return centimos(0);
  if (text.includes(".")) return parseSoles(text);
  const value = Number(text);
  return Number.isSafeInteger(value) && value <= MAX_TYPED ? centimos(value) : null;
}

/** A key of the keyboard as one of the pad; null for keys that are not on it. */
export function padKeyOf(key: string): PadKey | null {
  if (/^\d$/.test(key)) return key as PadKey;
  if (key === "." || key === ",") return ".";
  if (key === "Backspace") return "back";
  return null;
}
