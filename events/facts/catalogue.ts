import { z } from "zod";
import { defineFact, type FactOf } from "./define_fact.ts";
import {
  zId,
  zNonNegativeCentimos,
  zNonNegativeQuantity,
  zPositiveCentimos,
  zQuantity,
  zTaxClass,
  zText,
  zUnit,
} from "./fields.ts";

/** A product as it stands after a change: events carry it whole, so that any event alone says what was sold at what price. */
export const zProduct = z.strictObject({
  productId: zId,
  name: zText(120),
  /** EAN/UPC or a code of the shop's own, as scanned. No two active products share one. */
  barcodes: z.array(z.string().regex(/^[0-9A-Za-z._-]{1,32}$/)).max(12),
  /** The shop's short code (PLU, SKU). */
  code: z.string().regex(/^[0-9A-Za-z._/-]{1,32}$/).nullable(),
  unit: zUnit,
  /** Shelf price of one unit, IGV included. */
  priceCentimos: zPositiveCentimos,
  costCentimos: zNonNegativeCentimos.nullable(),
  taxClass: zTaxClass,
  category: zText(60).nullable(),
  minStock: zNonNegativeQuantity.nullable(),
  favourite: z.boolean(),
  active: z.boolean(),
});
export type Product = z.output<typeof zProduct>;

/** Stream `catalogue`, like all of this file: one writer order for all prices. */
export const ProductAdded = defineFact({
  type: "ProductAdded",
  version: 1,
  schema: z.strictObject({ product: zProduct }),
});

/** `before` stands in the event so that an undo and an audit need no second read. */
export const ProductRevised = defineFact({
  type: "ProductRevised",
  version: 1,
  schema: z.strictObject({ before: zProduct, after: zProduct }),
});

const zChange = z.strictObject({
  before: zProduct.nullable(),
  after: zProduct,
  /** Counted stock the file gave for a product it adds; moves stock as an opening count. */
  openingStock: zQuantity.nullable(),
});
export type ProductChange = z.output<typeof zChange>;

const zPart = { importId: zId, part: z.int().min(1), parts: z.int().min(1) };

/** One file, all its changes; in several parts because a body holds 65,535 bytes (C2SP tlog-tiles). All parts are one append. */
export const CatalogueImported = defineFact({
  type: "CatalogueImported",
  version: 1,
  schema: z.strictObject({
    ...zPart,
    fileName: zText(120),
    fileSha256: z.string().regex(/^[0-9a-f]{64}$/),
    changes: z.array(zChange).min(1),
  }),
});

/** The whole import taken back in one step: every product as it was, added ones retired, opening stock removed. */
export const CatalogueImportUndone = defineFact({
  type: "CatalogueImportUndone",
  version: 1,
  schema: z.strictObject({ ...zPart, changes: z.array(zChange).min(1) }),
});

export type CatalogueFact =
  | FactOf<typeof ProductAdded>
  | FactOf<typeof ProductRevised>
  | FactOf<typeof CatalogueImported>
  | FactOf<typeof CatalogueImportUndone>;
