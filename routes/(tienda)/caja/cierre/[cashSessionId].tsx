import { HttpError, page, type PageProps } from "fresh";
import { may } from "../../../../commands/people/permissions.ts";
import { parseCheckpoint } from "../../../../events/log/checkpoint.ts";
import { toBase64 } from "../../../../events/log/bytes.ts";
import { parseNote } from "../../../../events/log/signed_note.ts";
import { type ZReport, zReport } from "../../../../events/projections/cash_session/queries.ts";
import { paymentsToSee, type ToSee } from "../../../../events/projections/payments/till_queries.ts";
import {
  type DrawerOpening,
  drawerOpenings,
  returnsOfSession,
  type SaleReturn,
} from "../../../../events/projections/returns/queries.ts";
import { registerById } from "../../../../events/projections/shop/queries.ts";
import { everStaffOfShop } from "../../../../events/store/control/people.ts";
import { RETURNS } from "../../../../i18n/es_pe/returns.ts";
import { CLOSING, differenceText } from "../../../../i18n/es_pe/till.ts";
import { centimos, formatSoles } from "../../../../kernel/money.ts";
import { TENDER_METHODS, TENDER_NAMES } from "../../../../kernel/sale.ts";
import { formatInstant, formatTime, limaDay } from "../../../../kernel/time.ts";
import { LinkButton } from "../../../../ui/Button.tsx";
import { Card } from "../../../../ui/Card.tsx";
import { List, ListRow } from "../../../../ui/List.tsx";
import { Notice } from "../../../../ui/Notice.tsx";
import { Table } from "../../../../ui/Table.tsx";
import { defineShop, type ShopState } from "../../../(_shared)/define.ts";
import { PaymentsToSee } from "../../../(_shared)/PaymentsToSee.tsx";
import { ShopPage } from "../../../(_shared)/ShopPage.tsx";

interface Closing {
  readonly report: ZReport;
  readonly register: string;
  readonly closedBy: string;
  readonly returns: readonly SaleReturn[];
  readonly openings: readonly DrawerOpening[];
  /** Paid by wallet, as the buyers said, and not seen until now. */
  readonly toSee: readonly ToSee[];
  readonly nameOf: (personId: string) => string;
  /** The first signed checkpoint that holds this closing; null until the log is signed. */
  readonly checkpoint: { readonly size: number; readonly root: string } | null;
}

export const handler = defineShop.handlers({
  async GET({ state, params }) {
    const { store, shop, services } = state;
    const report = await zReport(store.db, params["cashSessionId"] ?? "");
    if (!report) throw new HttpError(404);
    const { registerId, closing } = report.session;
    const register = registerId === null ? null : await registerById(store.db, registerId);
    const staff = await everStaffOfShop(services.control, shop.id);
    const nameOf = (id: string) => staff.find(({ personId }) => personId === id)?.name ?? "";
    const { cashSessionId } = report.session;
    const said = await paymentsToSee(store.db, report.session.openedAt ?? closing.closedAt);
    return page<Closing>({
      toSee: said.filter((payment) => payment.cashSessionId === cashSessionId),
      returns: await returnsOfSession(store.db, cashSessionId),
      openings: await drawerOpenings(store.db, cashSessionId),
      nameOf,
      report,
      register: register?.name ?? "",
      closedBy: staff.find(({ personId }) => personId === closing.closedBy)?.name ?? "",
      checkpoint: await checkpointOf(state, closing.closedPos),
    });
  },
});

async function checkpointOf({ store }: ShopState, pos: number): Promise<Closing["checkpoint"]> {
  const signed = (await store.checkpoints()).filter(({ size }) => size >= pos)
    .sort((a, b) => a.size - b.size)[0];
  const note = signed && parseNote(signed.note);
  const checkpoint = note?.ok ? parseCheckpoint(note.value.text) : null;
  return checkpoint?.ok ? { size: checkpoint.value.size, root: toBase64(checkpoint.value.root) } : null;
}

