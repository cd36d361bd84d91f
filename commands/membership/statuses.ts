import { type MembershipStatus, membershipStatus } from "../../domain/membership/status.ts";
import { MEMBERSHIP_FACTS } from "../../events/facts/membership.ts";
import type { TenantStore } from "../../events/store/types.ts";
import type { Clock, Instant } from "../../kernel/time.ts";
import { type KnownBy, knownByOf, membershipFacts } from "./membership_facts.ts";

type Statuses = ReadonlyMap<string, MembershipStatus>;

/**
 * The status of every shop that was ever billed, by its id, for pages that look at all of them. A process reads the log
 * once; afterwards only the shops of which something was said, or whose time came, are looked at again.
 */
export async function statusesOf(platform: TenantStore, clock: Clock): Promise<Statuses> {
  const known = indexes.get(platform) ?? { seen: 0, statuses: new Map(), reading: Promise.resolve() };
  indexes.set(platform, known);
  // One reading at a time: two would count on each other's half.
  const mine = known.reading.then(() => readOn(known, platform, clock.now()));
  known.reading = mine.catch(() => {});
  await mine;
  return new Map(known.statuses);
}

interface Index {
  /** Position up to which the log was read. */
  seen: number;
  readonly statuses: Map<string, MembershipStatus>;
  reading: Promise<void>;
}
const indexes = new WeakMap<TenantStore, Index>();
const TYPES = MEMBERSHIP_FACTS.map(({ type }) => type);
const PAGE = 1_000;

async function readOn(index: Index, platform: TenantStore, now: Instant): Promise<void> {
  const { size } = await platform.head();
  if (size < index.seen) { // restored from a copy: what was read of it is worth nothing
    index.seen = 0;
    index.statuses.clear();
  }
  const whole = index.seen === 0, told = new Map<string, KnownBy[]>();
  for (let after = index.seen; after < size;) {
    const events = await platform.read({ types: TYPES, after, upTo: size, limit: PAGE });
    for (const event of events) {
      const known = knownByOf(event), { shop } = known.fact.data;
      const facts = told.get(shop);
      if (facts) facts.push(known);
      else told.set(shop, [known]);
    }
    after = events.length < PAGE ? size : events.at(-1)!.pos;
  }
  const due = [...index.statuses].flatMap(([shop, { nextChangeAt, overlays }]) =>
    overlays.length > 0 || nextChangeAt !== null && nextChangeAt <= now ? [shop] : []
  );
  for (const shop of new Set([...told.keys(), ...due])) {
    const facts = whole ? told.get(shop)! : await membershipFacts(platform, shop);
    index.statuses.set(shop, membershipStatus(facts, now));
  }
  index.seen = size; // last: what was read of a reading that failed is read again
}
