import { deepEqual, equal } from "node:assert/strict";
import type { Fact } from "../../facts/mod.ts";
import { quantity } from "../../../kernel/quantity.ts";
import { catalogueProjection } from "../catalogue/projection.ts";
import { at, event, id, product, saleFact } from "../history_testing.ts";
import { ensureProjections } from "../rebuild.ts";
import { MemoryStore } from "../testing.ts";
import { stockProjection } from "./projection.ts";
import { firstCountsSince, kardex, onHandAt, stockFlags, stockList, stockOf } from "./queries.ts";

const ALL = [catalogueProjection, stockProjection];
async function shop(): Promise<MemoryStore> {
  const store = new MemoryStore(ALL);
  await ensureProjections(store, ALL);
  return store;
}
const added = (n: number, rest = {}): Fact => ({ type: "ProductAdded", data: { product: product(n, rest) } });
const received = (n: number, amount: number, ref = 500): Fact => ({
  type: "StockReceived",
  data: {
    receiptId: id(ref),
    lines: [{ productId: id(n), quantity: quantity(amount), unitCostCentimos: null }],
    note: null,
  },
});
const counted = (n: number, amount: number, expected: number, time: string, ref = 600): Fact => ({
  type: "StockCounted",
  data: {
    countId: id(ref),
    productId: id(n),
    countedAt: at("2026-11-17", time),
    counted: quantity(amount),
    expected: quantity(expected),
    difference: quantity(amount - expected),
  },
});
const sold = (sale: number, time: string, ...lines: [number, number][]) =>
  event(saleFact({
    sale,
    at: at("2026-11-17", time),
    lines: lines.map(([product, quantity]) => ({ product, quantity, total: 100 })),
  }));

Deno.test("a sale moves stock once per product, below zero if need be, and the kardex runs the balance", async () => {
  const store = await shop();
  store.record(event(received(1, 2_000), at("2026-11-17", "08:00")));
  store.record(sold(1, "09:00", [1, 1_500], [1, 1_000], [2, 575]));
  const stock = await stockOf(store.db, [id(1), id(2), id(3)]);
  deepEqual([...stock].map(([product, { onHand, kept }]) => [product, onHand, kept]), [
    [id(1), -500, true],
    [id(2), -575, false],
  ]);
  deepEqual(await kardex(store.db, id(1), { limit: 10 }), [
    { pos: 2, delta: -2_500, balance: -500, kind: "sale", ref: id(1), occurredAt: at("2026-11-17", "09:00") },
    {
      pos: 1,
      delta: 2_000,
      balance: 2_000,
      kind: "receipt",
      ref: id(500),
      occurredAt: at("2026-11-17", "08:00"),
    },
  ]);
  deepEqual((await kardex(store.db, id(1), { before: 2, limit: 10 })).map(({ pos }) => pos), [1]);
  store.close();
});

Deno.test("counted while selling: what was sold after the count stays sold", async () => {
  const store = await shop();
  store.record(event(received(1, 10_000), at("2026-11-17", "08:00")));
  store.record(sold(1, "10:00", [1, 1_000]), sold(2, "11:00", [1, 2_000]));
  equal(await onHandAt(store.db, id(1), at("2026-11-17", "10:30")), 9_000);
  store.record(event(counted(1, 8_000, 9_000, "10:30"), at("2026-11-17", "11:30")));
  const state = (await stockOf(store.db, [id(1)])).get(id(1))!;
  equal(state.onHand, 6_000);
  deepEqual(state.lastCount, { countId: id(600), counted: 8_000, countedAt: at("2026-11-17", "10:30") });
  deepEqual(
    [
      await onHandAt(store.db, id(1), at("2026-11-17", "10:30")),
      await onHandAt(store.db, id(1), at("2026-11-17", "12:00")),
    ],
    [8_000, 6_000],
  );
  store.close();
});

