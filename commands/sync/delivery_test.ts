/** What the network and many tills at once can do to a delivery, and what the ledger is afterwards (features §3). */
import assert from "node:assert/strict";
import fc from "fast-check";
import { verifyLog } from "../../events/log/verifier.ts";
import { signedText } from "../../domain/device/signed_text.ts";
import { repeatedNumbers, seriesGaps } from "../../events/projections/sales/series_report.ts";
import { saleList } from "../../events/projections/sales/queries.ts";
import { stockOf } from "../../events/projections/stock/queries.ts";
import { seriesOfDevice } from "../../events/projections/pairing/queries.ts";
import type { NewProduct, PushCommand } from "../../kernel/sync.ts";
import { ticketNumber } from "../../kernel/ticket.ts";
import {
  builtSale,
  openedSession,
  stocked,
  taken,
  type TestShop,
  withShop,
} from "../../tests/support/test_shop.ts";
import { parkedIn, sell, TestTill } from "../../tests/support/test_till.ts";
import { ledgerSource } from "../ledger/ledger_source.ts";

/** A paired till with sales in its own series, signed. */
async function loadedTill(shop: TestShop, rice: NewProduct, cashSessionId: string, sales: number) {
  const till = new TestTill(shop);
  await till.pair();
  const [{ series, from } = { series: "", from: 1 }] = await seriesOfDevice(shop.store.db, till.deviceId);
  for (let n = 0; n < sales; n++) {
    const sale = builtSale(shop, { cashSessionId, number: from + n }, [[rice, 1000]]);
    till.write("RegisterSale", { sale: { ...sale, ticketNumber: ticketNumber(series, from + n) } });
  }
  return { till, commands: await till.signed() };
}

/** All that must not depend on the way things came. */
async function booked(shop: TestShop, rice: NewProduct) {
  const source = ledgerSource((sql, args) => shop.store.db.all(sql, args)),
    { head, lastPos } = await source.end();
  const { origin } = shop.store, rows = source.rows(0, lastPos);
  const report = await verifyLog({ rows, checkpoints: [], head, origin, keys: [], devices: { signedText } });
  const sales = await saleList(shop.store.db, { limit: 1000 });
  return {
    faults: report.faults,
    tickets: sales.map((sale) => sale.ticketNumber).sort(),
    flags: sales.flatMap((sale) => sale.flags),
    totalCentimos: sales.reduce((sum, sale) => sum + sale.totalCentimos, 0),
    onHand: (await stockOf(shop.store.db, [rice.productId])).get(rice.productId)?.onHand,
    gaps: await seriesGaps(shop.store.db, 10),
    parked: (await parkedIn(shop)).length,
  };
}

const SALES = 6, TILLS = 3;

Deno.test("delivery: whatever is cut, repeated and overtaken, the ledger is the one of an honest network", async () => {
  const anySend = fc.record({
    till: fc.nat(TILLS - 1),
    from: fc.nat(SALES - 1),
    many: fc.integer({ min: 1, max: SALES }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(anySend, { maxLength: 14 }),
      fc.boolean(),
      (sends, atOnce) =>
        withShop(async (shop) => {
          const rice = await stocked(shop, "Arroz", 99_000), cashSessionId = await openedSession(shop);
          const tills: Awaited<ReturnType<typeof loadedTill>>[] = [];
          for (let n = 0; n < TILLS; n++) tills.push(await loadedTill(shop, rice, cashSessionId, SALES));
          // A part of an outbox, cut anywhere: a hole is answered and changes nothing.
          const parts = sends.map(({ till, from, many }) => () =>
            tills[till]!.till.send(tills[till]!.commands.slice(from, from + many), from)
          );
          if (atOnce) await Promise.all(parts.map((send) => send()));
          else for (const send of parts) await send();
          for (const { till, commands } of tills) {
            for (let n = 0; n < 2; n++) await till.sent(commands);
          }
          const { tickets, ...books } = await booked(shop, rice);
          assert.equal(new Set(tickets).size, TILLS * SALES);
          assert.deepEqual(books, {
            faults: [],
            flags: [],
            totalCentimos: TILLS * SALES * 490,
            onHand: 99_000 - TILLS * SALES * 1000,
            gaps: [],
            parked: 0,
          });
        }),
    ),
    { numRuns: 8 },
  );
});

Deno.test("delivery: fifty tills at once, each sending twice, book each sale once and no other", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 999_000), cashSessionId = await openedSession(shop);
    const tills = [];
    for (let n = 0; n < 50; n++) tills.push(await loadedTill(shop, rice, cashSessionId, 6));
    const said = await Promise.all(
      tills.flatMap(({ till, commands }) => [till.send(commands), till.send(commands)]),
    );
    const statuses = said.flatMap((answer) =>
      answer.ok ? answer.value.results.map(({ status }) => status) : ["refused"]
    );
    assert.equal(statuses.filter((status) => status === "applied").length, 300);
    assert.equal(statuses.filter((status) => status === "duplicate").length, 300);
    const { tickets, ...books } = await booked(shop, rice);
    assert.equal(new Set(tickets).size, 300);
    assert.deepEqual(books, {
      faults: [],
      flags: [],
      totalCentimos: 300 * 490,
      onHand: 999_000 - 300_000,
      gaps: [],
      parked: 0,
    });
  }));

Deno.test("delivery: one ticket number from eight tills at the same instant is one ticket and seven flags", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 99_000), cashSessionId = await openedSession(shop);
    const tills = Array.from({ length: 8 }, () => new TestTill(shop));
    for (const till of tills) sell(shop, till, cashSessionId, 7, rice);
    const answers = await Promise.all(tills.map((till) => till.send()));
    const codes = answers.map((answer) => taken(answer).results[0]?.code ?? "first").sort();
    assert.deepEqual(codes, ["first", ...Array.from({ length: 7 }, () => "number_reused")]);
    const [repeated] = await repeatedNumbers(shop.store.db, 9);
    assert.deepEqual([repeated?.ticketNumber, repeated?.saleIds.length], ["T001-000007", 8]);
  }));

Deno.test("delivery: a poison command is set aside wherever it stands, and all the others are booked", () =>
  fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.nat(SALES - 1), { maxLength: 3 }),
      (poisoned) =>
        withShop(async (shop) => {
          const rice = await stocked(shop, "Arroz", 99_000), cashSessionId = await openedSession(shop);
          const { till } = await loadedTill(shop, rice, cashSessionId, SALES);
          for (const at of poisoned) {
            till.outbox[at] = { ...till.outbox[at]!, payload: { sale: null } } as unknown as PushCommand;
          }
          const { said, lastSeq } = await till.sent(await till.signed());
          assert.equal(lastSeq, SALES);
          assert.equal(said.filter((word) => word === "applied").length, SALES - poisoned.length);
          const { faults, parked } = await booked(shop, rice);
          assert.deepEqual([faults, parked], [[], poisoned.length]);
        }),
    ),
    { numRuns: 8 },
  ));
