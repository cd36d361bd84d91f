import { page, type PageProps } from "fresh";
import { CLAIMS } from "../../i18n/es_pe/operator_membership.ts";
import { MONEY, sourcesText } from "../../i18n/es_pe/operator_money.ts";
import { formatAmount, formatSoles } from "../../kernel/money.ts";
import { formatInstant } from "../../kernel/time.ts";
import { EmptyState } from "../../ui/Card.tsx";
import { MoneyField } from "../../ui/Field.tsx";
import { List, ListRow } from "../../ui/List.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { CellLink } from "../../ui/Table.tsx";
import { defineOperator, type OperatorState } from "../(_shared)/define.ts";
import { ActionForm, fieldOf, FoldedForm } from "./(_parts)/ActionForm.tsx";
import { type ClaimLine, type ClaimsPage, claimsPage, resolveClaimOf } from "./(_parts)/claims.ts";
import { OperatorPage } from "./(_parts)/OperatorPage.tsx";

export const handler = defineOperator.handlers({
  GET: async (ctx) => page(await claimsPage(ctx, null)),

  async POST(ctx) {
    const answer = await resolveClaimOf(ctx);
    if (typeof answer === "string") return ctx.redirect(`/operador/avisos-de-pago?hecho=${answer}`, 303);
    return page(await claimsPage(ctx, answer), { status: 422 });
  },
});

/** Shops that say they paid by wallet: a person looks whether the money is there. Oldest first. */
export default defineOperator.page<typeof handler>((
  { data, state, url }: PageProps<ClaimsPage, OperatorState>,
) => (
  <OperatorPage state={state} url={url} title={CLAIMS.title}>
    <div class="grid gap-4">
      {CLAIMS.done[data.done] && <Notice tone="ok" title={CLAIMS.done[data.done]!} />}
      {data.problem && <Notice tone="danger" title={data.problem} />}
      {data.claims.length === 0
        ? <EmptyState icon="check" title={CLAIMS.none}>{CLAIMS.noneHint}</EmptyState>
        : <p>{CLAIMS.intro}</p>}
      {data.claims.map((claim) => <Claim key={claim.claimId} claim={claim} data={data} />)}
    </div>
  </OperatorPage>
));

function Claim({ claim, data }: { readonly claim: ClaimLine; readonly data: ClaimsPage }) {
  const { claimId, shop, amountCentimos, askedCentimos, wallet, operationNumber, claimedAt, others } = claim;
  const verify = data.form("verificar", claimId), reject = data.form("rechazar", claimId);
  const { value, ...amount } = fieldOf(verify, "amountCentimos");
  return (
    <section class="card min-w-0 rounded border bg-paper p-4 shadow grid gap-4 md:grid-cols-2 items-start">
      <div class="grid gap-1 min-w-0">
        <h2 class="text-20 font-semibold">
          <CellLink href={`/operador/tiendas/${shop}`}>{data.slugs.get(shop) ?? shop}</CellLink>
        </h2>
        <p class="text-28 font-extrabold tabular-nums">{formatSoles(amountCentimos)}</p>
        <p>{CLAIMS.line(wallet, operationNumber, formatInstant(claimedAt))}</p>
        {others.length > 0 && <p class="font-semibold">{CLAIMS.others(others.join(", "))}</p>}
        <FoldedForm title={CLAIMS.verify} form={verify}>
          <p class="pb-3 text-ink-soft">{CLAIMS.verifyHint}</p>
          <ActionForm form={verify} button={CLAIMS.verifyButton} hidden={{ claimId, shop }}>
            <MoneyField
              {...amount}
              typed={value ?? formatAmount(askedCentimos)}
              label={CLAIMS.amount}
              required
            />
          </ActionForm>
        </FoldedForm>
        <FoldedForm title={CLAIMS.reject} form={reject}>
          <p class="pb-3 text-ink-soft">{CLAIMS.rejectHint}</p>
          <ActionForm form={reject} button={CLAIMS.rejectButton} danger hidden={{ claimId, shop }} />
        </FoldedForm>
      </div>
      <Seen claim={claim} />
    </section>
  );
}

/** The evidence, beside what is claimed. Who paid is not told. */
const Seen = ({ claim: { seen } }: { readonly claim: ClaimLine }) => (
  <div class="grid gap-2 min-w-0">
    <h3 class="font-semibold">{CLAIMS.seen}</h3>
    {seen.length === 0 ? <p>{CLAIMS.nothingSeen}</p> : (
      <List label={CLAIMS.seen}>
        {seen.map((
          { paymentId, sameNumber, occurredAt, operationNumber, sources, leftCentimos, amountCentimos },
        ) => (
          <ListRow
            key={paymentId}
            name={sameNumber ? CLAIMS.sameNumber : CLAIMS.sameAmount}
            detail={[
              formatInstant(occurredAt),
              operationNumber && MONEY.operation(operationNumber),
              MONEY.told(sourcesText(sources)),
              leftCentimos > 0 ? CLAIMS.free : CLAIMS.taken,
            ].filter(Boolean).join(" · ")}
            figure={formatSoles(amountCentimos)}
          />
        ))}
      </List>
    )}
  </div>
);
