import { page, type PageProps } from "fresh";
import { addStaff } from "../../../commands/people/staff.ts";
import { STAFF } from "../../../i18n/es_pe/staff.ts";
import { Button } from "../../../ui/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { defineShop, type ShopState } from "../../(_shared)/define.ts";
import { askedBy, type FormState, freshForm, readTyped, refusedForm } from "../../(_shared)/form.ts";
import { withRoom } from "../../(_shared)/plan_room.ts";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";
import { RoleChoice } from "./(_parts)/RoleChoice.tsx";
import { staffContext } from "./(_parts)/staff_context.ts";

const FIELDS = ["name", "role", "phone", "pin"];
type NewPersonPage = FormState & { readonly cmdId: string; readonly personId: string };

const shown = ({ services: { ids } }: ShopState, form: FormState): NewPersonPage => ({
  ...form,
  cmdId: ids.next(),
  personId: form.typed["personId"] ?? ids.next(),
});

export const handler = defineShop.handlers({
  GET: ({ state }) => page(shown(state, freshForm({ role: "cashier" }))),

  async POST(ctx) {
    const typed = await readTyped(ctx.req);
    const { role, personId = "" } = typed, asked = askedBy(typed, ctx.state.services.ids);
    const added = await withRoom(
      ctx.state,
      role === "auditor" ? "accountants" : "people",
      personId,
      () => addStaff(staffContext(ctx.state), asked, typed),
    );
    if (added.ok) return ctx.redirect("/equipo?hecho=nueva", 303);
    const { pin: _, ...kept } = typed; // a PIN is typed again and stands in no page
    return page(shown(ctx.state, refusedForm(kept, added.error, FIELDS)), { status: 422 });
  },
});

export default defineShop.page<typeof handler>(
  ({ data, state, url }: PageProps<NewPersonPage, ShopState>) => {
    const field = (name: string) => ({ name, value: data.typed[name], error: data.errors[name] });
    return (
      <ShopPage state={state} url={url} title={STAFF.add}>
        <form method="post" class="grid gap-4 max-w-prose">
          <input type="hidden" name="cmdId" value={data.cmdId} />
          <input type="hidden" name="personId" value={data.personId} />
          {data.problem && <Notice tone="danger" title={data.problem} />}
          <Card>
            <div class="grid gap-4">
              <Field
                {...field("name")}
                label={STAFF.name}
                hint={STAFF.nameHint}
                required
                maxLength={80}
                autocomplete="off"
              />
              <RoleChoice chosen={data.typed["role"] ?? ""} />
              <Field
                {...field("pin")}
                label={STAFF.pin}
                hint={STAFF.pinHint}
                inputMode="numeric"
                maxLength={6}
                autocomplete="off"
              />
              <Field
                {...field("phone")}
                label={STAFF.phone}
                hint={STAFF.phoneHint}
                type="tel"
                inputMode="tel"
                maxLength={40}
                autocomplete="off"
              />
            </div>
          </Card>
          <div>
            <Button>{STAFF.save}</Button>
          </div>
        </form>
      </ShopPage>
    );
  },
);
