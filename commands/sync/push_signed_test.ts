import assert from "node:assert/strict";
import { signedText } from "../../domain/device/signed_text.ts";
import type { SalesFact } from "../../events/facts/sales.ts";
import { type Envelope, readEnvelope } from "../../events/log/envelope.ts";
import { headOf, rowOf } from "../../events/log/log_fixture.ts";
import { verifyLog } from "../../events/log/verifier.ts";
import { deviceById } from "../../events/projections/device/queries.ts";
import { saleList } from "../../events/projections/sales/queries.ts";
import { centimos } from "../../kernel/money.ts";
import { quantity } from "../../kernel/quantity.ts";
import { refundFor } from "../../kernel/refund.ts";
import type { Sale } from "../../kernel/sale.ts";
import type { PushCommand } from "../../kernel/sync.ts";
import { type Instant, plusMs } from "../../kernel/time.ts";
import {
  builtSale,
  openedSession,
  productInput,
  stocked,
  taken,
  type TestShop,
  withShop,
} from "../../tests/support/test_shop.ts";
import { parkedIn, sell, TestTill } from "../../tests/support/test_till.ts";
import { ledgerSource } from "../ledger/ledger_source.ts";
import { revokeDevice } from "../devices/revoke_device.ts";

/** What the log alone says of its devices. */
async function chainFaults({ store }: TestShop): Promise<string[]> {
  const source = ledgerSource((sql, args) => store.db.all(sql, args)), { head, lastPos } = await source.end();
  const rows = source.rows(0, lastPos), { origin } = store;
  const report = await verifyLog({ rows, checkpoints: [], head, origin, keys: [], devices: { signedText } });
  return report.faults.map(({ pos, message }) => `${pos} ${message.replace(/^device \S+ /, "")}`);
}

async function pairedTill(shop: TestShop, name?: string): Promise<TestTill> {
  const till = new TestTill(shop);
  await till.pair(name);
  return till;
}

Deno.test("signed push: a day of every command stands in the ledger as it was signed, and the log alone proves it", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000), till = await pairedTill(shop);
    const cashSessionId = shop.ids.next(), gum = productInput(shop, "Chicle");
    till.write("OpenCashSession", {
      cashSessionId,
      registerId: shop.registerId,
      floatCentimos: centimos(5000),
    });
    till.write("AddProduct", gum);
    sell(shop, till, cashSessionId, 1, rice);
    till.write("MoveCash", {
      movementId: shop.ids.next(),
      cashSessionId,
      direction: "out",
      amountCentimos: centimos(1500),
      reason: "Pago al panadero",
    });
    const countedAt = shop.clock.now();
    till.write("CountStock", {
      countId: shop.ids.next(),
      productId: gum.productId,
      countedAt,
      counted: quantity(5),
    });
    till.write("RegisterSale", {} as never);
    till.write("CloseCashSession", {
      cashSessionId,
      counts: [{ denominationCentimos: centimos(1000), count: 4 }],
    });
    const { said, lastSeq } = await till.sent(await till.signed());
    assert.equal(lastSeq, 7);
    assert.deepEqual(
      said.map((word) => word.split(" ")[0]),
      [..."aaaaaqa"].map((c) => c === "a" ? "applied" : "quarantined"),
    );
    const events = (await shop.store.read({ limit: 100 })).filter(({ dev }) => dev !== null);
    assert.ok(events.every(({ dev }) => dev?.sig && dev.hash));
    assert.ok(
      events.every(({ type }) => type !== "DeviceTextKept"),
      "each text can be made again of its events",
    );
    assert.equal((await deviceById(shop.store.db, till.deviceId))?.lastHash, events.at(-1)?.dev?.hash);
    assert.deepEqual(await chainFaults(shop), []);
  }));

