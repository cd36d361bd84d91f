import assert from "node:assert/strict";
import { setSalesGate } from "../commands/shop/set_sales_gate.ts";
import { centimos } from "../kernel/money.ts";
import type { ClosedSession, PullResponse, PushCommand, PushResponse } from "../kernel/sync.ts";
import { askApi } from "../tests/support/api_client.ts";
import { builtSale, openedSession, stocked, taken } from "../tests/support/test_shop.ts";
import { parkedIn, sell, TestTill } from "../tests/support/test_till.ts";
import { heardErrors } from "../tests/support/heard_errors.ts";
import { type FullShop, type TwoShops, withTwoShops } from "../tests/support/two_shops.ts";

const pushed = async (
  shops: TwoShops,
  shop: FullShop,
  till: TestTill,
  commands: readonly unknown[] = till.outbox,
  baseSeq = 0,
) => {
  const json = { deviceId: till.deviceId, baseSeq, commands };
  const { status, body } = await askApi(shops, shop, shop.people.cashier, "POST", "/sync/push", { json });
  return { status, body, ...body as PushResponse, expected: (body as { expected?: number }).expected };
};
const said = ({ results }: PushResponse) =>
  results.map(({ status, code }) => code === null ? status : `${status} ${code}`);

Deno.test("push: a day goes in, and its closing is signed for the Z report", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, till = new TestTill(a), cashSessionId = a.ids.next();
    const rice = await stocked(a, "Arroz", 24_000);
    till.write("OpenCashSession", { cashSessionId, registerId: a.registerId, floatCentimos: centimos(5000) });
    sell(a, till, cashSessionId, 1, rice);
    const early = await pushed(shops, a, till);
    assert.deepEqual([early.status, early.lastSeq, said(early)], [200, 2, ["applied", "applied"]]);
    assert.deepEqual(await a.store.checkpoints(), []);

    till.write("CloseCashSession", { cashSessionId, counts: [] });
    const late = await pushed(shops, a, till, till.outbox.slice(2), 2);
    assert.equal((late.results[0]?.data as ClosedSession).zNumber, 1);
    const { size } = await a.store.head();
    assert.deepEqual((await a.store.checkpoints()).map((checkpoint) => checkpoint.size), [size]);
  }));

Deno.test("push: a drawer closes even where nothing can be signed", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, till = new TestTill(a), cashSessionId = await openedSession(a);
    shops.services.checkpoints.sign = () => Promise.reject(new Error("the disk of the keys is gone"));
    till.write("CloseCashSession", { cashSessionId, counts: [] });
    const heard = await heardErrors(async () =>
      assert.deepEqual(said(await pushed(shops, a, till)), ["applied"])
    );
    assert.equal(heard.length, 1);
  }));

Deno.test("push: a hole in the sequence is 409 with the number to go on from", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, till = new TestTill(a), cashSessionId = await openedSession(a);
    const rice = await stocked(a, "Arroz", 24_000);
    for (const number of [1, 2, 3]) sell(a, till, cashSessionId, number, rice);
    const hole = await pushed(shops, a, till, till.outbox.slice(1), 1);
    assert.deepEqual([hole.status, hole.expected], [409, 1]);
    const inside = await pushed(shops, a, till, [till.outbox[0], till.outbox[2]]);
    assert.deepEqual([inside.status, inside.expected], [409, 1]);
    assert.equal((await pushed(shops, a, till)).lastSeq, 3);
  }));

Deno.test("push: what was sent before is a duplicate with its first answer", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, till = new TestTill(a), cashSessionId = await openedSession(a);
    sell(a, till, cashSessionId, 1, await stocked(a, "Arroz", 24_000));
    const first = await pushed(shops, a, till), { size } = await a.store.head();
    const again = await pushed(shops, a, till);
    assert.deepEqual(said(again), ["duplicate"]);
    assert.deepEqual(again.results[0]?.data, first.results[0]?.data);
    assert.equal((await a.store.head()).size, size);
  }));

