import { HttpError, page, type PageProps } from "fresh";
import type { SalesFact } from "../../../events/facts/sales.ts";
import { type CountedFor, countedForSale } from "../../../events/projections/payments/case_queries.ts";
import { overrideOf, returnsOfSale, type SaleReturn } from "../../../events/projections/returns/queries.ts";
import { saleById } from "../../../events/projections/sales/queries.ts";
import { registerById } from "../../../events/projections/shop/queries.ts";
import { everStaffOfShop } from "../../../events/store/control/people.ts";
import type { Recorded } from "../../../events/store/types.ts";
import { RETURNS } from "../../../i18n/es_pe/returns.ts";
import { RETURN_FLAG_TEXTS, SALE_FLAG_TEXTS } from "../../../i18n/es_pe/sale_flags.ts";
import { BACK_PAGE, CASES } from "../../../i18n/es_pe/wallet_cases.ts";
import { type Sale, type SaleLine, TENDER_NAMES } from "../../../kernel/sale.ts";
import { centimos, formatSoles } from "../../../kernel/money.ts";
import { formatQuantity } from "../../../kernel/quantity.ts";
import { formatInstant, limaDay } from "../../../kernel/time.ts";
import { LinkButton } from "../../../ui/Button.tsx";
import { Card, More } from "../../../ui/Card.tsx";
import { List, ListRow } from "../../../ui/List.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { defineShop, type ShopState } from "../../(_shared)/define.ts";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";

interface SalePage {
  readonly event: Recorded<SalesFact["data"]>;
  readonly register: string;
  readonly cashier: string;
  readonly returns: readonly SaleReturn[];
  /** Whose word the discount has; null where it needed none. */
  readonly discountBy: string | null;
  /** The credits that were counted for it. */
  readonly counted: readonly CountedFor[];
  readonly nameOf: (personId: string) => string;
}

export const handler = defineShop.handlers({
  async GET({ state: { store, shop, services }, params }) {
    const found = await saleById(store.db, params["saleId"] ?? "");
    if (!found) throw new HttpError(404);
    const [event] = await store.read({ after: found.pos - 1, upTo: found.pos, limit: 1 });
    if (!event) throw new RangeError(`the sale at ${found.pos} has no event`);
    const [register, staff, returns, discount, counted] = await Promise.all([
      registerById(store.db, found.registerId),
      everStaffOfShop(services.control, shop.id),
      returnsOfSale(store.db, found.saleId),
      overrideOf(store.db, found.saleId),
      countedForSale(store.db, found.saleId),
    ]);
    const cashier = staff.find(({ personId }) => personId === found.cashierId)?.name ?? "";
    const names = new Map(staff.map(({ personId, name }) => [personId, name]));
    const nameOf = (personId: string) => names.get(personId) ?? "";
    const recorded = { ...event, data: event.data as SalesFact["data"] };
    return page({
      event: recorded,
      register: register?.name ?? "",
      cashier,
      returns,
      discountBy: discount && nameOf(discount.by),
      counted,
      nameOf,
    });
  },
});

/** `2 × S/ 4.90 · deja S/ 1.80`. */
function detailOf(line: SaleLine): string {
  const { quantity, unit, unitPriceCentimos, discountCentimos, totalCentimos, costCentimos } = line;
  return [
    `${formatQuantity(quantity, unit)} × ${formatSoles(unitPriceCentimos)}`,
    discountCentimos === 0 ? null : `descuento ${formatSoles(discountCentimos)}`,
    costCentimos === null ? "sin costo" : `deja ${formatSoles(centimos(totalCentimos - costCentimos))}`,
  ].filter(Boolean).join(" · ");
}

