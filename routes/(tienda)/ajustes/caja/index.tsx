import { type Context, page, type PageProps } from "fresh";
import { setTillSettings } from "../../../../commands/shop/set_till_settings.ts";
import { tillSettings } from "../../../../events/projections/till_settings/queries.ts";
import { TILL_RULES } from "../../../../i18n/es_pe/returns.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Card } from "../../../../ui/Card.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Notice } from "../../../../ui/Notice.tsx";
import { commandContext, defineShop, type ShopState } from "../../../(_shared)/define.ts";
import {
  askedBy,
  doneOf,
  type FormState,
  freshForm,
  readTyped,
  refusedForm,
} from "../../../(_shared)/form.ts";
import { ShopPage } from "../../../(_shared)/ShopPage.tsx";

interface RulesPage {
  readonly form: FormState;
  readonly cmdId: string;
  readonly done: boolean;
}

const rulesPage = (ctx: Context<ShopState>, form: FormState): RulesPage => ({
  form,
  cmdId: ctx.state.services.ids.next(),
  done: doneOf(ctx) === "guardado",
});

export const handler = defineShop.handlers({
  async GET(ctx) {
    const { discountPerMilleMax, lockAfterSale } = await tillSettings(ctx.state.store.db);
    const typed = {
      discountPerMilleMax: String(discountPerMilleMax / 10),
      lockAfterSale: lockAfterSale ? "on" : "",
    };
    return page(rulesPage(ctx, freshForm(typed)));
  },

  async POST(ctx) {
    const typed = await readTyped(ctx.req), asked = askedBy(typed, ctx.state.services.ids);
    const done = await setTillSettings(commandContext(ctx.state), asked, typed);
    if (done.ok) return ctx.redirect("/ajustes/caja?hecho=guardado", 303);
    return page(rulesPage(ctx, refusedForm(typed, done.error, ["discountPerMilleMax"])), { status: 422 });
  },
});

/** What a cashier may do alone. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<RulesPage, ShopState>) => {
  const { typed, errors, problem } = data.form;
  return (
    <ShopPage state={state} url={url} title={TILL_RULES.title}>
      <form method="post" action="/ajustes/caja" class="grid gap-4 max-w-form">
        <input type="hidden" name="cmdId" value={data.cmdId} />
        {data.done && <Notice tone="ok" title={TILL_RULES.saved} />}
        {problem && <Notice tone="danger" title={problem} />}
        <Card>
          <div class="grid gap-4">
            <Field
              name="discountPerMilleMax"
              label={TILL_RULES.discount}
              hint={TILL_RULES.discountHint}
              value={typed["discountPerMilleMax"]}
              error={errors["discountPerMilleMax"]}
              inputMode="numeric"
              autocomplete="off"
              required
            />
            <label class="tap flex items-center gap-3">
              <input
                type="checkbox"
                name="lockAfterSale"
                checked={typed["lockAfterSale"] === "on"}
                class="w-6 h-6"
              />
              <span>
                {TILL_RULES.lock}
                <span class="block text-14 text-ink-soft">{TILL_RULES.lockHint}</span>
              </span>
            </label>
            <p class="text-ink-soft">{TILL_RULES.always}</p>
          </div>
        </Card>
        <div>
          <Button>{TILL_RULES.save}</Button>
        </div>
      </form>
    </ShopPage>
  );
});
