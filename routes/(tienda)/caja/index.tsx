import { page, type PageProps } from "fresh";
import { paymentMethodsOf } from "../../../commands/shop/set_payment_methods.ts";
import { pull } from "../../../commands/sync/pull.ts";
import { favourites } from "../../../events/projections/catalogue/queries.ts";
import { shopInfo } from "../../../events/projections/shop/queries.ts";
import { stockOf } from "../../../events/projections/stock/queries.ts";
import TillIsland, { type TillProps } from "../../../islands/Till.tsx";
import TillChip from "../../../islands/TillChip.tsx";
import TillMenu from "../../../islands/TillMenu.tsx";
import { quantity } from "../../../kernel/quantity.ts";
import { buildId } from "../../(_shared)/build_id.ts";
import { defineShop, type ShopState } from "../../(_shared)/define.ts";
import { METHODS_AT_FIRST } from "../../(_shared)/methods.ts";
import { roomsOf, ShopPage } from "../../(_shared)/ShopPage.tsx";

/** What a page may carry; the till pulls the rest behind it. */
const FAVOURITES_MAX = 200;
export const handler = defineShop.handlers({
  GET: async ({ state }) => page(await tillProps(state)),
});

async function tillProps({ store, staff, shop, services }: ShopState): Promise<TillProps> {
  const [info, methods, chosen, { registers, serverTime }] = await Promise.all([
    shopInfo(store.db),
    paymentMethodsOf(store),
    favourites(store.db),
    pull({ store, clock: services.clock, cashiers: [], series: [] }, null, 1),
  ]);
  const products = chosen.slice(0, FAVOURITES_MAX);
  const stock = await stockOf(store.db, products.map(({ productId }) => productId));
  return {
    shop: { name: info?.name ?? shop.name, address: info?.address ?? null, ruc: info?.ruc ?? null },
    cashier: { cashierId: staff.personId, name: staff.name },
    registers,
    products: products.map(({ productId, minStock: _, active: __, ...product }) => ({
      id: productId,
      ...product,
      onHand: stock.get(productId)?.onHand ?? quantity(0),
    })),
    methods: methods ?? METHODS_AT_FIRST,
    rooms: roomsOf(staff.role),
    strict: services.environment.CASERITO_ENV === "production",
    serverTime,
    appBuild: buildId(),
  };
}

export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<TillProps, ShopState>) => (
  <ShopPage state={state} url={url} till chip={<TillChip />} menu={<TillMenu cashier={data.cashier.name} />}>
    <TillIsland here={data} appBuild={data.appBuild} />
  </ShopPage>
));
