import { zReviseProduct } from "../../../../commands/catalogue/revise_product.ts";
import type { Product } from "../../../../events/facts/catalogue.ts";
import { categories } from "../../../../events/projections/catalogue/queries.ts";
import type { TenantDb } from "../../../../events/store/types.ts";
import { formatAmount } from "../../../../kernel/money.ts";
import type { FormState, Typed } from "../../../(_shared)/form.ts";
import { typedQuantity } from "../../../(_shared)/form.ts";

/** Fields of the form, by the names that the command gives them. */
export const PRODUCT_FIELDS = [
  "name",
  "barcodes",
  "code",
  "unit",
  "priceCentimos",
  "costCentimos",
  "taxClass",
  "category",
  "minStock",
  "favourite",
] as const;

export interface ProductFormState extends FormState {
  /** Of the sending: sent twice, it is one. */
  readonly cmdId: string;
  /** Those in use, to be picked while typing. */
  readonly categories: readonly string[];
}

/** A product as its form shows it. */
export const typedProduct = (product: Product): Typed => ({
  name: product.name,
  barcodes: product.barcodes.join("\n"),
  code: product.code ?? "",
  unit: product.unit,
  priceCentimos: formatAmount(product.priceCentimos),
  costCentimos: product.costCentimos === null ? "" : formatAmount(product.costCentimos),
  taxClass: product.taxClass,
  category: product.category ?? "",
  minStock: product.minStock === null ? "" : typedQuantity(product.minStock),
  ...product.favourite ? { favourite: "on" } : {},
});

export const categoryNames = async (db: TenantDb): Promise<string[]> =>
  (await categories(db)).map(({ category }) => category);

/** What somebody else made of the product while this form was open, said at each field that is not as it was shown. */
export function changedMeanwhile(shown: string | undefined, current: Product): Record<string, string> {
  const before = zReviseProduct.shape.before.safeParse(shown);
  if (!before.success) return {};
  const old = typedProduct(before.data), now = typedProduct(current);
  return Object.fromEntries(
    PRODUCT_FIELDS.filter((field) => old[field] !== now[field])
      .map((field) => [field, `Otra persona puso «${now[field] ?? ""}». Deja lo que vale y guarda`]),
  );
}
