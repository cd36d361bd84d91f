import { isFullyReturned, type Refund } from "../../kernel/refund.ts";
import type { Sale } from "../../kernel/sale.ts";
import type { PushCommand } from "../../kernel/sync.ts";

/** A sale as this device knows it: made here, or brought by its number. */
export interface SoldHere {
  readonly sale: Sale;
  readonly voided: boolean;
  readonly refunds: readonly Pick<
    Refund,
    "refundId" | "lines" | "tenders" | "totalCentimos" | "roundingCentimos"
  >[];
}

/** What was sold here and what of it went back, newest first, from the commands themselves: sent or not, they are the truth. */
export function soldHere(commands: readonly PushCommand[]): SoldHere[] {
  const voided = new Set<string>(), refunds = new Map<string, Refund[]>(), sales: Sale[] = [];
  for (const command of commands) {
    if (command.type === "VoidSale") voided.add(command.payload.saleId);
    if (command.type === "RegisterSale") sales.push(command.payload.sale);
    if (command.type !== "RefundSale") continue;
    const { refund } = command.payload, before = refunds.get(refund.saleId) ?? [];
    refunds.set(refund.saleId, [...before, refund]);
  }
  return sales.map((sale) => ({
    sale,
    voided: voided.has(sale.saleId),
    refunds: refunds.get(sale.saleId) ?? [],
  })).sort((a, b) => a.sale.occurredAt < b.sale.occurredAt ? 1 : -1);
}

/** What this device knows of a sale, with what the server knows: another tablet may have given some of it back. */
export const withReturns = (here: SoldHere, there: SoldHere): SoldHere => ({
  sale: here.sale,
  voided: here.voided || there.voided,
  refunds: [
    ...there.refunds,
    ...here.refunds.filter(({ refundId }) => !there.refunds.some((other) => other.refundId === refundId)),
  ],
});

export type Mark = "voided" | "refunded" | "partly" | null;

/** What a ticket printed again has to say. */
export const markOf = ({ sale, voided, refunds }: SoldHere): Mark =>
  voided ? "voided" : refunds.length === 0 ? null : isFullyReturned(sale, refunds) ? "refunded" : "partly";
