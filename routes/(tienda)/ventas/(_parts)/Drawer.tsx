import type {
  CashMovementLine,
  CashSessionState,
} from "../../../../events/projections/cash_session/queries.ts";
import { counted, differenceText } from "../../../../i18n/es_pe/figures.ts";
import { centimos, formatSoles } from "../../../../kernel/money.ts";
import { formatInstant } from "../../../../kernel/time.ts";
import { zName } from "../../../../kernel/z_name.ts";
import { Card, More } from "../../../../ui/Card.tsx";
import { List, ListRow } from "../../../../ui/List.tsx";

export interface DrawerView {
  readonly session: CashSessionState;
  readonly register: string;
  readonly cashier: string;
  readonly movements: readonly CashMovementLine[];
}

/** The drawer whose sales are listed: what should be in it, what was found, what went in and out without a sale. */
export function Drawer({ session, register, cashier, movements }: DrawerView) {
  const { closing } = session;
  const rows = ([
    ["Sencillo inicial", session.floatCentimos],
    ["Efectivo de ventas", session.byTender.efectivo],
    ["Anulado y devuelto en efectivo", backInCash(session)],
    ["Entró sin venta", session.movementsInCentimos],
    ["Salió sin venta", session.movementsOutCentimos],
    ["Debe haber en la caja", session.inDrawerCentimos],
  ] as const).filter(([label, amount]) => amount !== 0 || !label.startsWith("Anulado"));
  return (
    <Card
      title={[register, cashier].filter(Boolean).join(", ")}
      action={closing && (
        <More href={`/caja/cierre/${session.cashSessionId}`}>Reporte {zName(closing.zNumber)}</More>
      )}
    >
      <p class="pb-3">
        {session.openedAt ? `Abierta ${formatInstant(session.openedAt)}` : "Nadie abrió esta caja"}
        {closing && (
          <>
            {`; cerrada ${formatInstant(closing.closedAt)}: `}
            <strong>{differenceText(closing.differenceCentimos)}</strong>
          </>
        )}
        {closing && closing.lateTickets > 0 && (
          `. ${counted(closing.lateTickets, "venta llegó", "ventas llegaron")} después de cerrar, por ${
            formatSoles(closing.lateSalesCentimos)
          }`
        )}
      </p>
      <dl class="grid gap-1">
        {rows.map(([label, amount]) => (
          <div key={label} class="flex justify-between gap-4 last:font-semibold">
            <dt>{label}</dt>
            <dd class="tabular-nums whitespace-nowrap">{formatSoles(amount)}</dd>
          </div>
        ))}
      </dl>
      {movements.length > 0 && (
        <div class="pt-4">
          <List label="Entradas y salidas sin venta">
            {movements.map((movement) => (
              <ListRow
                key={movement.movementId}
                href={`/auditoria/evento/${movement.pos}`}
                name={movement.reason}
                detail={`${movement.direction === "in" ? "Entró" : "Salió"} ${
                  formatInstant(movement.occurredAt)
                }`}
                figure={formatSoles(movement.amountCentimos)}
              />
            ))}
          </List>
        </div>
      )}
    </Card>
  );
}

const backInCash = ({ voids, refunds }: CashSessionState) =>
  centimos(-voids.byTender.efectivo - refunds.byTender.efectivo);
