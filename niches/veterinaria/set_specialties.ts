import { z } from "zod";
import { defineSetting, settingOf } from "../../commands/define_setting.ts";
import type { TenantStore } from "../../events/store/types.ts";
import { SPECIALTIES, SpecialtiesSet, zSpecialty } from "./facts.ts";

const STREAM = "veterinaria.specialties";
const ORDER = SPECIALTIES.map(([id]) => id as string);

export const setSpecialties = defineSetting({
  type: "veterinaria.SetSpecialties",
  fact: SpecialtiesSet,
  stream: STREAM,
  schema: z.object({
    // In the order of the list, however they were ticked: the same choice is the same fact.
    specialties: z.array(zSpecialty, { error: "required" }).min(1, { error: "required" })
      .transform((chosen) => [...new Set(chosen)].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))),
  }),
});

export const specialtiesOf = async (store: TenantStore): Promise<readonly string[]> =>
  (await settingOf<{ specialties: readonly string[] }>(store, STREAM))?.specialties ?? [];
