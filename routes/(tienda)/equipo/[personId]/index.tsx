import type { ComponentChildren } from "preact";
import { type Context, HttpError, page, type PageProps } from "fresh";
import {
  changeStaffRole,
  deactivateStaff,
  eraseStaff,
  reactivateStaff,
  setStaffPin,
} from "../../../../commands/people/staff.ts";
import type { Limited } from "../../../../commands/membership/plan_limit.ts";
import { type StaffRecord, staffRecords } from "../../../../events/store/control/staff_records.ts";
import { ROLE_NAMES } from "../../../../i18n/es_pe/people.ts";
import { STAFF } from "../../../../i18n/es_pe/staff.ts";
import { Button, LinkButton } from "../../../../ui/Button.tsx";
import { Card } from "../../../../ui/Card.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Notice } from "../../../../ui/Notice.tsx";
import { defineShop, type ShopState } from "../../../(_shared)/define.ts";
import {
  askedBy,
  doneOf,
  type FormState,
  freshForm,
  readTyped,
  refusedForm,
} from "../../../(_shared)/form.ts";
import { withRoom } from "../../../(_shared)/plan_room.ts";
import { ShopPage } from "../../../(_shared)/ShopPage.tsx";
import { RoleChoice } from "../(_parts)/RoleChoice.tsx";
import { staffContext } from "../(_parts)/staff_context.ts";

/** What is done to a person, by the name its form carries. */
const DEEDS = {
  rol: changeStaffRole,
  pin: setStaffPin,
  baja: deactivateStaff,
  alta: reactivateStaff,
  borrar: eraseStaff,
} as const;
const isDeed = (name: string): name is keyof typeof DEEDS => Object.hasOwn(DEEDS, name);

type PersonPage = FormState & {
  readonly person: StaffRecord;
  readonly cmdId: string;
  readonly done: string | undefined;
};

async function personPage(ctx: Pick<Context<ShopState>, "params" | "state" | "url">, form: FormState) {
  const { services: { control, ids }, shop } = ctx.state;
  const person = (await staffRecords(control, shop.id)).find(({ personId }) =>
    personId === ctx.params["personId"]
  );
  if (!person) throw new HttpError(404);
  return { ...form, person, cmdId: ids.next(), done: STAFF.done[doneOf(ctx)] } satisfies PersonPage;
}

/** What there is one more of after it, as plans count: whoever comes back, or becomes the accountant or stops being it. */
function moreOf(deed: string, { role, active }: StaffRecord, wished: string | undefined): Limited | null {
  const counted = (as: string | undefined) => as === "auditor" ? "accountants" : "people";
  if (deed === "alta") return active ? null : counted(role);
  return deed === "rol" && active && counted(wished) !== counted(role) ? counted(wished) : null;
}

export const handler = defineShop.handlers({
  GET: async (ctx) => page(await personPage(ctx, freshForm())),

  async POST(ctx) {
    const typed = await readTyped(ctx.req), { deed = "" } = typed, { personId = "" } = ctx.params;
    const before = await personPage(ctx, freshForm());
    // What cannot be taken back is asked for twice, also of a browser that minds no `required`.
    if (!isDeed(deed) || deed === "borrar" && typed["seguro"] !== "on") throw new HttpError(400);
    const asked = askedBy(typed, ctx.state.services.ids);
    const done = await withRoom(
      ctx.state,
      moreOf(deed, before.person, typed["role"]),
      null,
      () => DEEDS[deed](staffContext(ctx.state), asked, { ...typed, personId }),
    );
    if (done.ok) return ctx.redirect(`/equipo/${personId}?hecho=${deed}`, 303);
    const { pin: _, ...kept } = typed;
    return page({ ...before, ...refusedForm(kept, done.error, ["pin", "role"]) }, { status: 422 });
  },
});

export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<PersonPage, ShopState>) => {
  const { person } = data;
  return (
    <ShopPage state={state} url={url} title={person.name || STAFF.erased}>
      <div class="grid gap-4 max-w-prose">
        {data.done && <Notice tone="ok" title={data.done} />}
        {data.problem && <Notice tone="danger" title={data.problem} />}
        <p class="text-ink-soft">{person.active ? ROLE_NAMES[person.role] : STAFF.left}</p>
        {person.active && (
          <>
            <Card>
              <Deed data={data} deed="rol" button={STAFF.changeRole}>
                <RoleChoice chosen={person.role} />
                <p class="text-14 text-ink-soft">{STAFF.roleEndsSessions}</p>
              </Deed>
            </Card>
            <Card title={STAFF.pinTitle}>
              <Deed data={data} deed="pin" button={person.hasPin ? STAFF.changePin : STAFF.setPin}>
                <Field
                  name="pin"
                  label={STAFF.newPin}
                  hint={STAFF.newPinHint}
                  error={data.errors["pin"]}
                  inputMode="numeric"
                  maxLength={6}
                  autocomplete="off"
                  required
                />
              </Deed>
            </Card>
          </>
        )}
        <Card title={STAFF.leaving}>
          <Deed
            data={data}
            deed={person.active ? "baja" : "alta"}
            button={person.active ? STAFF.deactivate : STAFF.reactivate}
          >
            {person.active && <p class="text-ink-soft">{STAFF.leavingHint}</p>}
          </Deed>
        </Card>
        {person.name !== "" && (
          <Card title={STAFF.data}>
            <div class="grid gap-4">
              <p class="text-ink-soft">{STAFF.dataHint}</p>
              <LinkButton kind="secondary" href={`/equipo/${person.personId}/datos`}>
                {STAFF.download}
              </LinkButton>
              <Deed data={data} deed="borrar" button={STAFF.erase} danger>
                <label class="tap flex items-center gap-3">
                  <input type="checkbox" name="seguro" class="w-6 h-6 flex-none" required />
                  {STAFF.eraseSure}
                </label>
              </Deed>
            </div>
          </Card>
        )}
      </div>
    </ShopPage>
  );
});

function Deed({ data, deed, button, danger = false, children }: {
  readonly data: PersonPage;
  readonly deed: keyof typeof DEEDS;
  readonly button: string;
  readonly danger?: boolean;
  readonly children?: ComponentChildren;
}) {
  return (
    <form method="post" action={`/equipo/${data.person.personId}`} class="grid gap-4">
      <input type="hidden" name="cmdId" value={data.cmdId} />
      <input type="hidden" name="deed" value={deed} />
      {children}
      <Button kind={danger ? "danger" : "secondary"} wide>{button}</Button>
    </form>
  );
}
