import fc from "fast-check";
import type { Product } from "../facts/catalogue.ts";
import type { Fact } from "../facts/mod.ts";
import type { ReturnFlag } from "../facts/returns.ts";
import type { SaleFlag } from "../facts/sales.ts";
import { centimos } from "../../kernel/money.ts";
import { quantity } from "../../kernel/quantity.ts";
import type { Sale, SaleLine, TenderMethod } from "../../kernel/sale.ts";
import { type Instant, instantOf } from "../../kernel/time.ts";
import type { TestEvent } from "./testing.ts";

/** Ids a person can read in a failing test: `id(7)`. */
export const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;

/** `at("2026-11-17", "15:05")` is that minute in Lima. */
export const at = (day: string, time = "12:00"): Instant =>
  instantOf(Date.parse(`${day}T${time}:00.000-05:00`));

export function product(n: number, rest: Partial<Product> = {}): Product {
  return {
    productId: id(n),
    name: `Producto ${n}`,
    barcodes: [],
    code: null,
    unit: "unidad",
    priceCentimos: centimos(100),
    costCentimos: null,
    taxClass: "gravado",
    category: null,
    minStock: null,
    favourite: false,
    active: true,
    ...rest,
  };
}

/** Of a closing that knows of nothing given back. */
export const NOTHING_BACK = {
  count: 0,
  totalCentimos: centimos(0),
  byTender: {
    efectivo: centimos(0),
    yape: centimos(0),
    plin: centimos(0),
    tarjeta: centimos(0),
    fiado: centimos(0),
  },
};

export interface BackSpec {
  readonly ref: number;
  readonly sale?: number;
  readonly session?: number;
  readonly soldAt?: Instant;
  readonly lines: readonly (LineSpec & { readonly restock?: boolean })[];
  readonly method?: TenderMethod;
  readonly flags?: readonly ReturnFlag[];
}

function backData(spec: BackSpec) {
  const total = centimos(spec.lines.reduce((sum, line) => sum + line.total, 0));
  return {
    saleId: id(spec.sale ?? spec.ref + 100_000),
    cashSessionId: id(spec.session ?? 910),
    cashierId: id(920),
    soldAt: spec.soldAt ?? at("2026-11-17"),
    customerId: null,
    reason: "llegó abierto",
    lines: spec.lines.map((line, i) => ({
      lineId: id(spec.ref * 1_000 + i),
      productId: line.product === null ? null : id(line.product),
      quantity: quantity(line.quantity ?? 1_000),
      restock: line.restock ?? true,
      discountCentimos: centimos(0),
      totalCentimos: centimos(line.total),
      baseCentimos: centimos(line.total),
      igvCentimos: centimos(0),
      costCentimos: line.cost === undefined || line.cost === null ? null : centimos(line.cost),
    })),
    discountCentimos: centimos(0),
    roundingCentimos: centimos(0),
    totalCentimos: total,
    baseCentimos: total,
    igvCentimos: centimos(0),
    tenders: [{ method: spec.method ?? "efectivo" as const, amountCentimos: total }],
    flags: [...spec.flags ?? []],
  };
}
export const voidFact = (spec: BackSpec): Fact => ({
  type: "SaleVoided",
  data: { voidId: id(spec.ref), ...backData(spec) },
});
export const refundFact = (spec: BackSpec): Fact => ({
  type: "SaleRefunded",
  data: { refundId: id(spec.ref), ...backData(spec) },
});

export interface LineSpec {
  readonly product: number | null;
  readonly quantity?: number;
  readonly total: number;
  readonly cost?: number | null;
}

export interface SaleSpec {
  readonly sale: number;
  readonly session?: number;
  readonly ticket?: string;
  readonly at?: Instant;
  readonly lines: readonly LineSpec[];
  readonly tenders?: readonly (readonly [TenderMethod, number])[];
  readonly flags?: readonly SaleFlag[];
  readonly customer?: number | undefined;
}

