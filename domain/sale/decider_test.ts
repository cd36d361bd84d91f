import assert from "node:assert/strict";
import type { SaleFlag } from "../../events/facts/sales.ts";
import { buildSale, type CartLine, type Payment } from "../../kernel/checkout.ts";
import { centimos, ZERO } from "../../kernel/money.ts";
import { ONE, quantity } from "../../kernel/quantity.ts";
import type { Sale } from "../../kernel/sale.ts";
import type { Instant } from "../../kernel/time.ts";
import { scenario } from "../../tests/support/scenario.ts";
import type { SaleFault } from "./arithmetic.ts";
import { type RegisterSale, saleDecider, type SaleEvent, type SaleSurroundings } from "./decider.ts";

const sale = scenario(saleDecider, assert.deepEqual);
const id = (n: number) => `0192f0c1-0000-7000-8000-${String(n).padStart(12, "0")}`;
const RICE = id(101), POTATO = id(102);

const cartLine = (productId: string, price: number, thousandths: number): CartLine => ({
  lineId: id(900 + thousandths),
  productId,
  name: productId === RICE ? "Arroz Costeño 1 kg" : "Papa",
  unit: productId === RICE ? "unidad" : "kg",
  quantity: quantity(thousandths),
  unitPriceCentimos: centimos(price),
  unitCostCentimos: centimos(300),
  taxClass: "gravado",
  discountCentimos: ZERO,
});
const yapeThenCash: Payment = {
  exact: [{ method: "yape", amountCentimos: centimos(403), operationNumber: "884211" }],
  cashCentimos: centimos(500),
};
const built = buildSale(
  { lines: [cartLine(RICE, 490, 1000), cartLine(POTATO, 380, 575)], discount: null },
  yapeThenCash,
  {
    saleId: id(1),
    ticketNumber: "T001-000007",
    registerId: id(2),
    cashSessionId: id(3),
    cashierId: id(4),
    occurredAt: "2026-11-23T04:58:00.000Z" as Instant,
  },
);
assert.ok(built.ok);
const good: Sale = built.value; // 4.90 + 2.19 − 0.06 = 7.03

const calm: SaleSurroundings = {
  credit: null,
  session: "open",
  products: new Map([
    [RICE, { priceCentimos: centimos(490), onHand: ONE, kept: true }],
    [POTATO, { priceCentimos: centimos(380), onHand: quantity(575), kept: true }],
  ]),
  numberTaken: false,
  delivery: [],
  discountPerMilleMax: 100,
  discountApproved: false,
  countsSince: [],
};
const register = (of: Sale, around: Partial<SaleSurroundings> = {}): RegisterSale => ({
  type: "RegisterSale",
  sale: of,
  surroundings: { ...calm, ...around },
});
const registered = (of: Sale, flags: SaleFlag[] = []): SaleEvent => {
  const { cashierName: _, ...kept } = of;
  return {
    type: "SaleRegistered",
    data: { sale: { ...kept, lines: [...of.lines], tenders: [...of.tenders] }, flags },
  };
};

Deno.test("a sale of the last goods is registered as it is, with no flag", () =>
  sale.given().when(register(good)).then(registered(good)));

Deno.test("the same sale under another command is refused", () =>
  sale.given(registered(good)).when(register(good)).refused({
    type: "SaleAlreadyRegistered",
    saleId: good.saleId,
  }));

Deno.test("what went wrong around a sale flags it and never refuses it", () =>
  sale.given().when(register(good, {
    session: "closed",
    products: new Map([[RICE, { priceCentimos: centimos(500), onHand: ZERO_STOCK, kept: true }]]),
    numberTaken: true,
  })).then(
    registered(good, ["oversold", "price_changed", "product_unknown", "session_closed", "number_reused"]),
  ));

Deno.test("a session nobody opened flags the sale", () =>
  sale.given().when(register(good, { session: "unknown" })).then(registered(good, ["session_unknown"])));

Deno.test("a shop that keeps no stock of a product is not told it oversold", () =>
  sale.given().when(register(good, {
    products: new Map(
      [...calm.products].map(([key, product]) => [key, { ...product, onHand: ZERO_STOCK, kept: false }]),
    ),
  })).then(registered(good)));

Deno.test("two lines of one product oversell together", () => {
  const twice = sold([cartLine(POTATO, 380, 300), cartLine(POTATO, 380, 276)]);
  sale.given().when(register(twice)).then(registered(twice, ["oversold"]));
});

Deno.test("a sale from before a count goes back into what was counted", () =>
  sale.given().when(register(good, { countsSince: [{ countId: id(50), productId: POTATO }] })).then(
    registered(good),
    {
      type: "StockCountCorrected",
      data: { countId: id(50), productId: POTATO, saleId: good.saleId, quantity: quantity(575) },
    },
  ));

const ZERO_STOCK = quantity(0);

function sold(lines: CartLine[]): Sale {
  const { lines: _, ...frame } = good;
  const made = buildSale({ lines, discount: null }, { exact: [], cashCentimos: centimos(10_000) }, frame);
  assert.ok(made.ok);
  return made.value;
}

const malformed: [SaleFault, (of: Sale) => Sale][] = [
  [
    "line does not add up",
    (of) => changeLine(of, { totalCentimos: centimos(489), baseCentimos: centimos(414) }),
  ],
  ["line does not add up", (of) => changeLine(of, { discountCentimos: centimos(491) })],
  ["line does not add up", (of) => changeLine(of, { igvCentimos: centimos(0), baseCentimos: centimos(490) })],
  ["igv rate is not today's", (of) => changeLine(of, { igvBasisPoints: 1000 })],
  [
    "line out of range",
    (of) => changeLine(of, { unitPriceCentimos: centimos(999_999_999), quantity: quantity(99_999_999) }),
  ],
  ["totals are not the sum of the lines", (of) => ({ ...of, igvCentimos: centimos(of.igvCentimos + 1) })],
  ["total is not lines + rounding", (of) => ({ ...of, totalCentimos: centimos(of.totalCentimos + 1) })],
  ["rounding is not that of the cash part", (of) => ({
    ...of,
    roundingCentimos: centimos(-16),
    totalCentimos: centimos(693),
  })],
  ["rounding without cash", (of) => ({ ...of, tenders: [of.tenders[0]!] })],
  ["more than one cash tender", (of) => ({ ...of, tenders: [...of.tenders, of.tenders[1]!] })],
  ["received − change is not the amount", (of) => changeCash(of, { changeCentimos: centimos(0) })],
  ["change from something other than cash", (of) => ({
    ...of,
    tenders: [
      { ...of.tenders[0]!, receivedCentimos: centimos(503), changeCentimos: centimos(100) },
      of.tenders[1]!,
    ],
  })],
  [
    "tenders do not pay the total",
    (of) =>
      changeCash(of, {
        amountCentimos: centimos(200),
        receivedCentimos: centimos(200),
        changeCentimos: ZERO,
      }),
  ],
];

const changeLine = (of: Sale, change: Partial<Sale["lines"][number]>): Sale => ({
  ...of,
  lines: [{ ...of.lines[0]!, ...change }, ...of.lines.slice(1)],
});
const changeCash = (of: Sale, change: Partial<Sale["tenders"][number]>): Sale => ({
  ...of,
  tenders: [of.tenders[0]!, { ...of.tenders[1]!, ...change }],
});

for (const [fault, spoil] of malformed) {
  Deno.test(`a sale whose figures disagree is refused: ${fault}`, () =>
    sale.given().when(register(spoil(good))).refused({ type: "SaleMalformed", fault }));
}
