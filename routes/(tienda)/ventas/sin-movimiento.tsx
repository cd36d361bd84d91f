import { page, type PageProps } from "fresh";
import { type IdleProduct, idleProducts } from "../../../events/projections/owner/products.ts";
import { formatSoles } from "../../../kernel/money.ts";
import { formatQuantity } from "../../../kernel/quantity.ts";
import { limaDay, plusDays } from "../../../kernel/time.ts";
import { LinkButton } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/Card.tsx";
import { List, ListRow } from "../../../ui/List.tsx";
import { defineShop, type ShopState } from "../../(_shared)/define.ts";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";

const IDLE_DAYS = 30, MOST = 200;

export const handler = defineShop.handlers({
  async GET({ state: { store, services } }) {
    return page(await idleProducts(store.db, plusDays(limaDay(services.clock.now()), -IDLE_DAYS), MOST));
  },
});

/** Money that stands on the shelf: what nobody bought in a month, the dearest first. */
export default defineShop.page<typeof handler>((
  { data, state, url }: PageProps<readonly IdleProduct[], ShopState>,
) => (
  <ShopPage state={state} url={url} title="Sin venta en 30 días">
    {data.length === 0
      ? (
        <EmptyState
          icon="check"
          title="Todo se está vendiendo"
          action={<LinkButton kind="secondary" href="/hoy">Volver a hoy</LinkButton>}
        />
      )
      : (
        <div class="grid gap-3">
          <p class="text-ink-soft">Lo que más plata tiene parada va primero, a precio de costo.</p>
          <List label="Productos sin venta">
            {data.map(({ productId, name, onHand, unit, costCentimos }) => (
              <ListRow
                key={productId}
                href={`/inventario/${productId}`}
                name={name}
                detail={`${formatQuantity(onHand, unit)} en el estante`}
                figure={costCentimos === null ? "sin costo" : formatSoles(costCentimos)}
              />
            ))}
          </List>
        </div>
      )}
  </ShopPage>
));