export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<Closing, ShopState>) => {
  const {
    report: { session, movements, counts, addenda },
    register,
    closedBy,
    checkpoint,
    returns,
    openings,
    toSee,
    nameOf,
  } = data;
  const { closing } = session;
  return (
    <ShopPage
      state={state}
      url={url}
      title={CLOSING.title(closing.zNumber)}
      actions={<LinkButton href="/caja">{CLOSING.back}</LinkButton>}
    >
      <div class="grid gap-4">
        <p class="text-ink-soft">{CLOSING.who(register, closedBy, formatInstant(closing.closedAt))}</p>
        <Notice
          tone={closing.differenceCentimos === 0
            ? "ok"
            : closing.differenceCentimos < 0
            ? "danger"
            : "attention"}
          title={differenceText(closing.differenceCentimos)}
        />
        {closing.lateTickets > 0 && (
          <Notice
            tone="attention"
            title={CLOSING.late(closing.lateTickets, formatSoles(closing.lateSalesCentimos))}
          >
            {CLOSING.lateHint}
          </Notice>
        )}
        <PaymentsToSee
          toSee={toSee}
          nameOf={nameOf}
          saleAt={(saleId) => `/caja/ticket/${saleId}`}
          resolveAt={may(state.staff.role, "resolve_payments")
            ? `/ventas/yape-y-plin?dia=${limaDay(session.openedAt ?? closing.closedAt)}`
            : undefined}
        />
        <div class="grid grid-cols-cards gap-4 items-start">
          <Card title={CLOSING.drawer}>
            <List label={CLOSING.drawer}>
              <ListRow name={CLOSING.float} figure={formatSoles(session.floatCentimos)} />
              <ListRow name={CLOSING.cashSales} figure={formatSoles(cashSalesOf(session))} />
              {closing.voids.byTender.efectivo !== 0 && (
                <ListRow
                  name={RETURNS.cashVoids}
                  figure={formatSoles(centimos(-closing.voids.byTender.efectivo))}
                />
              )}
              {closing.refunds.byTender.efectivo !== 0 && (
                <ListRow
                  name={RETURNS.cashRefunds}
                  figure={formatSoles(centimos(-closing.refunds.byTender.efectivo))}
                />
              )}
              <ListRow name={CLOSING.in} figure={formatSoles(session.movementsInCentimos)} />
              <ListRow name={CLOSING.out} figure={formatSoles(centimos(-session.movementsOutCentimos))} />
              <ListRow name={CLOSING.expected} figure={formatSoles(closing.expectedCentimos)} />
              <ListRow name={CLOSING.counted} figure={formatSoles(closing.countedCentimos)} />
              <ListRow name={CLOSING.difference} figure={formatSoles(closing.differenceCentimos)} />
            </List>
          </Card>
          <Card title={CLOSING.sales}>
            <List label={CLOSING.sales}>
              <ListRow name={CLOSING.tickets} figure={String(closing.tickets)} />
              {TENDER_METHODS.filter((method) => closing.byTender[method] !== 0).map((method) => (
                <ListRow
                  key={method}
                  name={TENDER_NAMES[method]}
                  figure={formatSoles(closing.byTender[method])}
                />
              ))}
              <ListRow name={CLOSING.total} figure={formatSoles(closing.salesCentimos)} />
            </List>
          </Card>
          {addenda.length > 0 && (
            <Card title={CLOSING.addenda}>
              <List label={CLOSING.addenda}>
                {addenda.map(({ addendum, tickets, salesCentimos, arrivedAt }) => (
                  <ListRow
                    key={addendum}
                    name={CLOSING.addendum(closing.zNumber, addendum)}
                    detail={CLOSING.addendumDetail(tickets, formatInstant(arrivedAt))}
                    figure={formatSoles(salesCentimos)}
                  />
                ))}
                <ListRow name={CLOSING.withAddenda} figure={formatSoles(session.salesCentimos)} />
              </List>
            </Card>
          )}
          {([["voids", "void"], ["refunds", "refund"]] as const).map(([name, kind]) =>
            session[name].count > 0 && (
              <Card key={name} title={`${RETURNS[name]}: ${formatSoles(session[name].totalCentimos)}`}>
                <List label={RETURNS[name]}>
                  {returns.filter((back) =>
                    back.kind === kind
                  ).map((back) => (
                    <ListRow
                      key={back.returnId}
                      name={back.ticketNumber}
                      detail={RETURNS.who(
                        nameOf(back.cashierId),
                        back.approvedBy && nameOf(back.approvedBy),
                        back.reason,
                      )}
                      figure={formatSoles(centimos(-back.totalCentimos))}
                    />
                  ))}
                </List>
              </Card>
            )
          )}
          {openings.length > 0 && (
            <Card title={RETURNS.openings}>
              <List label={RETURNS.openings}>
                {openings.map((opening) => (
                  <ListRow
                    key={opening.openingId}
                    name={opening.reason}
                    detail={RETURNS.who(
                      nameOf(opening.cashierId),
                      opening.approvedBy && nameOf(opening.approvedBy),
                      formatTime(opening.occurredAt),
                    )}
                  />
                ))}
              </List>
            </Card>
          )}
          {movements.length > 0 && (
            <Card title={CLOSING.movements}>
              <List label={CLOSING.movements}>
                {movements.map((move) => (
                  <ListRow
                    key={move.movementId}
                    name={move.reason}
                    detail={formatTime(move.occurredAt)}
                    figure={formatSoles(
                      move.direction === "in" ? move.amountCentimos : centimos(-move.amountCentimos),
                    )}
                  />
                ))}
              </List>
            </Card>
          )}
          {counts.length > 0 && (
            <Table
              caption={CLOSING.counts}
              rows={counts}
              keyOf={(row) => String(row.denominationCentimos)}
              columns={[
                { head: CLOSING.denomination, cell: (row) => formatSoles(row.denominationCentimos) },
                { head: CLOSING.pieces, numeric: true, cell: (row) => row.count },
                {
                  head: CLOSING.amount,
                  numeric: true,
                  cell: (row) => formatSoles(centimos(row.denominationCentimos * row.count)),
                },
              ]}
            />
          )}
        </div>
        <Card title={CLOSING.seal}>
          {checkpoint
            ? (
              <>
                <p>{CLOSING.size(checkpoint.size)}</p>
                <p class="font-mono text-14">{checkpoint.root}</p>
                <p class="pt-2 text-14 text-ink-soft">{CLOSING.sealHint}</p>
              </>
            )
            : <p>{CLOSING.unsealed}</p>}
        </Card>
      </div>
    </ShopPage>
  );
});

/** As the Z report printed it: what the drawer should hold less what did not come from sales. */
const cashSalesOf = (session: ZReport["session"]) =>
  centimos(
    session.closing.expectedCentimos - session.floatCentimos - session.movementsInCentimos +
      session.movementsOutCentimos + session.closing.voids.byTender.efectivo +
      session.closing.refunds.byTender.efectivo,
  );