Deno.test("a sale from before the count that comes after it: its count is found, and corrected at the moment of the count", async () => {
  const store = await shop();
  store.record(event(received(1, 10_000), at("2026-11-17", "08:00")));
  store.record(event(counted(1, 7_000, 10_000, "10:00", 601), at("2026-11-17", "10:05")));
  store.record(event(counted(1, 7_000, 7_000, "12:00", 602), at("2026-11-17", "12:05")));
  deepEqual(await firstCountsSince(store.db, [id(1), id(2)], at("2026-11-17", "09:00")), [
    { countId: id(601), productId: id(1) },
  ]);
  deepEqual(await firstCountsSince(store.db, [id(1)], at("2026-11-17", "11:00")), [
    { countId: id(602), productId: id(1) },
  ]);
  deepEqual(await firstCountsSince(store.db, [id(1)], at("2026-11-17", "13:00")), []);
  store.record(sold(1, "09:00", [1, 3_000]), {
    ...event({
      type: "StockCountCorrected",
      data: { countId: id(601), productId: id(1), saleId: id(1), quantity: quantity(3_000) },
    }, at("2026-11-17", "15:00")),
  });
  equal((await stockOf(store.db, [id(1)])).get(id(1))!.onHand, 7_000);
  equal(await onHandAt(store.db, id(1), at("2026-11-17", "09:30")), 7_000);
  equal(await onHandAt(store.db, id(1), at("2026-11-17", "10:00")), 7_000);
  store.close();
});

Deno.test("an import opens stock, and its undo takes back what it opened but not what was sold", async () => {
  const store = await shop();
  const change = { before: null, after: product(1), openingStock: quantity(5_000) };
  const part = { importId: id(700), part: 1, parts: 1 };
  store.record(event({
    type: "CatalogueImported",
    data: { ...part, fileName: "a.csv", fileSha256: "0".repeat(64), changes: [change] },
  }));
  store.record(sold(1, "09:00", [1, 1_000]));
  store.record(event({
    type: "CatalogueImportUndone",
    data: {
      ...part,
      changes: [{ before: product(1), after: product(1, { active: false }), openingStock: quantity(-5_000) }],
    },
  }));
  equal((await stockOf(store.db, [id(1)])).get(id(1))!.onHand, -1_000);
  deepEqual((await kardex(store.db, id(1), { limit: 9 })).map(({ kind, balance }) => [kind, balance]), [
    ["import_undone", -1_000],
    ["sale", 4_000],
    ["opening", 5_000],
  ]);
  store.close();
});

Deno.test("the stock list says what is short, finds by word and pages", async () => {
  const store = await shop();
  store.record(
    event(added(1, { name: "Ñoquis", minStock: quantity(3_000) })),
    event(added(2, { name: "Arroz Costeño" })),
    event(added(3, { name: "Azúcar rubia" })),
    event(added(4, { name: "Aceite", active: false })),
  );
  store.record(event(received(1, 2_000)), sold(1, "09:00", [2, 1_000]));
  const names = async (options: Omit<Parameters<typeof stockList>[1], "limit">) =>
    (await stockList(store.db, { ...options, limit: 10 })).items.map(({ name, flag }) => [name, flag]);
  deepEqual(await names({}), [["Arroz Costeño", "negative"], ["Azúcar rubia", null], [
    "Ñoquis",
    "below_minimum",
  ]]);
  deepEqual(await names({ flag: "below_minimum" }), [["Ñoquis", "below_minimum"]]);
  deepEqual(await names({ query: "ñoq" }), [["Ñoquis", "below_minimum"]]);
  deepEqual(await stockFlags(store.db), { negative: 1, below_minimum: 1 });
  const first = await stockList(store.db, { limit: 2 });
  const second = await stockList(store.db, { limit: 2, cursor: first.next! });
  deepEqual([first.items.length, second.items.map(({ name }) => name), second.next], [2, ["Ñoquis"], null]);
  store.close();
});
