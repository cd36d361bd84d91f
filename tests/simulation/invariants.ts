import assert from "node:assert/strict";
import { verifyLedger } from "../../commands/ledger/verify_ledger.ts";
import { ledgerSource } from "../../commands/ledger/ledger_source.ts";
import { checkpointSigner } from "../../commands/ledger/sign_checkpoint.ts";
import { FACTS, PROJECTIONS } from "../../compose.ts";
import { parseVerifierKey } from "../../events/log/verifier_key.ts";
import type { FactOf } from "../../events/facts/define_fact.ts";
import type { DeviceCommandParked } from "../../events/facts/device.ts";
import { runAsyncOnce } from "../../events/projections/runner.ts";
import { openKeystore } from "../../events/store/keystore.ts";
import { gateProjection } from "../../events/store/gate.ts";
import type { Recorded, TenantStore } from "../../events/store/types.ts";
import type { Sale } from "../../kernel/sale.ts";
import type { ClosedSession } from "../../kernel/sync.ts";
import { taken } from "../support/test_shop.ts";
import type { Books } from "./books.ts";
import { drawerOf } from "./drawer_count.ts";
import type { Scene } from "./scenario.ts";

/** Refusals a command may meet though its tablet did nothing wrong; everything else must have its effect. */
const MAY_BE_PARKED: Readonly<Record<string, readonly string[]>> = {
  CountStock: ["CountInFuture", "CountSuperseded"],
  RegisterSale: ["SalesBlocked"],
  MoveCash: ["DrawerShort"], // money of a sale that was set aside is in the drawer and not in the ledger
};
/** A server put back to an earlier day has forgotten drawers that were opened since. */
const MAY_BE_PARKED_AFTER_RESTORE: typeof MAY_BE_PARKED = {
  ...MAY_BE_PARKED,
  MoveCash: ["SessionNotOpened", "SessionClosed", "DrawerShort"],
  CloseCashSession: ["SessionNotOpened", "SessionClosed"],
  OpenCashSession: ["RegisterBusy"],
  CountStock: ["CountInFuture", "CountSuperseded", "ProductUnknown"],
};

/** Everything that must be true once all tablets have been heard. Throws at the first that is not. */
export async function holdInvariants(scene: Scene, keysDir: string): Promise<void> {
  const { books, server: { store } } = scene;
  for (let behind = true; behind;) {
    behind = (await runAsyncOnce(store, PROJECTIONS)).some((run) => run.behind > 0);
  }
  const events = await allEvents(store);
  const parked = holdParked(events, books);
  holdSales(events, books, parked);
  holdChains(events);
  await holdStock(store, events, books, parked);
  if (books.restores === 0) holdClosings(events, books, parked);
  await holdVerifier(store, keysDir);
}

async function allEvents(store: TenantStore): Promise<Recorded[]> {
  const events: Recorded[] = [];
  for (let more = true; more;) {
    const page = await store.read({ after: events.at(-1)?.pos ?? 0, limit: 2_000 });
    events.push(...page);
    more = page.length === 2_000;
  }
  return events;
}

/** Ids of the commands that were set aside, each for a reason it may have. */
function holdParked(events: readonly Recorded[], books: Books): ReadonlySet<string> {
  const allowed = books.restores > 0 ? MAY_BE_PARKED_AFTER_RESTORE : MAY_BE_PARKED;
  const parked = new Set<string>();
  for (const event of events) {
    if (event.type !== "DeviceCommandParked") continue;
    const { cmdId, commandType, reason } = event.data as FactOf<typeof DeviceCommandParked>["data"];
    const [code = ""] = reason.split(" ");
    if (code === "Duplicate") continue; // had its effect before, at another place of a chain
    assert.ok(allowed[commandType]?.includes(code), `${commandType} ${cmdId} was set aside: ${reason}`);
    parked.add(cmdId);
  }
  return parked;
}

const saleOf = (event: Recorded): Sale => (event.data as { sale: Sale }).sale;

function holdSales(events: readonly Recorded[], books: Books, parked: ReadonlySet<string>): void {
  const recorded = events.filter(({ type }) => type === "SaleRegistered").map(saleOf);
  const kept = books.of("RegisterSale"), due = kept.filter(({ cmdId }) => !parked.has(cmdId));
  const counted = Map.groupBy(recorded, ({ saleId }) => saleId);
  const missing = due.filter(({ payload }) => !counted.has(payload.sale.saleId));
  assert.deepEqual(missing.map(({ payload }) => payload.sale.ticketNumber), [], "sales that were lost");
  const doubled = [...counted.values()].filter((sales) => sales.length > 1);
  assert.deepEqual(doubled.map(([sale]) => sale!.ticketNumber), [], "sales that are there twice");
  const known = new Set(kept.map(({ payload }) => payload.sale.saleId));
  for (const saleId of books.shown) {
    assert.ok(known.has(saleId), `${saleId} was shown as sold and never kept`);
  }
  for (const sale of recorded) {
    assert.ok(known.has(sale.saleId), `${sale.saleId} is in the ledger and no tablet ever kept it`);
    const meant = books.meant.get(sale.saleId)!;
    const cash = sale.tenders.filter(({ method }) => method === "efectivo")
      .reduce((sum, tender) => sum + tender.receivedCentimos - tender.changeCentimos, 0);
    assert.deepEqual(
      { total: sale.totalCentimos, cash },
      { total: meant.totalCentimos, cash: meant.cashCentimos },
      `money of ${sale.ticketNumber}`,
    );
  }
  holdNumbers(events, books);
}

