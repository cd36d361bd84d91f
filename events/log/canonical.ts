import { err, ok, type Result } from "../../kernel/result.ts";

/**
 * RFC 8785 (JCS) text of a value, narrowed to what a ledger may hold: whole safe numbers, NFC strings without lone
 * surrogates, plain objects and arrays, keys that need no escape. One walk checks and writes, because the append path
 * pays for every walk. On all it accepts it writes what the npm library `canonicalize` writes (a property test holds it to
 * that).
 */
export function canonicalText(value: unknown): Result<string, CanonicalRefusal> {
  const writer = new Writer();
  const text = writer.write(value, 0);
  return writer.refusal === null ? ok(text) : err(writer.refusal);
}

export interface CanonicalRefusal {
  readonly type: "NotInteger" | "NotWellFormed" | "NotNfc" | "NotJson" | "BadKey" | "TooDeep";
  /** Where and what: `data.lines.0.price: 1.5`. For logs and audits, never shown to a customer. */
  readonly detail: string;
}

/** Deeper than any fact of ours; keeps hostile bytes from exhausting the stack. */
const DEPTH_MAX = 32;
const NEEDS_CARE = /[^\x20\x21\x23-\x5b\x5d-\x7e]/;
const KNOWN_KEYS_MAX = 2_000;

/** Keys come from schemas and repeat in every event: each is checked and quoted once. Bounded, for bytes from outside. */
const quotedKeys = new Map<string, string>();

class Writer {
  refusal: CanonicalRefusal | null = null;

  write(value: unknown, depth: number): string {
    switch (typeof value) {
      case "string":
        return this.#string(value);
      case "number":
        return Number.isSafeInteger(value) ? String(value) : this.#refuse("NotInteger", String(value));
      case "boolean":
        return value ? "true" : "false";
      case "object":
        if (value === null) return "null";
        if (depth >= DEPTH_MAX) return this.#refuse("TooDeep", `over ${DEPTH_MAX} levels`);
        return Array.isArray(value) ? this.#array(value, depth) : this.#object(value, depth);
      default:
        return this.#refuse("NotJson", typeof value);
    }
  }

  #string(text: string): string {
    // Printable ASCII without quote and backslash is itself: well formed, NFC and in need of no escape.
    if (!NEEDS_CARE.test(text)) return `"${text}"`;
    if (!text.isWellFormed()) return this.#refuse("NotWellFormed", JSON.stringify(text));
    if (text.normalize("NFC") !== text) return this.#refuse("NotNfc", JSON.stringify(text));
    return JSON.stringify(text); // ECMAScript's escapes are the ones RFC 8785 §3.2.2.2 asks for
  }

  #array(items: readonly unknown[], depth: number): string {
    let text = "[";
    for (let i = 0; i < items.length; i++) {
      if (i > 0) text += ",";
      text += this.write(items[i], depth + 1);
      if (this.refusal !== null) return this.#within(String(i));
    }
    return `${text}]`;
  }

  #object(value: object, depth: number): string {
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) {
      return this.#refuse("NotJson", prototype.constructor?.name ?? "object");
    }
    const members = value as Record<string, unknown>;
    const keys = sortedKeys(members);
    let text = "{";
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      if (i > 0) text += ",";
      text += this.#key(key);
      text += this.write(members[key], depth + 1);
      if (this.refusal !== null) return this.#within(key);
    }
    return `${text}}`;
  }

  /** No escapes in keys: `JSON.parse` of V8 15 reads a key of one quote as a backslash once it has seen a backslash there. */
  #key(key: string): string {
    const known = quotedKeys.get(key);
    if (known !== undefined) return known;
    const quoted = `${this.#string(key)}:`;
    if (quoted.includes("\\")) return this.#refuse("BadKey", quoted);
    if (this.refusal === null && quotedKeys.size < KNOWN_KEYS_MAX) quotedKeys.set(key, quoted);
    return quoted;
  }

  #refuse(type: CanonicalRefusal["type"], found: string): string {
    this.refusal ??= { type, detail: `: ${found}` };
    return "";
  }

  /** Names the place on the way back up, so that the walk itself carries no path. */
  #within(step: string): string {
    const { type, detail } = this.refusal!;
    this.refusal = { type, detail: detail.startsWith(":") ? `${step}${detail}` : `${step}.${detail}` };
    return "";
  }
}

/** UTF-16 code unit order (RFC 8785 §3.2.3), which is the order of JavaScript's `<` and of a bare `sort`. */
function sortedKeys(members: Record<string, unknown>): string[] {
  const keys = Object.keys(members);
  for (let i = 1; i < keys.length; i++) if (keys[i - 1]! > keys[i]!) return keys.sort();
  return keys;
}
