import { page, type PageProps } from "fresh";
import { askedBy } from "../../../commands/input/asked.ts";
import { Button } from "../../../ui/Button.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { defineNichePage, nicheContext, type NicheState, readFields } from "../../page.ts";
import { SPECIALTIES } from "../facts.ts";
import { setSpecialties, specialtiesOf } from "../set_specialties.ts";

interface SpecialtiesPage {
  readonly chosen: readonly string[];
  readonly cmdId: string;
  readonly notice: "saved" | "none" | null;
}

export const handler = defineNichePage.handlers({
  GET: async ({ state, url }) =>
    page<SpecialtiesPage>({
      chosen: await specialtiesOf(state.store),
      cmdId: state.services.ids.next(),
      notice: url.searchParams.has("hecho") ? "saved" : null,
    }),
  async POST(ctx) {
    const { state } = ctx, field = await readFields(ctx.req), chosen = field("specialties");
    const asked = askedBy({ cmdId: field("cmdId")[0] ?? "" }, state.services.ids);
    const done = await setSpecialties(nicheContext(state), asked, { specialties: chosen });
    if (done.ok) return ctx.redirect("/veterinaria/especialidades?hecho=1", 303);
    return page<SpecialtiesPage>({ chosen, cmdId: state.services.ids.next(), notice: "none" }, {
      status: 422,
    });
  },
});

/** What the clinic attends: one tap each. */
export default defineNichePage.page<typeof handler>((
  { data: { chosen, cmdId, notice } }: PageProps<SpecialtiesPage, NicheState>,
) => (
  <form method="post" action="/veterinaria/especialidades" class="grid gap-4 max-w-prose">
    <input type="hidden" name="cmdId" value={cmdId} />
    {notice === "saved" && <Notice tone="ok" title="Guardamos tus especialidades" />}
    {notice === "none" && <Notice tone="danger" title="Marca al menos una especialidad" />}
    <fieldset class="grid gap-2 sm:grid-cols-2">
      <legend class="font-semibold pb-2">Qué atiende tu veterinaria</legend>
      {SPECIALTIES.map(([id, name]) => (
        <label
          key={id}
          class="choice tap-till flex items-center gap-3 rounded border border-edge bg-paper px-4"
        >
          <input type="checkbox" name="specialties" value={id} checked={chosen.includes(id)} />
          {name}
        </label>
      ))}
    </fieldset>
    <div>
      <Button>Guardar especialidades</Button>
    </div>
  </form>
));