Deno.test("push: oversold is flagged, a broken command is kept aside, and the next ones pass", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, till = new TestTill(a), cashSessionId = await openedSession(a);
    const rice = await stocked(a, "Arroz", 500);
    sell(a, till, cashSessionId, 1, rice);
    till.write("MoveCash", { movementId: "1" } as never);
    sell(a, till, cashSessionId, 2, rice);
    const answer = await pushed(shops, a, till);
    assert.deepEqual(said(answer), ["flagged oversold", "quarantined InvalidInput", "flagged oversold"]);
    assert.deepEqual((await parkedIn(a)).map(({ seq }) => seq), [2]);
  }));

Deno.test("push: fifty at once and not one more", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, till = new TestTill(a), cashSessionId = await openedSession(a);
    const rice = await stocked(a, "Arroz", 99_000);
    for (let number = 1; number <= 51; number++) sell(a, till, cashSessionId, number, rice);
    const all = await pushed(shops, a, till);
    assert.equal(all.status, 422);
    assert.match(JSON.stringify(all.body), /demasiados/);
    assert.equal((await pushed(shops, a, till, till.outbox.slice(0, 50))).lastSeq, 50);
  }));

Deno.test("push: an id that was used with other content is kept aside and has no second effect", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, till = new TestTill(a), cashSessionId = await openedSession(a);
    const rice = await stocked(a, "Arroz", 24_000);
    const first = sell(a, till, cashSessionId, 1, rice), second = sell(a, till, cashSessionId, 2, rice);
    const reused = { ...second, cmdId: first.cmdId } as PushCommand;
    const answer = await pushed(shops, a, till, [first, reused]);
    assert.deepEqual(said(answer), ["applied", "quarantined CommandReused"]);
    assert.equal((await a.store.read({ types: ["SaleRegistered"], limit: 10 })).length, 1);
  }));

Deno.test("push: ids of another shop mean nothing here, exactly as ids that do not exist", () =>
  withTwoShops(async (shops) => {
    const { a, b } = shops, cashSessionOfA = await openedSession(a);
    const rice = await stocked(a, "Arroz", 24_000), bread = await stocked(b, "Pan", 24_000);
    const answerTo = async (number: number, cashSessionId: string, productId: string) => {
      const till = new TestTill(b);
      const sale = builtSale(b, { cashSessionId, number }, [[{ ...bread, productId }, 1000]]);
      till.write("RegisterSale", { sale });
      till.write("MoveCash", {
        movementId: b.ids.next(),
        cashSessionId,
        direction: "out",
        amountCentimos: centimos(100),
        reason: "Vuelto",
      });
      return said(await pushed(shops, b, till));
    };
    const { size } = await a.store.head();
    const foreign = await answerTo(1, cashSessionOfA, rice.productId);
    const nowhere = await answerTo(2, b.ids.next(), b.ids.next());
    assert.deepEqual(foreign, ["flagged product_unknown", "quarantined SessionNotOpened"]);
    assert.deepEqual(nowhere, foreign);
    assert.equal((await a.store.head()).size, size);
  }));

Deno.test("push: sales made while the shop may not sell are kept aside, not lost", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, till = new TestTill(a), cashSessionId = await openedSession(a);
    const rice = await stocked(a, "Arroz", 24_000);
    taken(await setSalesGate(a.as(), { id: a.ids.next() }, { open: false, reason: "venció el plan" }));
    a.clock.forward(60_000);
    sell(a, till, cashSessionId, 1, rice);
    assert.deepEqual(said(await pushed(shops, a, till)), ["quarantined SalesBlocked"]);
  }));

Deno.test("pull: everything first, then only what changed", () =>
  withTwoShops(async (shops) => {
    const { a, b } = shops;
    await stocked(a, "Arroz", 24_000);
    await stocked(b, "Pan", 1000);
    const ask = async (cursor = "") =>
      (await askApi(shops, a, a.people.cashier, "GET", `/sync/pull${cursor && `?cursor=${cursor}`}`))
        .body as PullResponse;
    const all = await ask();
    assert.deepEqual(all.products.map(({ name, onHand }) => [name, onHand]), [["Arroz", 24_000]]);
    assert.equal(all.registers[0]?.registerId, a.registerId);
    assert.equal(all.hasMore, false);
    await stocked(a, "Leche", null);
    assert.deepEqual((await ask(all.cursor)).products.map(({ name }) => name), ["Leche"]);
    assert.equal((await ask("AAAA")).products.length, 2, "a cursor that is not ours starts over");
  }));
