import { z } from "zod";
import { defineFact } from "../../events/facts/define_fact.ts";
import { zId, zNonNegativeQuantity, zPositiveCentimos } from "../../events/facts/fields.ts";

/** Stream `lavanderia.tariff`. The prices by the kilo and by the piece as they were said together; the newest one counts. */
export const TariffSet = defineFact({
  type: "lavanderia.TariffSet",
  version: 1,
  schema: z.strictObject({
    /** The least that a bag is charged for, in thousandths of a kilo. */
    minimum: zNonNegativeQuantity,
    prices: z.array(z.strictObject({ productId: zId, priceCentimos: zPositiveCentimos })).min(1).max(300),
  }),
});
