import { type Context, HttpError, page, type PageProps } from "fresh";
import { wasAsked } from "../../../../events/projections/payments/case_queries.ts";
import { sourcesText } from "../../../../i18n/es_pe/operator_money.ts";
import { CASE_MEANS, CASES } from "../../../../i18n/es_pe/wallet_cases.ts";
import { isUuid } from "../../../../kernel/ids.ts";
import { centimos, formatSoles } from "../../../../kernel/money.ts";
import { formatInstant } from "../../../../kernel/time.ts";
import { Card, More } from "../../../../ui/Card.tsx";
import { Notice } from "../../../../ui/Notice.tsx";
import { defineShop, type ShopState } from "../../../(_shared)/define.ts";
import { ShopPage } from "../../../(_shared)/ShopPage.tsx";
import { answerCase } from "./(_parts)/answer_case.ts";
import { type CasePage, loadCase } from "./(_parts)/load_case.ts";
import { BackFields, isBack, NoteField, SaleChoice, Way } from "./(_parts)/WayForms.tsx";

const ROOM = "/ventas/yape-y-plin";

/** 404 for what was never asked here. */
async function askedId(ctx: Context<ShopState>): Promise<string> {
  const { exceptionId = "" } = ctx.params;
  if (!isUuid(exceptionId) || !await wasAsked(ctx.state.store.db, exceptionId)) throw new HttpError(404);
  return exceptionId;
}

export const handler = defineShop.handlers({
  async GET(ctx) {
    const found = await loadCase(ctx, await askedId(ctx));
    return found ? page(found) : ctx.redirect(`${ROOM}?hecho=resuelto`, 303);
  },

  async POST(ctx) {
    const exceptionId = await askedId(ctx), answer = await answerCase(ctx, exceptionId);
    if (typeof answer === "string") return ctx.redirect(`${ROOM}?hecho=${answer}`, 303);
    const shown = await loadCase(ctx, exceptionId, answer);
    return shown ? page(shown, { status: 422 }) : ctx.redirect(`${ROOM}?hecho=resuelto`, 303);
  },
});

/** Money that nobody could place: what is known of it, and each way out. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<CasePage, ShopState>) => {
  const { question: { kind, amountCentimos, raisedAt, payment, ways }, payer, account } = data;
  const [means, look] = CASE_MEANS[kind];
  const left = payment?.leftCentimos ?? centimos(0);
  const most = payment ? centimos(payment.amountCentimos - payment.refundedCentimos) : left;
  return (
    <ShopPage state={state} url={url} title={means}>
      <div class="grid gap-4 max-w-prose">
        <Card>
          <p class="text-40 font-extrabold tabular-nums">{formatSoles(amountCentimos)}</p>
          <p class="font-semibold">{payer ?? CASES.nobody}</p>
          <p class="text-ink-soft">
            {[
              formatInstant(payment?.occurredAt ?? raisedAt),
              account?.name,
              payment?.operationNumber && CASES.operation(payment.operationNumber),
              payment && CASES.told(sourcesText(payment.sources)),
              left > 0 && left < amountCentimos && CASES.left(left),
            ].filter(Boolean).join(" · ")}
          </p>
          <p class="pt-3">{look}</p>
        </Card>
        {payment && payment.trust < 2 && <Notice tone="attention" title={CASES.weak} />}
        <div class="rounded border bg-paper px-4">
          {ways.map((way, index) => {
            const form = data.form(way);
            return (
              <Way key={way} form={form} open={index === 0}>
                {way === "allocate" && <SaleChoice form={form} sales={data.sales} />}
                {isBack(way)
                  ? <BackFields {...data} form={form} most={most} suggested={left > 0 ? left : null} />
                  : <NoteField form={form} />}
              </Way>
            );
          })}
        </div>
        <More href={ROOM}>{CASES.back}</More>
      </div>
    </ShopPage>
  );
});
