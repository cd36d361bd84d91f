import assert from "node:assert/strict";
import { buildSale, type CartLine, type Payment } from "../../kernel/checkout.ts";
import { centimos, sumCentimos, ZERO } from "../../kernel/money.ts";
import { quantity } from "../../kernel/quantity.ts";
import { type Refund, refundAmount, refundMoney } from "../../kernel/refund.ts";
import type { Sale } from "../../kernel/sale.ts";
import type { Instant } from "../../kernel/time.ts";
import { scenario } from "../../tests/support/scenario.ts";
import { saleDecider, type SaleEvent } from "./decider.ts";
import type { GivingBackRefusal, GivingBackSurroundings, RefundFault } from "./giving_back.ts";

const given = scenario(saleDecider, assert.deepEqual).given;
const id = (n: number) => `0192f0c1-0000-7000-8000-${String(n).padStart(12, "0")}`;

const line = (n: number, price: number, thousandths: number): CartLine => ({
  lineId: id(n),
  productId: id(100 + n),
  name: "Arroz",
  unit: "kg",
  quantity: quantity(thousandths),
  unitPriceCentimos: centimos(price),
  unitCostCentimos: centimos(300),
  taxClass: "gravado",
  discountCentimos: ZERO,
});
function sold(payment: Payment): Sale {
  const cart = { lines: [line(1, 500, 3000), line(2, 1000, 1000)], discount: null };
  const made = buildSale(cart, { ...payment, customerId: id(8) }, {
    saleId: id(9),
    ticketNumber: "T001-000007",
    registerId: id(3),
    cashSessionId: id(4),
    cashierId: id(5),
    occurredAt: "2026-11-23T04:58:00.000Z" as Instant,
  });
  assert.ok(made.ok);
  return made.value;
}
const cash: Payment = { exact: [], cashCentimos: centimos(5000) };
const sale = sold(cash); // 15.00 + 10.00
const registered = (of: Sale): SaleEvent => {
  const { cashierName: _, ...kept } = of;
  const lines = of.lines.map((line) => ({ ...line })), tenders = of.tenders.map((tender) => ({ ...tender }));
  return { type: "SaleRegistered", data: { sale: { ...kept, lines, tenders }, flags: [] } };
};

const calm: GivingBackSurroundings = { session: "open", approved: true, cashierId: id(5), countsSince: [] };
const voiding = (around: Partial<GivingBackSurroundings> = {}) =>
  ({
    type: "VoidSale",
    voidId: id(70),
    saleId: id(9),
    reason: "se equivocó",
    surroundings: { ...calm, ...around },
  }) as const;

function refundOf(
  of: Sale,
  before: readonly Refund[],
  n: number,
  part: number,
  rest: Partial<Refund> = {},
): Refund {
  const totalCentimos = refundAmount(of, before, id(n), quantity(part));
  const lines = [{ lineId: id(n), quantity: quantity(part), restock: true, totalCentimos }];
  const money = refundMoney(of, before, sumCentimos([totalCentimos]), "cash");
  const frame = {
    refundId: id(80 + before.length),
    saleId: of.saleId,
    cashSessionId: id(6),
    reason: "llegó abierto",
  };
  return { ...frame, lines, ...money, ...rest };
}
const refunding = (refund: Refund, around: Partial<GivingBackSurroundings> = {}) =>
  ({ type: "RefundSale", refund, surroundings: { ...calm, ...around } }) as const;

function decided(
  past: readonly SaleEvent[],
  command: Parameters<typeof saleDecider.decide>[0],
): readonly SaleEvent[] {
  const decision = saleDecider.decide(command, past.reduce(saleDecider.evolve, saleDecider.initial));
  assert.ok(decision.ok, JSON.stringify(decision));
  return decision.value;
}

