import type { RefundLine } from "../../kernel/refund.ts";
import type { Sale } from "../../kernel/sale.ts";
import type { PushCommand } from "../../kernel/sync.ts";

/** How a product's stock stands here beside the server's figure. */
export interface Moved {
  /** What somebody counted at this till since; null where the server's figure is the newest. */
  readonly counted: number | null;
  /** Thousandths in (positive) and out since. */
  readonly by: number;
}

/**
 * What this tablet did to the shelf and the server has not answered, by product: a sum of movements, so that it holds
 * whatever else happened meanwhile. `history` tells what the sales were that go back.
 */
export function movedHere(
  unsent: readonly PushCommand[],
  history: readonly PushCommand[],
): ReadonlyMap<string, Moved> {
  const moved = new Map<string, Moved>();
  const sales = new Map<string, Sale>();
  for (const command of [...history, ...unsent]) {
    if (command.type === "RegisterSale") sales.set(command.payload.sale.saleId, command.payload.sale);
  }
  const move = (productId: string | null, by: number) => {
    if (productId === null) return;
    const before = moved.get(productId) ?? { counted: null, by: 0 };
    moved.set(productId, { ...before, by: before.by + by });
  };
  const back = (saleId: string, lines: readonly RefundLine[] | null) => {
    for (const { lineId, productId, quantity } of sales.get(saleId)?.lines ?? []) {
      const line = lines?.find((other) => other.lineId === lineId);
      if (lines === null) move(productId, quantity);
      else if (line?.restock) move(productId, line.quantity);
    }
  };
  for (const command of unsent) {
    switch (command.type) {
      case "RegisterSale":
        for (const { productId, quantity } of command.payload.sale.lines) move(productId, -quantity);
        break;
      case "VoidSale":
        back(command.payload.saleId, null);
        break;
      case "RefundSale":
        back(command.payload.refund.saleId, command.payload.refund.lines);
        break;
      case "CountStock":
        moved.set(command.payload.productId, { counted: command.payload.counted, by: 0 });
    }
  }
  return moved;
}