/** A sale whose figures agree. Paid in cash unless said otherwise. */
export function saleFact(spec: SaleSpec): Fact & { readonly type: "SaleRegistered" } {
  const total = centimos(spec.lines.reduce((sum, line) => sum + line.total, 0));
  const sale: Sale = {
    saleId: id(spec.sale),
    ticketNumber: spec.ticket ?? `T001-${String(spec.sale).padStart(6, "0")}`,
    registerId: id(900),
    cashSessionId: id(spec.session ?? 910),
    cashierId: id(920),
    customerId: spec.customer === undefined ? null : id(spec.customer),
    occurredAt: spec.at ?? at("2026-11-17"),
    lines: spec.lines.map((line, i): SaleLine => ({
      lineId: id(spec.sale * 1_000 + i),
      productId: line.product === null ? null : id(line.product),
      name: "Producto",
      unit: "unidad",
      quantity: quantity(line.quantity ?? 1_000),
      unitPriceCentimos: centimos(line.total),
      discountCentimos: centimos(0),
      totalCentimos: centimos(line.total),
      taxClass: "inafecto",
      igvBasisPoints: 1_800,
      baseCentimos: centimos(line.total),
      igvCentimos: centimos(0),
      costCentimos: line.cost === undefined || line.cost === null ? null : centimos(line.cost),
    })),
    discountCentimos: centimos(0),
    roundingCentimos: centimos(0),
    totalCentimos: total,
    baseCentimos: total,
    igvCentimos: centimos(0),
    tenders: (spec.tenders ?? [["efectivo", total]]).map(([method, amount]) => ({
      method,
      amountCentimos: centimos(amount),
      receivedCentimos: centimos(amount),
      changeCentimos: centimos(0),
      operationNumber: null,
    })),
  };
  const { cashierName: _, ...kept } = sale;
  const data = {
    sale: { ...kept, lines: [...kept.lines], tenders: [...kept.tenders] },
    flags: [...spec.flags ?? []],
  };
  return { type: "SaleRegistered", data };
}

/** A fact as the log would hold it, at the moment it says or at the one given. */
export const event = (fact: Fact, occurredAt?: Instant): TestEvent => ({
  ...fact,
  ...(fact.type === "SaleRegistered"
    ? { occurredAt: fact.data.sale.occurredAt }
    : occurredAt === undefined
    ? {}
    : { occurredAt }),
});

const method = fc.constantFrom<TenderMethod>("efectivo", "yape", "plin", "tarjeta", "fiado");
const someProduct = fc.integer({ min: 1, max: 6 });
const moment = fc.integer({ min: 0, max: 60 * 24 * 40 }).map((minute) =>
  instantOf(Date.parse("2026-10-10T00:00:00.000Z") + minute * 60_000)
);

