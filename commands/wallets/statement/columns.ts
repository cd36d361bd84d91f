import { headerKey } from "../../catalogue/import/header_words.ts";
import type { Table } from "../../catalogue/import/types.ts";
import { readMoment } from "./cells.ts";
import { parseSoles } from "../../../kernel/money.ts";
import { STATEMENT_FIELDS, type StatementColumns, type StatementField } from "./types.ts";

/**
 * Spellings of columns in the files of wallets and banks. A header belongs to the first line it matches, so what needs care
 * stands above what does not: the day an operation is settled on is not the day it was made.
 */
const WORDS: readonly (readonly [StatementField | "ignored", RegExp])[] = [
  ["ignored", /\b(saldo|cargos?|debe|debito|egresos?|comision|itf|moneda|destino|beneficiario)\b/],
  ["ignored", /^fecha (de )?(valor|proceso|contable|corte)\b/],
  ["date", /^(fecha|date|dia)\b/],
  ["time", /^(hora|time)\b/],
  ["amount", /^(monto|importe|abonos?|credito|haber|ingresos?|depositos?|total)\b/],
  ["direction", /^(tipo|sentido|movimiento|naturaleza)\b/],
  ["operation", /\b(operacion|transaccion|referencia)\b|^(nro|num|numero|codigo|n)\b.*\bop\b/],
  ["name", /^(origen|remitente|ordenante|pagador|nombre|cliente|de|enviado por|quien)\b/],
];

export function statementField(header: string): StatementField | null {
  const key = headerKey(header), found = WORDS.find(([, words]) => words.test(key))?.[0];
  return found === undefined || found === "ignored" ? null : found;
}

/** Which column is what, by its header, or by what stands below it where no header says it. One column for each field. */
export function guessStatementColumns({ headers, rows }: Table): StatementColumns {
  const columns: Partial<Record<StatementField, number>> = {};
  for (const [column, header] of headers.entries()) {
    const field = statementField(header);
    if (field !== null) columns[field] ??= column;
  }
  const used = () => new Set(Object.values(columns));
  const mostly = (test: (cell: string) => boolean) =>
    headers.findIndex((_, column) => {
      const cells = rows.slice(0, 200).map(({ cells }) => cells[column]!).filter(Boolean);
      return !used().has(column) && cells.length > 0 && cells.filter(test).length * 10 >= cells.length * 6;
    });
  const settle = (field: StatementField, column: number) => {
    if (columns[field] === undefined && column >= 0) columns[field] = column;
  };
  settle("date", mostly((cell) => readMoment(cell, "") !== null));
  settle("amount", mostly((cell) => /\d[.,]\d{1,2}$/.test(cell) && parseSoles(cell) !== null));
  return columns;
}

/** As a person corrected it: `date=3&name=` is column 3, and none. */
export function correctedColumns(columns: StatementColumns, said: URLSearchParams): StatementColumns {
  return Object.fromEntries(STATEMENT_FIELDS.flatMap((field) => {
    const text = said.get(field);
    if (text === null || !/^\d{0,2}$/.test(text)) {
      const guess = columns[field];
      return guess === undefined ? [] : [[field, guess]];
    }
    return text === "" ? [] : [[field, Number(text)]];
  }));
}
