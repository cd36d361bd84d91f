import {
  counted,
  differenceText,
  formatHour,
  formatPercent,
  spokenQuantity,
  usualDay,
} from "../../../../i18n/es_pe/figures.ts";
import { centimos, formatSoles, sumCentimos } from "../../../../kernel/money.ts";
import { TENDER_NAMES } from "../../../../kernel/sale.ts";
import { formatDay, limaDay } from "../../../../kernel/time.ts";
import { Card, More } from "../../../../ui/Card.tsx";
import { Bars } from "../../../../ui/charts/Bars.tsx";
import { HBars } from "../../../../ui/charts/HBars.tsx";
import { SignedBars } from "../../../../ui/charts/SignedBars.tsx";
import { Tabs } from "../../../../ui/Shell.tsx";
import type { DayPage } from "./load_day.ts";

/** Sales by hour beside a usual day of its kind. */
export function Hours({ hours, when }: DayPage) {
  const best = hours.reduce((most, hour) => hour.netCentimos > most.netCentimos ? hour : most);
  return (
    <Card title="Ventas por hora">
      <Bars
        id="horas"
        title="Ventas por hora"
        summary={`La mejor hora ${when.soFar ? "va siendo" : "fue"} la de las ${formatHour(best.hour)}, con ${
          formatSoles(best.netCentimos)
        }`}
        heads={["Hora", when.soFar ? "Hoy" : formatDay(when.day), capital(usualDay(when.day))]}
        empty="Cuando vendas, aquí verás tus mejores horas"
        bars={hours.map(({ hour, netCentimos, tickets, usualCentimos }) => ({
          label: formatHour(hour),
          amount: netCentimos,
          typical: usualCentimos,
          href: tickets > 0 ? `/ventas?dia=${when.day}&hora=${hour}` : undefined,
        }))}
      />
    </Card>
  );
}

/** What earns most in a week, or leaves the shelf most often: one link apart. */
export function Best({ best, by, when, idle }: DayPage) {
  // Without a path: the framework takes a link to the page's own path for the current one, whatever it asks.
  const at = (ranking: string) => `?dia=${when.day}&orden=${ranking}#productos`;
  const [first] = best;
  return (
    <Card title="Lo que más se mueve, 7 días">
      <div id="productos" class="-mt-2 pb-3">
        <Tabs
          label="Orden"
          tabs={[
            { href: at("margen"), word: "Por lo que deja", current: by === "margin" },
            { href: at("cantidad"), word: "Por cantidad", current: by === "quantity" },
          ]}
        />
      </div>
      <HBars
        title="Productos de los últimos 7 días"
        summary={first === undefined
          ? ""
          : by === "margin"
          ? `${nameOf(first)} es lo que más deja: ${formatSoles(first.marginCentimos)}`
          : `${nameOf(first)} es lo que más sale`}
        heads={["Producto", by === "margin" ? "Margen" : "Cantidad"]}
        empty={by === "margin"
          ? "Pon el costo de tus productos y verás cuáles dejan más"
          : "Cuando vendas, aquí verás lo que más sale"}
        bars={best.map((product) => ({
          label: nameOf(product),
          amount: by === "margin" ? product.marginCentimos : product.quantity,
          figure: by === "margin" ? undefined : spokenQuantity(product.quantity, product.unit ?? "unidad"),
          detail: [
            by === "margin"
              ? spokenQuantity(product.quantity, product.unit ?? "unidad")
              : `${formatSoles(product.revenueCentimos)} vendidos`,
            product.basisPoints === null ? null : `margen ${formatPercent(product.basisPoints)}`,
          ].filter(Boolean).join(" · "),
          href: `/inventario/${product.productId}`,
        }))}
      />
      {idle > 0 && (
        <p class="pt-4">
          <More href="/ventas/sin-movimiento">
            {counted(idle, "producto sin venta", "productos sin venta")} en 30 días
          </More>
        </p>
      )}
    </Card>
  );
}

/** What each closing found, shift by shift. */
export function Differences({ differences, nameOf, registers }: DayPage) {
  const sum = sumCentimos(differences.map((closing) => closing.differenceCentimos));
  const off = differences.filter((closing) => closing.differenceCentimos !== 0).length;
  const registerName = (id: string) => registers.find(({ registerId }) => registerId === id)?.name ?? "Caja";
  return (
    <Card title="Diferencias de caja, 30 días">
      <SignedBars
        id="diferencias"
        title="Diferencias de caja"
        summary={`${off} de ${counted(differences.length, "cierre", "cierres")} no ${
          off === 1 ? "cuadró" : "cuadraron"
        }; en total ${differenceText(sum)}`}
        heads={["Día", "Caja", "Diferencia"]}
        empty={differences.length === 0
          ? "Cuando cierres una caja, aquí verás si cuadró"
          : "Todas las cajas cuadraron"}
        bars={differences.map(({ cashSessionId, closedAt, cashierId, registerId, differenceCentimos }) => ({
          key: cashSessionId,
          label: formatDay(limaDay(closedAt)),
          detail: `${registerName(registerId)}, ${nameOf(cashierId)}`,
          amount: differenceCentimos,
          href: `/ventas?sesion=${cashSessionId}`,
        }))}
      />
    </Card>
  );
}

/** How people paid. */
export function Mix({ mix, when }: DayPage) {
  const [first] = mix.toSorted((a, b) => b.amountCentimos - a.amountCentimos);
  return (
    <Card title="Cómo te pagaron">
      <HBars
        title="Formas de pago"
        summary={first === undefined
          ? ""
          : `Lo más usado fue ${TENDER_NAMES[first.method]}, ${formatPercent(first.basisPoints ?? 0)}`}
        heads={["Forma de pago", "Monto"]}
        empty="Cuando cobres, aquí verás cuánto fue en efectivo, Yape o Plin"
        bars={mix.map(({ method, amountCentimos, sales, basisPoints }) => ({
          label: TENDER_NAMES[method],
          amount: centimos(amountCentimos),
          detail: `${counted(sales, "venta", "ventas")} · ${formatPercent(basisPoints ?? 0)}`,
          href: `/ventas?dia=${when.day}&pago=${method}`,
        }))}
      />
    </Card>
  );
}

const nameOf = ({ name }: { readonly name: string | null }): string => name ?? "Producto sin catálogo";
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
