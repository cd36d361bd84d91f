import { z } from "zod";
import { deviceDecider } from "../../domain/device/decider.ts";
import { deviceStream } from "../../domain/streams.ts";
import { ok } from "../../kernel/result.ts";
import { defineCommand } from "../define_command.ts";
import { inId, inText } from "../input/fields.ts";
import { loadDevice } from "./load_device.ts";

export const zRenameDevice = z.object({ deviceId: inId, name: inText(40) });

export const renameDevice = defineCommand({
  type: "RenameDevice",
  schema: zRenameDevice,
  attempt: async ({ store }, input) => {
    const { device, version } = await loadDevice(store, input.deviceId);
    const decision = deviceDecider.decide({ type: "RenameDevice", ...input }, device);
    if (!decision.ok) return decision;
    return ok({
      facts: decision.value,
      expected: [{ stream: deviceStream(input.deviceId), version }],
      gate: "always",
      outcome: input,
    });
  },
});
