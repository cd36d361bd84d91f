import { z } from "zod";
import type { NewProduct } from "../../kernel/sync.ts";
import {
  inBarcodes,
  inCode,
  inFlag,
  inId,
  inMoney,
  inNullable,
  inPositiveMoney,
  inQuantity,
  inTaxClass,
  inText,
  inUnit,
} from "../input/fields.ts";

/** What a person says of a product: the same fields to add and to revise, from a form, the API and the till. */
export const zProductInput = z.object({
  productId: inId,
  name: inText(120),
  barcodes: inBarcodes,
  code: inNullable(inCode),
  unit: inUnit,
  priceCentimos: inPositiveMoney,
  costCentimos: inNullable(inMoney),
  taxClass: inTaxClass,
  category: inNullable(inText(60)),
  minStock: inNullable(inQuantity),
  favourite: inFlag,
}) satisfies z.ZodType<NewProduct>;
