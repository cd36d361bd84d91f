import type { Context } from "fresh";
import { keepHeard } from "../../../api/keep_evidence.ts";
import { guessStatementColumns } from "../../../commands/wallets/statement/columns.ts";
import { readStatementLines } from "../../../commands/wallets/statement/read_lines.ts";
import { readStatementTable } from "../../../commands/wallets/statement/read_statement_table.ts";
import { statementIdOf, takeStatement } from "../../../commands/wallets/statement/take_statement.ts";
import { sha256 } from "../../../events/log/bytes.ts";
import { walletAccounts } from "../../../events/projections/payments/queries.ts";
import { fileRefusalText } from "../../../i18n/es_pe/import.ts";
import { OUR_STATEMENT } from "../../../i18n/es_pe/operator_money.ts";
import { refusalText } from "../../../i18n/es_pe/refusals.ts";
import { STATEMENT_PAGE } from "../../../i18n/es_pe/wallet_pages.ts";
import { STATEMENT_FIELD_NAMES } from "../../../i18n/es_pe/wallets.ts";
import type { OperatorState } from "../../(_shared)/define.ts";
import { readForm, UPLOAD_MAX_BYTES } from "../../(_shared)/form.ts";
import { operatorContext } from "./operator_context.ts";

/** What was read, by its id, or what to do about a file that was not taken. */
export type TakenStatement = { readonly statementId: string } | { readonly error: string };

/**
 * Takes a file of one of our own accounts whole or not at all: with a line that cannot be read nothing of it counts, and
 * the line is named. Each credit in it is evidence of the bank itself, so a shop that paid sells again by it.
 */
export async function takeOurStatement({ req, state }: Context<OperatorState>): Promise<TakenStatement> {
  const { services } = state, form = await readForm(req, UPLOAD_MAX_BYTES);
  const file = form.get("file"), accountId = String(form.get("accountId") ?? "");
  if (!(file instanceof File) || file.name === "") return { error: STATEMENT_PAGE.fileMissing };
  const accounts = await walletAccounts(services.platform.db);
  if (!accounts.some((account) => account.accountId === accountId)) {
    return { error: OUR_STATEMENT.noAccounts };
  }
  const bytes = await file.bytes(), table = await readStatementTable(bytes, file.name);
  if (!table.ok) return { error: fileRefusalText(table.error) };
  const read = readStatementLines(table.value, guessStatementColumns(table.value));
  if (!read.ok) return { error: refusalText(read.error) };
  const [fault] = read.value.faults;
  if (fault) {
    const { row, field, value } = fault;
    return { error: OUR_STATEMENT.mend(STATEMENT_PAGE.fault(row, STATEMENT_FIELD_NAMES[field], value)) };
  }
  const context = operatorContext(state), fileSha256 = sha256(bytes).toHex();
  const place = { control: services.control, owner: null, context, keep: keepHeard };
  const asked = { id: services.ids.next() };
  const taken = await takeStatement(place, asked, { accountId, fileSha256, lines: read.value.lines });
  return taken.ok || taken.error.type === "StatementTaken"
    ? { statementId: statementIdOf(accountId, fileSha256) }
    : { error: refusalText(taken.error) };
}
