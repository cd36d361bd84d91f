import { isGtin } from "../../kernel/barcode.ts";

/** One key as the keyboard sent it. */
export interface ScanKey {
  /** `event.key`: one character, or a name as `Enter`. */
  readonly key: string;
  /** `event.code`: where the key is, whatever the layout makes of it. */
  readonly code: string;
  /** `event.timeStamp`: when the hardware said so, not when a busy tablet came to handle it. */
  readonly at: number;
}

/** What a key means: part of what may become a scan, the scan itself, or the end of what was only typing. */
export type ScanVerdict =
  | { readonly type: "pending" }
  | { readonly type: "scan"; readonly code: string }
  | { readonly type: "bounce" }
  | { readonly type: "typed"; readonly text: string };

const MIN_CHARS = 6;
/** Measured: guns send every 7–60 ms, people every 100–200 (edge-and-ux §7.3). No single threshold tells them apart. */
const MEDIAN_GAP_MS = 35;
const MAX_GAP_MS = 90;
/** Silence that ends a scan of a gun that sends no Enter: longer than any gap within one, or it would cut it in two. */
export const SILENCE_MS = 100;
/** A Bluetooth gun that stalls longer in the middle of a code still goes on within this. */
export const STALL_MS = 400;
/** A gun that sends twice for one pull does so at once; two cans in a hurry are 70 ms apart, code against code. */
const BOUNCE_MS = 60;

/**
 * Tells a barcode gun from a person at the same keyboard. Feed it every key; `silence()` when none came for
 * {@link SILENCE_MS}. Pure: time comes with the keys.
 */
export class ScanDetector {
  #keys: ScanKey[] = [];
  /** What came just before, already given away as typing. */
  #head: readonly ScanKey[] = [];
  #last: { code: string; at: number } | null = null;

  /** True while characters are held that may still turn out to be a scan. */
  get pending(): boolean {
    return this.#keys.length > 0;
  }

  key(key: ScanKey): ScanVerdict {
    const isEnd = key.key === "Enter" || key.key === "Tab";
    if (isEnd) return this.#end(key.at);
    if (key.key.length !== 1) return { type: "pending" }; // Shift and its like come between characters
    const before = this.#keys.at(-1);
    if (before && key.at - before.at > MAX_GAP_MS) return this.#restart(key);
    this.#keys.push(key);
    return { type: "pending" };
  }

  /**
   * Nothing came for {@link SILENCE_MS}: a scan without Enter, or a person thinking. Digits that are no whole code may be
   * half of one: they stay pending until `last`, after {@link STALL_MS}.
   */
  silence(last = false): ScanVerdict {
    const at = this.#keys.at(-1)?.at ?? 0;
    const isHalf = isBurst(this.#keys, at) && /^\d+$/.test(textOf(this.#keys)) && !isGtin(codeOf(this.#keys));
    return isHalf && !last ? { type: "pending" } : this.#end(at);
  }

  #restart(key: ScanKey): ScanVerdict {
    this.#head = this.#keys;
    this.#keys = [key];
    return { type: "typed", text: textOf(this.#head) };
  }

  #end(at: number): ScanVerdict {
    const keys = this.#keys, head = this.#head;
    this.#keys = [];
    this.#head = keys;
    const whole = joined(head, keys);
    if (!whole && !isBurst(keys, at)) return { type: "typed", text: textOf(keys) };
    const code = codeOf(whole ?? keys);
    const bounced = this.#last?.code === code && keys[0]!.at - this.#last.at < BOUNCE_MS;
    this.#last = { code, at: keys.at(-1)!.at };
    return bounced ? { type: "bounce" } : { type: "scan", code };
  }
}

function isBurst(keys: readonly ScanKey[], end: number): boolean {
  if (keys.length < MIN_CHARS || end - keys.at(-1)!.at > MAX_GAP_MS) return false;
  const gaps = keys.slice(1).map((key, i) => key.at - keys[i]!.at).sort((a, b) => a - b);
  return gaps[gaps.length >> 1]! <= MEDIAN_GAP_MS && gaps.at(-1)! <= MAX_GAP_MS;
}

/** The tail of a code that stalled, put behind its head; null unless both together are one with a true check digit. */
function joined(head: readonly ScanKey[], tail: readonly ScanKey[]): ScanKey[] | null {
  const last = head.at(-1), next = tail[0];
  if (!last || !next || next.at - last.at > STALL_MS) return null;
  const whole = [...head, ...tail];
  return !isGtin(textOf(tail)) && isGtin(textOf(whole)) ? whole : null;
}

const textOf = (keys: readonly ScanKey[]): string => keys.map((key) => key.key).join("");

/** Where the layout mangles digits (a gun set to another country), the position of the keys still says them. */
function codeOf(keys: readonly ScanKey[]): string {
  const read = textOf(keys).trim();
  const byPlace = keys.map((key) => /^(?:Digit|Numpad)(\d)$/.exec(key.code)?.[1] ?? "").join("");
  return !isGtin(read) && byPlace.length === keys.length && isGtin(byPlace) ? byPlace : read;
}
