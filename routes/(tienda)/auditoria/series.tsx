import { page, type PageProps } from "fresh";
import { pairedDevices } from "../../../events/projections/pairing/queries.ts";
import {
  type Neighbour,
  type RepeatedNumber,
  repeatedNumbers,
  type SeriesGap,
  seriesGaps,
  type SeriesUse,
  seriesUses,
} from "../../../events/projections/sales/series_report.ts";
import { everStaffOfShop } from "../../../events/store/control/people.ts";
import { SERIES } from "../../../i18n/es_pe/devices.ts";
import { Card, EmptyState } from "../../../ui/Card.tsx";
import { List, ListRow } from "../../../ui/List.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { Table } from "../../../ui/Table.tsx";
import { defineShop, type ShopState } from "../../(_shared)/define.ts";
import { AuditPage } from "./(_parts)/AuditPage.tsx";

const SHOWN = 200;

interface SeriesPage {
  readonly uses: readonly SeriesUse[];
  readonly gaps: readonly SeriesGap[];
  readonly repeated: readonly RepeatedNumber[];
  readonly devices: Readonly<Record<string, string>>;
  readonly people: Readonly<Record<string, string>>;
}

export const handler = defineShop.handlers({
  async GET({ state: { store, services, shop } }) {
    const [uses, gaps, repeated, devices, people] = await Promise.all([
      seriesUses(store.db),
      seriesGaps(store.db, SHOWN),
      repeatedNumbers(store.db, SHOWN),
      pairedDevices(store.db),
      everStaffOfShop(services.control, shop.id),
    ]);
    return page<SeriesPage>({
      uses,
      gaps,
      repeated,
      devices: Object.fromEntries(devices.map(({ deviceId, name }) => [deviceId, name])),
      people: Object.fromEntries(people.map(({ personId, name }) => [personId, name])),
    });
  },
});

export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<SeriesPage, ShopState>) => {
  const { uses, gaps, repeated, devices } = data;
  return (
    <AuditPage state={state} url={url} title={SERIES.title}>
      <p class="text-ink-soft">{SERIES.lead}</p>
      {uses.length === 0
        ? <EmptyState icon="shield-check" title={SERIES.none}>{SERIES.noneHint}</EmptyState>
        : (
          <>
            <Table
              caption={SERIES.title}
              rows={uses}
              keyOf={({ series }) => series}
              columns={[
                { head: SERIES.series, cell: ({ series }) => series },
                { head: SERIES.missing, numeric: true, cell: ({ missing }) => missing },
                { head: SERIES.tickets, numeric: true, cell: ({ tickets }) => tickets },
                { head: SERIES.range, numeric: true, cell: ({ first, last }) => `${first} – ${last}` },
                { head: SERIES.device, cell: ({ deviceId }) => devices[deviceId ?? ""] ?? SERIES.nobody },
              ]}
            />
            {gaps.length === 0 ? <Notice tone="ok" title={SERIES.noGaps} /> : <Gaps {...data} />}
            {repeated.length > 0 && <Repeated repeated={repeated} />}
          </>
        )}
    </AuditPage>
  );
});

function Gaps({ gaps, people }: SeriesPage) {
  const said = (ticket: Neighbour | null) =>
    ticket === null
      ? SERIES.start
      : SERIES.neighbour(ticket.ticketNumber, people[ticket.cashierId] ?? "", ticket.occurredAt);
  return (
    <Card title={SERIES.gaps}>
      {gaps.length === SHOWN && <p class="pb-2 text-14 text-ink-soft">{SERIES.more}</p>}
      <List label={SERIES.gaps}>
        {gaps.map(({ series, from, to, before, after }) => (
          <ListRow
            key={`${series}-${from}`}
            name={SERIES.from(series, from, to)}
            detail={SERIES.between(said(before), said(after))}
            figure={String(to - from + 1)}
          />
        ))}
      </List>
    </Card>
  );
}

const Repeated = ({ repeated }: { readonly repeated: readonly RepeatedNumber[] }) => (
  <Card title={SERIES.twice}>
    <List label={SERIES.twice}>
      {repeated.map(({ ticketNumber, saleIds }) => (
        <ListRow key={ticketNumber} name={ticketNumber} figure={String(saleIds.length)} />
      ))}
    </List>
  </Card>
);