Deno.test("a void takes the whole sale back as it was, goods and money", () => {
  const [event, ...others] = decided([registered(sale)], voiding());
  assert.ok(event?.type === "SaleVoided");
  assert.deepEqual(others, []);
  const { lines, totalCentimos, baseCentimos, igvCentimos, tenders, cashSessionId, soldAt, flags } =
    event.data;
  assert.deepEqual(lines.map((line) => [line.quantity, line.restock, line.costCentimos]), [
    [3000, true, 900],
    [1000, true, 300],
  ]);
  assert.deepEqual([totalCentimos, baseCentimos, igvCentimos], [
    sale.totalCentimos,
    sale.baseCentimos,
    sale.igvCentimos,
  ]);
  assert.deepEqual({ tenders, cashSessionId, soldAt, flags }, {
    tenders: [{ method: "efectivo", amountCentimos: centimos(2500) }],
    cashSessionId: sale.cashSessionId,
    soldAt: sale.occurredAt,
    flags: [],
  });
});

Deno.test("what cannot be taken back is refused, and the tablet's word of it is kept elsewhere", () => {
  const voided = decided([registered(sale)], voiding())[0]!;
  const refunded = decided([registered(sale)], refunding(refundOf(sale, [], 1, 1000)))[0]!;
  const saleId = sale.saleId;
  given().when(voiding()).refused({ type: "SaleUnknown", saleId });
  given().when(refunding(refundOf(sale, [], 1, 1000))).refused({ type: "SaleUnknown", saleId });
  given(registered(sale), voided).when(voiding()).refused({ type: "SaleAlreadyVoided", saleId });
  given(registered(sale), voided).when(refunding(refundOf(sale, [], 1, 1000)))
    .refused({ type: "SaleAlreadyVoided", saleId });
  given(registered(sale), refunded).when(voiding()).refused({ type: "SaleAlreadyRefunded", saleId });
  given(registered(sale)).when(voiding({ session: "closed" })).refused({
    type: "SaleOfClosedSession",
    saleId,
  });
});

Deno.test("two tablets that gave back the same goods: the second goes above what was sold and is refused", () => {
  const both = refundOf(sale, [], 1, 2000);
  const first = decided([registered(sale)], refunding(both))[0]!;
  given(registered(sale), first).when(refunding({ ...both, refundId: id(81) }))
    .refused({ type: "RefundTooLarge", saleId: sale.saleId, lineId: id(1) });
  decided([registered(sale), first], refunding(refundOf(sale, [both], 1, 1000))); // the third unit still can
});

Deno.test("what was free goes back once as well, and no part takes the céntimo of another", () => {
  const frame = {
    saleId: id(9),
    ticketNumber: "T001-000008",
    registerId: id(3),
    cashSessionId: id(4),
    cashierId: id(5),
  };
  const cart = {
    lines: [line(1, 0, 2000), { ...line(2, 3, 2000), quantity: quantity(1500) }],
    discount: null,
  };
  const made = buildSale(cart, cash, { ...frame, occurredAt: "2026-11-23T04:58:00.000Z" as Instant });
  assert.ok(made.ok);
  const odd = made.value, gift = refundOf(odd, [], 1, 2000); // a gift, and 1.5 for 0.05
  const first = decided([registered(odd)], refunding(gift))[0]!;
  given(registered(odd), first).when(refunding({ ...gift, refundId: id(82) }))
    .refused({ type: "RefundTooLarge", saleId: odd.saleId, lineId: id(1) });
  const half = { ...refundOf(odd, [], 2, 750), refundId: id(83) }; // half of 0.05 is 0.03
  assert.equal(half.lines[0]?.totalCentimos, 3);
  const second = decided([registered(odd)], refunding(half))[0]!;
  given(registered(odd), second).when(refunding({ ...half, refundId: id(84) }))
    .refused({ type: "RefundTooLarge", saleId: odd.saleId, lineId: id(2) });
});

