import assert from "node:assert/strict";
import { setSalesGate } from "../commands/shop/set_sales_gate.ts";
import { askApi } from "../tests/support/api_client.ts";
import { builtSale, openedSession, stocked, taken } from "../tests/support/test_shop.ts";
import { type FullShop, type TwoShops, withTwoShops } from "../tests/support/two_shops.ts";

/** One shop's people at the API. */
function people(shops: TwoShops, shop: FullShop) {
  const as = (role: keyof FullShop["people"]) => async (method: string, path: string, json?: unknown) => {
    const key = method === "GET" ? {} : { key: shop.ids.next() };
    const answer = await askApi(shops, shop, shop.people[role], method, path, {
      ...key,
      ...json === undefined ? {} : { json },
    });
    return { ...answer, body: answer.body as Record<string, unknown> & { items: Record<string, unknown>[] } };
  };
  return { cashier: as("cashier"), owner: as("owner"), auditor: as("auditor") };
}

Deno.test("registers and cash sessions: opened, moved, closed blind and read", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, { cashier, owner } = people(shops, a), cashSessionId = a.ids.next();
    const opened = await cashier("POST", "/cash-sessions", {
      cashSessionId,
      registerId: a.registerId,
      floatCentimos: 5000,
    });
    assert.deepEqual([opened.status, opened.body], [201, { cashSessionId }]);
    assert.equal((await cashier("GET", "/registers")).body.items[0]?.["openSessionId"], cashSessionId);

    const path = `/cash-sessions/${cashSessionId}`;
    const move = (amountCentimos: unknown) =>
      cashier("POST", `${path}/movements`, {
        movementId: a.ids.next(),
        direction: "out",
        amountCentimos,
        reason: "Pago al panadero",
      });
    assert.equal((await move(1500)).status, 201);
    const short = await move(999_900);
    assert.deepEqual([short.status, short.body["inDrawerCentimos"]], [409, 3500]);
    assert.equal((await move("tres")).status, 422);

    const counts = [{ denominationCentimos: 1000, count: 3 }];
    const closed = await cashier("POST", `${path}/closure`, { counts });
    const { checkpoint, ...rest } = closed.body;
    assert.deepEqual([closed.status, rest], [201, {
      cashSessionId,
      zNumber: 1,
      countedCentimos: 3000,
      expectedCentimos: 3500,
      differenceCentimos: -500,
    }]);
    const { size, root } = await a.store.head();
    assert.deepEqual(checkpoint, { size, root: root.toHex() });
    assert.equal((await cashier("POST", `${path}/closure`, { counts })).status, 409);

    assert.equal((await cashier("GET", path)).status, 403, "a cashier counts blind");
    const whole = await owner("GET", path);
    assert.equal((whole.body["movements"] as unknown[]).length, 1);
    assert.deepEqual(whole.body["counts"], counts);
    const list = await owner("GET", `/cash-sessions?registerId=${a.registerId}&limit=1`);
    assert.deepEqual(list.body.items.map((session) => session["cashSessionId"]), [cashSessionId]);
  }));

Deno.test("cash sessions: what is not there and what stands otherwise is told apart", () =>
  withTwoShops(async (shops) => {
    const { a, b } = shops, { cashier, owner } = people(shops, a), cashSessionId = await openedSession(a);
    const open = (input: object) =>
      cashier("POST", "/cash-sessions", {
        cashSessionId: a.ids.next(),
        registerId: a.registerId,
        floatCentimos: 0,
        ...input,
      });
    assert.equal((await open({})).status, 409); // RegisterBusy
    assert.equal((await open({ cashSessionId })).status, 409); // SessionAlreadyOpened
    assert.equal((await open({ registerId: b.registerId })).status, 404);
    assert.equal((await owner("GET", `/cash-sessions/${a.ids.next()}`)).status, 404);
    assert.equal((await owner("GET", "/cash-sessions/1")).status, 404);
    const never = a.ids.next();
    assert.equal((await cashier("POST", `/cash-sessions/${never}/closure`, { counts: [] })).status, 409);
    assert.equal((await cashier("POST", "/cash-sessions/1/closure", { counts: [] })).status, 404);
    assert.equal((await cashier("POST", "/cash-sessions/1/movements", {})).status, 404);
  }));

