import { page, type PageProps } from "fresh";
import { may } from "../../../../commands/people/permissions.ts";
import { CREDIT } from "../../../../i18n/es_pe/credit.ts";
import { freeOf } from "../../../../kernel/credit.ts";
import { centimos, formatAmount, formatSoles } from "../../../../kernel/money.ts";
import { TENDER_METHODS, TENDER_NAMES } from "../../../../kernel/sale.ts";
import { formatPhone, whatsAppLink } from "../../../../kernel/phone.ts";
import { formatInstant } from "../../../../kernel/time.ts";
import { Button, LinkButton } from "../../../../ui/Button.tsx";
import { Card, Figure } from "../../../../ui/Card.tsx";
import { Field, MoneyField, Select } from "../../../../ui/Field.tsx";
import { List, ListRow } from "../../../../ui/List.tsx";
import { Notice } from "../../../../ui/Notice.tsx";
import { defineShop, type ShopState } from "../../../(_shared)/define.ts";
import { doneOf, readTyped } from "../../../(_shared)/form.ts";
import { ShopPage } from "../../../(_shared)/ShopPage.tsx";
import { act, type Action, type CustomerPage, customerPage } from "../(_parts)/customer_page.ts";
import { CustomerFields } from "../(_parts)/CustomerFields.tsx";

export const handler = defineShop.handlers({
  GET: async (ctx) => page(await customerPage(ctx, {}, doneOf(ctx))),

  /** One of the three forms of the page, as its `accion` says. */
  async POST(ctx) {
    const typed = await readTyped(ctx.req), answer = await act(ctx, typed);
    if (typeof answer === "string") {
      return ctx.redirect(`/fiado/${ctx.params["customerId"]}?hecho=${answer}`, 303);
    }
    return page(await customerPage(ctx, answer, ""), { status: 422 });
  },
});

const PAID_BY = TENDER_METHODS.filter((method) => method !== "fiado")
  .map((value) => ({ value, label: TENDER_NAMES[value] }));

