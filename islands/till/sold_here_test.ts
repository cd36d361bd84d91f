import assert from "node:assert/strict";
import { buildSale, lineOfProduct } from "../../kernel/checkout.ts";
import { centimos } from "../../kernel/money.ts";
import { quantity } from "../../kernel/quantity.ts";
import { refundFor } from "../../kernel/refund.ts";
import type { PushCommand } from "../../kernel/sync.ts";
import type { Instant } from "../../kernel/time.ts";
import { markOf, soldHere, withReturns } from "./sold_here.ts";
import { INCA_KOLA } from "./till_fixture.ts";

const id = (n: number) => `0193a000-0000-7000-8000-${String(n).padStart(12, "0")}`;

function sale(n: number) {
  const line = lineOfProduct(id(n * 10), { ...INCA_KOLA, productId: INCA_KOLA.id }, quantity(2000));
  const made = buildSale({ lines: [line], discount: null }, { exact: [], cashCentimos: centimos(1000) }, {
    saleId: id(n),
    ticketNumber: `T001-00000${n}`,
    registerId: id(90),
    cashSessionId: id(91),
    cashierId: id(92),
    occurredAt: `2026-11-22T15:0${n}:00.000Z` as Instant,
  });
  assert.ok(made.ok);
  return made.value;
}
const command = (type: string, payload: unknown) => ({ type, payload }) as PushCommand;

Deno.test("what was sold here says what became of it, newest first, sent or not", () => {
  const [one, two, three] = [sale(1), sale(2), sale(3)];
  const frame = { refundId: id(70), saleId: two.saleId, cashSessionId: id(91), reason: "llegó abierto" };
  const part = { lineId: two.lines[0]!.lineId, quantity: quantity(1000), restock: true };
  const first = refundFor(two, [], frame, [part], "cash");
  const rest = refundFor(two, [first], { ...frame, refundId: id(71) }, [part], "cash");
  const commands = [
    ...[one, two, three].map((sale) => command("RegisterSale", { sale })),
    command("VoidSale", { saleId: one.saleId }),
    command("RefundSale", { refund: first }),
  ];
  const list = soldHere(commands);
  assert.deepEqual(list.map((sold) => [sold.sale.ticketNumber, markOf(sold)]), [
    ["T001-000003", null],
    ["T001-000002", "partly"],
    ["T001-000001", "voided"],
  ]);
  const done = soldHere([...commands, command("RefundSale", { refund: rest })]);
  assert.equal(markOf(done[1]!), "refunded");
});

Deno.test("what another tablet gave back counts here too, and what both know counts once", () => {
  const one = sale(1), frame = { refundId: id(70), saleId: one.saleId, cashSessionId: id(91), reason: "x" };
  const part = { lineId: one.lines[0]!.lineId, quantity: quantity(1000), restock: true };
  const ours = refundFor(one, [], frame, [part], "cash"), theirs = { ...ours, refundId: id(72) };
  const here = { sale: one, voided: false, refunds: [ours] };
  const both = withReturns(here, { sale: one, voided: false, refunds: [ours, theirs] });
  assert.deepEqual(both.refunds.map(({ refundId }) => refundId), [id(70), id(72)]);
  assert.equal(markOf(both), "refunded");
});
