import { z } from "zod";
import { IMPORT_FIELDS } from "../../commands/catalogue/import/types.ts";
import { zImportCatalogue } from "../../commands/catalogue/import_catalogue.ts";
import { zProduct } from "../../events/facts/catalogue.ts";
import type { CatalogueImport } from "../../events/projections/catalogue/queries.ts";
import { zAnsweredId, zAnsweredInstant, zPos } from "./fields.ts";

export { zProduct };
export const zProductRef = z.strictObject({ productId: zAnsweredId });

export const zCatalogueImport: z.ZodType<CatalogueImport> = z.strictObject({
  importId: zAnsweredId,
  fileName: z.string(),
  fileSha256: z.string(),
  products: z.int().min(0),
  firstPos: zPos,
  lastPos: zPos,
  importedAt: zAnsweredInstant,
  undoneAt: zAnsweredInstant.nullable(),
});

export const zImported = z.strictObject({
  importId: zAnsweredId,
  added: z.int().min(0),
  revised: z.int().min(0),
});
export const zUndone = z.strictObject({ importId: zAnsweredId, products: z.int().min(0) });

/** Column of each field, counted from 0. */
export const zColumnMapping = z.partialRecord(z.enum(IMPORT_FIELDS), z.int().min(0));

const zRowMessage = z.strictObject({
  /** As the spreadsheet numbers it; 0 where the whole file is meant. */
  row: z.int().min(0),
  field: z.enum(IMPORT_FIELDS),
  value: z.string(),
  message: z.string(),
});

export const zImportPreview = z.strictObject({
  sheet: z.string(),
  headers: z.array(z.string()),
  mapping: zColumnMapping,
  added: z.int().min(0),
  changed: z.int().min(0),
  unchanged: z.int().min(0),
  failures: z.array(zRowMessage),
  warnings: z.array(zRowMessage),
  /** The body for `POST /imports`; null while rows fail or nothing would change. */
  plan: zImportCatalogue.nullable(),
});
export type ImportPreview = z.output<typeof zImportPreview>;
