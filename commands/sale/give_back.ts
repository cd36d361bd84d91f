import { z } from "zod";
import { type SaleCommand, saleDecider, type SaleEvent, type SaleState } from "../../domain/sale/decider.ts";
import type { GivingBackSurroundings } from "../../domain/sale/giving_back.ts";
import { cashSessionStream, saleStream, stockCountStream } from "../../domain/streams.ts";
import { zNonNegativeCentimos } from "../../events/facts/fields.ts";
import type { ReturnFlag } from "../../events/facts/returns.ts";
import { stockOf } from "../../events/projections/stock/queries.ts";
import type { Approval } from "../../kernel/approval.ts";
import { centimos, ZERO } from "../../kernel/money.ts";
import { REFUND_ROUNDING_MAX, refundFor, returnableOf } from "../../kernel/refund.ts";
import { ok } from "../../kernel/result.ts";
import { TENDER_METHODS } from "../../kernel/sale.ts";
import type { PushPayloads } from "../../kernel/sync.ts";
import { epochMsOf, type Instant } from "../../kernel/time.ts";
import { approvalOf, inApproval, isApproved } from "../approval.ts";
import { loadSession } from "../cash_session/load_session.ts";
import { defineCommand } from "../define_command.ts";
import { type Command, type CommandContext, versionOf } from "../handle.ts";
import { inId, inPositiveQuantity, inText } from "../input/fields.ts";
import { NO_WATCH, watchesEnded } from "../payments/end_watch.ts";
import { countsSince, LATE_MS } from "./counts_since.ts";
import { loadSale } from "./load_sale.ts";

export const zVoidSale = z.object({
  voidId: inId,
  saleId: inId,
  reason: inText(120),
  approval: inApproval,
}) satisfies z.ZodType<PushPayloads["VoidSale"]>;

const inCentimos = zNonNegativeCentimos;

export const zRefund = z.object({
  refundId: inId,
  saleId: inId,
  cashSessionId: inId,
  reason: inText(120),
  lines: z.array(
    z.object({
      lineId: inId,
      quantity: inPositiveQuantity,
      restock: z.boolean({ error: "choice" }),
      totalCentimos: inCentimos,
    }),
    { error: "required" },
  ).min(1, { error: "required" }).max(150, { error: "too_many" }),
  roundingCentimos: z.int({ error: "money" }).transform(centimos),
  totalCentimos: inCentimos,
  tenders: z.array(
    z.object({ method: z.enum(TENDER_METHODS, { error: "choice" }), amountCentimos: inCentimos }),
    { error: "required" },
  ).max(8, { error: "too_many" }),
});
export const zRefundSale = z.object({ refund: zRefund, approval: inApproval }) satisfies z.ZodType<
  PushPayloads["RefundSale"]
>;

/** What a void or a refund answers. */
export interface GivenBackOutcome {
  readonly saleId: string;
  readonly flags: readonly ReturnFlag[];
}

/** Takes a whole sale back in its own cash session. Open even to a shop that may not sell: money goes out, not in. */
export const voidSale = defineCommand({
  type: "VoidSale",
  schema: zVoidSale,
  attempt: async (context, { approval, ...input }, command) => {
    const { sale } = await loadSale(context.store, input.saleId);
    const asked: Asked = {
      kind: "void",
      subject: input.voidId,
      saleId: input.saleId,
      cashSessionId: sale.status === "none" ? null : sale.sale.cashSessionId,
    };
    return await giveBack(context, command, asked, approval, (surroundings) => ({
      type: "VoidSale",
      ...input,
      surroundings,
    }));
  },
});

/** Takes goods back, some or all, and gives their money back. */
export const refundSale = defineCommand({
  type: "RefundSale",
  schema: zRefundSale,
  attempt: async (context, { approval, refund }, command) => {
    const { saleId, cashSessionId, refundId } = refund;
    const asked: Asked = { kind: "refund", subject: refundId, saleId, cashSessionId };
    return await giveBack(context, command, asked, approval, (surroundings) => ({
      type: "RefundSale",
      refund,
      surroundings,
    }));
  },
});

