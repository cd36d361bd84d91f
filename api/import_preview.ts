import { guessColumns, mappingOf } from "../commands/catalogue/import/guess_columns.ts";
import { parseRows } from "../commands/catalogue/import/parse_rows.ts";
import { type ImportPlan, planImport } from "../commands/catalogue/import/plan_import.ts";
import { readTable } from "../commands/catalogue/import/read_table.ts";
import type { ColumnMapping, ImportFileRefusal, RowFailure } from "../commands/catalogue/import/types.ts";
import { sha256 } from "../events/log/bytes.ts";
import type { Product, ProductChange } from "../events/facts/catalogue.ts";
import { productsPage } from "../events/projections/catalogue/queries.ts";
import type { TenantDb } from "../events/store/types.ts";
import { rowFailureText, rowWarningText } from "../i18n/es_pe/import.ts";
import type { Ids } from "../kernel/ids.ts";
import { ok, type Result } from "../kernel/result.ts";
import type { ImportPreview } from "./schemas/products.ts";

export interface UploadedFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly fileName: string;
  /** What a person said of the columns; guessed where null. */
  readonly mapping: ColumnMapping | null;
}

const PAGE = 1000;

/** What a file would do, said in sentences, with the plan that does it. Nothing is kept between the two. */
export async function previewImport(
  db: TenantDb,
  ids: Ids,
  { bytes, fileName, mapping: said }: UploadedFile,
): Promise<Result<ImportPreview, ImportFileRefusal>> {
  const table = await readTable(bytes, fileName);
  if (!table.ok) return table;
  const mapping = said ?? mappingOf(guessColumns(table.value));
  const { products: rows, failures, warnings } = parseRows(table.value, mapping);
  const planned = failures.length > 0 ? null : planImport(rows, await allProducts(db));
  const refused = planned?.ok === false ? planned.error : failures;
  const plan = planned?.ok ? planned.value : null;
  const changes = plan ? changesOf(plan, ids) : [];
  const sentence = (failure: RowFailure) => ({ ...told(failure), message: rowFailureText(failure) });
  return ok({
    sheet: table.value.sheet,
    headers: [...table.value.headers],
    mapping,
    added: plan?.added.length ?? 0,
    changed: plan?.changed.length ?? 0,
    unchanged: plan?.unchanged ?? 0,
    failures: refused.map(sentence),
    warnings: warnings.map((warning) => ({ ...told(warning), message: rowWarningText(warning) })),
    plan: changes.length === 0
      ? null
      : { importId: ids.next(), fileName, fileSha256: sha256(bytes).toHex(), changes },
  });
}

const told = ({ row, field, value }: Pick<RowFailure, "row" | "field" | "value">) => ({ row, field, value });

const changesOf = ({ added, changed }: ImportPlan, ids: Ids): ProductChange[] => [
  ...changed.map(({ before, after }) => ({ before, after, openingStock: null })),
  ...added.map(({ product, openingStock }) => ({
    before: null,
    after: { ...product, productId: ids.next() },
    openingStock,
  })),
];

async function allProducts(db: TenantDb): Promise<Product[]> {
  const products: Product[] = [];
  let cursor: string | null = null;
  do {
    const page = await productsPage(db, { limit: PAGE, ...cursor === null ? {} : { cursor } });
    products.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return products;
}
