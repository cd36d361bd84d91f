import { type Lease, parseLease, type SignedLease, signedLease } from "../../kernel/lease.ts";
import { epochMsOf, type Instant } from "../../kernel/time.ts";
import type { Till } from "./till.ts";

/** What a lease allows at some moment. */
export type Standing =
  | { readonly state: "open" }
  | { readonly state: "ending"; readonly notAfter: Instant }
  | { readonly state: "over"; readonly notAfter: Instant }
  | { readonly state: "blocked"; readonly reason: string };

const WARN_MS = 24 * 3_600_000;

export function standingAt(lease: Lease | null, now: Instant): Standing {
  if (lease === null) return { state: "open" }; // a till that was never leased: the server decides sale by sale
  if (lease.policy === "blocked") return { state: "blocked", reason: lease.reason };
  const left = epochMsOf(lease.notAfter) - epochMsOf(now);
  if (left < 0) return { state: "over", notAfter: lease.notAfter };
  return left < WARN_MS ? { state: "ending", notAfter: lease.notAfter } : { state: "open" };
}

/** The newer of two, by the number the platform gave it: an old one played back opens nothing. */
export async function newerLease(
  kept: SignedLease | null,
  heard: SignedLease | null,
  platformKey: string | null,
  shop: string,
): Promise<SignedLease | null> {
  if (heard === null || platformKey === null) return kept;
  const lease = await signedLease(heard, platformKey);
  if (lease?.shop !== shop) return kept; // forged, or of another shop
  const before = kept === null ? null : parseLease(kept.text);
  return before !== null && before.seq >= lease.seq ? kept : heard;
}

const LOOK_EVERY_MS = 30_000;

/** Follows the lease and the clock while the till is open. Selling opens again by itself. Returns how to stop. */
export function watchMembership(till: Till): () => void {
  const [slug = ""] = location.hostname.split(".");
  const look = async () => {
    const store = till.store;
    if (!store) return;
    const { lease, platformKey } = await store.load();
    const newest = await newerLease(lease, till.told.value?.lease ?? null, platformKey, slug);
    if (newest !== lease) await store.save({ lease: newest });
    till.membership.value = standingAt(newest && parseLease(newest.text), till.now());
    till.clockIsBack.value = till.clock.isBack;
    await store.save({ seenAt: till.now() });
  };
  const lookAgain = () => void look().catch(() => undefined);
  lookAgain();
  const stop = till.told.subscribe(lookAgain);
  const timer = setInterval(lookAgain, LOOK_EVERY_MS);
  return () => {
    stop();
    clearInterval(timer);
  };
}
