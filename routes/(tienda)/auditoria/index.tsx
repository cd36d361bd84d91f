import { page, type PageProps } from "fresh";
import { type EventFilter, eventList } from "../../../commands/ledger/event_list.ts";
import { AUDIT, EVENT_CHOICES } from "../../../i18n/es_pe/audit.ts";
import { parseDay } from "../../../kernel/time.ts";
import { Button, LinkButton } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/Card.tsx";
import { Field, Select } from "../../../ui/Field.tsx";
import { List, ListRow } from "../../../ui/List.tsx";
import { Pagination } from "../../../ui/Table.tsx";
import { defineShop, type ShopState } from "../../(_shared)/define.ts";
import { AuditPage } from "./(_parts)/AuditPage.tsx";
import { peopleOf, positionIn, sourceOf } from "./(_parts)/ledger_of.ts";
import { type EventRow, eventRow } from "./(_parts)/summary.ts";

const PAGE = 50;

interface Events {
  readonly size: number;
  readonly rows: readonly EventRow[];
  readonly next: number | null;
  readonly people: readonly { readonly value: string; readonly label: string }[];
}

export const handler = defineShop.handlers({
  async GET({ state, url }) {
    const source = sourceOf(state), names = await peopleOf(state);
    const { events, next } = await eventList(source, filterOf(url.searchParams), PAGE);
    return page<Events>({
      size: (await source.end()).lastPos,
      rows: events.map((event) => eventRow(event, names)),
      next,
      people: [...names].map(([value, label]) => ({ value, label })),
    });
  },
});

/** What is no filter is left out: people edit addresses. */
function filterOf(params: URLSearchParams): EventFilter {
  const text = (name: string) => params.get(name) || null;
  const type = text("tipo"),
    day = parseDay(text("dia") ?? ""),
    actor = text("quien"),
    stream = text("historia");
  const fromPos = positionIn(text("desde")), toPos = positionIn(text("hasta"));
  const before = positionIn(text("antes"));
  return {
    ...(type && { type }),
    ...(day && { day }),
    ...(actor && { actor }),
    ...(stream && { stream }),
    ...(fromPos && { fromPos }),
    ...(toPos && { toPos }),
    ...(before && { before }),
  };
}

function address(params: URLSearchParams, before: number | null): string {
  const next = new URLSearchParams([...params].filter(([name, value]) => name !== "antes" && value !== ""));
  if (before !== null) next.set("antes", String(before));
  return next.size > 0 ? `/auditoria?${next}` : "/auditoria";
}

export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<Events, ShopState>) => {
  const { size, rows, next, people } = data, params = url.searchParams;
  const stream = params.get("historia");
  return (
    <AuditPage state={state} url={url}>
      <p class="text-ink-soft">{AUDIT.count(size)}</p>
      <Filters params={params} people={people} />
      {stream && (
        <p>
          {AUDIT.stream} <span class="font-mono text-14">{stream}</span>
        </p>
      )}
      {rows.length === 0
        ? (
          <EmptyState
            icon="search"
            title={AUDIT.none}
            action={<LinkButton href="/auditoria" kind="secondary">{AUDIT.clear}</LinkButton>}
          >
            {AUDIT.noneHint}
          </EmptyState>
        )
        : (
          <List label={AUDIT.events}>
            {rows.map((row) => (
              <ListRow
                key={row.pos}
                href={`/auditoria/evento/${row.pos}`}
                name={row.name}
                detail={row.detail}
                figure={row.figure}
              />
            ))}
          </List>
        )}
      <Pagination
        newer={params.has("antes") ? address(params, null) : null}
        older={next === null ? null : address(params, next)}
      />
    </AuditPage>
  );
});

const FILTERS = ["tipo", "dia", "quien", "desde", "hasta", "historia"] as const;

function Filters({ params, people }: {
  readonly params: URLSearchParams;
  readonly people: Events["people"];
}) {
  const value = (name: (typeof FILTERS)[number]) => params.get(name) ?? "";
  const inUse = FILTERS.filter((name) => value(name) !== "").length;
  return (
    <details class="disclosure rounded border bg-surface px-4" open={inUse > 0}>
      <summary class="tap flex items-center font-semibold">
        {inUse > 0 ? `${AUDIT.filters} (${inUse})` : AUDIT.filters}
      </summary>
      <form method="get" action="/auditoria" class="grid gap-4 pb-4">
        <div class="grid grid-cols-cards gap-4">
          <Select
            name="tipo"
            label={AUDIT.type}
            value={value("tipo")}
            choices={[{ value: "", label: AUDIT.anything }, ...EVENT_CHOICES]}
          />
          <Field name="dia" type="date" label={AUDIT.day} value={value("dia")} />
          <Select
            name="quien"
            label={AUDIT.person}
            value={value("quien")}
            choices={[{ value: "", label: AUDIT.anybody }, ...people]}
          />
          <div class="grid grid-cols-tiles gap-3">
            <Field name="desde" label={AUDIT.from} value={value("desde")} inputMode="numeric" />
            <Field name="hasta" label={AUDIT.to} value={value("hasta")} inputMode="numeric" />
          </div>
        </div>
        {value("historia") && <input type="hidden" name="historia" value={value("historia")} />}
        <div class="flex flex-wrap gap-3">
          <Button>{AUDIT.filter}</Button>
          {inUse > 0 && <LinkButton href="/auditoria" kind="secondary">{AUDIT.clear}</LinkButton>}
        </div>
      </form>
    </details>
  );
}