Deno.test("signed push: what goes back over the counter is bound too, with whoever approved it", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000), till = await pairedTill(shop), rosa = shop.ids.next();
    const cashSessionId = await openedSession(shop);
    till.given = { approvers: new Set([rosa]) };
    const says = (kind: "void" | "refund" | "discount" | "drawer") => ({
      kind,
      by: rosa,
      reason: "Rosa lo vio",
    });
    const [one, two] = [1, 2].map((number) => builtSale(shop, { cashSessionId, number }, [[rice, 1000]]));
    till.write("RegisterSale", { sale: one!, approval: says("discount") });
    till.write("RegisterSale", { sale: two! });
    till.write("VoidSale", {
      voidId: shop.ids.next(),
      saleId: one!.saleId,
      reason: "Doble",
      approval: says("void"),
    });
    const frame = { refundId: shop.ids.next(), saleId: two!.saleId, cashSessionId, reason: "Llegó abierto" };
    const parts = [{ lineId: two!.lines[0]!.lineId, quantity: quantity(1000), restock: true }];
    till.write("RefundSale", { refund: refundFor(two!, [], frame, parts, "cash"), approval: null });
    till.write("OpenDrawer", {
      openingId: shop.ids.next(),
      cashSessionId,
      reason: "Cambio",
      approval: says("drawer"),
    });
    const { said } = await till.sent(await till.signed());
    assert.deepEqual(said, ["applied", "applied", "applied", "flagged unapproved", "applied"]);
    assert.deepEqual(await shop.store.read({ types: ["DeviceTextKept"], limit: 9 }), []);
    assert.deepEqual(await chainFaults(shop), []);
  }));

Deno.test("signed push: words the facts do not say are kept beside them, and nothing is refused for them", () =>
  withShop(async (shop) => {
    const till = await pairedTill(shop), cashSessionId = await openedSession(shop);
    const move = (reason: string) =>
      till.write("MoveCash", {
        movementId: shop.ids.next(),
        cashSessionId,
        direction: "in",
        amountCentimos: centimos(100),
        reason,
      });
    move(" Sencillo  ");
    move("Pin\u0303a"); // two code points that the ledger writes as one
    const third = move("Vuelto"), tomorrows = { more: "a field of a later program" };
    till.outbox[2] = { ...third, ...tomorrows };
    assert.deepEqual((await till.sent(await till.signed())).said, ["applied", "applied", "applied"]);
    const kept = await shop.store.read({ types: ["DeviceTextKept"], limit: 10 });
    assert.equal(kept.length, 3);
    assert.deepEqual(await chainFaults(shop), []);
  }));

Deno.test("signed push: what was not signed by the device's own key is kept aside", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000), till = await pairedTill(shop);
    const cashSessionId = await openedSession(shop);
    for (let number = 1; number <= 3; number++) sell(shop, till, cashSessionId, number, rice);
    const [one, two, three] = await till.signed() as [PushCommand, PushCommand, PushCommand];
    const spoilt: readonly [PushCommand, string][] = [
      [{ ...two, sig: null }, "SignatureMissing"],
      [{ ...two, sig: one.sig! }, "SignatureInvalid"],
      [{ ...two, occurredAt: plusMs(two.occurredAt, 1) }, "SignatureInvalid"],
      [{ ...two, prevHash: "0".repeat(64) }, "SignatureInvalid"],
      [{ ...two, sig: 7 } as unknown as PushCommand, "SignatureInvalid"],
    ];
    for (const [bad, code] of spoilt) {
      const first = await till.sent([one, bad, three]);
      assert.deepEqual(
        [first.said.slice(1), first.lastSeq],
        [[`quarantined ${code}`], 1],
        "it takes no place",
      );
      assert.deepEqual((await till.sent([one, bad, three])).said, ["duplicate", `duplicate ${code}`]);
    }
    assert.deepEqual((await till.sent([one, two, three])).said, ["duplicate", "applied", "applied"]);
    assert.ok((await parkedIn(shop)).every(({ dev }) => dev === null));
    assert.deepEqual(await chainFaults(shop), []);
  }));

