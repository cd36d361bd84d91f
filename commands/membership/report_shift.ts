import { z } from "zod";
import type { Known } from "../../domain/membership/account.ts";
import { stopsSellingAt } from "../../domain/membership/stops_selling.ts";
import { membershipStream } from "../../domain/streams.ts";
import { ShiftReported } from "../../events/facts/membership.ts";
import { zId } from "../../events/facts/fields.ts";
import { anySessionOpen } from "../../events/projections/cash_session/queries.ts";
import type { TenantId, TenantStore } from "../../events/store/types.ts";
import { ok } from "../../kernel/result.ts";
import { type Instant, plusMs } from "../../kernel/time.ts";
import { defineCommand } from "../define_command.ts";
import type { CommandContext } from "../handle.ts";
import { systemContext } from "../shops/create_shop.ts";
import type { MembershipAccess } from "./access.ts";
import { knownOf } from "./membership_log.ts";

/**
 * So long before a block tills are asked about (features §4.2 case 15): twelve hours, and the twelve by which one that is
 * open has put it off, so that its closing is heard of too.
 */
export const NEAR_MS = 24 * 3_600_000;

const zReportShift = z.object({ shop: z.string(), reportId: zId, open: z.boolean() });

/** Notes on the platform's log whether a till of the shop is open, where that may put a block off and is not known yet. */
const appendReport = defineCommand({
  type: "ReportShift",
  schema: zReportShift,
  attempt: async ({ store, clock }, { shop, reportId, open }) => {
    const stream = membershipStream(shop), events = await store.stream(stream);
    const said = saidOf(events.map(knownOf), open, clock.now());
    const facts = said ? [] : [{ definition: ShiftReported, stream, data: { shop, reportId, open } }];
    return ok({
      facts,
      expected: [{ stream, version: events.length }],
      gate: "always",
      outcome: { reported: !said },
    });
  },
});

/** True where a block is not near, or where the newest report says this of the shift that the block would meet. */
function saidOf(facts: readonly Known[], open: boolean, now: Instant): boolean {
  const blockAt = stopsSellingAt(facts, now, plusMs(now, NEAR_MS));
  if (blockAt === null || blockAt === now) return true;
  const last = facts.findLast(({ fact }) => fact.type === "ShiftReported");
  const wasOpen = last?.fact.type === "ShiftReported" && last.fact.data.open;
  if (!open) return !wasOpen;
  return wasOpen && last!.occurredAt >= plusMs(blockAt, -NEAR_MS);
}

export interface ShiftContext extends Pick<CommandContext, "clock" | "ids"> {
  readonly platform: TenantStore;
  readonly membership: MembershipAccess;
}

/**
 * Says whether a till is open, if a block is near. Called when a till was opened or closed and by the gate keeper.
 * Costs nothing where no block is near. True where something new was said.
 */
export async function reportShift(
  { platform, membership, clock, ids }: ShiftContext,
  shop: TenantId,
  store: TenantStore,
): Promise<boolean> {
  const now = clock.now();
  const blockAt = membership.stopsSellingAt(shop, plusMs(now, NEAR_MS));
  if (blockAt === null || blockAt <= now) return false;
  const input = { shop, reportId: ids.next(), open: await anySessionOpen(store.db) };
  const reported = await appendReport(systemContext({ clock, ids }, platform), { id: ids.next() }, input);
  if (!reported.ok) {
    throw new Error(`the shift of ${shop} was not reported: ${JSON.stringify(reported.error)}`);
  }
  if (reported.value.outcome.reported) await membership.refresh();
  return reported.value.outcome.reported;
}