/** One sale whole, as it stands in the ledger. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<SalePage, ShopState>) => {
  const { event: { pos, recordedAt, data: { sale, flags } }, register, cashier, returns, discountBy } = data;
  return (
    <ShopPage
      state={state}
      url={url}
      title={sale.ticketNumber}
      actions={
        <LinkButton kind="secondary" icon="print" href={`/caja/ticket/${sale.saleId}`}>Ver ticket</LinkButton>
      }
    >
      <div class="grid gap-4">
        {flags.map((flag) => <Notice key={flag} tone="attention" title={SALE_FLAG_TEXTS[flag]} />)}
        <p class="text-ink-soft">
          {[formatInstant(sale.occurredAt), register, cashier].filter(Boolean).join(" · ")}
        </p>
        {discountBy !== null && <p>{RETURNS.discountApproved(discountBy)}</p>}
        {returns.length > 0 && <Returned {...data} />}
        <List label="Productos">
          {sale.lines.map((line) => (
            <ListRow
              key={line.lineId}
              href={line.productId === null ? undefined : `/inventario/${line.productId}`}
              name={line.name}
              detail={detailOf(line)}
              figure={formatSoles(line.totalCentimos)}
            />
          ))}
        </List>
        <div class="grid gap-4 md:grid-cols-2 items-start">
          <Card title="Pago">
            <List label="Pagos">
              {sale.tenders.map((tender, index) => (
                <ListRow
                  key={index}
                  name={TENDER_NAMES[tender.method]}
                  detail={tender.changeCentimos > 0
                    ? `Recibido ${formatSoles(tender.receivedCentimos)}, vuelto ${
                      formatSoles(tender.changeCentimos)
                    }`
                    : tender.operationNumber === null
                    ? undefined
                    : `Operación ${tender.operationNumber}`}
                  figure={formatSoles(tender.amountCentimos)}
                />
              ))}
            </List>
            <Seen sale={sale} counted={data.counted} />
            <dl class="grid gap-1 pt-3">
              <Sum label="Base imponible" amount={formatSoles(sale.baseCentimos)} />
              <Sum label="IGV" amount={formatSoles(sale.igvCentimos)} />
              {sale.roundingCentimos !== 0 && (
                <Sum label="Redondeo" amount={formatSoles(sale.roundingCentimos)} />
              )}
              <Sum label="Total" amount={formatSoles(sale.totalCentimos)} strong />
            </dl>
          </Card>
          <Card title="Su registro">
            <p class="pb-3">
              Anotado {formatInstant(recordedAt)} como registro {pos} del libro. Nadie lo puede cambiar.
            </p>
            <div class="grid gap-2 justify-items-start">
              <More href={`/auditoria/evento/${pos}`}>Ver el registro {pos}</More>
              <More href={`/ventas?sesion=${sale.cashSessionId}`}>Ventas de la misma caja</More>
            </div>
          </Card>
        </div>
      </div>
    </ShopPage>
  );
});

/** What was seen of its Yape or Plin, and the way to give it back. */
function Seen({ sale, counted }: { readonly sale: Sale; readonly counted: readonly CountedFor[] }) {
  const isByWallet = sale.tenders.some(({ method }) => method === "yape" || method === "plin");
  if (!isByWallet && counted.length === 0) return null;
  return (
    <div class="grid gap-2 justify-items-start pt-3">
      {counted.length === 0
        ? <p class="text-ink-soft">{CASES.notSeen}</p>
        : counted.map(({ paymentId, amountCentimos, at }) => (
          <p key={paymentId} class="grid justify-items-start">
            <span>{CASES.seenAt(amountCentimos, at)}</span>
            <More href={`/ventas/yape-y-plin/devolver/${paymentId}`}>{BACK_PAGE.link}</More>
          </p>
        ))}
      {counted.length === 0 && (
        <More href={`/ventas/yape-y-plin?dia=${limaDay(sale.occurredAt)}`}>{CASES.open}</More>
      )}
    </div>
  );
}

/** What went back, when, how much, and both names. */
function Returned({ returns, nameOf }: Pick<SalePage, "returns" | "nameOf">) {
  return (
    <Card title={RETURNS.title}>
      {returns.flatMap(({ returnId, flags }) =>
        flags.map((flag) => (
          <div key={`${returnId}-${flag}`} class="pb-3">
            <Notice tone="attention" title={RETURN_FLAG_TEXTS[flag]} />
          </div>
        ))
      )}
      <List label={RETURNS.title}>
        {returns.map(({ returnId, kind, saleId, cashierId, approvedBy, reason, madeAt, totalCentimos }) => (
          <ListRow
            key={returnId}
            href={`/caja/ticket/${saleId}?devolucion=${returnId}`}
            name={`${RETURNS.kinds[kind]} · ${formatInstant(madeAt)}`}
            detail={RETURNS.who(nameOf(cashierId), approvedBy && nameOf(approvedBy), reason)}
            figure={formatSoles(centimos(-totalCentimos))}
          />
        ))}
      </List>
    </Card>
  );
}

const Sum = (
  { label, amount, strong }: { readonly label: string; readonly amount: string; readonly strong?: boolean },
) => (
  <div class={strong ? "flex justify-between gap-4 font-extrabold text-20" : "flex justify-between gap-4"}>
    <dt>{label}</dt>
    <dd class="tabular-nums whitespace-nowrap">{amount}</dd>
  </div>
);
