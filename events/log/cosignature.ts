import { type Bytes, utf8Bytes } from "./bytes.ts";

const SIZE = 8 + 64;

/** A witness's signature of type 0x04 (C2SP tlog-cosignature): when it saw the tree, and its Ed25519 signature. */
export interface Cosignature {
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly signature: Bytes;
}

/** Reads `u64 timestamp || signature`. Null where the bytes are not that. */
export function splitCosignature(bytes: Bytes): Cosignature | null {
  if (bytes.length !== SIZE) return null;
  const timestamp = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
  return Number.isSafeInteger(timestamp) ? { timestamp, signature: bytes.slice(8) } : null;
}

export function joinCosignature({ timestamp, signature }: Cosignature): Bytes {
  const bytes = new Uint8Array(SIZE);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(timestamp));
  bytes.set(signature, 8);
  return bytes;
}

/** What a witness signs: that at this time it saw nothing larger, and nothing that contradicts this checkpoint. */
export const cosignedMessage = (checkpointText: string, timestamp: number): Bytes =>
  utf8Bytes(`cosignature/v1\ntime ${timestamp}\n${checkpointText}`);
