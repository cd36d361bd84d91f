import { z } from "zod";
import { cashSessionDecider } from "../../domain/cash_session/decider.ts";
import { cashSessionStream } from "../../domain/streams.ts";
import type { CashSessionFact } from "../../events/facts/cash_session.ts";
import { registerById } from "../../events/projections/shop/queries.ts";
import type { TenantStore } from "../../events/store/types.ts";
import { DENOMINATIONS } from "../../kernel/cash.ts";
import { centimos } from "../../kernel/money.ts";
import { ok } from "../../kernel/result.ts";
import type { ClosedSession, PushPayloads } from "../../kernel/sync.ts";
import { defineCommand } from "../define_command.ts";
import { inId } from "../input/fields.ts";
import { loadSession, sessionSales } from "./load_session.ts";

/** More pieces of one kind than any drawer holds; keeps the sum of all kinds below S/ 9,999,999.99. */
const PIECES_MAX = 9_999;

const inPieces = z.union([z.number(), z.string().trim().regex(/^\d{0,4}$/).transform(Number)], {
  error: "pieces",
})
  .refine((pieces) => Number.isSafeInteger(pieces) && pieces >= 0 && pieces <= PIECES_MAX, {
    error: "pieces",
  });

const inCount = z.object({
  denominationCentimos: z.number({ error: "denomination" })
    .refine((value) => DENOMINATIONS.some((denomination) => denomination === value), {
      error: "denomination",
    })
    .transform(centimos),
  count: inPieces,
});

/** A form has one field per note and coin, `count_20000` for S/ 200; a program sends the list. */
function countsOfForm(input: unknown): unknown {
  if (typeof input !== "object" || input === null || "counts" in input) return input;
  const counts = DENOMINATIONS.flatMap((denominationCentimos) => {
    const count: unknown = (input as Record<string, unknown>)[`count_${denominationCentimos}`];
    return count === undefined || count === "" ? [] : [{ denominationCentimos, count }];
  });
  return { ...input, counts };
}

export const zCloseCashSession = z.preprocess(
  countsOfForm,
  z.object({
    cashSessionId: inId,
    counts: z.array(inCount, { error: "required" }).max(DENOMINATIONS.length, { error: "repeated" })
      .refine((rows) => new Set(rows.map((row) => row.denominationCentimos)).size === rows.length, {
        error: "repeated",
      }),
  }),
) satisfies z.ZodType<PushPayloads["CloseCashSession"]>;

/** The drawer is counted blind and closed. Open even to a shop that may not sell (design §7). */
export const closeCashSession = defineCommand({
  type: "CloseCashSession",
  schema: zCloseCashSession,
  attempt: async ({ store, actor }, input) => {
    // The sum is of all sales up to this very append: one that comes in between makes us read again.
    const { size } = await store.head();
    const { session, version } = await loadSession(store, input.cashSessionId);
    const decision = cashSessionDecider.decide({
      type: "CloseCashSession",
      ...input,
      cashierId: actor.id,
      sales: await sessionSales(store.db, input.cashSessionId),
      zNumber: session.status === "open" ? await nextZNumber(store, session.registerId) : 1,
    }, session);
    if (!decision.ok) return decision;
    return ok({
      facts: decision.value,
      expected: [{ stream: cashSessionStream(input.cashSessionId), version }],
      expectedSize: size,
      gate: "always",
      outcome: closedOf(decision.value),
    });
  },
});

/** The Z reports of a register count 1, 2, 3 … without a gap: no two sessions close on one size of the log. */
async function nextZNumber(store: TenantStore, registerId: string): Promise<number> {
  return ((await registerById(store.db, registerId))?.lastZNumber ?? 0) + 1;
}

function closedOf(facts: readonly CashSessionFact[]): ClosedSession {
  const closed = facts.find((fact) => fact.type === "CashSessionClosed");
  if (!closed) throw new TypeError("a closing decided without its fact");
  const { cashSessionId, zNumber, countedCentimos, expectedCentimos, differenceCentimos } = closed.data;
  return { cashSessionId, zNumber, countedCentimos, expectedCentimos, differenceCentimos };
}
