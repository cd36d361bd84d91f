import { fromBase64, toBase64 } from "./base64.ts";
import { commandText, type PushCommand } from "./sync.ts";

/**
 * What a device signs, made by the same code on the tablet, on the server and in the verifier (edge-and-ux §2.2). The
 * signature is over the command's hash and its place, so that it can be checked where the text is no longer whole.
 */
export interface SignedPlace {
  /** Of the shop's log: what was signed for one shop means nothing in another. */
  readonly origin: string;
  readonly deviceId: string;
  readonly seq: number;
  /** {@link commandHash} of the device's previous command; null before the first. */
  readonly prevHash: string | null;
  readonly hash: string;
}

/** Hex SHA-256 of {@link commandText}: the next command's `prevHash`. */
export async function commandHash(command: PushCommand): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", utf8(commandText(command)));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const commandStatement = ({ origin, deviceId, seq, prevHash, hash }: SignedPlace): string =>
  ["caserito-command/1", origin, deviceId, seq, prevHash ?? "-", hash].join("\n");

/** `sig` of the command, with the device's private key. */
export const signCommand = (privateKey: CryptoKey, place: SignedPlace): Promise<string> =>
  signText(privateKey, commandStatement(place));

/** `publicKey` as in the fact DevicePaired: 32 raw bytes in base64. */
export const commandSigned = (publicKey: string, place: SignedPlace, sig: string): Promise<boolean> =>
  textSigned(publicKey, commandStatement(place), sig);

/** What a device signs to show that it holds the key it registers. `code` is that of the pairing; null in a session. */
export const pairingStatement = (deviceId: string, publicKey: string, code: string | null): string =>
  ["caserito-device/1", deviceId, publicKey, code ?? "-"].join("\n");

/** Ed25519 over UTF-8, in base64. */
export async function signText(privateKey: CryptoKey, text: string): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.sign("Ed25519", privateKey, utf8(text))));
}

/** False too where key or signature are none. */
export async function textSigned(publicKey: string, text: string, sig: string): Promise<boolean> {
  const key = fromBase64(publicKey), signature = fromBase64(sig);
  if (key?.length !== 32 || signature?.length !== 64) return false;
  const imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
  return await crypto.subtle.verify("Ed25519", imported, signature, utf8(text));
}

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
