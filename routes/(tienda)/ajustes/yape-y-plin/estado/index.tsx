import { type Context, page, type PageProps } from "fresh";
import { readStatementTable } from "../../../../../commands/wallets/statement/read_statement_table.ts";
import { keepUpload } from "../../../../../events/store/control/uploads.ts";
import { fileRefusalText } from "../../../../../i18n/es_pe/import.ts";
import { PAIR_PAGE, STATEMENT_PAGE } from "../../../../../i18n/es_pe/wallet_pages.ts";
import { plusMs } from "../../../../../kernel/time.ts";
import { Button, LinkButton } from "../../../../../ui/Button.tsx";
import { Card, EmptyState } from "../../../../../ui/Card.tsx";
import { Select } from "../../../../../ui/Field.tsx";
import { Notice } from "../../../../../ui/Notice.tsx";
import { defineShop, type ShopState } from "../../../../(_shared)/define.ts";
import { readForm, UPLOAD_MAX_BYTES } from "../../../../(_shared)/form.ts";
import { ShopPage } from "../../../../(_shared)/ShopPage.tsx";
import { FileInput } from "../../../../../ui/FileInput.tsx";
import { accountsOf, type AccountView } from "../(_parts)/wallet_place.ts";

interface UploadPage {
  readonly accounts: readonly AccountView[];
  readonly error: string | null;
}

const KEPT_MS = 60 * 60_000, NAME_MAX = 120;

const uploadPage = async (ctx: Context<ShopState>, error: string | null): Promise<UploadPage> => ({
  accounts: await accountsOf(ctx.state),
  error,
});

export const handler = defineShop.handlers({
  GET: async (ctx) => page(await uploadPage(ctx, null)),

  /** Reads the file and keeps it for an hour: the second step needs no JavaScript and no second upload. */
  async POST(ctx) {
    const { services: { control, clock, ids }, shop, staff } = ctx.state;
    const form = await readForm(ctx.req, UPLOAD_MAX_BYTES);
    const file = form.get("file"), accountId = String(form.get("accountId") ?? "");
    const refused = async (error: string) => page(await uploadPage(ctx, error), { status: 422 });
    if (!(file instanceof File) || file.name === "") return await refused(STATEMENT_PAGE.fileMissing);
    if (!(await accountsOf(ctx.state)).some((one) => one.accountId === accountId)) {
      return await refused(STATEMENT_PAGE.noAccounts);
    }
    const bytes = await file.bytes(), table = await readStatementTable(bytes, file.name);
    if (!table.ok) return await refused(fileRefusalText(table.error));
    const id = ids.next(), now = clock.now();
    const fileName = file.name.replace(/[\p{Cc}\p{Cs}]/gu, "").trim().slice(-NAME_MAX).trim() ||
      "movimientos";
    const owner = { shop: shop.id, personId: staff.personId };
    await keepUpload(control, owner, { id, fileName, bytes }, { now, expiresAt: plusMs(now, KEPT_MS) });
    return ctx.redirect(`/ajustes/yape-y-plin/estado/${id}?cuenta=${accountId}`, 303);
  },
});

/** The wallet's own file is the strongest word there is: here it is given. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<UploadPage, ShopState>) => (
  <ShopPage state={state} url={url} title={STATEMENT_PAGE.title}>
    <div class="grid gap-4 max-w-prose">
      {url.searchParams.has("vencido") && <Notice tone="attention" title={STATEMENT_PAGE.gone} />}
      <p class="text-ink-soft">{STATEMENT_PAGE.lead}</p>
      {data.accounts.length === 0
        ? (
          <EmptyState
            icon="card"
            title={STATEMENT_PAGE.noAccounts}
            action={<LinkButton href="/ajustes/yape-y-plin">{PAIR_PAGE.back}</LinkButton>}
          />
        )
        : (
          <Card>
            <form method="post" encType="multipart/form-data" class="grid gap-4">
              <Select
                name="accountId"
                label={STATEMENT_PAGE.account}
                value={data.accounts[0]?.accountId}
                choices={data.accounts.map(({ accountId, name }) => ({ value: accountId, label: name }))}
              />
              <FileInput
                name="file"
                label={STATEMENT_PAGE.file}
                hint={STATEMENT_PAGE.fileHint}
                error={data.error}
                accept=".xlsx,.csv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
              />
              <div>
                <Button>{STATEMENT_PAGE.read}</Button>
              </div>
            </form>
          </Card>
        )}
    </div>
  </ShopPage>
));
