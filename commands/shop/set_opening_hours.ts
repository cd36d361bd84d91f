import { z } from "zod";
import { OPENING_HOURS } from "../../domain/streams.ts";
import type { FactOf } from "../../events/facts/define_fact.ts";
import { OpeningHoursSet } from "../../events/facts/settings.ts";
import type { TenantStore } from "../../events/store/types.ts";
import { defineSetting, settingOf } from "../define_setting.ts";

export type OpeningHours = FactOf<typeof OpeningHoursSet>["data"]["hours"];

const inTime = z.string({ error: "hours" }).regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: "hours" });
const inSpan = z.object({ from: inTime, to: inTime }).refine(({ from, to }) => from < to, { error: "hours" });
const inDay = z.object({
  day: z.int({ error: "choice" }).min(1, { error: "choice" }).max(7, { error: "choice" }),
  spans: z.array(inSpan, { error: "required" }).min(1, { error: "required" }).max(2, { error: "too_many" })
    .refine(([first, second]) => !first || !second || first.to <= second.from, { error: "hours" }),
});

export const zSetOpeningHours = z.object({
  hours: z.array(inDay, { error: "required" }).min(1, { error: "required" }).max(7, { error: "too_many" })
    .refine((days) => new Set(days.map(({ day }) => day)).size === days.length, { error: "repeated" }),
});

/** When the shop is open, day by day. */
export const setOpeningHours = defineSetting({
  type: "SetOpeningHours",
  fact: OpeningHoursSet,
  stream: OPENING_HOURS,
  schema: zSetOpeningHours,
});

export const openingHoursOf = async (store: TenantStore): Promise<OpeningHours> =>
  (await settingOf<{ hours: OpeningHours }>(store, OPENING_HOURS))?.hours ?? [];