Deno.test("signed push: a spoilt entry that the device itself brings takes its place and blocks no queue", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000), till = await pairedTill(shop);
    const cashSessionId = await openedSession(shop);
    for (let number = 1; number <= 3; number++) sell(shop, till, cashSessionId, number, rice);
    const [one, two, three] = await till.signed() as [PushCommand, PushCommand, PushCommand];
    till.given = { carrier: till.deviceId };
    assert.deepEqual((await till.sent([one, { ...two, sig: null }, three])).said, [
      "applied",
      "quarantined SignatureMissing",
      "applied",
    ]);
    assert.deepEqual((await till.sent([one, { ...two, sig: null }, three])).said, [
      "duplicate",
      "duplicate SignatureMissing",
      "duplicate",
    ]);
    assert.deepEqual((await parkedIn(shop)).map(({ dev }) => [dev?.seq, dev?.sig]), [[2, null]]);
    assert.deepEqual(await chainFaults(shop), []);
  }));

Deno.test("signed push: another device may carry an outbox, and not write into it", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000),
      [dead, phone] = [await pairedTill(shop), await pairedTill(shop)];
    const cashSessionId = await openedSession(shop);
    for (let number = 1; number <= 3; number++) sell(shop, dead, cashSessionId, number, rice);
    dead.given = { carrier: phone.deviceId };
    assert.deepEqual((await dead.sent(await dead.signed())).said, ["applied", "applied", "applied"]);
    const forged = new TestTill(shop, dead.deviceId);
    forged.given = { carrier: phone.deviceId };
    const next = { ...sell(shop, forged, cashSessionId, 4, rice), seq: 4 };
    assert.deepEqual((await forged.sent([next])).said, ["quarantined SignatureMissing"]);
    assert.equal((await deviceById(shop.store.db, dead.deviceId))?.lastSeq, 3);
  }));

Deno.test("signed push: a tablet restored from an image forks once, and its chain goes on", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000), till = await pairedTill(shop);
    const cashSessionId = await openedSession(shop);
    for (let number = 1; number <= 2; number++) sell(shop, till, cashSessionId, number, rice);
    await till.sent(await till.signed());
    till.outbox.pop(); // the image does not know of the second sale
    for (let number = 2; number <= 4; number++) sell(shop, till, cashSessionId, number, rice);
    const forked = await till.signed();
    const said = ["duplicate", "quarantined SequenceTaken", "quarantined ChainBroken", "applied"];
    assert.deepEqual((await till.sent(forked)).said, said);
    assert.deepEqual((await till.sent(forked)).said.map((word) => word.split(" ")[0]), [
      "duplicate",
      "duplicate",
      "duplicate",
      "duplicate",
    ]);
    assert.deepEqual(await chainFaults(shop), []);
  }));

Deno.test("signed push: two tablets with one id and one key at the same instant never write one number twice", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 99_000), till = await pairedTill(shop);
    const cashSessionId = await openedSession(shop);
    for (let number = 1; number <= 10; number++) sell(shop, till, cashSessionId, number, rice);
    const one = await till.signed();
    till.outbox.length = 0;
    for (let number = 11; number <= 20; number++) sell(shop, till, cashSessionId, number, rice);
    const other = await till.signed();
    await Promise.all([till.send(one), till.send(other), till.send(one), till.send(other)]);
    for (const outbox of [one, other]) await till.sent(outbox);
    const events = (await shop.store.read({ limit: 500 })).filter(({ dev }) => dev !== null);
    assert.deepEqual(events.map(({ dev }) => dev?.seq), Array.from({ length: 10 }, (_, i) => i + 1));
    const sales = events.filter(({ type }) => type === "SaleRegistered").length;
    assert.equal(sales + (await parkedIn(shop)).length, 20, "each of them stands in the ledger, once");
    assert.deepEqual(await chainFaults(shop), []);
  }));

