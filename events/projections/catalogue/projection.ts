import {
  CatalogueImported,
  CatalogueImportUndone,
  type Product,
  ProductAdded,
  type ProductChange,
  ProductRevised,
} from "../../facts/catalogue.ts";
import { searchKey } from "../../../kernel/search.ts";
import { type Change, defineProjection } from "../define_projection.ts";
import { handlers, on } from "../handlers.ts";

/** Products as they stand, retired ones too: a till that has one must learn that it is gone. */
export const catalogueProjection = defineProjection({
  name: "catalogue",
  version: 1,
  mode: "inline",
  tables: [
    {
      name: "product",
      columns: {
        product_id: "TEXT NOT NULL",
        name: "TEXT NOT NULL",
        /** Name, category and code as kernel/search reads them; begins with the name, so it sorts as the name. */
        search_key: "TEXT NOT NULL",
        /** JSON list. */
        barcodes: "TEXT NOT NULL",
        code: "TEXT",
        unit: "TEXT NOT NULL",
        price_centimos: "INTEGER NOT NULL",
        cost_centimos: "INTEGER",
        tax_class: "TEXT NOT NULL",
        category: "TEXT",
        min_stock: "INTEGER",
        favourite: "INTEGER NOT NULL",
        active: "INTEGER NOT NULL",
        /** Position of its newest change: what a till has seen is everything up to one of these. */
        pos: "INTEGER NOT NULL",
      },
      key: ["product_id"],
      indexes: [["search_key"], ["pos"]],
    },
    {
      // Barcodes and the shop's own code answer alike. With the product in the key, a code that passes from one product
      // to another within one import is right whatever the order of the two changes.
      name: "product_code",
      columns: { code: "TEXT NOT NULL", product_id: "TEXT NOT NULL" },
      key: ["code", "product_id"],
    },
    {
      name: "catalogue_import",
      columns: {
        import_id: "TEXT NOT NULL",
        file_name: "TEXT",
        file_sha256: "TEXT",
        products: "INTEGER NOT NULL DEFAULT 0",
        first_pos: "INTEGER",
        last_pos: "INTEGER",
        imported_at: "TEXT",
        undone_at: "TEXT",
      },
      key: ["import_id"],
    },
  ],
  ...handlers(
    on(ProductAdded, ({ product }, { pos }) => productChanges(null, product, pos)),
    on(ProductRevised, ({ before, after }, { pos }) => productChanges(before, after, pos)),
    on(CatalogueImported, (data, { pos, occurredAt }) => [
      ...allChanges(data.changes, pos),
      {
        table: "catalogue_import",
        key: { import_id: data.importId },
        set: {
          file_name: data.fileName,
          file_sha256: data.fileSha256,
          ...(data.part === 1 ? { first_pos: pos } : {}),
          last_pos: pos,
          imported_at: occurredAt,
        },
        add: { products: data.changes.length },
      },
    ]),
    on(CatalogueImportUndone, ({ importId, changes }, { pos, occurredAt }) => [
      ...allChanges(changes, pos),
      { table: "catalogue_import", key: { import_id: importId }, set: { undone_at: occurredAt } },
    ]),
  ),
});

const allChanges = (changes: readonly ProductChange[], pos: number): Change[] =>
  changes.flatMap(({ before, after }) => productChanges(before, after, pos));

const codesOf = (product: Product): string[] =>
  product.active ? [...product.barcodes, ...(product.code === null ? [] : [product.code])] : [];

function productChanges(before: Product | null, after: Product, pos: number): Change[] {
  const now = new Set(codesOf(after));
  const freed = before ? codesOf(before).filter((code) => !now.has(code)) : [];
  const { productId } = after;
  return [
    {
      table: "product",
      key: { product_id: productId },
      set: {
        name: after.name,
        search_key: searchKey([after.name, after.category, after.code].join(" ")),
        barcodes: JSON.stringify(after.barcodes),
        code: after.code,
        unit: after.unit,
        price_centimos: after.priceCentimos,
        cost_centimos: after.costCentimos,
        tax_class: after.taxClass,
        category: after.category,
        min_stock: after.minStock,
        favourite: after.favourite ? 1 : 0,
        active: after.active ? 1 : 0,
        pos,
      },
    },
    ...freed.map((code): Change => ({
      table: "product_code",
      key: { code, product_id: productId },
      remove: true,
    })),
    ...[...now].map((code): Change => ({ table: "product_code", key: { code, product_id: productId } })),
  ];
}
