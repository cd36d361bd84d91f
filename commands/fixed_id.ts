import { sha256, utf8Bytes } from "../events/log/bytes.ts";

/** A UUIDv8 (RFC 9562 §5.8) made of a name: asking twice for the same thing asks with the same id. */
export function fixedId(name: string): string {
  const hex = sha256(utf8Bytes(name)).toHex();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${
    hex.slice(20, 32)
  }`;
}
