import { epochMsOf, type Instant, type LimaDay, limaDay } from "../../kernel/time.ts";
import { compareNames, type PayerName } from "../payments/names.ts";

/** A credit as a statement says it. `at` is null where it says the day alone. */
export interface StatedCredit {
  readonly row: number;
  readonly day: LimaDay;
  readonly at: Instant | null;
  readonly amountCentimos: number;
  readonly payer: PayerName | null;
  readonly operationNumber: string | null;
}

/** A credit that is known already. */
export interface KnownCredit {
  readonly paymentId: string;
  readonly occurredAt: Instant;
  readonly amountCentimos: number;
  readonly payer: PayerName | null;
  readonly operationNumbers: readonly string[];
}

/** A phone tells at once and a bank to the minute: further apart they are two (payments-peru §5, dedupe). */
const SAME_MS = 3 * 60_000;

/**
 * Which known credit each line is: by its operation number, else by amount, name and time, nearest first; each credit for one
 * line only. Answers the credit by the line's row. What is left is money that nobody had told of.
 */
export function pairLines(
  lines: readonly StatedCredit[],
  known: readonly KnownCredit[],
): ReadonlyMap<number, KnownCredit> {
  const pairs = new Map<number, KnownCredit>(), taken = new Set<string>();
  const settle = (line: StatedCredit, credit: KnownCredit) => {
    pairs.set(line.row, credit);
    taken.add(credit.paymentId);
  };
  const byAmount = Map.groupBy(known, ({ amountCentimos }) => amountCentimos);
  const free = (line: StatedCredit) =>
    (byAmount.get(line.amountCentimos) ?? []).filter(({ paymentId }) => !taken.has(paymentId));
  for (const line of lines) {
    const { operationNumber } = line;
    const numbered = operationNumber !== null &&
      free(line).find(({ operationNumbers }) => operationNumbers.includes(operationNumber));
    if (numbered) settle(line, numbered);
  }
  const candidates = lines.filter(({ row }) => !pairs.has(row)).flatMap((line) =>
    free(line).flatMap((credit) => {
      const distance = distanceOf(line, credit);
      return distance === null ? [] : [{ line, credit, distance }];
    })
  ).toSorted((a, b) =>
    a.distance - b.distance || a.line.row - b.line.row || (a.credit.paymentId < b.credit.paymentId ? -1 : 1)
  );
  for (const { line, credit } of candidates) {
    if (!pairs.has(line.row) && !taken.has(credit.paymentId)) settle(line, credit);
  }
  return pairs;
}

/** Null where the two cannot be one; a line of a day is near to all of its day. */
function distanceOf(line: StatedCredit, credit: KnownCredit): number | null {
  const { operationNumbers, payer } = credit;
  if (line.operationNumber !== null && operationNumbers.length > 0) return null; // another number is another credit
  if (line.payer && payer && compareNames(line.payer, payer) === "different") return null;
  if (line.at === null) return limaDay(credit.occurredAt) === line.day ? 0 : null;
  const ms = Math.abs(epochMsOf(credit.occurredAt) - epochMsOf(line.at));
  return ms <= SAME_MS ? ms : null;
}
