import assert from "node:assert/strict";
import { centimos, ZERO } from "../../kernel/money.ts";
import type { PushCommand } from "../../kernel/sync.ts";
import { movedHere } from "./stock_here.ts";

const command = (type: string, payload: object) => ({ type, payload }) as unknown as PushCommand;
const sold = (
  saleId: string,
  lines: readonly (readonly [lineId: string, productId: string | null, quantity: number])[],
) =>
  command("RegisterSale", {
    sale: { saleId, lines: lines.map(([lineId, productId, quantity]) => ({ lineId, productId, quantity })) },
  });
const refunded = (
  saleId: string,
  lines: readonly (readonly [lineId: string, quantity: number, restock: boolean])[],
) =>
  command("RefundSale", {
    refund: {
      saleId,
      lines: lines.map(([lineId, quantity, restock]) => ({ lineId, quantity, restock, totalCentimos: ZERO })),
      totalCentimos: centimos(0),
    },
  });
const moves = (unsent: readonly PushCommand[], history: readonly PushCommand[] = []) =>
  Object.fromEntries([...movedHere(unsent, history)].map(([id, { counted, by }]) => [id, [counted, by]]));

Deno.test("what was sold and not answered is out, and lines of one product add up", () => {
  const sale = sold("a", [["1", "rice", 2000], ["2", "rice", 500], ["3", null, 1000]]);
  assert.deepEqual(moves([sale, sold("b", [["1", "milk", 1000]])]), {
    rice: [null, -2500],
    milk: [null, -1000],
  });
  assert.deepEqual(moves([], [sale]), {}, "the server's figure knows of it");
});

Deno.test("what goes back is in again where it goes on the shelf, also of a sale that was answered", () => {
  const sale = sold("a", [["1", "rice", 2000], ["2", "milk", 1000]]);
  assert.deepEqual(moves([refunded("a", [["1", 500, true], ["2", 1000, false]])], [sale]), {
    rice: [null, 500],
  });
  assert.deepEqual(moves([sale, command("VoidSale", { saleId: "a" })]), { rice: [null, 0], milk: [null, 0] });
});

Deno.test("a count is the newest word, and what is sold after it goes off it", () => {
  const count = command("CountStock", { productId: "rice", counted: 7000 });
  assert.deepEqual(moves([sold("a", [["1", "rice", 2000]]), count, sold("b", [["1", "rice", 1000]])]), {
    rice: [7000, -1000],
  });
});
