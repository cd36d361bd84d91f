import { sha256, utf8Bytes } from "../../events/log/bytes.ts";
import type { Dev } from "../../events/log/envelope.ts";
import { commandSigned } from "../../kernel/device_signature.ts";
import { commandText, type PushCommand } from "../../kernel/sync.ts";
import type { TrackedCommand } from "./push_request.ts";

/** A command's place in its device's chain as it will stand in the ledger, or what is wrong with its signature. */
export type Placing =
  | { readonly dev: Dev; readonly text: string | null; readonly fault: null }
  | { readonly dev: Dev; readonly text: null; readonly fault: "SignatureMissing" | "SignatureInvalid" };

const HASH = /^[0-9a-f]{64}$/;

/** Looks at nothing but the words as they came: what a parser would make of them is not what was signed. */
export async function placingOf(
  origin: string,
  deviceId: string,
  publicKey: string | null,
  command: TrackedCommand,
): Promise<Placing> {
  const { seq, prevHash, sig } = command, prev = prevHash ?? null;
  const unsigned: Dev = { hash: null, id: deviceId, prev: null, seq, sig: null };
  if (publicKey === null) return { dev: unsigned, text: null, fault: null };
  if (sig === undefined || sig === null) return { dev: unsigned, text: null, fault: "SignatureMissing" };
  const text = commandText(command as unknown as PushCommand); // any JSON has a text
  const hash = sha256(utf8Bytes(text)).toHex();
  const whole = typeof sig === "string" && (prev === null || (typeof prev === "string" && HASH.test(prev)));
  if (!whole || !await commandSigned(publicKey, { origin, deviceId, seq, prevHash: prev, hash }, sig)) {
    return { dev: unsigned, text: null, fault: "SignatureInvalid" };
  }
  return { dev: { hash, id: deviceId, prev, seq, sig }, text, fault: null };
}
