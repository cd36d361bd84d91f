import assert from "node:assert/strict";
import { centimos } from "./money.ts";
import { IGV_BASIS_POINTS, type TaxClass } from "./pricing.ts";
import { quantity } from "./quantity.ts";
import { receiptOf } from "./receipt.ts";
import type { Sale, SaleLine, Tender } from "./sale.ts";
import type { Instant } from "./time.ts";

const line = (name: string, taxClass: TaxClass, rest: Partial<SaleLine>): SaleLine => ({
  lineId: name,
  productId: name,
  name,
  unit: "unidad",
  quantity: quantity(1000),
  unitPriceCentimos: centimos(350),
  discountCentimos: centimos(0),
  totalCentimos: centimos(350),
  taxClass,
  igvBasisPoints: IGV_BASIS_POINTS,
  baseCentimos: centimos(350),
  igvCentimos: centimos(0),
  costCentimos: null,
  ...rest,
});
const cash = (amount: number, received: number): Tender => ({
  method: "efectivo",
  amountCentimos: centimos(amount),
  receivedCentimos: centimos(received),
  changeCentimos: centimos(received - amount),
  operationNumber: null,
});
const sale: Sale = {
  saleId: "s-1",
  ticketNumber: "T001-000123",
  registerId: "r-1",
  cashSessionId: "c-1",
  cashierId: "p-1",
  customerId: null,
  occurredAt: "2026-11-03T20:05:00.000Z" as Instant,
  lines: [
    line("Inca Kola 500 ml", "gravado", {
      quantity: quantity(2000),
      discountCentimos: centimos(50),
      totalCentimos: centimos(650),
      baseCentimos: centimos(551),
      igvCentimos: centimos(99),
    }),
    line("Papa canchán", "exonerado", {
      unit: "kg",
      quantity: quantity(575),
      unitPriceCentimos: centimos(380),
      totalCentimos: centimos(219),
      baseCentimos: centimos(219),
    }),
  ],
  discountCentimos: centimos(50),
  roundingCentimos: centimos(-9),
  totalCentimos: centimos(860),
  baseCentimos: centimos(770),
  igvCentimos: centimos(99),
  tenders: [cash(860, 1000)],
};
const shop = { name: "Minimarket Lucha", address: "Jr. Puno 412, Lima", ruc: "10456789012" };

Deno.test("a ticket says every sum that is not zero, in order, and the change", () => {
  const view = receiptOf(sale, shop, { cashier: "Rosa" });
  assert.deepEqual(view.shopLines, ["Jr. Puno 412, Lima", "RUC 10456789012"]);
  assert.equal(view.stamp, "03/11/2026 15:05");
  assert.deepEqual(view.items, [
    {
      lineId: "Inca Kola 500 ml",
      name: "Inca Kola 500 ml",
      detail: "2 × 3.50",
      amount: "7.00",
      discount: "-0.50",
    },
    {
      lineId: "Papa canchán",
      name: "Papa canchán",
      detail: "0.575 kg × 3.80",
      amount: "2.19",
      discount: null,
    },
  ]);
  assert.deepEqual(view.sums.map(({ text, amount }) => [text, amount.replace("\u00a0", " ")]), [
    ["Subtotal", "S/ 9.19"],
    ["Descuento", "-S/ 0.50"],
    ["Op. gravada", "S/ 5.51"],
    ["Op. exonerada", "S/ 2.19"],
    ["IGV 18 %", "S/ 0.99"],
    ["Redondeo", "-S/ 0.09"],
  ]);
  assert.deepEqual(view.total, { text: "Total", amount: "S/\u00a08.60" });
  assert.deepEqual(view.tenders, [{ text: "Efectivo", amount: "S/\u00a010.00" }]);
  assert.deepEqual(view.change, { text: "Vuelto", amount: "S/\u00a01.40" });
  assert.equal(view.copy, false);
  assert.equal(view.paidInCash, true);
});

Deno.test("a shop without RUC or address, a wallet with its number, no change, a copy", () => {
  const yape: Tender = { ...cash(860, 860), method: "yape", operationNumber: "0482" };
  const view = receiptOf({ ...sale, tenders: [yape] }, { name: "Lucha", address: null, ruc: null }, {
    cashier: "Rosa",
    copy: true,
  });
  assert.deepEqual(view.shopLines, []);
  assert.deepEqual(view.tenders.map((tender) => tender.text), ["Yape (op. 0482)"]);
  assert.equal(view.change, null);
  assert.equal(view.copy, true);
  assert.equal(view.paidInCash, false);
});

Deno.test("two rates on one ticket: the IGV names none of them", () => {
  const old = line("Vino", "gravado", { igvBasisPoints: 1900 });
  const view = receiptOf({ ...sale, lines: [...sale.lines, old] }, shop, { cashier: "Rosa" });
  assert.ok(view.sums.some((sum) => sum.text === "IGV"));
});
