import assert from "node:assert/strict";
import fc from "fast-check";
import { type Instant, instantOf, limaDay } from "../../kernel/time.ts";
import { type KnownCredit, pairLines, type StatedCredit } from "./pair_lines.ts";
import { NEAR_MS, reconcile, type WalletCredit, type WalletSale } from "./reconcile.ts";

const NOON = 1_795_000_000_000;
const at = (seconds: number): Instant => instantOf(NOON + seconds * 1000);
const sale = (saleId: string, amountCentimos: number, seconds: number): WalletSale => ({
  saleId,
  ticketNumber: `T001-${saleId}`,
  amountCentimos,
  soldAt: at(seconds),
});
const money = (
  paymentId: string,
  amountCentimos: number,
  seconds: number,
  ...saleIds: string[]
): WalletCredit => ({
  paymentId,
  amountCentimos,
  occurredAt: at(seconds),
  saleIds,
});

Deno.test("a credit that was counted for a sale is that sale's, whatever its amount; the rest by amount and nearness", () => {
  const found = reconcile(
    [sale("1", 500, 0), sale("2", 500, 60), sale("3", 900, 0), sale("4", 500, 9_000)],
    [
      money("a", 500, 50, "1"),
      money("b", 500, 70),
      money("c", 700, 0),
      money("d", 500, 9_000 + NEAR_MS / 1000 + 1),
    ],
  );
  assert.deepEqual(
    found.matched.map(({ sale, credit }) => `${sale.saleId}${credit.paymentId}`).toSorted(),
    ["1a", "2b"],
  );
  assert.deepEqual(found.salesWithoutMoney.map(({ saleId }) => saleId), ["3", "4"]);
  assert.deepEqual(found.moneyWithoutSale.map(({ paymentId }) => paymentId), ["c", "d"]);
});

Deno.test("no sale and no credit is counted twice, and none is lost, in any order", () => {
  const zSales = fc.array(fc.tuple(fc.constantFrom(500, 700), fc.integer({ min: 0, max: 3_000 })), {
    maxLength: 12,
  });
  const run = (property: fc.IProperty<unknown>) => fc.assert(property, { seed: 7, numRuns: 500 });
  run(fc.property(zSales, zSales, (sold, seen) => {
    const sales = sold.map(([amount, seconds], i) => sale(`s${String(i).padStart(2, "0")}`, amount, seconds));
    const credits = seen.map(([amount, seconds], i) =>
      money(`c${String(i).padStart(2, "0")}`, amount, seconds)
    );
    const forward = reconcile(sales, credits), backward = reconcile(sales.toReversed(), credits.toReversed());
    assert.equal(forward.matched.length + forward.salesWithoutMoney.length, sales.length);
    assert.equal(forward.matched.length + forward.moneyWithoutSale.length, credits.length);
    assert.equal(new Set(forward.matched.map(({ credit }) => credit)).size, forward.matched.length);
    for (const { sale, credit } of forward.matched) assert.equal(sale.amountCentimos, credit.amountCentimos);
    const pairs = ({ matched }: typeof forward) =>
      matched.map(({ sale, credit }) => `${sale.saleId}${credit.paymentId}`).toSorted();
    assert.deepEqual(pairs(backward), pairs(forward));
  }));
});

const line = (row: number, amountCentimos: number, more: Partial<StatedCredit> = {}): StatedCredit => ({
  row,
  day: limaDay(at(0)),
  at: null,
  amountCentimos,
  payer: null,
  operationNumber: null,
  ...more,
});
const known = (
  paymentId: string,
  amountCentimos: number,
  seconds: number,
  more: Partial<KnownCredit> = {},
): KnownCredit => ({
  paymentId,
  occurredAt: at(seconds),
  amountCentimos,
  payer: null,
  operationNumbers: [],
  ...more,
});
const paired = (lines: readonly StatedCredit[], credits: readonly KnownCredit[]) =>
  [...pairLines(lines, credits)].map(([row, { paymentId }]) => `${row}${paymentId}`).toSorted();

Deno.test("a line is the credit of its number, else the nearest equal one whose name agrees, and no credit is two lines", () => {
  const ana = { name: "Ana Per*", masked: true }, rosa = { name: "ROSA DIAZ", masked: false };
  assert.deepEqual(
    paired([line(1, 500, { operationNumber: "0344" })], [
      known("a", 500, 0),
      known("b", 500, 80_000, { operationNumbers: ["0344"] }),
    ]),
    ["1b"],
  );
  assert.deepEqual(
    paired([line(1, 500, { operationNumber: "0344" })], [
      known("a", 500, 0, { operationNumbers: ["0999"] }),
    ]),
    [],
  );
  assert.deepEqual(
    paired([line(1, 500, { at: at(10) }), line(2, 500, { at: at(100) })], [
      known("a", 500, 95),
      known("b", 500, 12),
    ]),
    ["1b", "2a"],
  );
  assert.deepEqual(paired([line(1, 500, { at: at(0) })], [known("a", 500, 181)]), []);
  assert.deepEqual(paired([line(1, 500, { payer: rosa })], [known("a", 500, 0, { payer: ana })]), []);
  assert.deepEqual(paired([line(1, 500), line(2, 500)], [known("a", 500, 0)]), ["1a"]);
  assert.deepEqual(paired([line(1, 500)], [known("a", 500, 86_400)]), [], "of another day");
});
