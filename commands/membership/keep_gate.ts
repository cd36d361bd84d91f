import { allows } from "../../domain/membership/access.ts";
import { type MembershipStatus, membershipStatus } from "../../domain/membership/status.ts";
import { stopsSellingAt } from "../../domain/membership/stops_selling.ts";
import { membershipStream } from "../../domain/streams.ts";
import { salesGate } from "../../events/projections/gate/queries.ts";
import { practiceShopOf, shopById } from "../../events/store/control/shops.ts";
import type { TenantId, TenantStore } from "../../events/store/types.ts";
import { type Instant, plusMs } from "../../kernel/time.ts";
import { versionOf } from "../handle.ts";
import { setSalesGate } from "../shop/set_sales_gate.ts";
import { type PlatformContext, systemContext } from "../shops/create_shop.ts";
import type { MembershipAccess } from "./access.ts";
import { knownOf } from "./membership_log.ts";
import { NEAR_MS, reportShift } from "./report_shift.ts";

/** What a cashier may read on the till (features §4.2 case 25): nothing of money, and who can end it. */
export const PAUSED = "el plan de la tienda está en pausa y la dueña puede activarlo en su celular";
const PAID_UP = "al día";

/** Nobody waits longer to be looked at while a block is near: a till may be closed where nothing tells us. */
const NEAR_LOOK_MS = 60_000;

export interface GateContext extends PlatformContext {
  readonly platform: TenantStore;
  readonly membership: MembershipAccess;
}

export interface KeptGate {
  /** Null where nobody has billed the shop, or it is gone: there is no gate for us to move then. */
  readonly status: MembershipStatus | null;
  readonly changed: boolean;
  /** When time alone may change it; null for never. */
  readonly lookAgainAt: Instant | null;
}

/**
 * Brings the gate in a shop's own log, which its appends read, to what the platform's log says now: at once after a
 * payment, and by the gate keeper. On a return the gate opens before anything else does, so that nobody is let
 * through by one check and refused by the next. A gate that was closed on facts that are no longer all is set anew,
 * so of a payment and a block that cross, the payment wins. Throws where a log cannot be read or written: ask again.
 */
export async function keepGate(context: GateContext, shop: TenantId): Promise<KeptGate> {
  const { platform, membership, clock } = context, stream = membershipStream(shop);
  let changed = false;
  for (;;) {
    const facts = (await platform.stream(stream)).map(knownOf), now = clock.now();
    if (facts.length === 0 || await shopById(context.control, shop) === null) {
      return { status: null, changed, lookAgainAt: null };
    }
    const status = membershipStatus(facts, now);
    const blockAt = stopsSellingAt(facts, now, plusMs(now, NEAR_MS));
    const near = blockAt !== null && blockAt > now;
    if (near) {
      await Promise.all([membership.refresh(), membership.load(shop)]);
      const store = await context.tenants.get(shop);
      if (await reportShift(context, shop, store)) continue;
    }
    changed = await setGates(context, shop, status) || changed;
    if (await versionOf(platform, stream) !== facts.length) continue;
    await membership.refresh();
    const settled = status.state !== "CLOSED" || await shutAtServer(context, shop);
    const lookAgainAt = near || !settled ? plusMs(now, NEAR_LOOK_MS) : earlierOf(status, facts, now);
    return { status, changed, lookAgainAt };
  }
}

/** In time to ask about the shift before a block. */
function earlierOf(
  { nextChangeAt }: MembershipStatus,
  facts: Parameters<typeof stopsSellingAt>[0],
  now: Instant,
): Instant | null {
  if (nextChangeAt === null) return null;
  const blockAt = stopsSellingAt(facts, now, plusMs(nextChangeAt, 1));
  const asking = blockAt !== null && blockAt > now ? plusMs(blockAt, -NEAR_MS) : nextChangeAt;
  return asking > now ? asking : nextChangeAt;
}

/** The shop's gate and that of its practice. */
async function setGates(context: GateContext, shop: TenantId, status: MembershipStatus): Promise<boolean> {
  const practice = await practiceShopOf(context.control, shop);
  let changed = false;
  for (const tenant of [shop, ...practice ? [practice.id] : []]) {
    changed = await setGate(context, tenant, allows(status.state, "sell")) || changed;
  }
  return changed;
}

async function setGate(context: GateContext, tenant: TenantId, open: boolean): Promise<boolean> {
  const store = await context.tenants.get(tenant), gate = await salesGate(store.db);
  if (gate.open === open && (open || gate.reason === PAUSED)) return false;
  if (open) await context.tenants.blockWrites(tenant, null);
  const set = await setSalesGate(systemContext(context, store), { id: context.ids.next() }, {
    open,
    reason: open ? PAID_UP : PAUSED,
  });
  if (!set.ok) throw new Error(`the gate of ${tenant} was not set: ${set.error.type}`);
  return true;
}

const UNSETTLED = `SELECT 1 AS found FROM head WHERE k = 1 AND (
    size > (SELECT coalesce(max(size), 0) FROM checkpoint)
    OR size > (SELECT coalesce(min(pos), size) FROM projection_checkpoint WHERE name NOT LIKE '%#%'))`;

/** A closed shop's database takes nothing more, once it is signed and all its read models are level. True when done. */
async function shutAtServer({ tenants }: GateContext, shop: TenantId): Promise<boolean> {
  if (await (await tenants.get(shop)).db.first(UNSETTLED) !== null) return false;
  await tenants.blockWrites(shop, PAUSED);
  return true;
}
