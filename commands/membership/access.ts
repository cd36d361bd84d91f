import { type Action, allows } from "../../domain/membership/access.ts";
import type { Known } from "../../domain/membership/account.ts";
import { type MembershipStatus, membershipStatus } from "../../domain/membership/status.ts";
import { stopsSellingAt } from "../../domain/membership/stops_selling.ts";
import type { Shop } from "../../events/store/control/shops.ts";
import type { TenantId } from "../../events/store/types.ts";
import { type Clock, type Instant, plusMs } from "../../kernel/time.ts";
import { LEASE_MS } from "./lease_time.ts";
import { type MembershipLog, type MembershipReport, openMembershipLog } from "./membership_log.ts";

export type { Action, MembershipStatus };

/** `unknown`: the platform's log cannot be read, and nobody may be told that they do not pay. Ask again later: 503. */
export type Judgement = "allowed" | "refused" | "unknown";

/**
 * What each shop may do, from memory (design §7, the first of the three checks). Everything but `load` and `refresh` is
 * synchronous and does no I/O. A shop nobody has billed yet may do everything. Practice shops are asked about by the id
 * of the real one: {@link payerOf}.
 */
export interface MembershipAccess {
  /** Whether the facts of the shop are in memory. Of a cold shop nothing is known: `await load(shop)` first. */
  knows(shop: TenantId): boolean;
  /** Null where nobody has billed the shop yet, and where it is cold. */
  statusOf(shop: TenantId): MembershipStatus | null;
  judge(shop: TenantId, action: Action): Judgement;
  allows(shop: TenantId, action: Action): boolean;
  /** The first instant before `horizon` from which the shop may not sell as far as is known; null for none. */
  stopsSellingAt(shop: TenantId, horizon: Instant): Instant | null;
  /** Since when the platform's log cannot be read; null while it can. */
  lostSince(): Instant | null;
  /** Brings the facts of a shop into memory. Never rejects: what could not be read stays cold. */
  load(shop: TenantId): Promise<void>;
  /** Reads what was appended to the platform's log up to this call: at once after a payment. Never rejects. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** Whose membership a shop sells by: a practice follows its real shop. */
export const payerOf = ({ id, practiceOf }: Pick<Shop, "id" | "practiceOf">): TenantId => practiceOf ?? id;

/**
 * What stays open where nothing is known of a shop: it may only be lost by somebody's fault, and that is not the shop's.
 * What makes new debt, a sale or a new branch, waits (ledger T9: fail closed for writes).
 */
const OPEN_UNKNOWN: ReadonlySet<Action> = new Set([
  "close_session",
  "read",
  "export",
  "pay",
  "sync_earlier",
  "send_issued_documents",
]);

/** Facts of this many shops are kept in memory, the ones asked for last. */
const SHOPS_KEPT = 2_000;

/** One shop in memory. The status holds from `from` until `until`, when time or a fact changes it. */
interface Entry {
  readonly facts: Map<string, Known>;
  status: MembershipStatus | null;
  from: Instant | null;
  until: Instant | null;
  /** The first instant before `upTo` at which it may not sell; asked with every pull of a till. */
  stops: { readonly at: Instant | null; readonly upTo: Instant } | null;
}

/** A little further than the longest lease, so that one look serves a day or two of pulls. */
const AHEAD_MS = LEASE_MS + 2 * 86_400_000;

export interface AccessOptions {
  readonly clock: Clock;
  readonly report?: (line: MembershipReport) => void;
  readonly shopsKept?: number;
}

/** Follows the platform's log from now on, until it is closed. */
export async function openMembershipAccess(
  log: MembershipLog["store"],
  { clock, report, shopsKept = SHOPS_KEPT }: AccessOptions,
): Promise<MembershipAccess> {
  const entries = new Map<TenantId, Entry>(); // in order of last use
  const loading = new Map<TenantId, Promise<void>>();
  const heard = (shop: TenantId, known: Known) => {
    const entry = entries.get(shop);
    if (!entry) return;
    entry.facts.set(known.id, known);
    entry.from = null;
  };
  const following = await openMembershipLog(log, {
    clock,
    heard,
    forgotten: () => entries.clear(),
    ...report && { report },
  });

  /** While nothing is heard time stands still, so that nobody is blocked by our own silence (features §4.2 case 18). */
  const asOf = (now: Instant): Instant => {
    const lost = following.lostSince();
    return lost !== null && lost < now ? lost : now;
  };

  const standing = (entry: Entry, t: Instant): MembershipStatus | null => {
    const { from, until } = entry;
    if (from === null || t < from || until !== null && t >= until) {
      const facts = [...entry.facts.values()];
      entry.status = facts.length === 0 ? null : membershipStatus(facts, t);
      entry.until = nextInstant(facts, entry.status, t);
      entry.from = t;
      entry.stops = null;
    }
    return entry.status;
  };

  const warm = (shop: TenantId): Entry | undefined => {
    const entry = entries.get(shop);
    if (!entry || loading.has(shop)) return undefined;
    entries.delete(shop);
    entries.set(shop, entry);
    return entry;
  };

  const judge = (shop: TenantId, action: Action): Judgement => {
    const entry = warm(shop), now = clock.now(), lost = following.lostSince();
    if (!entry) return OPEN_UNKNOWN.has(action) ? "allowed" : "unknown";
    const status = standing(entry, asOf(now));
    if (status && !allows(status.state, action)) return "refused";
    const silent = lost !== null && now > plusMs(lost, LEASE_MS);
    return silent && !OPEN_UNKNOWN.has(action) ? "unknown" : "allowed";
  };

  const load = async (shop: TenantId): Promise<void> => {
    if (following.lostSince() !== null) return; // the follower hears first when it is back
    const entry: Entry = { facts: new Map(), status: null, from: null, until: null, stops: null };
    // In place before the reading begins, so that what is heard meanwhile is not missed: facts are a set.
    entries.set(shop, entry);
    const facts = await following.factsOf(shop);
    if (facts === null) return void entries.delete(shop);
    for (const known of facts) entry.facts.set(known.id, known);
    entry.from = null;
    for (const oldest of entries.keys()) {
      if (entries.size <= shopsKept) break;
      if (!loading.has(oldest)) entries.delete(oldest);
    }
  };

  return {
    knows: (shop) => entries.has(shop) && !loading.has(shop),
    statusOf(shop) {
      const entry = warm(shop);
      return entry ? standing(entry, asOf(clock.now())) : null;
    },
    judge,
    allows: (shop, action) => judge(shop, action) === "allowed",
    stopsSellingAt(shop, horizon) {
      const entry = warm(shop), t = asOf(clock.now());
      if (!entry || standing(entry, t) === null) return null;
      if (entry.stops === null || entry.stops.upTo < horizon) {
        const ahead = plusMs(t, AHEAD_MS), upTo = ahead > horizon ? ahead : horizon;
        entry.stops = { at: stopsSellingAt([...entry.facts.values()], t, upTo), upTo };
      }
      const { at } = entry.stops;
      if (at === null || at >= horizon) return null;
      return at > t ? at : t;
    },
    lostSince: following.lostSince,
    load(shop) {
      const known = loading.get(shop);
      if (known || entries.has(shop)) return known ?? Promise.resolve();
      const read = load(shop).finally(() => loading.delete(shop));
      loading.set(shop, read);
      return read;
    },
    refresh: following.refresh,
    close: following.close,
  };
}

/** When the status must be looked at again though nothing was heard: what a server with a fast clock wrote counts once it is time. */
function nextInstant(
  facts: readonly Known[],
  status: MembershipStatus | null,
  t: Instant,
): Instant | null {
  const dated = facts.flatMap(({ fact, occurredAt, recordedAt }) => [
    occurredAt,
    recordedAt,
    ...fact.type === "PaymentReceived" ? [fact.data.valueAt] : [],
  ]);
  const later = [...dated, ...status?.nextChangeAt ? [status.nextChangeAt] : []].filter((at) => at > t);
  return later.reduce<Instant | null>((first, at) => first === null || at < first ? at : first, null);
}
