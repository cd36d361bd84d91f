import type { Context } from "fresh";
import type { Table } from "../../../../../commands/catalogue/import/types.ts";
import {
  correctedColumns,
  guessStatementColumns,
} from "../../../../../commands/wallets/statement/columns.ts";
import { readStatementTable } from "../../../../../commands/wallets/statement/read_statement_table.ts";
import { type ReadLines, readStatementLines } from "../../../../../commands/wallets/statement/read_lines.ts";
import { type PlacedLine, placeLines } from "../../../../../commands/wallets/statement/take_statement.ts";
import type { StatementColumns, StatementRefusal } from "../../../../../commands/wallets/statement/types.ts";
import { sha256 } from "../../../../../events/log/bytes.ts";
import { uploadById } from "../../../../../events/store/control/uploads.ts";
import type { Result } from "../../../../../kernel/result.ts";
import type { ShopState } from "../../../../(_shared)/define.ts";
import { accountsOf, type AccountView } from "./wallet_place.ts";

export interface StatementPreview {
  readonly account: AccountView;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly table: Table;
  readonly columns: StatementColumns;
  readonly read: Result<ReadLines, StatementRefusal>;
  readonly placed: readonly PlacedLine[];
}

/** The kept file read once more, with the account and the columns that the address says; null where either is gone. */
export async function statementPreview(ctx: Context<ShopState>): Promise<StatementPreview | null> {
  const { services: { control, clock }, shop, staff, store } = ctx.state;
  const owner = { shop: shop.id, personId: staff.personId };
  const upload = await uploadById(control, owner, ctx.params["uploadId"] ?? "", clock.now());
  const wanted = ctx.url.searchParams.get("cuenta");
  const account = (await accountsOf(ctx.state)).find(({ accountId }) => accountId === wanted);
  if (!upload || !account) return null;
  const table = await readStatementTable(upload.bytes, upload.fileName);
  if (!table.ok) return null; // what could not be read was never kept
  const columns = correctedColumns(guessStatementColumns(table.value), ctx.url.searchParams);
  const read = readStatementLines(table.value, columns);
  return {
    account,
    fileName: upload.fileName,
    fileSha256: sha256(upload.bytes).toHex(),
    table: table.value,
    columns,
    read,
    placed: read.ok ? await placeLines(store, account.accountId, read.value.lines) : [],
  };
}
