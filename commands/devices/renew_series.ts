import { z } from "zod";
import { seriesDecider } from "../../domain/series/decider.ts";
import { seriesStream } from "../../domain/streams.ts";
import { type Series, seriesOfDevice } from "../../events/projections/pairing/queries.ts";
import { err, ok } from "../../kernel/result.ts";
import { defineCommand } from "../define_command.ts";
import type { CommandContext } from "../handle.ts";
import { inId } from "../input/fields.ts";
import { loadSeries } from "./load_device.ts";
import { LEASE_SIZE } from "./pair_device.ts";

/** Fewer numbers than this left, and a pull brings more: half a week before the last one. */
const RENEW_BELOW = LEASE_SIZE / 2;

const zRenewal = z.object({ deviceId: inId, series: z.string(), upTo: z.int() });
const renewal = defineCommand({
  type: "RenewSeries",
  schema: zRenewal,
  attempt: async ({ store }, { deviceId, series: name, upTo }) => {
    const { series, version } = await loadSeries(store, name);
    if (series.status === "none") return err({ type: "SeriesNotYours" as const, series: name });
    const decision = seriesDecider.decide(
      { type: "LeaseSeries", lease: { ...series.lease, deviceId, upTo } },
      series,
    );
    if (!decision.ok) return decision;
    return ok({
      facts: decision.value,
      expected: [{ stream: seriesStream(name), version }],
      gate: "always",
      outcome: { upTo },
    });
  },
});

/** The series a device may give numbers of, with more of them where it comes near an end. */
export async function leasedSeries(context: CommandContext, deviceId: string): Promise<Series[]> {
  const all = await seriesOfDevice(context.store.db, deviceId);
  return await Promise.all(all.map(async (lease) => {
    if (lease.upTo - lease.lastTicket >= RENEW_BELOW) return lease;
    const upTo = lease.lastTicket + LEASE_SIZE, { series } = lease;
    const renewed = await renewal(context, { id: `renewal-${series}-${upTo}` }, { deviceId, series, upTo });
    return renewed.ok ? { ...lease, upTo } : lease; // the next pull asks again
  }));
}
