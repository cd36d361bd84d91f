import {
  countCompared,
  counted,
  marginCompared,
  moneyCompared,
  nothingToCompare,
} from "../../../../i18n/es_pe/figures.ts";
import { RETURNS } from "../../../../i18n/es_pe/returns.ts";
import { formatSoles } from "../../../../kernel/money.ts";
import { Figure } from "../../../../ui/Card.tsx";
import type { DayPage } from "./load_day.ts";

/** The four figures of a day, each beside a usual day of its kind and with its way deeper. */
export function DayFigures({ today: { figures, usual, returned }, when }: DayPage) {
  const sales = `/ventas?dia=${when.day}`, products = `/ventas/productos?dia=${when.day}`;
  const average = figures.averageTicketCentimos;
  return (
    <div class="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <Figure
        label="Ventas netas"
        amount={formatSoles(figures.netCentimos)}
        comparison={[
          moneyCompared(figures.netCentimos, usual?.netCentimos ?? null, when),
          returned.totalCentimos > 0 &&
          RETURNS.today(returned.voids, returned.refunds, formatSoles(returned.totalCentimos)),
        ].filter(Boolean).join(". ")}
        href={sales}
        more="Ventas del día"
      />
      <Figure
        label="Tickets"
        amount={String(figures.tickets)}
        comparison={countCompared(figures.tickets, usual?.tickets ?? null, when)}
        href={sales}
        more={counted(figures.tickets, "venta, una por una", "ventas, una por una")}
      />
      <Figure
        label="Ticket promedio"
        amount={average === null ? "–" : formatSoles(average)}
        comparison={average === null
          ? nothingSold
          : usual === null
          ? nothingToCompare(when)
          : moneyCompared(average, usual.averageTicketCentimos, when)}
        href={products}
        more="Qué se vendió"
      />
      <Figure
        label="Margen bruto"
        amount={figures.basisPoints === null ? "–" : formatSoles(figures.marginCentimos)}
        comparison={figures.tickets === 0
          ? nothingSold
          : marginCompared(figures.basisPoints, usual?.basisPoints ?? null, when)}
        href={products}
        more="Margen por producto"
      />
    </div>
  );
}

const nothingSold = "Todavía no hay ventas";