/** One customer's account: what they took and paid, what they may owe, and their data. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<CustomerPage, ShopState>) => {
  const { customer, forms, done } = data, { name, phone, balanceCentimos, limitCentimos } = customer;
  const isKnown = name !== null;
  return (
    <ShopPage state={state} url={url} title={name ?? (customer.erased ? CREDIT.gone : CREDIT.unknown)}>
      <div class="grid gap-4">
        {CREDIT.done[done] && <Notice tone="ok" title={CREDIT.done[done]!} />}
        {phone && <p class="text-ink-soft tabular-nums">{formatPhone(phone)}</p>}
        <div class="grid grid-cols-cards gap-4">
          <Figure
            label={balanceCentimos < 0 ? CREDIT.inFavour : CREDIT.owes}
            amount={formatSoles(centimos(Math.abs(balanceCentimos)))}
            comparison={customer.oldestDebtAt ? CREDIT.since(customer.oldestDebtAt) : undefined}
          />
          {isKnown && (
            <Figure
              label={CREDIT.left}
              amount={formatSoles(freeOf(customer))}
              comparison={CREDIT.limitOf(limitCentimos)}
            />
          )}
        </div>
        {customer.isLate && <Notice tone="attention" title={data.lateText} />}
        {isKnown && (
          <div>
            <LinkButton
              kind="secondary"
              href={whatsAppLink(phone, data.statement)}
              target="_blank"
              rel="noopener"
            >
              {CREDIT.sendAccount}
            </LinkButton>
          </div>
        )}
        <div class="grid gap-4 md:grid-cols-2 items-start">
          <Account data={data} state={state} />
          <div class="grid gap-4">
            <Card title={CREDIT.pay}>
              <form method="post" class="grid gap-3">
                <Hidden data={data} action="pago" />
                {forms.pago.problem && <Notice tone="danger" title={forms.pago.problem} />}
                <MoneyField
                  name="amountCentimos"
                  label="Monto"
                  typed={forms.pago.typed["amountCentimos"]}
                  error={forms.pago.errors["amountCentimos"]}
                  required
                />
                <Select
                  name="method"
                  label="Cómo pagó"
                  value={forms.pago.typed["method"] ?? "yape"}
                  choices={PAID_BY}
                  hint={CREDIT.payHint}
                />
                <div>
                  <Button>{CREDIT.payButton}</Button>
                </div>
              </form>
            </Card>
            {isKnown && may(state.staff.role, "override") && <Terms data={data} />}
            {isKnown && (
              <Card title={CREDIT.data}>
                <form method="post" class="grid gap-3">
                  <Hidden data={data} action="datos" />
                  {forms.datos.problem && <Notice tone="danger" title={forms.datos.problem} />}
                  <CustomerFields form={forms.datos} />
                  <div>
                    <Button kind="secondary">{CREDIT.dataButton}</Button>
                  </div>
                </form>
              </Card>
            )}
            {may(state.staff.role, "manage_data") && (
              <div class="flex flex-wrap gap-2">
                <LinkButton kind="secondary" href={`/fiado/${customer.customerId}/exportar`} download>
                  {CREDIT.export}
                </LinkButton>
                {isKnown && (
                  <LinkButton kind="danger" icon="trash" href={`/fiado/${customer.customerId}/borrar`}>
                    {CREDIT.erase}
                  </LinkButton>
                )}
              </div>
            )}
          </div>
        </div>
      </div>
    </ShopPage>
  );
});

const Hidden = ({ data, action }: { readonly data: CustomerPage; readonly action: Action }) => (
  <>
    <input type="hidden" name="cmdId" value={data.cmdIds[action]} />
    <input type="hidden" name="paymentId" value={data.paymentId} />
    <input type="hidden" name="accion" value={action} />
  </>
);

function Terms({ data }: { readonly data: CustomerPage }) {
  const { customer: { limitCentimos, maxAgeDays }, forms: { limite } } = data;
  return (
    <Card title={CREDIT.terms}>
      <form method="post" class="grid gap-3">
        <Hidden data={data} action="limite" />
        {limite.problem && <Notice tone="danger" title={limite.problem} />}
        <MoneyField
          name="limitCentimos"
          label="Límite de fiado"
          typed={limite.typed["limitCentimos"] ?? formatAmount(limitCentimos)}
          error={limite.errors["limitCentimos"]}
          required
        />
        <Field
          name="maxAgeDays"
          label="Días que puede deber"
          hint={CREDIT.maxAgeHint}
          value={limite.typed["maxAgeDays"] ?? (maxAgeDays === null ? "" : String(maxAgeDays))}
          error={limite.errors["maxAgeDays"]}
          inputMode="numeric"
          autocomplete="off"
        />
        <div>
          <Button kind="secondary">{CREDIT.termsButton}</Button>
        </div>
      </form>
    </Card>
  );
}

/** Newest first; each line leads to what it stands for. */
function Account({ data, state }: { readonly data: CustomerPage; readonly state: ShopState }) {
  const seesSales = may(state.staff.role, "see_figures"), audits = may(state.staff.role, "audit");
  if (data.lines.length === 0) return <Card title={CREDIT.account}>{CREDIT.noEntries}</Card>;
  return (
    <section class="grid gap-3">
      <h2 class="text-20 font-semibold">{CREDIT.account}</h2>
      <List label={CREDIT.account}>
        {data.lines.map(({ line, openCentimos }) => (
          <ListRow
            key={line.pos}
            href={(line.kind === "sale" || line.kind === "refund") && seesSales
              ? `/ventas/${line.ref}`
              : audits
              ? `/auditoria/evento/${line.pos}`
              : undefined}
            name={line.method
              ? `${CREDIT.kinds[line.kind]} · ${TENDER_NAMES[line.method]}`
              : CREDIT.kinds[line.kind]}
            detail={[
              formatInstant(line.occurredAt),
              openCentimos === null
                ? null
                : openCentimos > 0
                ? CREDIT.openPart(openCentimos)
                : CREDIT.paidOff,
            ].filter(Boolean).join(" · ")}
            figure={formatSoles(line.amountCentimos)}
          />
        ))}
      </List>
    </section>
  );
}
