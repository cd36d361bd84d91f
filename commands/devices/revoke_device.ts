import { z } from "zod";
import { deviceDecider } from "../../domain/device/decider.ts";
import { seriesDecider } from "../../domain/series/decider.ts";
import { deviceStream, seriesStream } from "../../domain/streams.ts";
import type { SeriesFact } from "../../events/facts/device.ts";
import { seriesOfDevice } from "../../events/projections/pairing/queries.ts";
import { ok, type Result } from "../../kernel/result.ts";
import { defineCommand } from "../define_command.ts";
import type { Decision } from "../handle.ts";
import { inId } from "../input/fields.ts";
import { loadDevice, loadSeries } from "./load_device.ts";
import type { DevicesRefusal } from "./refusals.ts";

export const zRevokeDevice = z.object({ deviceId: inId });

type Decided = Result<Decision<{ readonly deviceId: string }>, DevicesRefusal>;

/** The device and its series end together: no number of a lost tablet is ever given by another one. */
export const revokeDevice = defineCommand({
  type: "RevokeDevice",
  schema: zRevokeDevice,
  attempt: async ({ store }, { deviceId }): Promise<Decided> => {
    const { device, version } = await loadDevice(store, deviceId);
    const decision = deviceDecider.decide({ type: "RevokeDevice", deviceId }, device);
    if (!decision.ok) return decision;
    const closings: SeriesFact[] = [], expected = [{ stream: deviceStream(deviceId), version }];
    for (const { series: name } of await seriesOfDevice(store.db, deviceId)) {
      const { series, version } = await loadSeries(store, name);
      const closed = seriesDecider.decide({ type: "CloseSeries" }, series);
      if (!closed.ok) return closed;
      closings.push(...closed.value);
      expected.push({ stream: seriesStream(name), version });
    }
    return ok({ facts: [...decision.value, ...closings], expected, gate: "always", outcome: { deviceId } });
  },
});
