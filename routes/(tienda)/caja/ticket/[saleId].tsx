import { HttpError, page, type PageProps } from "fresh";
import type { SalesFact } from "../../../../events/facts/sales.ts";
import { saleById } from "../../../../events/projections/sales/queries.ts";
import { shopInfo } from "../../../../events/projections/shop/queries.ts";
import { everStaffOfShop } from "../../../../events/store/control/people.ts";
import { TICKET } from "../../../../i18n/es_pe/till.ts";
import { receiptOf, type ReceiptView } from "../../../../kernel/receipt.ts";
import type { Sale } from "../../../../kernel/sale.ts";
import { LinkButton } from "../../../../ui/Button.tsx";
import { Receipt } from "../../../../ui/Receipt.tsx";
import { Tabs } from "../../../../ui/Shell.tsx";
import { defineShop, type ShopState } from "../../../(_shared)/define.ts";
import { ShopPage } from "../../../(_shared)/ShopPage.tsx";

interface Ticket {
  readonly saleId: string;
  readonly view: ReceiptView;
  readonly paper: 80 | 58;
}

export const handler = defineShop.handlers({
  async GET({ state, params, url }) {
    const { store, shop, services } = state;
    const sale = await saleOf(state, params["saleId"] ?? ""), info = await shopInfo(store.db);
    if (!sale || !info) throw new HttpError(404);
    const staff = await everStaffOfShop(services.control, shop.id);
    const cashier = staff.find(({ personId }) => personId === sale.cashierId)?.name ?? "";
    const view = receiptOf(sale, info, { cashier, copy: true });
    return page<Ticket>({
      saleId: sale.saleId,
      view,
      paper: url.searchParams.get("ancho") === "58" ? 58 : 80,
    });
  },
});

/** From the event itself: the read model keeps no lines. */
async function saleOf({ store }: ShopState, saleId: string): Promise<Sale | null> {
  const summary = await saleById(store.db, saleId);
  if (!summary) return null;
  const [event] = await store.read({ after: summary.pos - 1, upTo: summary.pos, limit: 1 });
  return event ? (event.data as SalesFact["data"]).sale : null;
}

export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<Ticket, ShopState>) => {
  const { saleId, view, paper } = data;
  return (
    <ShopPage
      state={state}
      url={url}
      title={TICKET.title(view.ticketNumber)}
      actions={
        <LinkButton
          kind="secondary"
          icon="print"
          href={`/api/v1/sales/${saleId}/escpos?width=${paper}&copy=1`}
          download={`${view.ticketNumber}.bin`}
        >
          {TICKET.bytes}
        </LinkButton>
      }
    >
      <div class="grid gap-4">
        <div class="no-print">
          <Tabs
            label={TICKET.paper}
            tabs={([80, 58] as const).map((width) => ({
              href: `?ancho=${width}`,
              word: TICKET.width(width),
              current: width === paper,
            }))}
          />
          <p class="pt-2 text-ink-soft">{TICKET.howToPrint}</p>
        </div>
        <Receipt view={view} paper={paper} />
        <p class="no-print text-center">
          <LinkButton kind="secondary" href="/caja">{TICKET.back}</LinkButton>
        </p>
      </div>
    </ShopPage>
  );
});
