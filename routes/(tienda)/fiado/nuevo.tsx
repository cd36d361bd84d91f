import { type Context, page, type PageProps } from "fresh";
import { addCustomer } from "../../../commands/customer/keep_customer.ts";
import { CREDIT } from "../../../i18n/es_pe/credit.ts";
import { Button } from "../../../ui/Button.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { commandContext, defineShop, type ShopState } from "../../(_shared)/define.ts";
import { askedBy, type FormState, freshForm, readTyped, refusedForm } from "../../(_shared)/form.ts";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";
import { CUSTOMER_FIELDS, CustomerFields } from "./(_parts)/CustomerFields.tsx";

interface NewPage {
  readonly form: FormState;
  readonly cmdId: string;
  readonly customerId: string;
}

const newPage = ({ state: { services: { ids } } }: Context<ShopState>, form: FormState): NewPage => ({
  form,
  cmdId: ids.next(),
  customerId: form.typed["customerId"] ?? ids.next(),
});

export const handler = defineShop.handlers({
  GET: (ctx) => page(newPage(ctx, freshForm())),

  async POST(ctx) {
    const typed = await readTyped(ctx.req), asked = askedBy(typed, ctx.state.services.ids);
    const added = await addCustomer(commandContext(ctx.state), asked, typed);
    if (added.ok) return ctx.redirect(`/fiado/${added.value.outcome.customerId}?hecho=nuevo`, 303);
    return page(newPage(ctx, refusedForm(typed, added.error, CUSTOMER_FIELDS)), { status: 422 });
  },
});

export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<NewPage, ShopState>) => (
  <ShopPage state={state} url={url} title={CREDIT.newCustomer}>
    <form method="post" class="grid gap-4 max-w-form">
      <input type="hidden" name="cmdId" value={data.cmdId} />
      <input type="hidden" name="customerId" value={data.customerId} />
      {data.form.problem && <Notice tone="danger" title={data.form.problem} />}
      <CustomerFields form={data.form} />
      <div>
        <Button>{CREDIT.dataButton}</Button>
      </div>
    </form>
  </ShopPage>
));
