import { importCatalogue } from "../../commands/catalogue/import_catalogue.ts";
import { fixedId } from "../../commands/fixed_id.ts";
import type { CommandContext } from "../../commands/handle.ts";
import { centimos } from "../../kernel/money.ts";
import { listBarcode } from "./make_xlsx.ts";
import { taken } from "./test_shop.ts";

/** So many products, as a distributor's list has them; product `i` bears {@link listBarcode} `i`. */
export async function stockCatalogue(context: CommandContext, count: number): Promise<void> {
  const changes = Array.from({ length: count }, (_, i) => ({
    before: null,
    after: {
      productId: fixedId(`big catalogue/${i}`),
      name: `Galleta surtida caja ${i}`,
      barcodes: [listBarcode(i)],
      code: null,
      unit: "unidad",
      priceCentimos: centimos(100 + i % 900),
      costCentimos: centimos(80 + i % 700),
      taxClass: "gravado",
      category: `Pasillo ${i % 40}`,
      minStock: null,
      favourite: i < 20,
      active: true,
    },
    openingStock: null,
  }));
  taken(
    await importCatalogue(context, { id: fixedId("big catalogue") }, {
      importId: fixedId("big catalogue/import"),
      fileName: "lista.xlsx",
      fileSha256: "0".repeat(64),
      changes,
    }),
  );
}