Deno.test("parts of a line come to exactly the line: money, discount and cost", () => {
  const past: SaleEvent[] = [registered(sale)], done: Refund[] = [];
  for (let n = 0; n < 3; n++) {
    const refund = refundOf(sale, done, 1, 1000);
    past.push(...decided(past, refunding(refund)));
    done.push(refund);
  }
  const lines = past.flatMap((event) => event.type === "SaleRefunded" ? event.data.lines : []);
  assert.equal(sumCentimos(lines.map((line) => line.totalCentimos)), 1500);
  assert.equal(sumCentimos(lines.map((line) => line.costCentimos ?? ZERO)), 900);
});

Deno.test("what nobody approved and what a closed drawer paid out is written with its flags", () => {
  const refund = refundOf(sale, [], 1, 1000);
  const flagsOf = (around: Partial<GivingBackSurroundings>) => {
    const [event] = decided([registered(sale)], refunding(refund, around));
    return event?.type === "SaleRefunded" ? event.data.flags : null;
  };
  assert.deepEqual(flagsOf({}), []);
  assert.deepEqual(flagsOf({ approved: false, session: "closed" }), ["unapproved", "session_closed"]);
  assert.deepEqual(flagsOf({ session: "unknown" }), ["session_unknown"]);
});

Deno.test("a count that found the goods already back is set right by what went back on the shelf", () => {
  const countsSince = [{ countId: id(50), productId: id(101) }, { countId: id(51), productId: id(102) }];
  const lines = refundOf(sale, [], 1, 2000).lines;
  const [, ...corrected] = decided(
    [registered(sale)],
    refunding(refundOf(sale, [], 1, 2000), { countsSince }),
  );
  assert.deepEqual(corrected, [{
    type: "StockCountCorrected",
    data: { countId: id(50), productId: id(101), saleId: sale.saleId, quantity: -2000 },
  }]);
  const thrown = {
    ...refundOf(sale, [], 1, 2000),
    lines: lines.map((line) => ({ ...line, restock: false })),
  };
  assert.equal(decided([registered(sale)], refunding(thrown, { countsSince })).length, 1);
});

const notebook = sold({
  exact: [{ method: "fiado", amountCentimos: centimos(1800), operationNumber: null }],
  cashCentimos: centimos(700),
});
const tenders = (...list: ["efectivo" | "yape" | "fiado", number][]) => ({
  tenders: list.map(([method, amount]) => ({ method, amountCentimos: centimos(amount) })),
});
const malformed: [RefundFault, Sale, Partial<Refund>][] = [
  ["line is there twice", sale, {
    lines: [...refundOf(sale, [], 1, 1000).lines, ...refundOf(sale, [], 1, 1000).lines],
  }],
  ["line is not of the sale", sale, {
    lines: [{ ...refundOf(sale, [], 1, 1000).lines[0]!, lineId: id(99) }],
  }],
  ["line is not its share", sale, {
    lines: [{ ...refundOf(sale, [], 1, 1000).lines[0]!, totalCentimos: centimos(503) }],
  }],
  ["total is not lines + rounding", sale, { roundingCentimos: centimos(10) }],
  ["tenders do not pay the total", sale, tenders(["efectivo", 490])],
  ["tender is there twice", sale, tenders(["efectivo", 200], ["efectivo", 300])],
  ["more than was paid this way", sale, tenders(["yape", 500])],
  ["debt is not lowered first", notebook, tenders(["efectivo", 500])],
  ["cash cannot be paid in coins", sale, {
    roundingCentimos: centimos(-3),
    totalCentimos: centimos(497),
    ...tenders(["efectivo", 497]),
  }],
];
for (const [fault, of, spoiled] of malformed) {
  Deno.test(`a refund whose figures disagree is refused: ${fault}`, () =>
    given(registered(of)).when(refunding(refundOf(of, [], 1, 1000, spoiled)))
      .refused({ type: "RefundMalformed", fault } satisfies GivingBackRefusal));
}
