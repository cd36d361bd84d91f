import assert from "node:assert/strict";
import type { StockFact } from "../../events/facts/stock.ts";
import { centimos } from "../../kernel/money.ts";
import { quantity } from "../../kernel/quantity.ts";
import type { Instant } from "../../kernel/time.ts";
import { scenario } from "../../tests/support/scenario.ts";
import { stockDecider } from "./decider.ts";

const stock = scenario(stockDecider, assert.deepEqual);
const RICE = "0192f0c1-0000-7000-8000-000000000101", GHOST = "0192f0c1-0000-7000-8000-000000000666";
const paperId = "0192f0c1-0000-7000-8000-000000000001";
const knownProducts = new Set([RICE]);
const noon = "2026-11-22T17:00:00.000Z" as Instant, later = "2026-11-22T18:00:00.000Z" as Instant;

const receipt = {
  receiptId: paperId,
  lines: [{ productId: RICE, quantity: quantity(24_000), unitCostCentimos: centimos(400) }],
  note: "Factura de la distribuidora",
};
const received: StockFact = { type: "StockReceived", data: receipt };
const counting = {
  type: "CountStock",
  countId: paperId,
  productId: RICE,
  countedAt: noon,
  counted: quantity(20_000),
  knownProducts,
  latest: later,
  expected: quantity(21_500),
  lastCountedAt: null,
} as const;

Deno.test("goods come in once", () => {
  stock.given().when({ type: "ReceiveStock", ...receipt, knownProducts }).then(received);
  stock.given(received).when({ type: "ReceiveStock", ...receipt, knownProducts }).refused({
    type: "AlreadyRecorded",
  });
});

Deno.test("goods of a product nobody knows are refused by name of id", () =>
  stock.given()
    .when({
      type: "ReceiveStock",
      ...receipt,
      lines: [...receipt.lines, { ...receipt.lines[0]!, productId: GHOST }],
      knownProducts,
    })
    .refused({ type: "ProductUnknown", productIds: [GHOST] }));

Deno.test("a loss is written off even where the figures say there was nothing", () => {
  const loss = { lossId: paperId, productId: RICE, quantity: quantity(1000), reason: "vencido" } as const;
  stock.given().when({ type: "WriteOffStock", ...loss, knownProducts }).then({
    type: "StockWrittenOff",
    data: loss,
  });
});

Deno.test("a count moves stock by its difference to what was there when it was made", () =>
  stock.given().when(counting).then({
    type: "StockCounted",
    data: {
      countId: paperId,
      productId: RICE,
      countedAt: noon,
      counted: quantity(20_000),
      expected: quantity(21_500),
      difference: quantity(-1500),
    },
  }));

Deno.test("a count older than the newest one is refused, one of the same moment is not", () => {
  stock.given().when({ ...counting, lastCountedAt: later }).refused({
    type: "CountSuperseded",
    lastCountedAt: later,
  });
  assert.ok(stockDecider.decide({ ...counting, lastCountedAt: noon }, { status: "none" }).ok);
});

Deno.test("a count from a clock that runs ahead is refused: it would swallow the sales after it", () =>
  stock.given().when({ ...counting, countedAt: later, latest: noon }).refused({
    type: "CountInFuture",
    latest: noon,
  }));
