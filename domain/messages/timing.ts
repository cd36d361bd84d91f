import {
  epochMsOf,
  type Instant,
  limaDay,
  limaHour,
  plusDays,
  plusMs,
  startOfDay,
} from "../../kernel/time.ts";

const HOUR = 3_600_000;
/** Nobody's phone rings between nine at night and eight in the morning, Lima time. */
const QUIET_FROM = 21, QUIET_TO = 8;

export const isQuiet = (now: Instant): boolean => limaHour(now) >= QUIET_FROM || limaHour(now) < QUIET_TO;

const eightOf = (now: Instant, daysOn: number): Instant =>
  plusMs(startOfDay(plusDays(limaDay(now), daysOn)), QUIET_TO * HOUR);

/** Eight in the morning of the next Lima day. */
export const nextMorning = (now: Instant): Instant => eightOf(now, 1);

/** A try whose end nobody wrote down is taken for cut off after this long: well beyond what any carrier may take. */
export const CLAIM_MS = 3 * 60_000;
/** A carrier that took a message and says no more: the phone is off, or its word was lost. */
export const SILENCE_MS = 4 * HOUR;

/** Tries of one channel before the next one has its turn. */
export const TRIES_MAX = 6;
const FIRST_MS = 60_000, LONGEST_MS = HOUR;
/** While a carrier's token or bill is wrong, it is knocked at this seldom. */
const PAGED_MS = HOUR;

/**
 * When to try again after try `n`: exponential with full jitter (Brooker), from a minute to an hour, and never before the
 * carrier said. `random` in [0, 1).
 */
export function retryAt(now: Instant, n: number, retryAfterMs: number | null, random: number): Instant {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** (n - 1));
  return plusMs(now, Math.max(Math.floor(random * longest), retryAfterMs ?? 0));
}
export const pagedRetryAt = (now: Instant): Instant => plusMs(now, PAGED_MS);

export const isAfter = (a: Instant, b: Instant): boolean => epochMsOf(a) > epochMsOf(b);
