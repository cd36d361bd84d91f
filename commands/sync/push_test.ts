import assert from "node:assert/strict";
import fc from "fast-check";
import { deviceById } from "../../events/projections/device/queries.ts";
import { stockOf } from "../../events/projections/stock/queries.ts";
import { centimos } from "../../kernel/money.ts";
import { quantity } from "../../kernel/quantity.ts";
import type { PushCommand } from "../../kernel/sync.ts";
import { openedSession, productInput, stocked, taken, withShop } from "../../tests/support/test_shop.ts";
import { parkedIn, sell, TestTill } from "../../tests/support/test_till.ts";

Deno.test("push: a whole day of a till goes in as it was worked", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000),
      till = new TestTill(shop),
      cashSessionId = shop.ids.next();
    till.write("OpenCashSession", {
      cashSessionId,
      registerId: shop.registerId,
      floatCentimos: centimos(5000),
    });
    const gum = productInput(shop, "Chicle", { barcodes: ["7750000000024"] });
    till.write("AddProduct", gum);
    sell(shop, till, cashSessionId, 1, rice);
    sell(shop, till, cashSessionId, 2, gum);
    till.write("MoveCash", {
      movementId: shop.ids.next(),
      cashSessionId,
      direction: "out",
      amountCentimos: centimos(1500),
      reason: "Pago al panadero",
    });
    shop.clock.forward(1000);
    till.write("CountStock", {
      countId: shop.ids.next(),
      productId: rice.productId,
      countedAt: shop.clock.now(),
      counted: quantity(22_000),
    });
    till.write("CloseCashSession", {
      cashSessionId,
      counts: [{ denominationCentimos: centimos(1000), count: 4 }, {
        denominationCentimos: centimos(10),
        count: 48,
      }],
    });
    const { lastSeq, results, said } = await till.sent();
    assert.equal(lastSeq, 7);
    assert.deepEqual(said, Array.from({ length: 7 }, () => "applied"));
    assert.deepEqual(results[6]?.data, {
      cashSessionId,
      zNumber: 1,
      countedCentimos: 4480,
      expectedCentimos: 4480,
      differenceCentimos: 0,
    });
    const events = await shop.store.read({ after: 4, limit: 100 });
    assert.deepEqual(events.map(({ dev }) => dev?.seq), [1, 2, 3, 4, 5, 6, 7]);
    assert.ok(events.every(({ actor }) => actor.kind === "person" && actor.id === shop.lucha));
    assert.equal((await deviceById(shop.store.db, till.deviceId))?.lastSeq, 7);
  }));

Deno.test("push: what was sent before is answered again, ten times over and by parts, with one effect", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000),
      till = new TestTill(shop),
      cashSessionId = await openedSession(shop);
    for (let number = 1; number <= 3; number++) sell(shop, till, cashSessionId, number, rice);
    const broken = till.write("RegisterSale", {} as never);
    const first = await till.sent(till.outbox.slice(0, 2));
    assert.deepEqual(first.said, ["applied", "applied"]);
    assert.deepEqual((await till.sent()).said, [
      "duplicate",
      "duplicate",
      "applied",
      "quarantined InvalidInput",
    ]);
    for (let n = 0; n < 10; n++) {
      const again = await till.sent();
      assert.deepEqual(again.said, ["duplicate", "duplicate", "duplicate", "duplicate InvalidInput"]);
      assert.deepEqual(again.results[0]?.data, first.results[0]?.data);
      assert.equal(again.lastSeq, broken.seq);
    }
    assert.equal((await stockOf(shop.store.db, [rice.productId])).get(rice.productId)?.onHand, 21_000);
    assert.equal((await parkedIn(shop)).length, 1);
  }));

Deno.test("push: the same outbox from two tabs at once is taken once", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 99_000),
      till = new TestTill(shop),
      cashSessionId = await openedSession(shop);
    for (let number = 1; number <= 20; number++) sell(shop, till, cashSessionId, number, rice);
    const pushes = await Promise.all([till.sent(), till.sent(), till.sent()]);
    for (const i of till.outbox.keys()) {
      assert.deepEqual(pushes.map(({ said }) => said[i]).sort(), ["applied", "duplicate", "duplicate"]);
    }
    assert.equal((await shop.store.read({ types: ["SaleRegistered"], limit: 100 })).length, 20);
  }));

