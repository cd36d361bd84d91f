import { type Context, page, type PageProps } from "fresh";
import { type StatementFact, statementNoted } from "../../commands/wallets/statement/take_statement.ts";
import { type WalletAccount, walletAccounts } from "../../events/projections/payments/queries.ts";
import { OUR_STATEMENT } from "../../i18n/es_pe/operator_money.ts";
import { WALLET_NAMES } from "../../i18n/es_pe/wallet_names.ts";
import { STATEMENT_PAGE } from "../../i18n/es_pe/wallet_pages.ts";
import { isUuid } from "../../kernel/ids.ts";
import { Button, LinkButton } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { Select } from "../../ui/Field.tsx";
import { FileInput } from "../../ui/FileInput.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { defineOperator, type OperatorState } from "../(_shared)/define.ts";
import { doneOf } from "../(_shared)/form.ts";
import { OperatorPage } from "./(_parts)/OperatorPage.tsx";
import { takeOurStatement } from "./(_parts)/statement.ts";

interface StatementPage {
  readonly accounts: readonly WalletAccount[];
  readonly error: string | null;
  readonly done: StatementFact | null;
}

async function statementPage(ctx: Context<OperatorState>, error: string | null): Promise<StatementPage> {
  const { platform } = ctx.state.services, done = doneOf(ctx);
  return {
    accounts: await walletAccounts(platform.db),
    error,
    done: isUuid(done) ? await statementNoted(platform, done) : null,
  };
}

export const handler = defineOperator.handlers({
  GET: async (ctx) => page(await statementPage(ctx, null)),

  async POST(ctx) {
    const taken = await takeOurStatement(ctx);
    if ("error" in taken) return page(await statementPage(ctx, taken.error), { status: 422 });
    return ctx.redirect(`/operador/estado?hecho=${taken.statementId}`, 303);
  },
});

/** The bank's own file of an account of ours: what no phone and no mail told is found in it. */
export default defineOperator.page<typeof handler>((
  { data: { accounts, error, done }, state, url }: PageProps<StatementPage, OperatorState>,
) => (
  <OperatorPage state={state} url={url} title={STATEMENT_PAGE.title}>
    <div class="grid gap-4 max-w-form">
      {done && (
        <Notice tone="ok" title={STATEMENT_PAGE.doneSays(done.lines, done.totalCentimos)}>
          {STATEMENT_PAGE.newOnes(done.lines - done.known)}
        </Notice>
      )}
      <p>{OUR_STATEMENT.intro}</p>
      {accounts.length === 0
        ? <LinkButton href="/operador/cuentas" kind="secondary">{OUR_STATEMENT.noAccounts}</LinkButton>
        : (
          <Card>
            <form method="post" encType="multipart/form-data" class="grid gap-4">
              <Select
                name="accountId"
                label={STATEMENT_PAGE.account}
                value={accounts[0]?.accountId}
                choices={accounts.map(({ accountId, wallet, name }) => ({
                  value: accountId,
                  label: `${WALLET_NAMES[wallet]} · ${name}`,
                }))}
              />
              <FileInput
                name="file"
                label={STATEMENT_PAGE.file}
                hint={STATEMENT_PAGE.fileHint}
                error={error}
                accept=".xlsx,.csv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
              />
              <div>
                <Button>{OUR_STATEMENT.take}</Button>
              </div>
            </form>
          </Card>
        )}
    </div>
  </OperatorPage>
));
