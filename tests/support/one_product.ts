import assert from "node:assert/strict";
import { addProduct } from "../../commands/catalogue/add_product.ts";
import { fixedId } from "../../commands/fixed_id.ts";
import { systemContext } from "../../commands/shops/create_shop.ts";
import type { RunningShop } from "./running_shop.ts";

/** On every bottle. */
export const CODE = "7759173000142";

/** Something to sell. */
export async function oneProduct({ services, shop }: RunningShop): Promise<void> {
  const context = systemContext(services, await services.tenants.get(shop.id));
  const added = await addProduct(context, { id: fixedId("inca") }, {
    productId: fixedId("inca/product"),
    name: "Inca Kola 500 ml",
    barcodes: [CODE],
    code: null,
    unit: "unidad",
    priceCentimos: 350,
    costCentimos: 295,
    taxClass: "gravado",
    category: "Bebidas",
    minStock: null,
    favourite: true,
  });
  assert.ok(added.ok);
}
