import { page, type PageProps } from "fresh";
import { undoImport } from "../../../../commands/catalogue/undo_import.ts";
import { IMPORT } from "../../../../i18n/es_pe/catalogue.ts";
import { refusalText } from "../../../../i18n/es_pe/refusals.ts";
import { LinkButton } from "../../../../ui/Button.tsx";
import { Notice } from "../../../../ui/Notice.tsx";
import { commandContext, defineShop, type ShopState } from "../../../(_shared)/define.ts";
import { askedBy, readTyped } from "../../../(_shared)/form.ts";
import { ShopPage } from "../../../(_shared)/ShopPage.tsx";

/** One step back, while nobody changed those products since. */
export const handler = defineShop.handlers({
  async POST(ctx) {
    const typed = await readTyped(ctx.req), asked = askedBy(typed, ctx.state.services.ids);
    const undone = await undoImport(commandContext(ctx.state), asked, { importId: typed["importId"] });
    if (undone.ok) return ctx.redirect("/productos/importar?hecho=deshecho", 303);
    return page(refusalText(undone.error), { status: 409 });
  },
});

export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<string, ShopState>) => (
  <ShopPage state={state} url={url} title={IMPORT.undo}>
    <Notice
      tone="attention"
      title={data}
      action={<LinkButton kind="secondary" href="/productos/importar">Volver</LinkButton>}
    />
  </ShopPage>
));
