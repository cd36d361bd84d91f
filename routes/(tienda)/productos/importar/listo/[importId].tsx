import { HttpError, page, type PageProps } from "fresh";
import { type CatalogueImport, imports } from "../../../../../events/projections/catalogue/queries.ts";
import { IMPORT } from "../../../../../i18n/es_pe/catalogue.ts";
import { counted } from "../../../../../i18n/es_pe/figures.ts";
import { LinkButton } from "../../../../../ui/Button.tsx";
import { Notice } from "../../../../../ui/Notice.tsx";
import { Steps } from "../../../../../ui/Stepper.tsx";
import { defineShop, type ShopState } from "../../../../(_shared)/define.ts";
import { ShopPage } from "../../../../(_shared)/ShopPage.tsx";
import { UndoImport } from "../../(_parts)/Imports.tsx";

interface Done {
  readonly done: CatalogueImport;
  readonly isNewest: boolean;
  readonly cmdId: string;
}

const LOOKED_AT = 50;

export const handler = defineShop.handlers({
  async GET({ state: { store, services }, params }) {
    const all = await imports(store.db, LOOKED_AT);
    const done = all.find(({ importId }) => importId === params["importId"]);
    if (!done) throw new HttpError(404);
    return page({ done, isNewest: done === all[0] && done.undoneAt === null, cmdId: services.ids.next() });
  },
});

/** What went in, and one step back. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<Done, ShopState>) => (
  <ShopPage state={state} url={url} title={IMPORT.title}>
    <div class="grid gap-6 max-w-prose">
      <Steps label="Pasos" steps={IMPORT.steps} current={IMPORT.steps.length} />
      <Notice
        tone="ok"
        title={`${counted(data.done.products, "producto quedó guardado", "productos quedaron guardados")}`}
      >
        {data.done.fileName}
      </Notice>
      <div class="flex flex-wrap gap-2">
        <LinkButton href="/productos">Ver mis productos</LinkButton>
        <LinkButton kind="secondary" href={`/auditoria/evento/${data.done.firstPos}`}>
          Ver el registro
        </LinkButton>
      </div>
      {data.isNewest && <UndoImport importId={data.done.importId} cmdId={data.cmdId} />}
    </div>
  </ShopPage>
));
