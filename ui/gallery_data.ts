import { centimos } from "../kernel/money.ts";
import { IGV_BASIS_POINTS, priceSale } from "../kernel/pricing.ts";
import { quantity } from "../kernel/quantity.ts";
import { receiptOf, type ReceiptView } from "../kernel/receipt.ts";
import type { Sale } from "../kernel/sale.ts";
import type { Instant } from "../kernel/time.ts";

/** Sample data of the gallery, priced by the real pricing: shown to developers, never to a shop. */
const PRODUCTS = [
  {
    name: "Inca Kola 500 ml",
    unit: "unidad",
    quantity: 2000,
    unitPrice: 350,
    discount: 50,
    taxClass: "gravado",
  },
  { name: "Papa canchán", unit: "kg", quantity: 575, unitPrice: 380, discount: 0, taxClass: "exonerado" },
  {
    name: "Galletas de soda San Jorge, paquete de seis",
    unit: "unidad",
    quantity: 1000,
    unitPrice: 520,
    discount: 0,
    taxClass: "gravado",
  },
] as const;

export function sampleReceipt(copy: boolean): ReceiptView {
  const priced = priceSale(
    PRODUCTS.map((product) => ({
      unitPrice: centimos(product.unitPrice),
      quantity: quantity(product.quantity),
      discount: centimos(product.discount),
      taxClass: product.taxClass,
    })),
  );
  const rounding = centimos(-(priced.total % 10)), total = centimos(priced.total + rounding);
  const sale: Sale = {
    saleId: "muestra",
    ticketNumber: "T001-000123",
    registerId: "caja-1",
    cashSessionId: "turno-1",
    cashierId: "rosa",
    customerId: null,
    occurredAt: "2026-11-03T20:05:00.000Z" as Instant,
    lines: PRODUCTS.map((product, index) => {
      const line = priced.lines[index]!;
      return {
        lineId: product.name,
        productId: product.name,
        name: product.name,
        unit: product.unit,
        quantity: quantity(product.quantity),
        unitPriceCentimos: centimos(product.unitPrice),
        discountCentimos: line.discount,
        totalCentimos: line.total,
        taxClass: product.taxClass,
        igvBasisPoints: IGV_BASIS_POINTS,
        baseCentimos: line.base,
        igvCentimos: line.igv,
        costCentimos: null,
      };
    }),
    discountCentimos: priced.discount,
    roundingCentimos: rounding,
    totalCentimos: total,
    baseCentimos: priced.base,
    igvCentimos: priced.igv,
    tenders: [{
      method: "efectivo",
      amountCentimos: total,
      receivedCentimos: centimos(2000),
      changeCentimos: centimos(2000 - total),
      operationNumber: null,
    }],
  };
  return receiptOf(sale, {
    name: "Minimarket Lucha",
    address: "Jr. Puno 412, Cercado de Lima",
    ruc: "10456789012",
  }, {
    cashier: "Rosa",
    copy,
  });
}

const HOURS = [
  0,
  0,
  0,
  0,
  0,
  0,
  1250,
  4830,
  6120,
  3890,
  4410,
  7230,
  11890,
  9460,
  5210,
  4380,
  6720,
  8940,
  13270,
  15680,
  0,
  0,
  0,
  0,
];
const TYPICAL = [
  0,
  0,
  0,
  0,
  0,
  0,
  980,
  3900,
  5800,
  4200,
  4600,
  6900,
  9800,
  8700,
  5600,
  4700,
  6100,
  8200,
  12100,
  14300,
  11200,
  6400,
  1900,
  0,
];
export const sampleHours = HOURS.map((amount, hour) => ({
  label: `${hour % 12 || 12} ${hour < 12 ? "a." : "p."}\u00a0m.`,
  amount: centimos(amount),
  typical: centimos(TYPICAL[hour]!),
  href: `#hora-${hour}`,
}));

export const sampleRanking = [
  { label: "Arroz Costeño extra 5 kg", amount: centimos(4820), detail: "12 vendidas", href: "#arroz" },
  { label: "Aceite Primor 1 l", amount: centimos(3960), detail: "18 vendidas", href: "#aceite" },
  { label: "Leche Gloria tarro azul 400 g", amount: centimos(2210), detail: "41 vendidas", href: "#leche" },
  { label: "Papa canchán", amount: centimos(1480), detail: "22.350 kg", href: "#papa" },
  { label: "Pan francés", amount: centimos(-320), detail: "180 vendidas bajo su costo", href: "#pan" },
];

export const sampleDifferences = [0, 150, -320, 0, 40, -1250, 0, 0, 210, -80, 0, 630, 0, -40, 0].map((
  amount,
  index,
) => ({
  key: String(index),
  label: `${index + 1} nov`,
  detail: index % 2 ? "Rosa, caja 1" : "Luis, caja 2",
  amount: centimos(amount),
  href: `#turno-${index}`,
}));

export const sampleDays = [41200, 38900, 45300, 40100, 52700, 68400, 61200, 43800, 47100].map((
  amount,
  index,
) => ({
  label: `${index + 1} nov`,
  amount: centimos(amount),
}));
