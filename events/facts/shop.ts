import { z } from "zod";
import { defineFact, type FactOf } from "./define_fact.ts";
import { zId, zText } from "./fields.ts";

/** Stream `shop`. The shop exists: what a receipt says of it. */
export const ShopOpened = defineFact({
  type: "ShopOpened",
  version: 1,
  schema: z.strictObject({
    name: zText(80),
    slug: z.string().min(3).max(40),
    niche: z.string().min(3).max(40),
    address: zText(160).nullable(),
    ruc: z.string().regex(/^\d{11}$/).nullable(),
  }),
});

/** Stream `shop`. A till (caja) with the series of its tickets: one series is never shared by two registers. */
export const RegisterAdded = defineFact({
  type: "RegisterAdded",
  version: 1,
  schema: z.strictObject({ registerId: zId, name: zText(40), series: z.string().regex(/^T\d{3}$/) }),
});

const zPaper = z.int().refine((width) => width === 80 || width === 58) as unknown as z.ZodType<
  80 | 58,
  80 | 58
>;

/** Stream `shop`. Where in the shop's own network a till prints, or that it prints nowhere there. */
export const RegisterPrinterSet = defineFact({
  type: "RegisterPrinterSet",
  version: 1,
  schema: z.strictObject({
    registerId: zId,
    printer: z.strictObject({
      host: z.string().regex(/^\d{1,3}(?:\.\d{1,3}){3}$/),
      port: z.int().min(1).max(65_535),
      paper: zPaper,
      cut: z.boolean(),
    }).nullable(),
  }),
});

/** Stream `gate`. The platform opens or closes selling; the append batch reads the row this makes (design §7). */
export const SalesGateSet = defineFact({
  type: "SalesGateSet",
  version: 1,
  schema: z.strictObject({ open: z.boolean(), reason: zText(200) }),
});

export type ShopFact =
  | FactOf<typeof ShopOpened>
  | FactOf<typeof RegisterAdded>
  | FactOf<typeof RegisterPrinterSet>
  | FactOf<typeof SalesGateSet>;
