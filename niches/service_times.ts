import { z } from "zod";
import { zId } from "../events/facts/fields.ts";

/** What a trade of services offers of its catalogue, and how long each takes. Prices stay with the product. */
export const zServiceTimes = z.strictObject({
  services: z.array(z.strictObject({ productId: zId, minutes: z.int().min(5).max(720) })).min(1).max(300),
});

export type ServiceTimes = z.output<typeof zServiceTimes>["services"];
