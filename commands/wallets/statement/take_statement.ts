import { z } from "zod";
import { statementStream } from "../../../domain/streams.ts";
import { type KnownCredit, pairLines, type StatedCredit } from "../../../domain/wallets/pair_lines.ts";
import { incomingPayments } from "../../../events/projections/payments/queries.ts";
import { zDay } from "../../../events/facts/fields.ts";
import type { WalletFact } from "../../../events/facts/wallets.ts";
import type { TenantStore } from "../../../events/store/types.ts";
import { centimos } from "../../../kernel/money.ts";
import { err, ok, type Result } from "../../../kernel/result.ts";
import { type LimaDay, plusMs, startOfDay } from "../../../kernel/time.ts";
import { type Asked, defineCommand } from "../../define_command.ts";
import { fixedId } from "../../fixed_id.ts";
import { inId } from "../../input/fields.ts";
import type { Refusal } from "../../refusals.ts";
import type { WalletPlace } from "../place.ts";
import type { StatementLine } from "./types.ts";

/** A line with the credit it is, where one is known. */
export interface PlacedLine {
  readonly line: StatementLine;
  readonly known: KnownCredit | null;
}

const NOON_MS = 12 * 3_600_000;
/** A file of a month of a busy shop. */
const CREDITS_MAX = 40_000;
const DAY_MS = 86_400_000;

/** Each line beside the credit that was seen already, if any: nothing is written. */
export async function placeLines(
  { db, people }: Pick<TenantStore, "db" | "people">,
  accountId: string,
  lines: readonly StatementLine[],
): Promise<readonly PlacedLine[]> {
  const first = lines.map(({ day }) => day).toSorted()[0];
  if (first === undefined) return [];
  const since = plusMs(startOfDay(first), -DAY_MS);
  const credits = await incomingPayments(db, { accountId, since, limit: CREDITS_MAX });
  const known = await Promise.all(
    credits.filter((one) => !one.void).map(async (credit): Promise<KnownCredit> => {
      const name = credit.payer && await people.open(credit.payer);
      return {
        paymentId: credit.paymentId,
        occurredAt: credit.occurredAt,
        amountCentimos: credit.amountCentimos,
        // Masked or not, it is compared the same way: what is cut off may go on.
        payer: name ? { name, masked: true } : null,
        operationNumbers: credit.operationNumber === null ? [] : [credit.operationNumber],
      };
    }),
  );
  const stated = lines.map((line): StatedCredit => ({
    ...line,
    payer: line.payerName === null ? null : { name: line.payerName, masked: true },
  }));
  const pairs = pairLines(stated, known);
  return lines.map((line) => ({ line, known: pairs.get(line.row) ?? null }));
}

/** What was noted of a file; null for one that nobody gave. */
export async function statementNoted(store: TenantStore, statementId: string): Promise<StatementFact | null> {
  const [event] = await store.stream(statementStream(statementId));
  return event ? event.data as StatementFact : null;
}
export type StatementFact = Extract<WalletFact, { type: "StatementRead" }>["data"];

/** Of the file's bytes and the account: the same file is the same statement. */
export const statementIdOf = (accountId: string, fileSha256: string): string =>
  fixedId(`statement/${accountId}/${fileSha256}`);

const note = defineCommand({
  type: "NoteStatementRead",
  schema: z.object({
    statementId: inId,
    accountId: inId,
    fileSha256: z.string(),
    firstDay: zDay,
    lastDay: zDay,
    lines: z.int(),
    known: z.int(),
    totalCentimos: z.int(),
  }),
  attempt: ({ store }, data) =>
    store.stream(statementStream(data.statementId)).then((events) =>
      events.length > 0 ? err({ type: "StatementTaken" as const }) : ok({
        facts: [{
          type: "StatementRead" as const,
          data: { ...data, totalCentimos: centimos(data.totalCentimos) },
        }],
        expected: [{ stream: statementStream(data.statementId), version: 0 }],
        gate: "always" as const,
        outcome: { statementId: data.statementId },
      })
    ),
});

/**
 * Gives each line as evidence of the bank itself, which is the strongest there is; then notes that the file was read. A line
 * whose credit is known is told of that credit's moment, so that the two are one. Cut off, asking again finishes it: each
 * line has an id of its own, made of what it says and of how often the file says it that day.
 */
export async function takeStatement(
  place: WalletPlace,
  asked: Asked,
  { accountId, fileSha256, lines }: {
    readonly accountId: string;
    readonly fileSha256: string;
    readonly lines: readonly StatementLine[];
  },
): Promise<Result<{ readonly statementId: string }, Refusal>> {
  const { context, keep } = place, { store } = context;
  const statementId = statementIdOf(accountId, fileSha256);
  if (lines.length === 0) return err({ type: "StatementEmpty" });
  if ((await store.stream(statementStream(statementId))).length > 0) return err({ type: "StatementTaken" });
  const placed = await placeLines(store, accountId, lines), receivedAt = context.clock.now();
  const said = new Map<string, number>();
  for (const { line, known } of placed) {
    const words = JSON.stringify([
      line.day,
      line.at,
      line.amountCentimos,
      line.payerName,
      line.operationNumber,
    ]);
    const nth = (said.get(words) ?? 0) + 1;
    said.set(words, nth);
    const evidenceId = fixedId(`statement-line/${accountId}/${words}/${nth}`);
    const kept = await keep(context, { id: evidenceId, hash: await hashOf(store, `${words}/${nth}`) }, {
      evidenceId,
      source: "statement_line",
      accountId,
      trust: 3,
      direction: "in",
      amountCentimos: line.amountCentimos,
      occurredAt: known?.occurredAt ?? line.at ?? plusMs(startOfDay(line.day), NOON_MS),
      receivedAt,
      payerName: line.payerName,
      masked: line.payerName !== null && /\*|\b\p{L}\.?$/u.test(line.payerName),
      securityCode: null,
      operationNumber: line.operationNumber,
      externalReference: null,
      providerId: null,
      parserVersion: 1,
      deviceId: null,
      late: true,
      raw: `${words}/${nth}`,
    });
    if (!kept.ok && kept.error.type !== "CommandReused") return err(kept.error as Refusal);
  }
  const days = lines.map(({ day }) => day).toSorted() as LimaDay[];
  const noted = await note(context, asked, {
    statementId,
    accountId,
    fileSha256,
    firstDay: days[0],
    lastDay: days.at(-1),
    lines: lines.length,
    known: placed.filter(({ known }) => known !== null).length,
    totalCentimos: lines.reduce((sum, { amountCentimos }) => sum + amountCentimos, 0),
  });
  return noted.ok ? ok({ statementId }) : noted;
}

const hashOf = async ({ people }: TenantStore, words: string): Promise<Uint8Array<ArrayBuffer>> =>
  Uint8Array.fromHex(await people.index("request", words));
