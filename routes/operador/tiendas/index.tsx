import { page, type PageProps } from "fresh";
import { SHOPS } from "../../../i18n/es_pe/operator.ts";
import { NO_STATE, OVERLAY_NAMES, STATE_NAMES } from "../../../i18n/es_pe/operator_membership.ts";
import { PLAN_NAMES } from "../../../i18n/es_pe/plan_names.ts";
import { formatSoles } from "../../../kernel/money.ts";
import { formatDay, formatInstant } from "../../../kernel/time.ts";
import { Button, LinkButton } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/Card.tsx";
import { Field, Select } from "../../../ui/Field.tsx";
import { State } from "../../../ui/List.tsx";
import { CellLink, Table } from "../../../ui/Table.tsx";
import { defineOperator, type OperatorState } from "../../(_shared)/define.ts";
import { NextPage } from "../../(_shared)/NextPage.tsx";
import { OperatorPage } from "../(_parts)/OperatorPage.tsx";
import { type ListedShop, type ShopList, shopList } from "../(_parts)/shop_list.ts";
import { stateMark } from "../(_parts)/state_mark.ts";

export const handler = defineOperator.handlers({ GET: async (ctx) => page(await shopList(ctx)) });

const STATE_CHOICES = [
  { value: "", label: SHOPS.anyState },
  ...Object.entries(STATE_NAMES).map(([value, label]) => ({ value, label })),
  { value: "ninguno", label: NO_STATE },
  { value: "aviso", label: SHOPS.waitsForNotice },
  { value: "retencion", label: SHOPS.waitsForSecond },
];

/** Which shops there are and how each stands with us. Nothing of what they sell: their books are theirs. */
export default defineOperator.page<typeof handler>((
  { data: { shops, part, state: chosen, cursor, next }, state, url }: PageProps<ShopList, OperatorState>,
) => (
  <OperatorPage state={state} url={url} title={SHOPS.title}>
    <div class="grid gap-4">
      <form method="get" action="/operador/tiendas" role="search" class="flex flex-wrap items-end gap-3">
        <div class="grow basis-48">
          <Field name="q" label={SHOPS.search} type="search" value={part} autocomplete="off" />
        </div>
        <div class="grow basis-48">
          <Select name="estado" label={SHOPS.state} value={chosen} choices={STATE_CHOICES} />
        </div>
        <Button kind="secondary" icon="search">{SHOPS.find}</Button>
      </form>
      {shops.length > 0
        ? <ShopTable shops={shops} />
        : part === "" && chosen === ""
        ? <EmptyState icon="info" title={SHOPS.none} />
        : (
          <EmptyState
            icon="search"
            title={SHOPS.notFound}
            action={<LinkButton kind="secondary" href="/operador/tiendas">{SHOPS.seeAll}</LinkButton>}
          />
        )}
      <NextPage url={url} cursor={cursor} next={next} label={SHOPS.list} />
    </div>
  </OperatorPage>
));

const ShopTable = ({ shops }: { readonly shops: readonly ListedShop[] }) => (
  <Table
    caption={SHOPS.list}
    rows={shops}
    keyOf={({ id }) => id}
    columns={[
      {
        head: SHOPS.shop,
        cell: ({ id, slug, name }) => (
          <>
            <CellLink href={`/operador/tiendas/${id}`}>{name}</CellLink>
            <span class="block text-14 text-ink-soft break-words">{slug}</span>
          </>
        ),
      },
      {
        head: SHOPS.state,
        cell: ({ status }) => {
          const { tone, word } = stateMark(status?.state ?? null);
          return (
            <>
              <State tone={tone}>{word}</State>
              {status && status.overlays.length > 0 && (
                <span class="block text-14 text-ink-soft">
                  {status.overlays.map((overlay) => OVERLAY_NAMES[overlay]).join(" · ")}
                </span>
              )}
            </>
          );
        },
      },
      {
        head: SHOPS.owes,
        numeric: true,
        cell: ({ status }) => status ? formatSoles(status.debtCentimos) : "—",
      },
      { head: SHOPS.plan, cell: ({ billed }) => billed?.plan ? PLAN_NAMES[billed.plan] : "—" },
      {
        head: SHOPS.lastDue,
        cell: ({ billed }) =>
          billed?.lastDueOn && billed.lastAmountCentimos !== null
            ? `${formatSoles(billed.lastAmountCentimos)}, ${formatDay(billed.lastDueOn)}`
            : "—",
      },
      {
        head: SHOPS.next,
        cell: ({ status }) => status?.nextChangeAt ? formatInstant(status.nextChangeAt) : "—",
      },
    ]}
  />
);
