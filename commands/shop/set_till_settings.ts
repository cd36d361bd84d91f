import { z } from "zod";
import { TILL_SETTINGS_STREAM } from "../../domain/streams.ts";
import { tillSettings } from "../../events/projections/till_settings/queries.ts";
import { ok } from "../../kernel/result.ts";
import type { TillSettings } from "../../kernel/sync.ts";
import { defineCommand } from "../define_command.ts";
import { versionOf } from "../handle.ts";
import { inFlag } from "../input/fields.ts";

/** A form asks in whole percents; a program sends the thousandths. */
const inPerMille = z.preprocess(
  (raw) => typeof raw === "string" && /^\d{1,3}$/.test(raw.trim()) ? Number(raw) * 10 : raw,
  z.int({ error: "percent" }).min(0, { error: "percent" }).max(1_000, { error: "percent" }),
);

/** Pairing has a page of its own: where nothing is said of it, it stays. */
export const zSetTillSettings = z.object({
  discountPerMilleMax: inPerMille,
  lockAfterSale: inFlag,
  pairing: z.enum(["open", "code"], { error: "choice" }).optional(),
});

/** What the owner wants of the tills. They hear of it with their next pull. */
export const setTillSettings = defineCommand<typeof zSetTillSettings, TillSettings, never>({
  type: "SetTillSettings",
  schema: zSetTillSettings,
  attempt: async ({ store }, { pairing, ...input }) => {
    const [now, version] = await Promise.all([
      tillSettings(store.db),
      versionOf(store, TILL_SETTINGS_STREAM),
    ]);
    const wanted: TillSettings = { ...input, pairing: pairing ?? now.pairing };
    const isSame = now.pairing === wanted.pairing && now.lockAfterSale === wanted.lockAfterSale &&
      now.discountPerMilleMax === wanted.discountPerMilleMax;
    return ok({
      facts: isSame ? [] : [{ type: "TillSettingsSet" as const, data: wanted }],
      expected: [{ stream: TILL_SETTINGS_STREAM, version }],
      gate: "always",
      outcome: wanted,
    });
  },
});
