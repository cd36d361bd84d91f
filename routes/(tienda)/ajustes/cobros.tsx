import { page, type PageProps } from "fresh";
import { paymentMethodsOf, setPaymentMethods } from "../../../commands/shop/set_payment_methods.ts";
import { METHOD_HINTS, PAYMENT_PAGE } from "../../../i18n/es_pe/settings.ts";
import { TENDER_METHODS, TENDER_NAMES } from "../../../kernel/sale.ts";
import { Button } from "../../../ui/Button.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { commandContext, defineShop, type ShopState } from "../../(_shared)/define.ts";
import { askedBy, doneOf, readForm } from "../../(_shared)/form.ts";
import { METHODS_AT_FIRST } from "../../(_shared)/methods.ts";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";

interface PaymentPage {
  readonly chosen: readonly string[];
  readonly cmdId: string;
  readonly notice: "saved" | "none" | null;
}

export const handler = defineShop.handlers({
  GET: async (ctx) =>
    page<PaymentPage>({
      chosen: await paymentMethodsOf(ctx.state.store) ?? METHODS_AT_FIRST,
      cmdId: ctx.state.services.ids.next(),
      notice: doneOf(ctx) === "cobros" ? "saved" : null,
    }),
  async POST(ctx) {
    const { state } = ctx, { ids } = state.services, form = await readForm(ctx.req);
    const chosen = form.getAll("methods").map(String);
    // In the order of the tiles, however they were ticked.
    const methods = TENDER_METHODS.filter((method) => chosen.includes(method));
    const asked = askedBy({ cmdId: String(form.get("cmdId") ?? "") }, ids);
    const done = await setPaymentMethods(commandContext(state), asked, { methods });
    if (done.ok) return ctx.redirect("/ajustes/cobros?hecho=cobros", 303);
    return page<PaymentPage>({ chosen, cmdId: ids.next(), notice: "none" }, { status: 422 });
  },
});

/** With what the shop is paid: what is ticked here is a tile of the till. */
export default defineShop.page<typeof handler>((
  { data: { chosen, cmdId, notice }, state, url }: PageProps<PaymentPage, ShopState>,
) => (
  <ShopPage state={state} url={url} title={PAYMENT_PAGE.title}>
    <form method="post" action="/ajustes/cobros" class="grid gap-4 max-w-form">
      <input type="hidden" name="cmdId" value={cmdId} />
      {notice === "saved" && <Notice tone="ok" title={PAYMENT_PAGE.saved} />}
      {notice === "none" && <Notice tone="danger" title={PAYMENT_PAGE.none} />}
      <fieldset class="grid gap-2" aria-describedby="methods-hint">
        <legend class="font-semibold">{PAYMENT_PAGE.legend}</legend>
        <p id="methods-hint" class="text-14 text-ink-soft pb-1">{PAYMENT_PAGE.hint}</p>
        {TENDER_METHODS.map((method) => (
          <label
            key={method}
            class="choice tap-till flex items-center gap-3 rounded border border-edge bg-paper px-4 py-2"
          >
            <input type="checkbox" name="methods" value={method} checked={chosen.includes(method)} />
            <span>
              <span class="block font-semibold">{TENDER_NAMES[method]}</span>
              <span class="block text-14 text-ink-soft">{METHOD_HINTS[method]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div>
        <Button>{PAYMENT_PAGE.save}</Button>
      </div>
    </form>
  </ShopPage>
));
