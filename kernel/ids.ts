import { type Clock, epochMsOf, systemClock } from "./time.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const isUuid = (text: string): boolean => UUID.test(text);

/** Makes ids. Injected wherever ids are born, so that tests name them. */
export interface Ids {
  next(): string;
}

/**
 * UUIDv7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then random. Ids of one maker rise even within one
 * millisecond (§6.2, method 2: the random tail counts up), so a stream reads in the order it was made.
 */
export function uuidv7Maker(
  clock: Clock = systemClock,
  random: (bytes: Uint8Array<ArrayBuffer>) => void = (b) => void crypto.getRandomValues(b),
): Ids {
  let last = 0n;
  return {
    next() {
      const bytes = new Uint8Array(10);
      random(bytes);
      let tail = 0n;
      for (const byte of bytes) tail = (tail << 8n) | BigInt(byte);
      tail &= (1n << 73n) - 1n; // 74 random bits less the top one, left free for counting up
      let value = (BigInt(epochMsOf(clock.now())) << 74n) | tail;
      if (value <= last) value = last + 1n;
      last = value;
      return format(value);
    },
  };
}

function format(value: bigint): string {
  const time = value >> 74n, a = (value >> 62n) & 0xfffn, b = value & ((1n << 62n) - 1n);
  const all = (time << 80n) | (7n << 76n) | (a << 64n) | (2n << 62n) | b;
  const hex = all.toString(16).padStart(32, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
