import { type Clock, epochMsOf } from "../../../kernel/time.ts";
import type { ControlDb } from "./db.ts";

/** A bucket of requests that fills again by itself. Whole numbers. */
export interface RateRule {
  /** How many may come at once. */
  readonly burst: number;
  readonly perSecond: number;
}

/** Requests counted by key, in memory and now and then in the control database. */
export interface RateLimits {
  /** Seconds to wait, or null where the request may pass. A key is a name of ours with an id or an address behind it. */
  take(key: string, rule: RateRule): number | null;
  /** Writes down what is used of every bucket that is not full again. */
  save(): Promise<void>;
}

/** Never more keys than this in memory: beyond it those who rested are forgotten, and then the oldest. */
const KEYS_MAX = 20_000;
/** Every bucket of ours is full again long before. */
const KEPT_MS = 3_600_000;

interface Bucket {
  /** Requests taken and not given back at `at`. */
  readonly used: number;
  readonly at: number;
  readonly perSecond: number;
}

const usedOf = ({ used, at, perSecond }: Bucket, now: number): number =>
  Math.max(0, used - Math.max(0, now - at) * perSecond / 1000);

/**
 * Goes on where the last process left the counts. Each process counts alone, and what is written is the fuller of the
 * two: a crash forgets what was used since the last `save`, a restart forgets nothing.
 */
export async function openRateLimits(db: ControlDb, clock: Clock): Promise<RateLimits> {
  const rows = await db.all<{ key: string; used: number; per_second: number; at: number }>(
    "SELECT * FROM rate",
  );
  const buckets = new Map<string, Bucket>(
    rows.map(({ key, used, at, per_second: perSecond }) => [key, { used, at, perSecond }]),
  );
  return {
    take(key, { burst, perSecond }) {
      const now = epochMsOf(clock.now()), before = buckets.get(key);
      if (!before && buckets.size >= KEYS_MAX) makeRoom(buckets, now);
      const used = before ? usedOf({ ...before, perSecond }, now) : 0;
      if (used > burst - 1) return Math.ceil((used - burst + 1) / perSecond);
      buckets.delete(key); // set anew: the map keeps the order of last use
      buckets.set(key, { used: used + 1, at: now, perSecond });
      return null;
    },
    async save() {
      const now = epochMsOf(clock.now());
      const used = [...buckets].map((
        [key, bucket],
      ) => [key, Math.ceil(usedOf(bucket, now)), bucket.perSecond])
        .filter(([, left]) => left !== 0);
      await db.batch([
        { sql: "DELETE FROM rate WHERE at < ?", args: [now - KEPT_MS] },
        {
          sql: `INSERT INTO rate (key, used, per_second, at)
            SELECT value ->> 0, value ->> 1, value ->> 2, ?2 FROM json_each(?1) WHERE true
            ON CONFLICT (key) DO UPDATE SET at = ?2, per_second = excluded.per_second,
              used = max(excluded.used, used - (?2 - at) * per_second / 1000)`,
          args: [JSON.stringify(used), now],
        },
      ]);
    },
  };
}

function makeRoom(buckets: Map<string, Bucket>, now: number): void {
  for (const [key, bucket] of buckets) if (usedOf(bucket, now) === 0) buckets.delete(key);
  for (const key of buckets.keys()) {
    if (buckets.size < KEYS_MAX) return;
    buckets.delete(key);
  }
}