/**
 * No two sales bear one number. The one exception is a tablet that sold before the shop had ever answered it: it numbers as
 * its register always did, and where another device does so too, the sale that comes later carries the flag.
 */
function holdNumbers(events: readonly Recorded[], books: Books): void {
  const beforeTakenIn = new Set(
    books.of("RegisterSale").filter(({ sig }) => !sig).map(({ payload }) => payload.sale.saleId),
  );
  const given = new Map<string, boolean[]>();
  for (const { type, data } of events) {
    if (type !== "SaleRegistered") continue;
    const { sale: { saleId, ticketNumber }, flags } = data as { sale: Sale; flags: readonly string[] };
    const before = given.get(ticketNumber) ?? [];
    assert.equal(flags.includes("number_reused"), before.length > 0, `the flag of ${ticketNumber}`);
    given.set(ticketNumber, [...before, beforeTakenIn.has(saleId)]);
  }
  const twice = [...given].filter(([, sales]) => sales.filter((isBefore) => !isBefore).length > 1);
  assert.deepEqual(twice.map(([ticketNumber]) => ticketNumber), [], "numbers given twice");
}

/** Each device's numbers stand in the ledger as 1, 2, 3 … in its order, and a command's events stand together. */
function holdChains(events: readonly Recorded[]): void {
  const last = new Map<string, { seq: number; cmd: string }>();
  for (const { dev, cmd, pos } of events) {
    if (dev === null) continue;
    const before = last.get(dev.id);
    if (before?.seq === dev.seq && before.cmd === cmd) continue;
    assert.equal(dev.seq, (before?.seq ?? 0) + 1, `device ${dev.id} at position ${pos}`);
    last.set(dev.id, { seq: dev.seq, cmd });
  }
}

/** What lies on each shelf: from the newest count on, or from the beginning, the sum of what moved. */
async function holdStock(
  store: TenantStore,
  events: readonly Recorded[],
  books: Books,
  parked: ReadonlySet<string>,
): Promise<void> {
  const recorded = new Set(events.map(({ id }) => id));
  const expected = new Map<string, number>();
  const counts = books.of("CountStock").map(({ payload }) => payload)
    .filter(({ countId }) => recorded.has(countId));
  const newest = new Map<string, { at: string; counted: number }>();
  for (const { productId, countedAt, counted } of counts) {
    if ((newest.get(productId)?.at ?? "") <= countedAt) newest.set(productId, { at: countedAt, counted });
  }
  const add = (productId: string, delta: number, at: string) => {
    const count = newest.get(productId);
    if (count && at <= count.at) return; // the count found it so
    expected.set(productId, (expected.get(productId) ?? 0) + delta);
  };
  for (const [productId, { counted }] of newest) expected.set(productId, counted);
  for (const { productId, delta, at } of books.ownerMoves) add(productId, delta, at);
  for (const { cmdId, payload: { sale } } of books.of("RegisterSale")) {
    if (parked.has(cmdId) || !recorded.has(sale.saleId)) continue;
    for (const { productId, quantity } of sale.lines) {
      if (productId !== null) add(productId, -quantity, sale.occurredAt);
    }
  }
  const rows = await store.db.all<{ product_id: string; on_hand: number }>(
    "SELECT product_id, on_hand FROM stock",
  );
  const sorted = (entries: Iterable<readonly [string, number]>) => [...entries].sort();
  assert.deepEqual(
    sorted(rows.map(({ product_id, on_hand }) => [product_id, on_hand] as const)),
    sorted(expected),
    "stock is the sum of what moved",
  );
}

/** A drawer that was closed was expected to hold what the books say it held. */
function holdClosings(events: readonly Recorded[], books: Books, parked: ReadonlySet<string>): void {
  const closings = events.filter(({ type }) => type === "CashSessionClosed");
  assert.equal(closings.length, books.of("CloseCashSession").length, "each closing once");
  for (const { data } of closings) {
    const { cashSessionId, expectedCentimos } = data as ClosedSession;
    assert.equal(
      expectedCentimos,
      drawerOf(books, cashSessionId, parked),
      `drawer of session ${cashSessionId}`,
    );
  }
}

async function holdVerifier(store: TenantStore, keysDir: string): Promise<void> {
  const signer = checkpointSigner(openKeystore(keysDir));
  taken(await signer.sign(store));
  const key = taken(parseVerifierKey(await signer.vkey(store)));
  const report = await verifyLedger(ledgerSource((sql, args) => store.db.all(sql, args)), {
    facts: FACTS,
    projections: [gateProjection, ...PROJECTIONS],
    key,
  });
  assert.deepEqual([report.exitCode, report.faults], [0, []], "the verifier finds nothing");
}
