import { page, type PageProps } from "fresh";
import { statementIdOf, takeStatement } from "../../../../../commands/wallets/statement/take_statement.ts";
import { STATEMENT_FIELDS } from "../../../../../commands/wallets/statement/types.ts";
import { refusalText } from "../../../../../i18n/es_pe/refusals.ts";
import { STATEMENT_PAGE } from "../../../../../i18n/es_pe/wallet_pages.ts";
import { STATEMENT_FIELD_NAMES } from "../../../../../i18n/es_pe/wallets.ts";
import { formatAmount, sumCentimos } from "../../../../../kernel/money.ts";
import { formatDay, formatInstant } from "../../../../../kernel/time.ts";
import { Button, LinkButton } from "../../../../../ui/Button.tsx";
import { Select } from "../../../../../ui/Field.tsx";
import { Notice } from "../../../../../ui/Notice.tsx";
import { Table } from "../../../../../ui/Table.tsx";
import { defineShop, type ShopState } from "../../../../(_shared)/define.ts";
import { askedBy, readTyped } from "../../../../(_shared)/form.ts";
import { ShopPage } from "../../../../(_shared)/ShopPage.tsx";
import { type StatementPreview, statementPreview } from "../(_parts)/statement.ts";
import { walletPlace } from "../(_parts)/wallet_place.ts";

interface PreviewPage {
  readonly preview: StatementPreview;
  readonly problem: string | null;
  readonly cmdId: string;
}

const GONE = "/ajustes/yape-y-plin/estado?vencido";
/** Of a long file the first lines are shown, and the sums of all. */
const SHOWN = 200;

export const handler = defineShop.handlers({
  async GET(ctx) {
    const preview = await statementPreview(ctx);
    if (!preview) return ctx.redirect(GONE, 303);
    const problem = preview.read.ok ? null : refusalText(preview.read.error);
    return page<PreviewPage>({ preview, problem, cmdId: ctx.state.services.ids.next() });
  },

  async POST(ctx) {
    const preview = await statementPreview(ctx);
    if (!preview) return ctx.redirect(GONE, 303);
    const { account: { accountId }, fileSha256, read } = preview;
    const asked = askedBy(await readTyped(ctx.req), ctx.state.services.ids);
    const lines = read.ok ? read.value.lines : [];
    const taken = await takeStatement(walletPlace(ctx.state), asked, { accountId, fileSha256, lines });
    if (taken.ok || taken.error.type === "StatementTaken") {
      const done = `/ajustes/yape-y-plin/estado/listo/${statementIdOf(accountId, fileSha256)}`;
      return ctx.redirect(taken.ok ? done : `${done}?antes`, 303);
    }
    const problem = refusalText(taken.error);
    return page<PreviewPage>({ preview, problem, cmdId: ctx.state.services.ids.next() }, { status: 422 });
  },
});

/** What the file says, before any of it counts. */
export default defineShop.page<typeof handler>((
  { data: { preview, problem, cmdId }, state, url }: PageProps<PreviewPage, ShopState>,
) => {
  const { read, placed } = preview, lines = read.ok ? read.value.lines : [];
  return (
    <ShopPage state={state} url={url} title={STATEMENT_PAGE.title}>
      <div class="grid gap-6">
        {problem && <Notice tone="attention" title={problem} />}
        {lines.length > 0 && (
          <Notice
            title={STATEMENT_PAGE.preview(
              lines.length,
              sumCentimos(lines.map((line) => line.amountCentimos)),
            )}
          >
            {[
              preview.account.name,
              STATEMENT_PAGE.known(placed.filter(({ known }) => known !== null).length),
              ...read.ok && read.value.outgoing > 0 ? [STATEMENT_PAGE.outgoing(read.value.outgoing)] : [],
            ].join(". ")}
          </Notice>
        )}
        {read.ok && read.value.faults.length > 0 && (
          <Notice tone="attention" title={STATEMENT_PAGE.faults(read.value.faults.length)}>
            <ul class="list-disc pl-6">
              {read.value.faults.slice(0, 10).map(({ row, field, value }) => (
                <li key={`${row}-${field}`}>
                  {STATEMENT_PAGE.fault(row, STATEMENT_FIELD_NAMES[field], value)}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <Columns preview={preview} />
        {lines.length > 0 && <Lines {...preview} />}
        <div class="flex flex-wrap gap-2">
          {lines.length > 0 && (
            <form method="post" action={url.pathname + url.search}>
              <input type="hidden" name="cmdId" value={cmdId} />
              <Button>{STATEMENT_PAGE.take(lines.length)}</Button>
            </form>
          )}
          <LinkButton kind="secondary" href="/ajustes/yape-y-plin/estado">
            {STATEMENT_PAGE.another}
          </LinkButton>
        </div>
      </div>
    </ShopPage>
  );
});

const Lines = ({ placed }: StatementPreview) => (
  <Table
    caption={STATEMENT_PAGE.lines}
    rows={placed.slice(0, SHOWN)}
    keyOf={({ line }) => String(line.row)}
    columns={[
      { head: "Fecha", cell: ({ line }) => line.at === null ? formatDay(line.day) : formatInstant(line.at) },
      { head: "Quién pagó", cell: ({ line }) => line.payerName ?? "—" },
      { head: "Monto S/", numeric: true, cell: ({ line }) => formatAmount(line.amountCentimos) },
      { head: "Operación", cell: ({ line }) => line.operationNumber ?? "—" },
      {
        head: "Estado",
        cell: ({ known }) => known === null ? STATEMENT_PAGE.unknownLine : STATEMENT_PAGE.knownLine,
      },
    ]}
  />
);

/** Which column is what, as it was guessed, to be corrected and read again. */
function Columns(
  { preview: { table: { headers }, columns, account, read } }: { readonly preview: StatementPreview },
) {
  const choices = [
    { value: "", label: STATEMENT_PAGE.notInFile },
    ...headers.map((header, column) => ({ value: String(column), label: header || `Columna ${column + 1}` })),
  ];
  return (
    <details class="disclosure rounded border bg-paper px-4" open={!read.ok || read.value.faults.length > 0}>
      <summary class="tap flex items-center font-semibold">{STATEMENT_PAGE.columns}</summary>
      <form method="get" class="grid gap-4 pb-4">
        <input type="hidden" name="cuenta" value={account.accountId} />
        <div class="grid grid-cols-cards gap-4 items-start">
          {STATEMENT_FIELDS.map((field) => (
            <Select
              key={field}
              name={field}
              label={STATEMENT_FIELD_NAMES[field]}
              value={String(columns[field] ?? "")}
              choices={choices}
            />
          ))}
        </div>
        <div>
          <Button kind="secondary">{STATEMENT_PAGE.again}</Button>
        </div>
      </form>
    </details>
  );
}
