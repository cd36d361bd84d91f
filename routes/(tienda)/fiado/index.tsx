import { page, type PageProps } from "fresh";
import { CREDIT } from "../../../i18n/es_pe/credit.ts";
import { formatSoles } from "../../../kernel/money.ts";
import { formatPhone } from "../../../kernel/phone.ts";
import { Button, LinkButton } from "../../../ui/Button.tsx";
import { Card, EmptyState, Figure } from "../../../ui/Card.tsx";
import { Field } from "../../../ui/Field.tsx";
import { List, ListRow } from "../../../ui/List.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { defineShop, type ShopState } from "../../(_shared)/define.ts";
import { doneOf } from "../../(_shared)/form.ts";
import { NextPage } from "../../(_shared)/NextPage.tsx";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";
import { type Debtor, type FiadoPage, loadFiado } from "./(_parts)/load_fiado.ts";

export const handler = defineShop.handlers({
  GET: async (ctx) => page({ ...await loadFiado(ctx.state, ctx.url.searchParams), done: doneOf(ctx) }),
});

type Data = FiadoPage & { readonly done: string };

/** Who owes the shop, how much and since when: those who owe most first. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<Data, ShopState>) => (
  <ShopPage
    state={state}
    url={url}
    title={CREDIT.title}
    actions={
      <>
        <LinkButton icon="plus" href="/fiado/nuevo">{CREDIT.newCustomer}</LinkButton>
        <LinkButton kind="secondary" href="/fiado/cuaderno">{CREDIT.notebook}</LinkButton>
      </>
    }
  >
    <div class="grid gap-4">
      {CREDIT.done[data.done] && <Notice tone="ok" title={CREDIT.done[data.done]!} />}
      {data.customers.length === 0 && data.query === "" ? <Nobody /> : (
        <>
          <div class="grid grid-cols-cards gap-4">
            <Figure
              label={CREDIT.total}
              amount={formatSoles(data.total)}
              comparison={data.debtors === 0 ? CREDIT.nobodyOwes : CREDIT.debtors(data.debtors)}
            />
            {data.oldest?.oldestDebtAt && (
              <Figure
                label={CREDIT.oldest}
                amount={formatSoles(data.oldest.balanceCentimos)}
                comparison={CREDIT.since(data.oldest.oldestDebtAt)}
                href={`/fiado/${data.oldest.customerId}`}
                more={data.oldest.name ?? CREDIT.unknown}
              />
            )}
            <Ages ages={data.ages} />
          </div>
          <form method="get" action="/fiado" role="search" class="flex flex-wrap items-end gap-3">
            <div class="grow basis-48">
              <Field name="q" label={CREDIT.search} type="search" value={data.query} autocomplete="off" />
            </div>
            <Button kind="secondary" icon="search">Buscar</Button>
          </form>
          {data.customers.length === 0
            ? (
              <EmptyState
                icon="search"
                title={CREDIT.notFound}
                action={<LinkButton kind="secondary" href="/fiado">{CREDIT.seeAll}</LinkButton>}
              />
            )
            : (
              <List label={CREDIT.list}>
                {data.customers.map((customer) => <Row key={customer.customerId} customer={customer} />)}
              </List>
            )}
          <NextPage url={url} cursor={data.cursor} next={data.next} label={CREDIT.list} />
        </>
      )}
    </div>
  </ShopPage>
));

function Row({ customer }: { readonly customer: Debtor }) {
  const { customerId, name, phone, balanceCentimos, limitCentimos, oldestDebtAt, isLate, erased } = customer;
  return (
    <ListRow
      href={`/fiado/${customerId}`}
      name={name ?? (erased ? CREDIT.gone : CREDIT.unknown)}
      detail={[phone && formatPhone(phone), oldestDebtAt && CREDIT.since(oldestDebtAt).toLowerCase()]
        .filter(Boolean).join(" · ")}
      figure={formatSoles(balanceCentimos)}
      state={isLate
        ? { tone: "danger", word: CREDIT.late }
        : balanceCentimos > limitCentimos
        ? { tone: "attention", word: CREDIT.over }
        : undefined}
    />
  );
}

const Ages = ({ ages }: Pick<FiadoPage, "ages">) => (
  <Card title={CREDIT.aging}>
    <dl class="grid gap-1">
      {ages.map((amount, age) => (
        <div key={age} class="flex justify-between gap-3">
          <dt class="text-ink-soft">{CREDIT.ages[age]}</dt>
          <dd class="font-semibold tabular-nums">{formatSoles(amount)}</dd>
        </div>
      ))}
    </dl>
  </Card>
);

const Nobody = () => (
  <EmptyState
    icon="notebook"
    title={CREDIT.none}
    action={
      <div class="flex flex-wrap justify-center gap-2">
        <LinkButton href="/fiado/cuaderno">{CREDIT.notebook}</LinkButton>
        <LinkButton kind="secondary" href="/fiado/nuevo">{CREDIT.newCustomer}</LinkButton>
      </div>
    }
  >
    {CREDIT.noneHint}
  </EmptyState>
);
