import { HttpError, page, type PageProps } from "fresh";
import { type Payment, viewPlan } from "../../../../commands/membership/view_plan.ts";
import { providerName, RECEIPT } from "../../../../i18n/es_pe/membership.ts";
import { formatSoles } from "../../../../kernel/money.ts";
import { formatStamp } from "../../../../kernel/time.ts";
import { defineShop, type ShopState } from "../../../(_shared)/define.ts";
import { ShopPage } from "../../../(_shared)/ShopPage.tsx";

export const handler = defineShop.handlers({
  async GET(ctx) {
    const { services: { platform, clock }, shop } = ctx.state;
    const view = await viewPlan(platform, shop.id, clock.now());
    const payment = view?.payments.find(({ paymentId }) => paymentId === ctx.params["paymentId"]);
    if (!payment) throw new HttpError(404);
    return page(payment);
  },
});

/** What was paid, to print or to keep. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<Payment, ShopState>) => {
  const lines: readonly (readonly [string, string])[] = [
    [RECEIPT.amount, formatSoles(data.amountCentimos)],
    [RECEIPT.day, formatStamp(data.valueAt)],
    [RECEIPT.how, providerName(data.provider)],
    [RECEIPT.reference, data.reference],
  ];
  return (
    <ShopPage state={state} url={url} title={RECEIPT.title}>
      <article class="ticket ticket-80 mx-auto rounded border p-4 shadow">
        <header class="text-center">
          <h2 class="text-20 font-extrabold">{RECEIPT.issuer}</h2>
          <p>{RECEIPT.lines(state.shop.name)}</p>
        </header>
        <hr />
        <dl class="grid gap-1">
          {lines.map(([name, value]) => (
            <div key={name} class="flex justify-between gap-2">
              <dt>{name}</dt>
              <dd class="font-semibold break-all text-right">{value}</dd>
            </div>
          ))}
        </dl>
        <hr />
        <p class="text-center">{RECEIPT.note}</p>
      </article>
      <p class="pt-4 text-center text-14 text-ink-soft no-print">{RECEIPT.print}</p>
    </ShopPage>
  );
});
