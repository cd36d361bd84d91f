import { page, type PageProps } from "fresh";
import type { FilePreview } from "../../../../commands/catalogue/import/preview_import.ts";
import { carryOutText, failuresText, IMPORT, planText } from "../../../../i18n/es_pe/catalogue.ts";
import { Button, LinkButton } from "../../../../ui/Button.tsx";
import { Notice } from "../../../../ui/Notice.tsx";
import { Steps } from "../../../../ui/Stepper.tsx";
import { defineShop, type ShopState } from "../../../(_shared)/define.ts";
import { readTyped } from "../../../(_shared)/form.ts";
import { ShopPage } from "../../../(_shared)/ShopPage.tsx";
import { Columns } from "../(_parts)/Columns.tsx";
import { Failures, Plan, Warnings } from "../(_parts)/Plan.tsx";
import { carryOut, previewOf } from "../(_parts)/preview.ts";

interface PreviewPage {
  readonly preview: FilePreview;
  readonly problem: string | null;
  readonly importId: string;
  readonly cmdId: string;
}

const GONE = "/productos/importar?vencido";

const previewPage = ({ services: { ids } }: ShopState, preview: FilePreview, problem: string | null) => ({
  preview,
  problem,
  importId: ids.next(),
  cmdId: ids.next(),
});

export const handler = defineShop.handlers({
  async GET(ctx) {
    const preview = await previewOf(ctx);
    return preview ? page(previewPage(ctx.state, preview, null)) : ctx.redirect(GONE, 303);
  },

  async POST(ctx) {
    const preview = await previewOf(ctx);
    if (!preview) return ctx.redirect(GONE, 303);
    const done = await carryOut(ctx.state, preview, await readTyped(ctx.req));
    return done.ok
      ? ctx.redirect(`/productos/importar/listo/${done.value.importId}`, 303)
      : page(previewPage(ctx.state, preview, done.error), { status: 409 });
  },
});

/** What the file would do, before it does it. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<PreviewPage, ShopState>) => (
  <ShopPage state={state} url={url} title={IMPORT.title}>
    <div class="grid gap-6">
      <Steps label="Pasos" steps={IMPORT.steps} current={1} />
      {data.problem && <Notice tone="attention" title={data.problem} />}
      <Verdict {...data} />
      <Columns preview={data.preview} />
      <Failures failures={data.preview.failures} />
      {data.preview.plan && <Plan plan={data.preview.plan} />}
      <Warnings warnings={data.preview.warnings} />
      <div class="flex flex-wrap gap-2">
        <CarryOut {...data} />
        <LinkButton kind="secondary" href="/productos/importar">Subir otro archivo</LinkButton>
      </div>
    </div>
  </ShopPage>
));

function Verdict({ preview: { plan, failures, fileName, table } }: PreviewPage) {
  if (plan === null) {
    const rows = new Set(failures.map(({ row }) => row)).size;
    return <Notice tone="danger" title={failuresText(rows)}>{fileName}</Notice>;
  }
  if (plan.added.length + plan.changed.length === 0) {
    return <Notice tone="ok" title={IMPORT.nothing}>{IMPORT.nothingWhy}</Notice>;
  }
  const { added, changed, unchanged } = plan;
  return (
    <Notice title={planText(added.length, changed.length, unchanged)}>
      {`${fileName}, ${table.rows.length} filas. Todavía no se guardó nada.`}
    </Notice>
  );
}

function CarryOut({ preview: { plan, planHash }, importId, cmdId }: PreviewPage) {
  if (plan === null || plan.added.length + plan.changed.length === 0) return null;
  return (
    <form method="post">
      <input type="hidden" name="importId" value={importId} />
      <input type="hidden" name="cmdId" value={cmdId} />
      <input type="hidden" name="planHash" value={planHash} />
      <Button>{carryOutText(plan.added.length, plan.changed.length)}</Button>
    </form>
  );
}
