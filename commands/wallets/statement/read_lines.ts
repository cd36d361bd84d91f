import type { Table } from "../../catalogue/import/types.ts";
import { parseSoles } from "../../../kernel/money.ts";
import { err, ok, type Result } from "../../../kernel/result.ts";
import { readDirection, readMoment } from "./cells.ts";
import type {
  StatementColumns,
  StatementFault,
  StatementField,
  StatementLine,
  StatementRefusal,
} from "./types.ts";

export interface ReadLines {
  readonly lines: readonly StatementLine[];
  /** Lines that say something we cannot read: shown, and never guessed. */
  readonly faults: readonly StatementFault[];
  /** Lines of money that went out. */
  readonly outgoing: number;
}

const NAME_MAX = 80;

/** Credits of a file. A line without an amount is a title or a total; one that went out is counted and left. */
export function readStatementLines(
  { rows }: Pick<Table, "rows">,
  columns: StatementColumns,
): Result<ReadLines, StatementRefusal> {
  const missing = (["date", "amount"] as const).filter((field) => columns[field] === undefined);
  if (missing.length > 0) return err({ type: "StatementColumns", missing });
  const lines: StatementLine[] = [], faults: StatementFault[] = [];
  let outgoing = 0;
  for (const { row, cells } of rows) {
    const cell = (field: StatementField) => columns[field] === undefined ? "" : cells[columns[field]] ?? "";
    const fault = (field: StatementField) => faults.push({ row, field, value: cell(field) });
    const amountText = cell("amount").replace(/\s*(soles|pen)\.?$/i, "").replace(/^\+/, "");
    if (amountText === "" || cell("date") === "") continue; // a title, a total at the foot, the other column of two
    const amount = parseSoles(amountText), direction = cell("direction");
    if (amount === null) {
      fault("amount");
      continue;
    }
    const way = direction === "" ? amount < 0 ? "out" : "in" : readDirection(direction);
    if (way === "out" || amount <= 0) {
      if (amount !== 0) outgoing++;
      continue;
    }
    const moment = readMoment(cell("date"), cell("time"));
    if (way === null) fault("direction");
    else if (moment === null) fault("date");
    else {
      lines.push({
        row,
        ...moment,
        amountCentimos: amount,
        payerName:
          cell("name").normalize("NFC").replace(/[\p{Cc}\p{Cs}\s]+/gu, " ").trim().slice(0, NAME_MAX) || null,
        operationNumber: operationOf(cell("operation")),
      });
    }
  }
  return lines.length === 0 && faults.length === 0
    ? err({ type: "StatementEmpty" })
    : ok({ lines, faults, outgoing });
}

/** As the payments engine keeps one: its letters and digits. Null for what is none. */
function operationOf(text: string): string | null {
  const plain = text.toUpperCase().replace(/\.0+$/, "").replace(/[^0-9A-Z]/g, "");
  return /^[0-9A-Z]{4,40}$/.test(plain) && /\d/.test(plain) ? plain : null;
}
