import { z } from "zod";
import { defineFact, type FactOf } from "./define_fact.ts";

const zMethod = z.enum(["efectivo", "yape", "plin", "tarjeta", "fiado"]);

/** Stream `payment_methods`. How the shop takes money, in the order of the till's tiles; the newest one counts. */
export const PaymentMethodsSet = defineFact({
  type: "PaymentMethodsSet",
  version: 1,
  schema: z.strictObject({ methods: z.array(zMethod).min(1).max(5) }),
});

const zTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

/** Stream `opening_hours`. Days that are not in it are closed; 1 is Monday, as in ISO 8601. The newest one counts. */
export const OpeningHoursSet = defineFact({
  type: "OpeningHoursSet",
  version: 1,
  schema: z.strictObject({
    hours: z.array(z.strictObject({
      day: z.int().min(1).max(7),
      spans: z.array(z.strictObject({ from: zTime, to: zTime })).min(1).max(2),
    })).max(7),
  }),
});

export type SettingsFact = FactOf<typeof PaymentMethodsSet> | FactOf<typeof OpeningHoursSet>;