Deno.test("signed push: what a revoked device sold before is taken with its flag, what it says later is kept aside", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000), till = await pairedTill(shop);
    const cashSessionId = await openedSession(shop);
    sell(shop, till, cashSessionId, 1, rice);
    shop.clock.forward(60_000);
    taken(await revokeDevice(shop.as(), { id: shop.ids.next() }, { deviceId: till.deviceId }));
    shop.clock.forward(60_000);
    sell(shop, till, cashSessionId, 2, rice);
    assert.deepEqual((await till.sent(await till.signed())).said, [
      "flagged device_revoked",
      "quarantined DeviceRevoked",
    ]);
    assert.deepEqual(await chainFaults(shop), []);
  }));

Deno.test("push: a sale by somebody nobody knows, and one after the till's leave to sell, are flagged", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000), till = await pairedTill(shop);
    const cashSessionId = await openedSession(shop), end: Instant = plusMs(shop.clock.now(), 1000);
    till.given = { leaseEnd: () => Promise.resolve(end) };
    sell(shop, till, cashSessionId, 1, rice);
    shop.clock.forward(2000);
    sell(shop, till, cashSessionId, 2, rice);
    till.outbox[1] = { ...till.outbox[1]!, cashierId: shop.ids.next() };
    assert.deepEqual((await till.sent(await till.signed())).said, ["applied", "flagged cashier_unknown"]);
    const [late] = await saleList(shop.store.db, { limit: 1 });
    assert.deepEqual(late?.flags, ["cashier_unknown", "after_lease"]);
  }));

Deno.test("signed push: whoever holds the server and every key of ours still cannot edit, drop or invent a tablet's sale", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000), till = await pairedTill(shop), { origin } = shop.store;
    const cashSessionId = await openedSession(shop);
    for (let number = 1; number <= 3; number++) sell(shop, till, cashSessionId, number, rice);
    await till.sent(await till.signed());
    const source = ledgerSource((sql, args) => shop.store.db.all(sql, args)), stored: Envelope[] = [];
    for await (const { body } of source.rows(0, (await source.end()).lastPos)) {
      stored.push(readEnvelope(body));
    }
    /** The log written anew, with leaves and head as they should be. */
    const faultsOf = async (events: readonly Envelope[]) => {
      const rows = events.map((event, i) => rowOf({ ...event, pos: i + 1 }));
      const head = headOf({ rows });
      const report = await verifyLog({
        rows,
        checkpoints: [],
        head,
        origin,
        keys: [],
        devices: { signedText },
      });
      return report.faults.map(({ message }) => message.replace(/^device \S+ /, "")).join("; ");
    };
    assert.equal(await faultsOf(stored), "");
    const last = stored.length - 1,
      edit = (at: number, change: (event: Envelope) => Envelope) =>
        stored.map((event, i) => i === at ? change(event) : event);
    const cheaper = (event: Envelope): Envelope => {
      const { sale, flags } = event.data as SalesFact["data"] & { sale: Sale };
      return { ...event, data: { flags, sale: { ...sale, totalCentimos: centimos(1) } } };
    };
    assert.match(
      await faultsOf(edit(last, cheaper)),
      /command 3: says something else than its device signed/,
    );
    const other = (event: Envelope): Envelope => ({
      ...event,
      actor: { kind: "person", id: shop.ids.next() },
    });
    assert.match(await faultsOf(edit(last, other)), /says something else/);
    const kept = stored.filter((_, i) => i !== last - 1);
    assert.match(await faultsOf(kept), /number 3 where 2 was due/);
    const unsigned = (event: Envelope): Envelope => ({
      ...event,
      dev: { ...event.dev!, prev: null, hash: null, sig: null },
    });
    assert.match(await faultsOf(edit(last, unsigned)), /not signed, and the device has a key/);
    const twin = { ...stored[last]!, id: shop.ids.next(), stream: "sale-twin", cmd: shop.ids.next() };
    const invented = { ...twin, dev: { ...twin.dev!, seq: 4, prev: twin.dev!.hash! } };
    assert.match(await faultsOf([...stored, invented]), /command 4: .*signature does not fit/);
  }));
