import { type Context, HttpError, page, type PageProps } from "fresh";
import { BACK_PAGE, CASES } from "../../../../../i18n/es_pe/wallet_cases.ts";
import { isUuid } from "../../../../../kernel/ids.ts";
import { formatSoles } from "../../../../../kernel/money.ts";
import { formatInstant } from "../../../../../kernel/time.ts";
import { Card, More } from "../../../../../ui/Card.tsx";
import { List, ListRow } from "../../../../../ui/List.tsx";
import { Notice } from "../../../../../ui/Notice.tsx";
import { defineShop, type ShopState } from "../../../../(_shared)/define.ts";
import { doneOf, readTyped } from "../../../../(_shared)/form.ts";
import { ShopPage } from "../../../../(_shared)/ShopPage.tsx";
import { type BackWay, giveBack, type Refused } from "../(_parts)/give_back.ts";
import { type BackPage, loadBack } from "../(_parts)/load_back.ts";
import { BackFields, Way } from "../(_parts)/WayForms.tsx";

const ROOM = "/ventas/yape-y-plin", WAYS: readonly BackWay[] = ["transfer", "change"];

async function shown(ctx: Context<ShopState>, refused: Refused<BackWay> | null) {
  const { creditId: paymentId = "" } = ctx.params;
  const found = isUuid(paymentId) ? await loadBack(ctx, paymentId, refused, doneOf(ctx)) : null;
  if (!found) throw new HttpError(404);
  if ("question" in found) return ctx.redirect(`${ROOM}/${found.question}`, 303);
  return page(found, { status: refused ? 422 : 200 });
}

export const handler = defineShop.handlers({
  GET: (ctx) => shown(ctx, null),

  async POST(ctx) {
    const { creditId: paymentId = "" } = ctx.params;
    if (!isUuid(paymentId)) throw new HttpError(404);
    const typed = await readTyped(ctx.req), way = WAYS.find((one) => one === typed["accion"]);
    if (way === undefined) throw new HttpError(400);
    const refused = await giveBack(ctx, way, paymentId, typed);
    return refused
      ? await shown(ctx, refused)
      : ctx.redirect(`${ROOM}/devolver/${paymentId}?hecho=${way}`, 303);
  },
});

/** Money of one payment goes back to who paid. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<BackPage, ShopState>) => {
  const { payment, payer, sales, refunds, mostCentimos, suggestedCentimos, nameOf, done } = data;
  return (
    <ShopPage state={state} url={url} title={BACK_PAGE.title}>
      <div class="grid gap-4 max-w-prose">
        {CASES.done[done] && <Notice tone="ok" title={CASES.done[done]!} />}
        <Card>
          <p class="text-20 font-semibold">
            {BACK_PAGE.cameIn(payment.amountCentimos, payer ?? CASES.nobody)}
          </p>
          <p class="text-ink-soft">
            {[
              formatInstant(payment.occurredAt),
              payment.operationNumber && CASES.operation(payment.operationNumber),
            ]
              .filter(Boolean).join(" · ")}
          </p>
          {payment.refundedCentimos > 0 && <p>{BACK_PAGE.gaveBack(payment.refundedCentimos)}</p>}
          {sales.flatMap(({ saleId, ticketNumber }) =>
            saleId === null ? [] : [
              <p key={saleId} class="pt-3">
                <More href={`/ventas/${saleId}`}>{BACK_PAGE.ofSale(ticketNumber ?? "")}</More>
              </p>,
            ]
          )}
        </Card>
        {refunds.length > 0 && (
          <Card title={BACK_PAGE.earlier}>
            <List label={BACK_PAGE.earlier}>
              {refunds.map((
                { refundId, operationNumber, occurredAt, by, approvedBy, reason, amountCentimos },
              ) => (
                <ListRow
                  key={refundId}
                  name={operationNumber === null ? BACK_PAGE.inCash : CASES.operation(operationNumber)}
                  detail={[
                    formatInstant(occurredAt),
                    nameOf(by),
                    approvedBy && BACK_PAGE.approved(nameOf(approvedBy)),
                    reason,
                  ].filter(Boolean).join(" · ")}
                  figure={formatSoles(amountCentimos)}
                />
              ))}
            </List>
          </Card>
        )}
        {mostCentimos === 0
          ? <Notice tone="info" title={BACK_PAGE.nothingLeft} />
          : (
            <div class="rounded border bg-paper px-4">
              {WAYS.map((way, index) => {
                const form = data.form(way);
                return (
                  <Way key={way} form={form} open={index === 0}>
                    <BackFields {...data} form={form} most={mostCentimos} suggested={suggestedCentimos} />
                  </Way>
                );
              })}
            </div>
          )}
        <More href={ROOM}>{CASES.back}</More>
      </div>
    </ShopPage>
  );
});
