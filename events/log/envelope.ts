import { err, ok, type Result } from "../../kernel/result.ts";
import { type Instant, parseInstant } from "../../kernel/time.ts";
import { type Bytes, utf8Bytes } from "./bytes.ts";
import { type CanonicalRefusal, canonicalText } from "./canonical.ts";
import { shapeFault } from "./envelope_shape.ts";

/** Who did it. Ids only: names are personal data and stay outside the ledger (design §4). */
export interface Actor {
  readonly kind: "person" | "device" | "system" | "operator";
  readonly id: string;
  readonly name?: never;
}

/** The place of a command in its device's own chain (kernel/device_signature). Several events of one command share one `dev`. */
export interface Dev {
  readonly id: string;
  /** 1, 2, 3 … without a gap: a missing number is a sale somebody dropped. */
  readonly seq: number;
  /** `hash` of the device's command before this one. Null before the first. */
  readonly prev: string | null;
  /** SHA-256, in hex, of the command's text. Null for a device that has no key; absent before there were any. */
  readonly hash?: string | null;
  /** Ed25519 in base64. Null for a device that has no key: such commands carry `prev` and `hash` null. */
  readonly sig: string | null;
}

/** Personal data sealed for one person: AES-256-GCM under a key kept outside the log, so that losing the key erases it. */
export interface SealedField {
  readonly subject: string;
  readonly field: string;
  readonly kid: string;
  readonly iv: string;
  readonly ct: string;
}

/** One event as the log holds it. Its RFC 8785 bytes are the leaf of the Merkle tree and never change. */
export interface Envelope<Data = unknown> {
  readonly v: 1;
  /** Origin of the log, shop included: a leaf of one shop means nothing in another. */
  readonly log: string;
  /** 1, 2, 3 … without a gap. The leaf's index in the tree is `pos - 1`. */
  readonly pos: number;
  readonly stream: string;
  /** 1, 2, 3 … within the stream. */
  readonly ver: number;
  readonly id: string;
  readonly type: string;
  readonly sv: number;
  readonly recordedAt: Instant;
  readonly occurredAt: Instant;
  readonly actor: Actor;
  readonly cmd: string;
  readonly dev: Dev | null;
  readonly data: Data;
  readonly pii: readonly SealedField[];
}

/** What an entry bundle of C2SP tlog-tiles can hold: its length prefix is 16 bits. */
export const BODY_MAX = 65_535;

export interface EnvelopeRefusal {
  readonly type: CanonicalRefusal["type"] | "WrongShape" | "TooLarge";
  /** Where and what, for logs and audits. */
  readonly detail: string;
}

/** The bytes to hash and store. Refuses what could not be read back the same by every language. */
export function encodeEnvelope(envelope: Envelope): Result<Bytes, EnvelopeRefusal> {
  const wrong = shapeFault(envelope);
  if (wrong !== null) return err({ type: "WrongShape", detail: wrong });
  const text = canonicalText(envelope);
  if (!text.ok) return text;
  const body = utf8Bytes(text.value);
  if (body.length > BODY_MAX) return err({ type: "TooLarge", detail: `${body.length} bytes` });
  return ok(body);
}

export interface EnvelopeFault {
  readonly type: EnvelopeRefusal["type"] | "NotUtf8" | "NotCanonical";
  readonly detail: string;
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Reads bytes that nobody vouches for. They must be exactly the RFC 8785 form of what they say, so a repeated key, a
 * space, `1.0` for `1` or a decomposed é is a fault: two readers could understand two different things.
 */
export function decodeEnvelope(body: Uint8Array): Result<Envelope, EnvelopeFault> {
  if (body.length > BODY_MAX) return err({ type: "TooLarge", detail: `${body.length} bytes` });
  let text: string, parsed: unknown;
  try {
    text = strictUtf8.decode(body);
  } catch {
    return err({ type: "NotUtf8", detail: "the bytes are not UTF-8" });
  }
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return err({ type: "NotJson", detail: error instanceof Error ? error.message : String(error) });
  }
  const canonical = canonicalText(parsed);
  if (!canonical.ok) return canonical;
  if (canonical.value !== text) {
    return err({ type: "NotCanonical", detail: differsAt(text, canonical.value) });
  }
  const wrong = shapeFault(parsed) ?? instantFault(parsed as Envelope);
  if (wrong !== null) return err({ type: "WrongShape", detail: wrong });
  return ok(parsed as Envelope);
}

/**
 * Reads bytes this program itself appended: they were checked then and the verifier checks them for ever, so a rebuild
 * need not pay for it again. Throws where they are not an envelope at all.
 */
export function readEnvelope(body: Uint8Array): Envelope {
  const parsed: unknown = JSON.parse(strictUtf8.decode(body));
  const wrong = shapeFault(parsed);
  if (wrong !== null) throw new TypeError(`stored body is no envelope: ${wrong}`);
  return parsed as Envelope;
}

/** Writing trusts the brand of `Instant`; reading looks at the calendar too. */
function instantFault(envelope: Envelope): string | null {
  if (parseInstant(envelope.recordedAt) === null) return `recordedAt: ${envelope.recordedAt}`;
  if (parseInstant(envelope.occurredAt) === null) return `occurredAt: ${envelope.occurredAt}`;
  return null;
}

function differsAt(text: string, canonical: string): string {
  let at = 0;
  while (text[at] === canonical[at]) at++;
  return `at character ${at}: ${JSON.stringify(text.slice(at, at + 24))}`;
}
