import assert from "node:assert/strict";
import { centimos, ZERO } from "../../kernel/money.ts";
import { quantity, type Unit } from "../../kernel/quantity.ts";
import { type Draft, type DraftLine, edited, EMPTY_DRAFT, LINES_MAX, netOf, piecesOf } from "./cart.ts";

const lineOf = (lineId: string, unit: Unit = "unidad", pieces = 1000): DraftLine => ({
  lineId,
  productId: "p",
  name: "Inca Kola 500 ml",
  unit,
  quantity: quantity(pieces),
  unitPriceCentimos: centimos(350),
  unitCostCentimos: null,
  taxClass: "gravado",
  discountCentimos: ZERO,
  discountPerMille: null,
});
const withLine = (line: DraftLine, draft: Draft = EMPTY_DRAFT) => edited(draft, { type: "Add", line });

Deno.test("the same piece counts up its line, a weight is a line each time", () => {
  const twice = withLine(lineOf("b"), withLine(lineOf("a")));
  assert.deepEqual(twice.lines.map((line) => [line.lineId, line.quantity]), [["a", 2000]]);
  assert.equal(twice.selected, "a");
  assert.equal(withLine(lineOf("b", "kg"), withLine(lineOf("a", "kg"))).lines.length, 2);
});

Deno.test("another price or a discount of its own keeps a line apart", () => {
  const cheaper = { ...lineOf("b"), unitPriceCentimos: centimos(300) };
  assert.equal(withLine(cheaper, withLine(lineOf("a"))).lines.length, 2);
  const discounted = edited(withLine(lineOf("a")), {
    type: "DiscountLine",
    lineId: "a",
    discount: { kind: "amount", centimos: centimos(50) },
  });
  assert.equal(withLine(lineOf("b"), discounted).lines.length, 2);
});

Deno.test("a percentage follows the quantity, an amount stays and never outgrows the line", () => {
  const ten = edited(withLine(lineOf("a", "unidad", 2000)), {
    type: "DiscountLine",
    lineId: "a",
    discount: { kind: "percent", perMille: 100 },
  });
  assert.equal(ten.lines[0]!.discountCentimos, 70);
  const one = edited(ten, { type: "SetQuantity", lineId: "a", quantity: quantity(1000) });
  assert.equal(one.lines[0]!.discountCentimos, 35);
  const whole = edited(withLine(lineOf("a", "unidad", 2000)), {
    type: "DiscountLine",
    lineId: "a",
    discount: { kind: "amount", centimos: centimos(600) },
  });
  const less = edited(whole, { type: "SetQuantity", lineId: "a", quantity: quantity(1000) });
  assert.equal(netOf(less.lines[0]!), 0);
});

Deno.test("removing selects the neighbour, and the last line takes the discount with it", () => {
  const both = withLine(lineOf("b", "kg"), withLine(lineOf("a", "kg")));
  assert.equal(edited(both, { type: "Remove", lineId: "a" }).selected, "b");
  const discounted = edited(both, { type: "DiscountTicket", discount: { kind: "percent", perMille: 100 } });
  const one = edited(discounted, { type: "Remove", lineId: "a" });
  assert.notEqual(one.discount, null);
  assert.deepEqual(edited(one, { type: "Remove", lineId: "b" }), EMPTY_DRAFT);
});

Deno.test("no quantity of nothing and no ticket without end", () => {
  const draft = withLine(lineOf("a"));
  assert.equal(edited(draft, { type: "SetQuantity", lineId: "a", quantity: quantity(0) }), draft);
  let full = EMPTY_DRAFT;
  for (let i = 0; i < LINES_MAX; i++) full = withLine(lineOf(String(i), "kg"), full);
  assert.equal(withLine(lineOf("more", "kg"), full), full);
});

Deno.test("the basket counts pieces, and one for each that was weighed", () => {
  assert.equal(piecesOf(withLine(lineOf("b", "kg", 575), withLine(lineOf("a", "unidad", 3000)))), 4);
});
