import { HttpError, page, type PageProps } from "fresh";
import { markOf, type WholeSale, wholeSale } from "../../../../commands/sale/whole_sale.ts";
import { shopInfo } from "../../../../events/projections/shop/queries.ts";
import { everStaffOfShop } from "../../../../events/store/control/people.ts";
import { TICKET } from "../../../../i18n/es_pe/till.ts";
import {
  receiptOf,
  type ReceiptShop,
  type ReceiptView,
  refundReceiptOf,
} from "../../../../kernel/receipt.ts";
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
    const saleId = params["saleId"] ?? "";
    const [found, info] = await Promise.all([wholeSale(store, saleId), shopInfo(store.db)]);
    if (!found || !info) throw new HttpError(404);
    const staff = await everStaffOfShop(services.control, shop.id);
    const view = viewOf(
      found,
      info,
      url.searchParams.get("devolucion"),
      (id) => staff.find(({ personId }) => personId === id)?.name ?? "",
    );
    return page<Ticket>({
      saleId,
      view,
      paper: url.searchParams.get("ancho") === "58" ? 58 : 80,
    });
  },
});

/** The ticket printed again, with what became of it; or the paper of one refund. */
function viewOf(
  { sale, returns }: WholeSale,
  shop: ReceiptShop,
  refundId: string | null,
  nameOf: (personId: string) => string,
): ReceiptView {
  const refund = returns.find(({ returnId, kind }) => returnId === refundId && kind === "refund");
  if (!refund) {
    return receiptOf(sale, shop, {
      cashier: nameOf(sale.cashierId),
      copy: true,
      mark: markOf(sale, returns),
    });
  }
  const { cashierId, madeAt } = refund;
  return refundReceiptOf(refund, sale, shop, { cashier: nameOf(cashierId), madeAt, copy: true });
}

export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<Ticket, ShopState>) => {
  const { saleId, view, paper } = data;
  return (
    <ShopPage
      state={state}
      url={url}
      title={view.title}
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