const sales = fc.record({
  session: fc.integer({ min: 910, max: 913 }),
  at: moment,
  lines: fc.array(
    fc.record({
      product: fc.option(someProduct, { freq: 5 }),
      quantity: fc.integer({ min: 1, max: 9_000 }),
      total: fc.integer({ min: 0, max: 50_000 }),
      cost: fc.option(fc.integer({ min: 0, max: 40_000 })),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  split: fc.tuple(method, method, fc.integer({ min: 0, max: 100 })),
  customer: fc.option(fc.integer({ min: 930, max: 932 }), { nil: undefined }),
  flags: fc.subarray<SaleFlag>(["oversold", "price_changed", "number_reused"]),
});

const other = fc.oneof(
  fc.record({
    isVoid: fc.boolean(),
    session: fc.integer({ min: 910, max: 913 }),
    soldAt: moment,
    method,
    lines: fc.array(
      fc.record({
        product: fc.option(someProduct, { freq: 5 }),
        quantity: fc.integer({ min: 1, max: 9_000 }),
        total: fc.integer({ min: 0, max: 50_000 }),
        cost: fc.option(fc.integer({ min: 0, max: 40_000 })),
        restock: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  }).map(({ isVoid, ...spec }) => (ref: number): Fact => (isVoid ? voidFact : refundFact)({ ref, ...spec })),
  fc.record({ product: someProduct, n: fc.integer({ min: 1, max: 50_000 }) }).map(
    ({ product, n }) => (ref: number): Fact => ({
      type: "StockReceived",
      data: {
        receiptId: id(ref),
        lines: [{ productId: id(product), quantity: quantity(n), unitCostCentimos: null }],
        note: null,
      },
    }),
  ),
  fc.record({ product: someProduct, n: fc.integer({ min: 1, max: 5_000 }) }).map(
    ({ product, n }) => (ref: number): Fact => ({
      type: "StockWrittenOff",
      data: { lossId: id(ref), productId: id(product), quantity: quantity(n), reason: "merma" },
    }),
  ),
  fc.record({
    product: someProduct,
    counted: fc.integer({ min: 0, max: 9_000 }),
    difference: fc.integer({ min: -9_000, max: 9_000 }),
    at: moment,
  })
    .map(({ product, counted, difference, at }) => (ref: number): Fact => ({
      type: "StockCounted",
      data: {
        countId: id(ref),
        productId: id(product),
        countedAt: at,
        counted: quantity(counted),
        expected: quantity(counted - difference),
        difference: quantity(difference),
      },
    })),
  fc.record({
    session: fc.integer({ min: 910, max: 913 }),
    amount: fc.integer({ min: 1, max: 20_000 }),
    direction: fc.constantFrom("in" as const, "out" as const),
  })
    .map(({ session, amount, direction }) => (ref: number): Fact => ({
      type: "CashMoved",
      data: {
        movementId: id(ref),
        cashSessionId: id(session),
        cashierId: id(920),
        direction,
        amountCentimos: centimos(amount),
        reason: "sencillo",
      },
    })),
  fc.record({
    customer: fc.integer({ min: 930, max: 932 }),
    kind: fc.constantFrom("added", "limit", "opened", "paid", "paid", "erased"),
    amount: fc.integer({ min: 1, max: 20_000 }),
  }).map(({ customer, kind, amount }) => (ref: number): Fact => {
    const customerId = id(customer), amountCentimos = centimos(amount);
    const terms = { limitCentimos: amountCentimos, maxAgeDays: amount % 2 ? null : 30 };
    if (kind === "added") return { type: "CustomerAdded", data: { customerId, ...terms } };
    if (kind === "limit") return { type: "CreditLimitSet", data: { customerId, ...terms } };
    if (kind === "erased") return { type: "CustomerErased", data: { customerId } };
    if (kind === "opened") {
      return { type: "CreditOpened", data: { debtId: id(ref), customerId, amountCentimos } };
    }
    const data = { paymentId: id(ref), customerId, amountCentimos, cashierId: id(920), cashSessionId: null };
    return { type: "CreditPaid", data: { ...data, method: "yape", operationNumber: null } };
  }),
  fc.record({ product: someProduct, active: fc.boolean(), code: fc.constantFrom("A", "B", null) })
    .map(({ product: n, active, code }) => (ref: number): Fact => ({
      type: "CatalogueImported",
      data: {
        importId: id(ref),
        part: 1,
        parts: 1,
        fileName: "lista.csv",
        fileSha256: "0".repeat(64),
        changes: [{
          before: null,
          after: product(n, { active, code }),
          openingStock: active ? quantity(n * 1_000) : null,
        }],
      },
    })),
);

/** Any log of a shop: nothing in it need make sense to a decider, since a read model never judges. */
export const history: fc.Arbitrary<TestEvent[]> = fc
  .array(fc.oneof({ weight: 3, arbitrary: sales }, { weight: 2, arbitrary: other }), { maxLength: 40 })
  .map((steps) =>
    steps.map((step, i) => {
      if (typeof step === "function") return event(step(5_000 + i), at("2026-11-01"));
      const total = step.lines.reduce((sum, line) => sum + line.total, 0);
      const [first, second, percent] = step.split, part = Math.trunc(total * percent / 100);
      return event(saleFact({ ...step, sale: 1_000 + i, tenders: [[first, part], [second, total - part]] }));
    })
  );
