import { type Context, page, type PageProps } from "fresh";
import {
  importNotebook,
  type NotebookPlan,
  type NotebookRow,
  planNotebook,
} from "../../../commands/customer/import_notebook.ts";
import { NOTEBOOK_MAX } from "../../../commands/customer/read_notebook.ts";
import { CREDIT } from "../../../i18n/es_pe/credit.ts";
import { formatSoles } from "../../../kernel/money.ts";
import { Button } from "../../../ui/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { List, ListRow } from "../../../ui/List.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { commandContext, defineShop, type ShopState } from "../../(_shared)/define.ts";
import { askedBy, type FormState, freshForm, readTyped, refusedForm } from "../../(_shared)/form.ts";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";

interface NotebookPage {
  readonly form: FormState;
  readonly plan: NotebookPlan | null;
  readonly cmdId: string;
}

async function notebookPage({ state }: Context<ShopState>, form: FormState): Promise<NotebookPage> {
  const text = form.typed["notebook"]?.trim() ?? "";
  const plan = text === "" ? null : await planNotebook(state.store, text);
  return { form, plan, cmdId: state.services.ids.next() };
}

export const handler = defineShop.handlers({
  GET: async (ctx) => page(await notebookPage(ctx, freshForm())),

  /** Shows what was understood; takes it once that was seen. The list travels in the form and is kept nowhere in clear. */
  async POST(ctx) {
    const typed = await readTyped(ctx.req), { state } = ctx;
    if (typed["accion"] !== "guardar") return page(await notebookPage(ctx, freshForm(typed)));
    const done = await importNotebook(commandContext(state), askedBy(typed, state.services.ids), typed);
    if (done.ok) return ctx.redirect("/fiado?hecho=cuaderno", 303);
    return page(await notebookPage(ctx, refusedForm(typed, done.error, ["notebook"])), { status: 422 });
  },
});

/** The paper notebook, typed or pasted as it is. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<NotebookPage, ShopState>) => (
  <ShopPage state={state} url={url} title={CREDIT.notebookTitle}>
    <div class="grid gap-4 md:grid-cols-2 items-start">
      <form method="post" class="grid gap-3">
        {data.form.problem && <Notice tone="danger" title={data.form.problem} />}
        <label for="notebook" class="font-semibold">{CREDIT.notebookHint}</label>
        <textarea
          id="notebook"
          name="notebook"
          rows={12}
          required
          maxLength={40_000}
          placeholder={CREDIT.notebookExample}
          autocomplete="off"
          class="w-full rounded border border-edge bg-paper p-3 text-16"
        >
          {data.form.typed["notebook"] ?? ""}
        </textarea>
        {data.form.errors["notebook"] && (
          <p class="font-semibold text-rocoto">{data.form.errors["notebook"]}</p>
        )}
        <p class="text-14 text-ink-soft">{CREDIT.again}</p>
        <div>
          <Button kind={data.plan ? "secondary" : "primary"}>{CREDIT.notebookRead}</Button>
        </div>
      </form>
      {data.plan && <Plan plan={data.plan} page={data} />}
    </div>
  </ShopPage>
));

function Plan({ plan, page }: { readonly plan: NotebookPlan; readonly page: NotebookPage }) {
  const taken = plan.rows.filter((row) => "does" in row && row.does !== "done").length;
  return (
    <Card title={CREDIT.notebookRows}>
      <div class="grid gap-3">
        {plan.tooMany && <Notice tone="attention" title={CREDIT.notebookTooMany(NOTEBOOK_MAX)} />}
        <List label={CREDIT.notebookRows}>
          {plan.rows.map((row) => <Line key={row.line} row={row} />)}
        </List>
        {taken === 0 ? <p>{CREDIT.notebookNothing}</p> : (
          <form method="post" class="grid gap-3">
            <input type="hidden" name="cmdId" value={page.cmdId} />
            <input type="hidden" name="accion" value="guardar" />
            <input type="hidden" name="notebook" value={page.form.typed["notebook"]} />
            <p class="font-semibold">{CREDIT.notebookTotal(taken, plan.totalCentimos)}</p>
            <div>
              <Button>{CREDIT.notebookTake(taken)}</Button>
            </div>
          </form>
        )}
      </div>
    </Card>
  );
}

const Line = ({ row }: { readonly row: NotebookRow }) =>
  "fault" in row
    ? (
      <ListRow
        name={row.text}
        detail={CREDIT.notebookFaults[row.fault]}
        state={{ tone: "danger", word: "no entra" }}
      />
    )
    : (
      <ListRow
        name={row.name}
        detail={CREDIT.notebookDoes[row.does]}
        figure={formatSoles(row.amountCentimos)}
      />
    );
