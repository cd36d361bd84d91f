import type { StockFact } from "../../events/facts/stock.ts";
import type { Decider } from "../../kernel/decider.ts";
import type { Centimos } from "../../kernel/money.ts";
import { type Quantity, quantity } from "../../kernel/quantity.ts";
import { err, ok, type Result, unreachable } from "../../kernel/result.ts";
import type { Instant } from "../../kernel/time.ts";

/** Streams `stock_receipt-`, `stock_loss-`, `stock_count-<id>`: each paper of the store room is written once. */
export type StockPaper = { readonly status: "none" } | { readonly status: "recorded" };

export type StockCommand =
  | {
    readonly type: "ReceiveStock";
    readonly receiptId: string;
    readonly lines: readonly {
      readonly productId: string;
      readonly quantity: Quantity;
      readonly unitCostCentimos: Centimos | null;
    }[];
    readonly note: string | null;
    readonly knownProducts: ReadonlySet<string>;
  }
  | {
    readonly type: "WriteOffStock";
    readonly lossId: string;
    readonly productId: string;
    readonly quantity: Quantity;
    readonly reason: "merma" | "vencido" | "uso propio" | "robo";
    readonly knownProducts: ReadonlySet<string>;
  }
  | {
    readonly type: "CountStock";
    readonly countId: string;
    readonly productId: string;
    readonly countedAt: Instant;
    readonly counted: Quantity;
    readonly knownProducts: ReadonlySet<string>;
    /** Server's now, a little ahead for clocks that differ: no shelf is counted tomorrow. */
    readonly latest: Instant;
    /** Stock as of `countedAt`: what moved later is not in it. */
    readonly expected: Quantity;
    /** When this product was last counted; null for never. */
    readonly lastCountedAt: Instant | null;
  };

export type StockRefusal =
  | { readonly type: "ProductUnknown"; readonly productIds: readonly string[] }
  | { readonly type: "AlreadyRecorded" }
  | { readonly type: "CountInFuture"; readonly latest: Instant }
  /** A newer count already says what was on the shelf; an older one would undo it. */
  | { readonly type: "CountSuperseded"; readonly lastCountedAt: Instant };

type Decision = Result<readonly StockFact[], StockRefusal>;

function decide(command: StockCommand, paper: StockPaper): Decision {
  if (paper.status === "recorded") return err({ type: "AlreadyRecorded" });
  const asked = command.type === "ReceiveStock"
    ? command.lines.map((line) => line.productId)
    : [command.productId];
  const unknown = asked.filter((productId) => !command.knownProducts.has(productId));
  if (unknown.length > 0) return err({ type: "ProductUnknown", productIds: unknown });
  switch (command.type) {
    case "ReceiveStock": {
      const { receiptId, note } = command;
      return ok([{
        type: "StockReceived",
        data: { receiptId, lines: command.lines.map((line) => ({ ...line })), note },
      }]);
    }
    case "WriteOffStock": {
      const { lossId, productId, quantity, reason } = command;
      return ok([{ type: "StockWrittenOff", data: { lossId, productId, quantity, reason } }]);
    }
    case "CountStock":
      return count(command);
    default:
      return unreachable(command);
  }
}

function count(command: Extract<StockCommand, { type: "CountStock" }>): Decision {
  const { countId, productId, countedAt, counted, expected, latest, lastCountedAt } = command;
  if (countedAt > latest) return err({ type: "CountInFuture", latest });
  if (lastCountedAt !== null && countedAt < lastCountedAt) {
    return err({ type: "CountSuperseded", lastCountedAt });
  }
  const difference = quantity(counted - expected);
  return ok([{
    type: "StockCounted",
    data: { countId, productId, countedAt, counted, expected, difference },
  }]);
}

export const stockDecider: Decider<StockCommand, StockPaper, StockFact, StockRefusal> = {
  initial: { status: "none" },
  decide,
  evolve: () => ({ status: "recorded" }),
};
