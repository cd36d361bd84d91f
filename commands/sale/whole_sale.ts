import { saleStream } from "../../domain/streams.ts";
import type { ReturnFlag, ReturnsFact } from "../../events/facts/returns.ts";
import type { SaleFlag, SalesFact } from "../../events/facts/sales.ts";
import type { Recorded, TenantStore } from "../../events/store/types.ts";
import { isUuid } from "../../kernel/ids.ts";
import type { ReceiptMark } from "../../kernel/receipt.ts";
import { isFullyReturned, type RefundLine, type RefundTender } from "../../kernel/refund.ts";
import type { Centimos } from "../../kernel/money.ts";
import type { Sale } from "../../kernel/sale.ts";
import type { Instant } from "../../kernel/time.ts";

/** Something of a sale that went back. */
export interface WholeReturn {
  readonly pos: number;
  readonly kind: "void" | "refund";
  readonly returnId: string;
  readonly cashSessionId: string;
  readonly cashierId: string;
  readonly reason: string;
  readonly madeAt: Instant;
  readonly lines: readonly RefundLine[];
  readonly roundingCentimos: Centimos;
  readonly totalCentimos: Centimos;
  readonly tenders: readonly RefundTender[];
  readonly flags: readonly ReturnFlag[];
}

/** A sale with its lines and all that became of it, from its own stream: the read model has sums alone. */
export interface WholeSale {
  readonly pos: number;
  readonly flags: readonly SaleFlag[];
  readonly sale: SalesFact["data"]["sale"];
  /** In the order in which they happened. */
  readonly returns: readonly WholeReturn[];
}

export async function wholeSale(store: TenantStore, saleId: string): Promise<WholeSale | null> {
  if (!isUuid(saleId)) return null;
  const [first, ...back] = await store.stream(saleStream(saleId));
  if (!first) return null;
  const { sale, flags } = first.data as SalesFact["data"];
  return { pos: first.pos, flags, sale, returns: back.map(wholeReturn) };
}

function wholeReturn({ pos, type, occurredAt, data }: Recorded): WholeReturn {
  const fact = { type, data } as ReturnsFact;
  const { cashSessionId, cashierId, reason, lines, roundingCentimos, totalCentimos, tenders, flags } =
    fact.data;
  return {
    pos,
    kind: fact.type === "SaleVoided" ? "void" : "refund",
    returnId: fact.type === "SaleVoided" ? fact.data.voidId : fact.data.refundId,
    cashSessionId,
    cashierId,
    reason,
    madeAt: occurredAt,
    lines: lines.map(({ lineId, quantity, restock, totalCentimos }) => ({
      lineId,
      quantity,
      restock,
      totalCentimos,
    })),
    roundingCentimos,
    totalCentimos,
    tenders,
    flags,
  };
}

/** What a ticket printed again has to say of its sale. */
export function markOf(sale: Sale, returns: readonly WholeReturn[]): ReceiptMark | null {
  if (returns.some(({ kind }) => kind === "void")) return "voided";
  if (returns.length === 0) return null;
  return isFullyReturned(sale, returns) ? "refunded" : "partly";
}
