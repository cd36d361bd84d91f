import { page, type PageProps } from "fresh";
import { readTable } from "../../../../commands/catalogue/import/read_table.ts";
import { type CatalogueImport, imports } from "../../../../events/projections/catalogue/queries.ts";
import { keepUpload } from "../../../../events/store/control/uploads.ts";
import { IMPORT } from "../../../../i18n/es_pe/catalogue.ts";
import { fileRefusalText } from "../../../../i18n/es_pe/import.ts";
import { plusMs } from "../../../../kernel/time.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Card } from "../../../../ui/Card.tsx";
import { Notice } from "../../../../ui/Notice.tsx";
import { Steps } from "../../../../ui/Stepper.tsx";
import { defineShop, type ShopState } from "../../../(_shared)/define.ts";
import { doneOf, readForm, UPLOAD_MAX_BYTES } from "../../../(_shared)/form.ts";
import { ShopPage } from "../../../(_shared)/ShopPage.tsx";
import { FileInput } from "../../../../ui/FileInput.tsx";
import { Imports } from "../(_parts)/Imports.tsx";

interface UploadPage {
  readonly error: string | null;
  readonly done: string;
  readonly imports: readonly CatalogueImport[];
  readonly cmdId: string;
}

const KEPT_MS = 60 * 60_000, SHOWN = 10, NAME_MAX = 120;

async function uploadPage({ services, store }: ShopState, shown: Partial<UploadPage>): Promise<UploadPage> {
  return {
    error: null,
    done: "",
    imports: await imports(store.db, SHOWN),
    cmdId: services.ids.next(),
    ...shown,
  };
}

export const handler = defineShop.handlers({
  GET: async (ctx) => page(await uploadPage(ctx.state, { done: doneOf(ctx) })),

  /** Reads the file and keeps it for an hour: the second step needs no JavaScript and no second upload. */
  async POST(ctx) {
    const { services: { control, clock, ids }, shop, staff } = ctx.state;
    const file = (await readForm(ctx.req, UPLOAD_MAX_BYTES)).get("file");
    if (!(file instanceof File) || file.name === "") {
      return page(await uploadPage(ctx.state, { error: IMPORT.fileMissing }), { status: 422 });
    }
    const bytes = await file.bytes(), table = await readTable(bytes, file.name);
    if (!table.ok) {
      return page(await uploadPage(ctx.state, { error: fileRefusalText(table.error) }), { status: 422 });
    }
    const id = ids.next(), now = clock.now(), fileName = cleanName(file.name);
    const owner = { shop: shop.id, personId: staff.personId };
    await keepUpload(control, owner, { id, fileName, bytes }, { now, expiresAt: plusMs(now, KEPT_MS) });
    return ctx.redirect(`/productos/importar/${id}`, 303);
  },
});

/** As a fact can hold it: without control characters and not too long. */
const cleanName = (name: string): string =>
  name.normalize("NFC").replace(/[\p{Cc}\p{Cs}]/gu, "").trim().slice(-NAME_MAX).trim() || "lista";

export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<UploadPage, ShopState>) => (
  <ShopPage state={state} url={url} title={IMPORT.title}>
    <div class="grid gap-4 max-w-prose">
      {data.done === "deshecho" && (
        <Notice tone="ok" title="Importación deshecha. Tus productos están como antes" />
      )}
      {url.searchParams.has("vencido") && <Notice tone="attention" title={IMPORT.gone} />}
      <Steps label="Pasos" steps={IMPORT.steps} current={0} />
      <Card>
        <form method="post" encType="multipart/form-data" class="grid gap-4">
          <FileInput
            name="file"
            label={IMPORT.fileLabel}
            hint={IMPORT.fileHint}
            error={data.error}
            accept=".xlsx,.csv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          />
          <div>
            <Button>{IMPORT.read}</Button>
          </div>
        </form>
      </Card>
      <Imports imports={data.imports} cmdId={data.cmdId} />
    </div>
  </ShopPage>
));
