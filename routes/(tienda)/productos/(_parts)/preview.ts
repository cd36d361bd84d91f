import type { Context } from "fresh";
import { importCatalogue } from "../../../../commands/catalogue/import_catalogue.ts";
import {
  type Corrections,
  type FilePreview,
  importInput,
  previewFile,
} from "../../../../commands/catalogue/import/preview_import.ts";
import { IMPORT_FIELDS } from "../../../../commands/catalogue/import/types.ts";
import { imports } from "../../../../events/projections/catalogue/queries.ts";
import { uploadById } from "../../../../events/store/control/uploads.ts";
import { IMPORT } from "../../../../i18n/es_pe/catalogue.ts";
import { refusalText } from "../../../../i18n/es_pe/refusals.ts";
import { isUuid } from "../../../../kernel/ids.ts";
import { err, ok, type Result } from "../../../../kernel/result.ts";
import { commandContext, type ShopState } from "../../../(_shared)/define.ts";
import { askedBy, type Typed } from "../../../(_shared)/form.ts";

/** The kept file read once more, with the columns that the address says; null where it is gone. */
export async function previewOf(ctx: Context<ShopState>): Promise<FilePreview | null> {
  const { services: { control, clock }, shop, staff, store } = ctx.state;
  const owner = { shop: shop.id, personId: staff.personId };
  const upload = await uploadById(control, owner, ctx.params["uploadId"] ?? "", clock.now());
  if (!upload) return null;
  const preview = await previewFile(store.db, upload, correctionsOf(ctx.url.searchParams));
  return preview.ok ? preview.value : null; // what could not be read was never kept
}

/** `?price=3&category=`: a column by its number, or none. */
function correctionsOf(query: URLSearchParams): Corrections {
  return Object.fromEntries(IMPORT_FIELDS.flatMap((field) => {
    const said = query.get(field);
    if (said === null || !/^\d{0,2}$/.test(said)) return [];
    return [[field, said === "" ? null : Number(said)]];
  }));
}

/** Does what the preview showed, once. The error is a sentence to show above the preview as it is now. */
export async function carryOut(
  state: ShopState,
  preview: FilePreview,
  typed: Typed,
): Promise<Result<{ importId: string }, string>> {
  const importId = typed["importId"] ?? "";
  if (!isUuid(importId)) return err(IMPORT.changedMeanwhile);
  const done = (await imports(state.store.db, 1)).some((one) => one.importId === importId);
  if (done) return ok({ importId }); // the second tap of a double tap finds its own work
  if (preview.plan === null || preview.planHash !== typed["planHash"]) return err(IMPORT.changedMeanwhile);
  const input = importInput(preview, preview.plan, importId);
  const imported = await importCatalogue(commandContext(state), askedBy(typed, state.services.ids), input);
  return imported.ok ? ok({ importId }) : err(refusalText(imported.error));
}
