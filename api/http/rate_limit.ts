import { type Clock, epochMsOf } from "../../kernel/time.ts";

/** A till in a rush sends a few requests a second; a program that reads everything may send a burst. */
const BURST = 300, PER_SECOND = 30;
/** More people than one process serves at once: beyond it those who rested are forgotten. */
const PEOPLE_MAX = 10_000;

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

/**
 * Seconds to wait, or null where the request may pass. Counted for each person of each shop: the key is never made of
 * anything a client sends, and one shop's flood takes nothing from another (ledger T10).
 */
export function rateLimiter(): (clock: Clock, key: string) => number | null {
  const buckets = new Map<string, Bucket>();
  const filled = (bucket: Bucket | undefined, now: number) =>
    bucket === undefined
      ? BURST
      : Math.min(BURST, bucket.tokens + Math.max(0, now - bucket.at) * PER_SECOND / 1000);
  return (clock, key) => {
    const now = epochMsOf(clock.now());
    if (buckets.size >= PEOPLE_MAX && !buckets.has(key)) {
      for (const [other, bucket] of buckets) if (filled(bucket, now) === BURST) buckets.delete(other);
    }
    const tokens = filled(buckets.get(key), now);
    if (tokens < 1) return Math.ceil((1 - tokens) / PER_SECOND);
    buckets.set(key, { tokens: tokens - 1, at: now });
    return null;
  };
}