Deno.test("push: a hole in the sequence stops all and names what is missing", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000),
      till = new TestTill(shop),
      cashSessionId = await openedSession(shop);
    for (let number = 1; number <= 4; number++) sell(shop, till, cashSessionId, number, rice);
    const gap = (expected: number) => ({ ok: false, error: { type: "SequenceGap", expected } });
    const [one, two, three, four] = till.outbox;
    assert.deepEqual(await till.send([two, three]), gap(1));
    assert.deepEqual(await till.send([one, three]), gap(1));
    assert.deepEqual(await till.send([one, one]), gap(1));
    assert.deepEqual(await till.send([], 7), gap(1));
    assert.deepEqual((await till.sent([two, one])).said, ["applied", "applied"]); // order of the list is nothing
    assert.deepEqual(await till.send([four]), gap(3));
    assert.deepEqual(taken(await till.send([], 2)).lastSeq, 2);
  }));

Deno.test("push: a tablet restored from an old copy loses nothing and breaks no chain", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000),
      till = new TestTill(shop),
      cashSessionId = await openedSession(shop);
    for (let number = 1; number <= 3; number++) sell(shop, till, cashSessionId, number, rice);
    await till.sent();
    const forked: PushCommand = { ...sell(shop, till, cashSessionId, 4, rice), seq: 2 };
    const tampered = { ...till.outbox[2]!, appBuild: "altered" };
    assert.deepEqual((await till.sent([forked, tampered])).said, [
      "quarantined SequenceTaken",
      "quarantined SequenceTaken",
    ]);
    assert.deepEqual((await till.sent([forked, tampered])).said, [
      "duplicate SequenceTaken",
      "duplicate SequenceTaken",
    ]);
    assert.deepEqual((await parkedIn(shop)).map(({ seq, dev }) => [seq, dev]), [[2, null], [3, null]]);
    assert.equal((await deviceById(shop.store.db, till.deviceId))?.lastSeq, 3);
  }));

Deno.test("push: what goes out again under a new device id has no second effect and takes its place there", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000),
      till = new TestTill(shop),
      cashSessionId = await openedSession(shop);
    till.write("RegisterSale", {} as never);
    for (let number = 1; number <= 3; number++) sell(shop, till, cashSessionId, number, rice);
    await till.sent(till.outbox.slice(0, 3));
    const anew = new TestTill(shop);
    const renumbered = till.outbox.slice(1).map((command, i) => ({
      ...command,
      seq: i + 1,
      prevHash: "0".repeat(64),
    }));
    const { said, lastSeq } = await anew.sent(renumbered);
    assert.deepEqual([said, lastSeq], [["duplicate", "duplicate", "applied"], 3]);
    assert.equal((await deviceById(shop.store.db, anew.deviceId))?.lastSeq, 3);
    assert.deepEqual((await anew.sent(renumbered)).said, ["duplicate", "duplicate", "duplicate"]);
    assert.equal((await shop.store.read({ types: ["SaleRegistered"], limit: 100 })).length, 3);
    assert.deepEqual((await parkedIn(shop)).map(({ reason, dev }) => [reason, dev?.id, dev?.seq]), [
      ['InvalidInput {"faults":[{"field":"sale","fault":"required"}]}', till.deviceId, 1],
      ["Duplicate {}", anew.deviceId, 1],
      ["Duplicate {}", anew.deviceId, 2],
    ]);
  }));

Deno.test("push: over any bad network the shop ends where the tablets do", async () => {
  const anyLink = fc.array(
    fc.record({ till: fc.nat(1), take: fc.integer({ min: 1, max: 6 }), lost: fc.boolean() }),
    {
      maxLength: 12,
    },
  );
  await fc.assert(
    fc.asyncProperty(anyLink, (link) =>
      withShop(async (shop) => {
        const rice = await stocked(shop, "Arroz", 99_000), cashSessionId = await openedSession(shop);
        const tills = [0, 1].map(() => {
          const till = new TestTill(shop);
          for (let n = 1; n <= 6; n++) sell(shop, till, cashSessionId, n, rice);
          return { till, known: 0 };
        });
        // Each side knows only what it was told: a lost answer means sending the same again.
        await Promise.all(tills.map(async (side, mine) => {
          const rest = { till: mine, take: 50, lost: false };
          for (const { take, lost } of [...link.filter(({ till }) => till === mine), rest]) {
            const answer = taken(
              await side.till.send(side.till.outbox.slice(side.known, side.known + take), side.known),
            );
            if (!lost) side.known = answer.lastSeq;
          }
        }));
        const sales = await shop.store.read({ types: ["SaleRegistered"], limit: 100 });
        assert.equal(sales.length, 12);
        assert.equal(
          (await stockOf(shop.store.db, [rice.productId])).get(rice.productId)?.onHand,
          99_000 - 12_000,
        );
      })),
    { numRuns: 15 },
  );
});
