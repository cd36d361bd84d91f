import assert from "node:assert/strict";
import { centimos } from "../../kernel/money.ts";
import { err } from "../../kernel/result.ts";
import {
  builtSale,
  openedSession,
  productInput,
  stocked,
  taken,
  withShop,
} from "../../tests/support/test_shop.ts";
import { parkedIn, sell, TestTill } from "../../tests/support/test_till.ts";
import { setSalesGate } from "../shop/set_sales_gate.ts";
import { push } from "./push.ts";

Deno.test("push: what cannot be understood is kept whole and the next ones pass", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000),
      till = new TestTill(shop),
      cashSessionId = await openedSession(shop);
    const fine = sell(shop, till, cashSessionId, 1, rice),
      { sale } = fine.payload as { sale: { totalCentimos: number } };
    const { cmdId, ...envelope } = fine;
    const strange = [
      { cmdId, ...envelope },
      { cmdId: "b", seq: 2, type: "DropDatabase\u0000", note: "e\u0301 \ud800" },
      { ...envelope, cmdId: "c", seq: 3, payloadVersion: 9 },
      {
        ...envelope,
        cmdId: "d",
        seq: 4,
        payload: { sale: { ...sale, saleId: shop.ids.next(), totalCentimos: sale.totalCentimos + 1 } },
      },
      { ...envelope, cmdId: "e", seq: 5, cashierId: "nobody" },
      { ...envelope, cmdId: "f", seq: 6, type: "MoveCash", payload: "x".repeat(100_000) },
      { ...envelope, cmdId: "g", seq: 7 },
      { ...sell(shop, till, cashSessionId, 2, rice), seq: 8 },
    ];
    assert.deepEqual((await till.sent(strange)).said, [
      "applied",
      "quarantined InvalidInput",
      "quarantined InvalidInput",
      "quarantined SaleMalformed",
      "quarantined InvalidInput",
      "quarantined InvalidInput",
      "quarantined SaleAlreadyRegistered",
      "applied",
    ]);
    const parked = await parkedIn(shop);
    assert.deepEqual(
      parked.map(({ seq, dev }) => [seq, dev?.seq]),
      [2, 3, 4, 5, 6, 7].map((seq) => [seq, seq]),
    );
    assert.deepEqual(JSON.parse(parked[0]!.payload), strange[1]);
    assert.equal(parked[4]!.payload.length, 30_000);
    assert.match(parked[2]!.reason, /^SaleMalformed .*total is not lines \+ rounding/);
    assert.deepEqual((await till.sent(strange)).said.filter((said) => !said.startsWith("duplicate")), []);
  }));

Deno.test("push: a conflict of business is a flag, and what cannot be done is kept aside", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 1000, { code: "ARR" }), till = new TestTill(shop);
    const open = await openedSession(shop), mine = shop.ids.next();
    till.write("OpenCashSession", {
      cashSessionId: mine,
      registerId: shop.registerId,
      floatCentimos: centimos(0),
    });
    till.write("AddProduct", productInput(shop, "Arroz bis", { code: "ARR" }));
    till.write("RegisterSale", { sale: builtSale(shop, { cashSessionId: mine, number: 1 }, [[rice, 2000]]) });
    till.write("MoveCash", {
      movementId: shop.ids.next(),
      cashSessionId: open,
      direction: "out",
      amountCentimos: centimos(5001),
      reason: "Retiro",
    });
    const { said, results } = await till.sent();
    assert.deepEqual(said, [
      "quarantined RegisterBusy",
      "quarantined CodeTaken",
      "flagged oversold",
      "quarantined DrawerShort",
    ]);
    assert.deepEqual((results[2]?.data as { flags: string[] }).flags, ["oversold", "session_unknown"]);
  }));

Deno.test("push: a shop that may not sell takes what was sold before, and closes its till", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000),
      till = new TestTill(shop),
      cashSessionId = await openedSession(shop);
    sell(shop, till, cashSessionId, 1, rice);
    shop.clock.forward(60_000);
    taken(await setSalesGate(shop.as(), { id: shop.ids.next() }, { open: false, reason: "plan vencido" }));
    shop.clock.forward(60_000);
    taken(
      await setSalesGate(shop.as(), { id: shop.ids.next() }, {
        open: false,
        reason: "plan vencido hace días",
      }),
    );
    sell(shop, till, cashSessionId, 2, rice);
    till.write("CloseCashSession", { cashSessionId, counts: [] });
    assert.deepEqual((await till.sent()).said, ["applied", "quarantined SalesBlocked", "applied"]);
  }));

Deno.test("push: an id that was used for something else is kept aside and the chain goes on", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000),
      till = new TestTill(shop),
      cashSessionId = await openedSession(shop);
    const first = sell(shop, till, cashSessionId, 1, rice), second = sell(shop, till, cashSessionId, 2, rice);
    const sent = [first, { ...second, cmdId: first.cmdId }, sell(shop, till, cashSessionId, 3, rice)];
    assert.deepEqual((await till.sent(sent)).said, ["applied", "quarantined CommandReused", "applied"]);
    assert.deepEqual((await till.sent(sent)).said, ["duplicate", "duplicate CommandReused", "duplicate"]);
  }));

Deno.test("push: a store that stops in the middle keeps what is done, and the till sends the rest again", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000),
      till = new TestTill(shop),
      cashSessionId = await openedSession(shop);
    for (let number = 1; number <= 3; number++) sell(shop, till, cashSessionId, number, rice);
    let appends = 0;
    const store = new Proxy(shop.store, {
      get(target, key) {
        if (key === "append" && ++appends > 2) {
          return () => Promise.resolve(err({ type: "StoreUnavailable", detail: "disk full" }));
        }
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    const body = { deviceId: till.deviceId, baseSeq: 0, commands: JSON.parse(JSON.stringify(till.outbox)) };
    const first = taken(await push({ ...till.context, store }, body));
    assert.deepEqual([first.lastSeq, first.results.length], [2, 2]);
    assert.deepEqual(
      await push({ ...till.context, store }, { ...body, baseSeq: 2, commands: body.commands.slice(2) }),
      {
        ok: false,
        error: { type: "StoreUnavailable", detail: "disk full" },
      },
    );
    assert.deepEqual((await till.sent()).said, ["duplicate", "duplicate", "applied"]);
  }));

Deno.test("push: an envelope that is none is refused whole, field by field", () =>
  withShop(async (shop) => {
    const till = new TestTill(shop);
    assert.deepEqual(await till.send([{ cmdId: "a", seq: 0 }, { cmdId: "con espacio", seq: 1 }]), {
      ok: false,
      error: {
        type: "InvalidInput",
        faults: [{ field: "commands.0.seq", fault: "malformed" }, { field: "commands.1.cmdId", fault: "id" }],
      },
    });
    const many = Array.from({ length: 51 }, (_, i) => ({ cmdId: `c${i}`, seq: i + 1 }));
    assert.deepEqual(await till.send(many), {
      ok: false,
      error: { type: "InvalidInput", faults: [{ field: "commands", fault: "too_many" }] },
    });
  }));
