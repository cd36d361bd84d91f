import type { Centimos } from "../../../kernel/money.ts";
import type { Instant, LimaDay } from "../../../kernel/time.ts";

/** What a column of a wallet's or a bank's file can be. */
export const STATEMENT_FIELDS = ["date", "time", "amount", "direction", "name", "operation"] as const;
export type StatementField = (typeof STATEMENT_FIELDS)[number];
export type StatementColumns = Readonly<Partial<Record<StatementField, number>>>;

/** Money that came in, as a line of the file says it. */
export interface StatementLine {
  /** As the spreadsheet numbers it. */
  readonly row: number;
  readonly day: LimaDay;
  /** Null where the file says the day alone. */
  readonly at: Instant | null;
  readonly amountCentimos: Centimos;
  readonly payerName: string | null;
  readonly operationNumber: string | null;
}

/** Why a line gives nothing. Money that went out is no fault. */
export interface StatementFault {
  readonly row: number;
  readonly field: StatementField;
  readonly value: string;
}

export type StatementRefusal =
  /** This file was read already. */
  | { readonly type: "StatementTaken" }
  /** No column of days, or none of amounts. */
  | { readonly type: "StatementColumns"; readonly missing: readonly StatementField[] }
  /** No money came in, by this file. */
  | { readonly type: "StatementEmpty" };
