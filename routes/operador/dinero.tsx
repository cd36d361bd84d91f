import { page, type PageProps } from "fresh";
import { RESOLUTIONS } from "../../events/facts/payments.ts";
import { EXCEPTION_MEANS, MONEY, RESOLUTION_NAMES, sourcesText } from "../../i18n/es_pe/operator_money.ts";
import { WALLET_NAMES } from "../../i18n/es_pe/wallet_names.ts";
import { formatSoles } from "../../kernel/money.ts";
import { formatDay, formatInstant, limaDay } from "../../kernel/time.ts";
import { EmptyState } from "../../ui/Card.tsx";
import { Field, MoneyField, Select } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { defineOperator, type OperatorState } from "../(_shared)/define.ts";
import { ActionForm, fieldOf, FoldedForm } from "./(_parts)/ActionForm.tsx";
import { type MoneyPage, moneyPage, resolveMoney, type WaitingMoney } from "./(_parts)/money.ts";
import { OperatorPage } from "./(_parts)/OperatorPage.tsx";

export const handler = defineOperator.handlers({
  GET: async (ctx) => page(await moneyPage(ctx, null)),

  async POST(ctx) {
    const answer = await resolveMoney(ctx);
    if (typeof answer === "string") return ctx.redirect(`/operador/dinero?hecho=${answer}`, 303);
    return page(await moneyPage(ctx, answer), { status: 422 });
  },
});

/** Money that came in and that nothing decides about but a person. Oldest first. */
export default defineOperator.page<typeof handler>((
  { data, state, url }: PageProps<MoneyPage, OperatorState>,
) => (
  <OperatorPage state={state} url={url} title={MONEY.title}>
    <div class="grid gap-4">
      {MONEY.done[data.done] && <Notice tone="ok" title={MONEY.done[data.done]!} />}
      {data.problem && <Notice tone="danger" title={data.problem} />}
      {data.waiting.length === 0
        ? <EmptyState icon="check" title={MONEY.none}>{MONEY.noneHint}</EmptyState>
        : (
          <>
            <p>{MONEY.intro}</p>
            <ul class="rounded border bg-paper">
              {data.waiting.map((waiting) => (
                <Waiting key={waiting.exceptionId} waiting={waiting} data={data} />
              ))}
            </ul>
          </>
        )}
    </div>
  </OperatorPage>
));

function Waiting({ waiting, data }: { readonly waiting: WaitingMoney; readonly data: MoneyPage }) {
  const { exceptionId, kind, amountCentimos, account, payment, raisedAt } = waiting;
  const form = data.form("resolver", exceptionId), back = data.form("devolver", exceptionId);
  const { value: typed, ...amount } = fieldOf(back, "amountCentimos");
  return (
    <li class="border-b last:border-0 px-4 py-3">
      <p class="flex flex-wrap justify-between gap-x-3">
        <span class="font-semibold">{EXCEPTION_MEANS[kind]}</span>
        <span class="font-semibold tabular-nums">{formatSoles(amountCentimos)}</span>
      </p>
      <p class="text-14 text-ink-soft">
        {[
          account && `${WALLET_NAMES[account.wallet]} · ${account.name}`,
          formatInstant(payment?.occurredAt ?? raisedAt),
          payment?.operationNumber && MONEY.operation(payment.operationNumber),
          payment && MONEY.told(sourcesText(payment.sources)),
          payment && payment.leftCentimos < payment.amountCentimos &&
          MONEY.left(formatSoles(payment.leftCentimos)),
        ].filter(Boolean).join(" · ")}
      </p>
      {payment && payment.trust < 2 && <p class="text-14 font-semibold">{MONEY.weak}</p>}
      <FoldedForm title={MONEY.resolve} form={form}>
        <ActionForm form={form} button={MONEY.button} hidden={{ exceptionId }}>
          <Select
            {...fieldOf(form, "resolution")}
            label={MONEY.what}
            choices={RESOLUTIONS.map((value) => ({ value, label: RESOLUTION_NAMES[value] }))}
          />
          <Select {...fieldOf(form, "intentId")} label={MONEY.whose} choices={whoseOf(waiting, data)} />
        </ActionForm>
      </FoldedForm>
      {payment && payment.trust >= 2 && payment.refundedCentimos < payment.amountCentimos && (
        <FoldedForm title={MONEY.giveBack} form={back}>
          <p class="pb-3 text-ink-soft">{MONEY.giveBackHint}</p>
          <ActionForm
            form={back}
            button={MONEY.giveBackButton}
            hidden={{ exceptionId, paymentId: payment.paymentId, refundId: data.newId() }}
          >
            <MoneyField
              {...amount}
              label={MONEY.giveBackAmount}
              amount={payment.leftCentimos}
              typed={typed}
              required
            />
            <Field
              {...fieldOf(back, "operationNumber")}
              label={MONEY.giveBackNumber}
              inputMode="numeric"
              autocomplete="off"
              required
            />
          </ActionForm>
        </FoldedForm>
      )}
    </li>
  );
}

const whoseOf = ({ candidates }: WaitingMoney, { slugs }: MoneyPage) => [
  { value: "", label: MONEY.nobody },
  ...candidates.map(({ intentId, subject, amountCentimos, openedAt }) => ({
    value: intentId,
    label: MONEY.candidate(
      slugs.get(subject) ?? subject,
      formatSoles(amountCentimos),
      formatDay(limaDay(openedAt)),
    ),
  })),
];