export const zRefundGoods = zRefund.pick({ refundId: true, saleId: true, cashSessionId: true, reason: true })
  .extend({
    lines: z.array(
      z.object({
        lineId: inId,
        quantity: inPositiveQuantity,
        restock: z.boolean({ error: "choice" }),
      }),
      { error: "required" },
    ).min(1, { error: "required" }).max(150, { error: "too_many" }),
    way: z.enum(["cash", "as_paid"], { error: "choice" }),
    approval: inApproval,
  });

/** {@link refundSale} for who says only what came back: the money is worked out here, as a till does. */
export const refundGoods = defineCommand({
  type: "RefundGoods",
  schema: zRefundGoods,
  attempt: async (context, { approval, lines, way, ...frame }, command) => {
    const { sale } = await loadSale(context.store, frame.saleId);
    const { saleId, cashSessionId, refundId } = frame;
    const refund = sale.status === "none"
      ? { ...frame, lines: [], roundingCentimos: ZERO, totalCentimos: ZERO, tenders: [] }
      : refundFor(sale.sale, sale.refunds, frame, lines, way);
    const asked: Asked = { kind: "refund", subject: refundId, saleId, cashSessionId };
    return await giveBack(context, command, asked, approval, (surroundings) => ({
      type: "RefundSale",
      refund,
      surroundings,
    }));
  },
});

interface Asked {
  readonly kind: "void" | "refund";
  readonly subject: string;
  readonly saleId: string;
  /** Null where the sale is not known, and its drawer neither. */
  readonly cashSessionId: string | null;
}

async function giveBack(
  context: CommandContext,
  { occurredAt }: Command<unknown>,
  { kind, subject, saleId, cashSessionId }: Asked,
  approval: Approval | null,
  commandOf: (surroundings: GivingBackSurroundings) => SaleCommand,
) {
  const { store, clock, actor } = context;
  const { size } = await store.head();
  const { sale, version } = await loadSale(store, saleId);
  const { session, version: sessionVersion } = cashSessionId === null
    ? { session: { status: "not-opened" } as const, version: 0 }
    : await loadSession(store, cashSessionId);
  const approved = isApproved(context, approval, kind);
  const said = approved ? await approvalOf(context, approval, subject) : null;
  const counts = await countsOf(store, sale, occurredAt);
  const decision = saleDecider.decide(
    commandOf({
      session: session.status === "not-opened" ? "unknown" : session.status,
      approved,
      cashierId: actor.id,
      countsSince: counts,
    }),
    sale,
  );
  if (!decision.ok) return decision;
  const [written] = decision.value;
  const watch = isTakenBack(sale, decision.value) ? await watchesEnded(context, saleId) : NO_WATCH;
  const streams = [...new Set(counts.map(({ countId }) => stockCountStream(countId)))];
  const outcome: GivenBackOutcome = {
    saleId,
    flags: written?.type === "SaleVoided" || written?.type === "SaleRefunded" ? written.data.flags : [],
  };
  const isLate = epochMsOf(clock.now()) - epochMsOf(occurredAt) > LATE_MS;
  return ok({
    facts: [...decision.value, ...said ? [said.fact] : [], ...watch.facts],
    expected: [
      { stream: saleStream(saleId), version },
      ...said ? [said.expected] : [],
      ...watch.expected,
      // Only looked at: a closing in between must turn a void away and flag a refund.
      ...cashSessionId === null
        ? []
        : [{ stream: cashSessionStream(cashSessionId), version: sessionVersion }],
      ...await Promise.all(
        streams.map(async (stream) => ({ stream, version: await versionOf(store, stream) })),
      ),
    ],
    gate: "always" as const,
    outcome,
    ...isLate ? { expectedSize: size } : {},
  });
}

/** Nothing of it is left to be paid for. */
function isTakenBack(sale: SaleState, written: readonly SaleEvent[]): boolean {
  const after = written.reduce(saleDecider.evolve, sale);
  return after.status === "registered" &&
    (after.voided || returnableOf(after.sale, after.refunds).totalCentimos <= REFUND_ROUNDING_MAX);
}

async function countsOf({ db }: CommandContext["store"], sale: SaleState, at: Instant) {
  if (sale.status === "none") return [];
  const productIds = [...new Set(sale.sale.lines.flatMap(({ productId }) => productId ?? []))];
  return await countsSince(db, at, await stockOf(db, productIds));
}
