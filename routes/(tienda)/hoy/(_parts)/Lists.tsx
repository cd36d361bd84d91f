import type { ComponentChildren } from "preact";
import { counted, coverText } from "../../../../i18n/es_pe/figures.ts";
import { RETURNS } from "../../../../i18n/es_pe/returns.ts";
import { SALE_FLAG_TEXTS } from "../../../../i18n/es_pe/sale_flags.ts";
import { formatSoles } from "../../../../kernel/money.ts";
import { formatQuantity } from "../../../../kernel/quantity.ts";
import { formatInstant, formatTime } from "../../../../kernel/time.ts";
import { Card, More } from "../../../../ui/Card.tsx";
import { List, ListRow } from "../../../../ui/List.tsx";
import type { DayPage } from "./load_day.ts";

const Calm = ({ children }: { readonly children: ComponentChildren }) => (
  <p class="rounded bg-surface px-4 py-10 text-center text-ink-soft">{children}</p>
);

/** What runs out before the supplier comes again. */
export const Cover = ({ cover }: DayPage) => (
  <Card title="Por acabarse" action={<More href="/inventario/ingreso">Recibir</More>}>
    {cover.length === 0 ? <Calm>Nada se acaba esta semana</Calm> : (
      <List label="Productos por acabarse">
        {cover.map((product) => (
          <ListRow
            key={product.productId}
            href={`/inventario/${product.productId}`}
            name={product.name}
            detail={coverText(product.coverDays, product.onHand)}
            figure={formatQuantity(product.onHand, product.unit)}
            state={product.onHand <= 0 ? { tone: "danger", word: "sin stock" } : undefined}
          />
        ))}
      </List>
    )}
  </Card>
);

/** Drawers that are open now, with what should be in them. */
export const OpenDrawers = ({ open, nameOf }: DayPage) => (
  <Card title="Cajas abiertas">
    {open.length === 0 ? <Calm>Ninguna caja está abierta</Calm> : (
      <List label="Cajas abiertas">
        {open.map(({ register, session }) => (
          <ListRow
            key={register.registerId}
            href={`/ventas?sesion=${session.cashSessionId}`}
            name={register.name}
            detail={[
              session.cashierId && nameOf(session.cashierId),
              counted(session.tickets, "ticket", "tickets"),
              session.openedAt && `desde ${formatInstant(session.openedAt)}`,
            ].filter(Boolean).join(" · ")}
            figure={formatSoles(session.inDrawerCentimos)}
          />
        ))}
      </List>
    )}
  </Card>
);

/** Sales that went through and that somebody should look at. */
export const Flagged = ({ flagged }: DayPage) => (
  <Card title="Para revisar" action={<More href="/ventas?marca=si">Todas</More>}>
    {flagged.length === 0 ? <Calm>Ninguna venta de este día</Calm> : (
      <List label="Ventas para revisar">
        {flagged.map((sale) => (
          <ListRow
            key={sale.saleId}
            href={`/ventas/${sale.saleId}`}
            name={`${formatTime(sale.occurredAt)}, ${sale.ticketNumber}`}
            detail={sale.flags.map((flag) => SALE_FLAG_TEXTS[flag]).join(". ") || RETURNS.review}
            figure={formatSoles(sale.totalCentimos)}
          />
        ))}
      </List>
    )}
  </Card>
);
