import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { cashOfSales, cashSessionDecider } from "../domain/cash_session/decider.ts";
import { saleDecider, type SaleEvent, type SaleState } from "../domain/sale/decider.ts";
import type { CashSessionFact } from "../events/facts/cash_session.ts";
import type { Fact } from "../events/facts/mod.ts";
import { sessionById } from "../events/projections/cash_session/queries.ts";
import { at, event, id } from "../events/projections/history_testing.ts";
import { SHARED_PROJECTIONS } from "../events/projections/mod.ts";
import { today } from "../events/projections/owner/queries.ts";
import { ensureProjections } from "../events/projections/rebuild.ts";
import { runAsyncOnce } from "../events/projections/runner.ts";
import { MemoryStore } from "../events/projections/testing.ts";
import { buildSale, type CartLine } from "../kernel/checkout.ts";
import { type Centimos, centimos, sumCentimos, ZERO } from "../kernel/money.ts";
import { quantity } from "../kernel/quantity.ts";
import { refundAmount, refundMoney, type RefundWay, returnableOf } from "../kernel/refund.ts";

const SESSION = id(910), NOON = at("2026-11-17");

const line = fc.record({
  product: fc.integer({ min: 1, max: 3 }),
  price: fc.integer({ min: 1, max: 9_999 }),
  thousandths: fc.integer({ min: 1, max: 5_000 }),
});
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("sell" as const),
      lines: fc.array(line, { minLength: 1, maxLength: 3 }),
      perMille: fc.constantFrom(0, 100, 333),
      yape: fc.integer({ min: 0, max: 100 }),
      fiado: fc.integer({ min: 0, max: 100 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("refund" as const),
      sale: fc.nat(),
      line: fc.nat(),
      part: fc.integer({ min: 1, max: 5_000 }),
      restock: fc.boolean(),
      way: fc.constantFrom<RefundWay>("cash", "as_paid"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("void" as const), sale: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("move" as const),
      direction: fc.constantFrom("in" as const, "out" as const),
      amount: fc.integer({ min: 1, max: 5_000 }),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A drawer worked by the real deciders, with what it should hold counted by hand beside it. */
class Shift {
  readonly facts: Fact[] = [];
  readonly sales: SaleState[] = [];
  cash = 5_000;
  net = 0;
  tickets = 0;
  readonly stock = new Map<string, number>();
  session = cashSessionDecider.initial;
  #ref = 1;
  ref = () => id(20_000 + this.#ref++);

  constructor() {
    this.keep({
      type: "CashSessionOpened",
      data: {
        cashSessionId: SESSION,
        registerId: id(900),
        cashierId: id(920),
        floatCentimos: centimos(5_000),
      },
    });
  }

  keep(fact: CashSessionFact): void {
    this.facts.push(fact);
    this.session = cashSessionDecider.evolve(this.session, fact);
  }

  move(productId: string | null, by: number): void {
    if (productId !== null) this.stock.set(productId, (this.stock.get(productId) ?? 0) + by);
  }

  sell({ lines, perMille, yape, fiado }: Extract<Step, { kind: "sell" }>): void {
    const cart = {
      lines: lines.map(({ product, price, thousandths }): CartLine => ({
        lineId: this.ref(),
        productId: id(product),
        name: "Papa",
        unit: "kg",
        quantity: quantity(thousandths),
        unitPriceCentimos: centimos(price),
        unitCostCentimos: centimos(100),
        taxClass: "gravado",
        discountCentimos: ZERO,
      })),
      discount: perMille === 0 ? null : { kind: "percent" as const, perMille },
    };
    const frame = {
      saleId: this.ref(),
      ticketNumber: `T001-${String(this.sales.length + 1).padStart(6, "0")}`,
      registerId: id(900),
      cashSessionId: SESSION,
      cashierId: id(920),
      occurredAt: NOON,
    };
    const inCash = buildSale(cart, { exact: [], cashCentimos: centimos(99_999_999) }, frame);
    ok(inCash.ok);
    const total = sumCentimos(inCash.value.lines.map((line) => line.totalCentimos));
    const part = (percent: number, of: number) => centimos(Math.trunc(of * percent / 100));
    const byYape = part(yape, total), onCredit = part(fiado, total - byYape);
    const exact = ([["yape", byYape], ["fiado", onCredit]] as const).filter(([, amount]) => amount > 0)
      .map(([method, amountCentimos]) => ({ method, amountCentimos, operationNumber: null }));
    const built = buildSale(cart, { exact, cashCentimos: centimos(99_999_999), customerId: id(8) }, frame);
    ok(built.ok);
    const sale = built.value,
      surroundings = {
        session: "open" as const,
        products: new Map(),
        credit: null,
        delivery: [],
        numberTaken: false,
        discountPerMilleMax: 1_000,
        discountApproved: false,
        countsSince: [],
      };
    this.#decide(this.sales.push(saleDecider.initial) - 1, { type: "RegisterSale", sale, surroundings });
    this.cash += sumCentimos(
      sale.tenders.map((tender) =>
        tender.method === "efectivo" ? centimos(tender.receivedCentimos - tender.changeCentimos) : ZERO
      ),
    );
    this.net += sale.totalCentimos;
    this.tickets++;
    for (const { productId, quantity } of sale.lines) this.move(productId, -quantity);
  }

  giveBack(step: Extract<Step, { kind: "refund" | "void" }>): void {
    if (this.sales.length === 0) return;
    const index = step.sale % this.sales.length, state = this.sales[index]!;
    if (state.status === "none" || state.voided) return;
    const { sale, refunds } = state;
    const surroundings = { session: "open" as const, approved: true, cashierId: id(920), countsSince: [] };
    if (step.kind === "void") {
      if (refunds.length > 0) return;
      this.#decide(index, {
        type: "VoidSale",
        voidId: this.ref(),
        saleId: sale.saleId,
        reason: "x",
        surroundings,
      });
      this.tickets--;
      this.net -= sale.totalCentimos;
      this.cash -= sumCentimos(
        sale.tenders.filter(({ method }) => method === "efectivo").map((tender) => tender.amountCentimos),
      );
      for (const { productId, quantity } of sale.lines) this.move(productId, quantity);
      return;
    }
    const line = sale.lines[step.line % sale.lines.length]!;
    const part = Math.min(step.part, returnableOf(sale, refunds).quantityOf(line.lineId));
    if (part === 0) return;
    const amount: Centimos = refundAmount(sale, refunds, line.lineId, quantity(part));
    const money = refundMoney(sale, refunds, amount, step.way);
    const lines = [{
      lineId: line.lineId,
      quantity: quantity(part),
      restock: step.restock,
      totalCentimos: amount,
    }];
    const frame = { refundId: this.ref(), saleId: sale.saleId, cashSessionId: SESSION, reason: "x" };
    this.#decide(index, { type: "RefundSale", refund: { ...frame, lines, ...money }, surroundings });
    this.net -= money.totalCentimos;
    this.cash -= money.tenders.find(({ method }) => method === "efectivo")?.amountCentimos ?? 0;
    if (step.restock) this.move(line.productId, part);
  }

  moveCash({ direction, amount }: Extract<Step, { kind: "move" }>): void {
    if (direction === "out" && amount > this.cash) return;
    this.keep({
      type: "CashMoved",
      data: {
        movementId: this.ref(),
        cashSessionId: SESSION,
        cashierId: id(920),
        direction,
        amountCentimos: centimos(amount),
        reason: "sencillo",
      },
    });
    this.cash += direction === "in" ? amount : -amount;
  }

  #decide(index: number, command: Parameters<typeof saleDecider.decide>[0]): void {
    const decision = saleDecider.decide(command, this.sales[index]!);
    ok(decision.ok, JSON.stringify(decision));
    this.facts.push(...decision.value as readonly SaleEvent[]);
    this.sales[index] = decision.value.reduce(saleDecider.evolve, this.sales[index]!);
  }
}

Deno.test("on any shift: expected cash = float + Σ(received − change) ± movements − cash given back, and stock is what moved", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const shift = new Shift();
      for (const step of steps) {
        if (step.kind === "sell") shift.sell(step);
        else if (step.kind === "move") shift.moveCash(step);
        else shift.giveBack(step);
      }
      const store = new MemoryStore(SHARED_PROJECTIONS);
      await ensureProjections(store, SHARED_PROJECTIONS);
      store.record(...shift.facts.map((fact) => event(fact, NOON)));
      while ((await runAsyncOnce(store, SHARED_PROJECTIONS, 50)).some(({ behind }) => behind > 0));
      const drawer = (await sessionById(store.db, SESSION))!;
      equal(drawer.inDrawerCentimos, shift.cash);
      equal(
        drawer.floatCentimos + cashOfSales(drawer) + drawer.movementsInCentimos - drawer.movementsOutCentimos,
        shift.cash,
      );
      const closing = cashSessionDecider.decide(
        {
          type: "CloseCashSession",
          cashSessionId: SESSION,
          cashierId: id(920),
          counts: [],
          sales: drawer,
          zNumber: 1,
        },
        shift.session,
      );
      ok(closing.ok && closing.value[0]?.type === "CashSessionClosed");
      equal(closing.value[0].data.expectedCentimos, shift.cash);
      const figures = (await today(store.db, NOON)).figures;
      deepEqual([figures.netCentimos, figures.tickets], [shift.net, shift.tickets]);
      for (const [productId, expected] of shift.stock) {
        const row = await store.db.first<{ n: number }>(
          "SELECT on_hand AS n FROM stock WHERE product_id = ?",
          [productId],
        );
        equal(row?.n, expected);
      }
      const [sold] = await store.db.all<{ n: number | null }>(
        "SELECT sum(net_centimos) AS n FROM sales_hourly",
      );
      equal(sold?.n ?? 0, shift.net);
      store.close();
    }),
    { numRuns: 60 },
  );
});
