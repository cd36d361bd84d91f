import {
  type Corrections,
  type FilePreview,
  importInput,
  previewFile,
} from "../commands/catalogue/import/preview_import.ts";
import type { ImportFileRefusal, RowFailure } from "../commands/catalogue/import/types.ts";
import type { TenantDb } from "../events/store/types.ts";
import { rowFailureText, rowWarningText } from "../i18n/es_pe/import.ts";
import type { Ids } from "../kernel/ids.ts";
import { ok, type Result } from "../kernel/result.ts";
import type { ImportPreview } from "./schemas/products.ts";

export interface UploadedFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly fileName: string;
  /** What a person said of the columns; guessed where they said nothing. */
  readonly mapping: Corrections;
}

/** What a file would do, said in sentences, with the plan that does it. Nothing is kept between the two. */
export async function previewImport(
  db: TenantDb,
  ids: Ids,
  { mapping, ...file }: UploadedFile,
): Promise<Result<ImportPreview, ImportFileRefusal>> {
  const previewed = await previewFile(db, file, mapping);
  return previewed.ok ? ok(toldOf(previewed.value, ids)) : previewed;
}

function toldOf(preview: FilePreview, ids: Ids): ImportPreview {
  const { table, mapping, failures, warnings, plan } = preview;
  const changes = plan === null ? 0 : plan.added.length + plan.changed.length;
  return {
    sheet: table.sheet,
    headers: [...table.headers],
    mapping,
    added: plan?.added.length ?? 0,
    changed: plan?.changed.length ?? 0,
    unchanged: plan?.unchanged ?? 0,
    failures: failures.map((failure) => ({ ...cellOf(failure), message: rowFailureText(failure) })),
    warnings: warnings.map((warning) => ({ ...cellOf(warning), message: rowWarningText(warning) })),
    plan: plan === null || changes === 0 ? null : importInput(preview, plan, ids.next()),
  };
}

const cellOf = ({ row, field, value }: Pick<RowFailure, "row" | "field" | "value">) => ({
  row,
  field,
  value,
});