Deno.test("sales: registered, listed by pages, read whole and printed", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, { cashier, owner } = people(shops, a), cashSessionId = await openedSession(a);
    const rice = await stocked(a, "Arroz", 2000);
    const sales = [1, 2, 3].map((number) => builtSale(a, { cashSessionId, number }, [[rice, 1000]]));
    for (const sale of sales) assert.equal((await cashier("POST", "/sales", { sale })).status, 201);
    const [first] = sales;

    const page = await owner("GET", "/sales?limit=2");
    assert.deepEqual(page.body.items.map((sale) => sale["ticketNumber"]), ["T001-000003", "T001-000002"]);
    const last = await owner("GET", `/sales?limit=2&cursor=${page.body["nextCursor"]}`);
    assert.deepEqual(last.body.items.map((sale) => sale["ticketNumber"]), ["T001-000001"]);
    assert.equal(last.body["nextCursor"], null);
    const flagged = await owner("GET", `/sales?flagged=1&cashSessionId=${cashSessionId}`);
    assert.deepEqual(flagged.body.items.map((sale) => sale["flags"]), [["oversold"]]);
    assert.equal((await owner("GET", "/sales?day=2026-02-30")).status, 422);
    assert.equal((await owner("GET", "/sales?limit=201")).status, 422);
    assert.equal((await owner("GET", "/sales?dia=2026-02-03")).status, 422);
    assert.equal((await cashier("GET", "/sales")).status, 403);

    const whole = await cashier("GET", `/sales/${first!.saleId}`);
    assert.deepEqual(whole.body["sale"], first);
    assert.equal((await cashier("GET", `/sales/${a.ids.next()}`)).status, 404);

    const ticket = await cashier("GET", `/sales/${first!.saleId}/escpos?width=58`);
    const text = new TextDecoder("latin1").decode(ticket.bytes);
    assert.ok(text.includes("T001-000001") && text.includes("cashier lucha"));
    assert.ok(text.includes("\x1bp"), "cash opens the drawer");
    const copy = await cashier("GET", `/sales/${first!.saleId}/escpos?copy=1&cut=0`);
    const copied = new TextDecoder("latin1").decode(copy.bytes);
    assert.ok(copied.includes("COPIA") && !copied.includes("\x1bp"));
    assert.equal((await cashier("GET", `/sales/${first!.saleId}/escpos?width=72`)).status, 422);
    assert.equal((await cashier("GET", `/sales/${a.ids.next()}/escpos`)).status, 404);
  }));

Deno.test("sales: taken back, given back and found by their ticket, by whom the shop lets", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, { cashier, owner } = people(shops, a), cashSessionId = await openedSession(a);
    const rice = await stocked(a, "Arroz", 24_000);
    const [first, second] = [1, 2].map((number) => builtSale(a, { cashSessionId, number }, [[rice, 2000]]));
    for (const sale of [first, second]) assert.equal((await cashier("POST", "/sales", { sale })).status, 201);
    const annulment = { voidId: a.ids.next(), reason: "Se equivocó" };
    assert.equal((await cashier("POST", `/sales/${first!.saleId}/annulment`, annulment)).status, 403);
    const done = await owner("POST", `/sales/${first!.saleId}/annulment`, annulment);
    assert.deepEqual([done.status, done.body["flags"]], [201, []]);
    assert.equal((await owner("POST", `/sales/${first!.saleId}/annulment`, annulment)).status, 409);
    const refund = (quantity: number) => ({
      refundId: a.ids.next(),
      cashSessionId,
      reason: "Llegó abierto",
      lines: [{ lineId: second!.lines[0]!.lineId, quantity, restock: true }],
      way: "cash",
    });
    assert.equal((await owner("POST", `/sales/${second!.saleId}/refunds`, refund(3000))).status, 409);
    assert.equal((await owner("POST", `/sales/${second!.saleId}/refunds`, refund(1000))).status, 201);
    assert.equal((await owner("POST", `/sales/${a.ids.next()}/refunds`, refund(1000))).status, 404);
    assert.equal((await owner("POST", "/sales/1/refunds", refund(1000))).status, 404);
    const found = await cashier("GET", "/sales/by-ticket/T001-000002");
    assert.deepEqual(found.body["sale"], second);
    const [back] = found.body["returns"] as { kind: string; totalCentimos: number }[];
    assert.deepEqual([back?.kind, back?.totalCentimos], ["refund", 490]);
    assert.equal((await cashier("GET", "/sales/by-ticket/T001-000009")).status, 404);
    const ticket = await cashier("GET", `/sales/${first!.saleId}/escpos?copy=1`);
    assert.ok(new TextDecoder("latin1").decode(ticket.bytes).includes("ANULADA"));
    const drawer = await owner("GET", `/cash-sessions/${cashSessionId}`);
    assert.equal(drawer.body["inDrawerCentimos"], 5000 + 980 - 490);
    const opening = { openingId: a.ids.next(), reason: "Cambiar un billete" };
    assert.equal(
      (await owner("POST", `/cash-sessions/${cashSessionId}/drawer-openings`, opening)).status,
      201,
    );
  }));

Deno.test("sales: the same one twice, sums that do not add up, and a shop that may not sell", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, { cashier } = people(shops, a), cashSessionId = await openedSession(a);
    const rice = await stocked(a, "Arroz", 24_000);
    const sale = builtSale(a, { cashSessionId, number: 1 }, [[rice, 1000]]);
    const wrong = { ...sale, totalCentimos: sale.totalCentimos + 1 };
    assert.equal((await cashier("POST", "/sales", { sale: wrong })).status, 422);
    assert.equal((await cashier("POST", "/sales", { sale })).status, 201);
    assert.equal((await cashier("POST", "/sales", { sale })).status, 409);
    taken(await setSalesGate(a.as(), { id: a.ids.next() }, { open: false, reason: "venció el plan" }));
    const next = builtSale(a, { cashSessionId, number: 2 }, [[rice, 1000]]);
    const blocked = await cashier("POST", "/sales", { sale: next });
    assert.equal(blocked.status, 402);
    assert.equal(blocked.body["type"], "https://caserito.pe/problemas/sales-blocked");
    assert.match(String(blocked.body["detail"]), /venció el plan/);
    assert.equal(
      (await cashier("POST", `/cash-sessions/${cashSessionId}/closure`, { counts: [] })).status,
      201,
    );
  }));
