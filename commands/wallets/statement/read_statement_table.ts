import type { Result } from "../../../kernel/result.ts";
import { readTable } from "../../catalogue/import/read_table.ts";
import type { ImportFileRefusal, Table } from "../../catalogue/import/types.ts";
import { statementField } from "./columns.ts";

/** The sheet of a wallet's or a bank's file. */
export const readStatementTable = (
  bytes: Uint8Array,
  fileName: string,
): Promise<Result<Table, ImportFileRefusal>> =>
  readTable(bytes, fileName, { fieldOf: statementField, stamps: true });
