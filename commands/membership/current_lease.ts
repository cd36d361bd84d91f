import type { ControlDb } from "../../events/store/control/db.ts";
import { keepLease, type KeptLease, newestLease } from "../../events/store/control/membership_leases.ts";
import type { Shop } from "../../events/store/control/shops.ts";
import { KeystoreError } from "../../events/store/keystore.ts";
import { salesGate } from "../../events/projections/gate/queries.ts";
import type { TenantStore } from "../../events/store/types.ts";
import { type Lease, leaseText, type SignedLease } from "../../kernel/lease.ts";
import { type Clock, epochMsOf, type Instant, plusMs } from "../../kernel/time.ts";
import { type MembershipAccess, payerOf } from "./access.ts";
import { PAUSED } from "./keep_gate.ts";
import { LEASE_MS } from "./lease_time.ts";
import type { PlatformKey } from "./platform_key.ts";

/** A till that was here within the hour gains nothing by a new one. */
const RENEW_MS = 3_600_000;

export interface LeaseContext {
  readonly control: ControlDb;
  readonly platformKey: PlatformKey;
  readonly membership: MembershipAccess;
  readonly clock: Clock;
}

export interface CurrentLease {
  readonly signed: SignedLease;
  /** What is sold later is sold without leave: a lease that says blocked ends it as it is told. */
  readonly sellsUntil: Instant;
}

/**
 * The leave to sell that a till of this shop takes home now: the newest one, or a new one where the shop stands otherwise
 * or an hour has passed. Its end is never after a block that is known to come, nor a week after the platform's log was
 * last read. Null where there is none and none can be made: no till stops for that, it has the one before.
 */
export async function currentLease(
  context: LeaseContext,
  shop: Shop,
  store: TenantStore,
): Promise<CurrentLease | null> {
  const { control, membership, clock } = context, payer = payerOf(shop);
  if (!membership.knows(payer)) await membership.load(payer);
  const gate = await salesGate(store.db), now = clock.now(), judged = membership.judge(payer, "sell");
  const newest = await newestLease(control, shop.id);
  if (gate.open && judged === "unknown") return newest && signedAs(shop, newest);
  const policy = gate.open && judged === "allowed" ? "open" : "blocked";
  const reason = policy === "open" ? "" : gate.open ? PAUSED : gate.reason;
  const endOf = (issuedAt: Instant): Instant => {
    const week = plusMs(membership.lostSince() ?? issuedAt, LEASE_MS);
    return policy === "open" ? membership.stopsSellingAt(payer, week) ?? week : week;
  };
  const stands = newest?.policy === policy && newest.reason === reason &&
    newest.notAfter === endOf(newest.issuedAt);
  if (newest && stands && newest.issuedAt > plusMs(now, -RENEW_MS)) return signedAs(shop, newest);
  const lease: Lease = {
    shop: shop.slug,
    // Seconds, so that a registry restored from yesterday does not fall behind what tills have heard since.
    seq: Math.max((newest?.seq ?? 0) + 1, Math.floor(epochMsOf(now) / 1000)),
    issuedAt: now,
    notAfter: endOf(now),
    policy,
    reason,
  };
  try {
    const kept: KeptLease = { ...lease, sig: await context.platformKey.sign(leaseText(lease)) };
    if (await keepLease(control, shop.id, kept, newest)) return signedAs(shop, kept);
    const others = await newestLease(control, shop.id);
    return others && signedAs(shop, others);
  } catch (error) {
    if (!(error instanceof KeystoreError)) throw error;
    return null;
  }
}

const signedAs = ({ slug }: Shop, { sig, ...lease }: KeptLease): CurrentLease => ({
  signed: { text: leaseText({ ...lease, shop: slug }), sig },
  sellsUntil: lease.policy === "open" ? lease.notAfter : lease.issuedAt,
});
