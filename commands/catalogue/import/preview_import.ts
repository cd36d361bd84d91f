import type { Product, ProductChange } from "../../../events/facts/catalogue.ts";
import { sha256 } from "../../../events/log/bytes.ts";
import { productsPage } from "../../../events/projections/catalogue/queries.ts";
import type { TenantDb } from "../../../events/store/types.ts";
import { ok, type Result } from "../../../kernel/result.ts";
import { requestHash } from "../../handle.ts";
import { fixedId } from "../../fixed_id.ts";
import { type ColumnGuess, correctMapping, guessColumns, mappingOf } from "./guess_columns.ts";
import { parseRows } from "./parse_rows.ts";
import { type ImportPlan, planImport } from "./plan_import.ts";
import { readTable } from "./read_table.ts";
import type {
  ColumnMapping,
  ImportField,
  ImportFileRefusal,
  RowFailure,
  RowWarning,
  Table,
} from "./types.ts";

/** What a person said of the columns: null takes a field off the file, a field that is not here stays as guessed. */
export type Corrections = Readonly<Partial<Record<ImportField, number | null>>>;

/** What a file would do, before anybody said yes. */
export interface FilePreview {
  readonly fileName: string;
  readonly fileSha256: string;
  readonly table: Table;
  readonly guesses: readonly ColumnGuess[];
  readonly mapping: ColumnMapping;
  readonly failures: readonly RowFailure[];
  readonly warnings: readonly RowWarning[];
  /** Null while a row is refused: a file goes in whole or not at all. */
  readonly plan: ImportPlan | null;
  /** Of the plan: what somebody says yes to is what is carried out, or they are shown it again. */
  readonly planHash: string;
}

/** Reads a file against the catalogue as it stands. Nothing is kept and nothing is changed. */
export async function previewFile(
  db: TenantDb,
  { bytes, fileName }: { readonly bytes: Uint8Array<ArrayBuffer>; readonly fileName: string },
  corrections: Corrections,
): Promise<Result<FilePreview, ImportFileRefusal>> {
  const read = await readTable(bytes, fileName);
  if (!read.ok) return read;
  const table = read.value, guesses = guessColumns(table);
  const mapping = correctMapping(mappingOf(guesses), withinTable(corrections, table));
  const { products, failures, warnings } = parseRows(table, mapping);
  const planned = failures.length > 0 ? null : planImport(products, await allProducts(db));
  const plan = planned?.ok ? planned.value : null;
  return ok({
    fileName,
    fileSha256: sha256(bytes).toHex(),
    table,
    guesses,
    mapping,
    failures: planned?.ok === false ? planned.error : failures,
    warnings,
    plan,
    planHash: plan === null ? "" : requestHash({ type: "ImportPlan", input: plan }).toHex(),
  });
}

/** Input of `importCatalogue`. A product gets its id from the import and its row, so that asking twice asks the same. */
export function importInput({ fileName, fileSha256 }: FilePreview, plan: ImportPlan, importId: string) {
  const changes: ProductChange[] = [
    ...plan.changed.map(({ before, after }) => ({ before, after, openingStock: null })),
    ...plan.added.map(({ row, product, openingStock }) => ({
      before: null,
      after: { ...product, productId: fixedId(`${importId}/${row}`) },
      openingStock,
    })),
  ];
  return { importId, fileName, fileSha256, changes };
}

/** A column that the file does not have comes from an address somebody edited: it says nothing. */
const withinTable = (corrections: Corrections, { headers }: Table): Corrections =>
  Object.fromEntries(
    Object.entries(corrections).filter(([, column]) => column === null || column < headers.length),
  );

const PAGE = 2000;

async function allProducts(db: TenantDb): Promise<Product[]> {
  const products: Product[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: Awaited<ReturnType<typeof productsPage>> = await productsPage(db, { cursor, limit: PAGE });
    products.push(...page.items);
    cursor = page.next;
  }
  return products;
}
