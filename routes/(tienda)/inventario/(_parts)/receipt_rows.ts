import type { Product } from "../../../../events/facts/catalogue.ts";
import type { Refusal } from "../../../../commands/refusals.ts";
import type { TenantDb } from "../../../../events/store/types.ts";
import { fieldMessages } from "../../../../i18n/es_pe/fields.ts";
import { refusalText } from "../../../../i18n/es_pe/refusals.ts";
import type { Typed } from "../../../(_shared)/form.ts";
import { findProduct } from "./find_product.ts";

/** One line of a delivery as it was typed, with what it was taken to mean. */
export interface ReceiptRow {
  /** Of its fields: `producto_0`, `cantidad_0`, `costo_0`. */
  readonly index: number;
  readonly text: string;
  readonly quantity: string;
  readonly cost: string;
  readonly product: Product | null;
  readonly matches: readonly Product[];
  readonly errors: { readonly product?: string; readonly quantity?: string; readonly cost?: string };
}

const ROWS = 4, ROWS_MAX = 60;

/** Reads the rows of a form; an empty one is no line. Asked for more (`mas`), it leaves {@link ROWS} empty ones at the end. */
export async function readRows(db: TenantDb, typed: Typed): Promise<ReceiptRow[]> {
  const asked = Math.min(ROWS_MAX, Number(/^\d{1,2}$/.exec(typed["filas"] ?? "")?.[0] ?? ROWS));
  const given = Array.from({ length: asked }, (_, index) => ({
    index,
    text: typed[`producto_${index}`] ?? "",
    quantity: typed[`cantidad_${index}`] ?? "",
    cost: typed[`costo_${index}`] ?? "",
  }));
  const wanted = "mas" in typed ? Math.min(ROWS_MAX, given.findLastIndex(isUsed) + 1 + ROWS) : asked;
  const rows = Array.from({ length: Math.max(asked, wanted) }, (_, index) => given[index] ?? empty(index));
  return await Promise.all(
    rows.map(async (row) => ({ ...row, ...await findProduct(db, row.text), errors: {} })),
  );
}

type TypedRow = Pick<ReceiptRow, "index" | "text" | "quantity" | "cost">;
const empty = (index: number): TypedRow => ({ index, text: "", quantity: "", cost: "" });
const isUsed = ({ text, quantity, cost }: TypedRow): boolean => `${text}${quantity}${cost}`.trim() !== "";
export const usedRows = (rows: readonly ReceiptRow[]): ReceiptRow[] => rows.filter(isUsed);

/** Rows whose product is not clear, each with what to do; null where all are. */
export function unclear(rows: readonly ReceiptRow[]): ReceiptRow[] | null {
  const marked = rows.map((row) =>
    !isUsed(row) || row.product ? row : { ...row, errors: { product: productError(row) } }
  );
  return marked.some(({ errors }) => errors.product) ? marked : null;
}

function productError({ text, matches }: ReceiptRow): string {
  if (text.trim() === "") return "Producto: falta este dato";
  return matches.length === 0 ? `No hay ningún producto con «${text.trim()}»` : "Elige cuál de estos es";
}

/** What the command refused, each at its row; the rest above the form. */
export function refusedRows(
  rows: readonly ReceiptRow[],
  refusal: Refusal,
): { rows: readonly ReceiptRow[]; problem: string | null } {
  if (refusal.type !== "InvalidInput") return { rows, problem: refusalText(refusal) };
  const used = usedRows(rows), messages = fieldMessages(refusal);
  const errorAt = (row: ReceiptRow, field: string) =>
    messages.find((one) => one.field === `lines.${used.indexOf(row)}.${field}`)?.message;
  const marked = rows.map((row) => {
    const quantity = errorAt(row, "quantity"), cost = errorAt(row, "unitCostCentimos");
    return { ...row, errors: { ...quantity && { quantity }, ...cost && { cost } } };
  });
  const elsewhere = messages.find(({ field }) => !/^lines\.\d+\.(quantity|unitCostCentimos)$/.test(field));
  return { rows: marked, problem: elsewhere?.message ?? null };
}
