import { deepEqual, equal } from "node:assert/strict";
import type { Fact } from "../../facts/mod.ts";
import { centimos } from "../../../kernel/money.ts";
import type { Dev } from "../../log/envelope.ts";
import { deviceById, devices } from "../device/queries.ts";
import { at, event, id, saleFact } from "../history_testing.ts";
import { SHARED_PROJECTIONS } from "../mod.ts";
import { ensureProjections } from "../rebuild.ts";
import { MemoryStore } from "../testing.ts";
import { registerById, registers, shopInfo } from "./queries.ts";

async function shop(): Promise<MemoryStore> {
  const store = new MemoryStore(SHARED_PROJECTIONS);
  await ensureProjections(store, SHARED_PROJECTIONS);
  return store;
}
const added = (register: number, series: string): Fact => ({
  type: "RegisterAdded",
  data: { registerId: id(register), name: `Caja ${series}`, series },
});
const dev = (device: number, seq: number): Dev => ({ id: id(device), seq, prev: null, sig: null });

Deno.test("a shop says what it is called once it is open", async () => {
  const store = await shop();
  equal(await shopInfo(store.db), null);
  const data = {
    name: "Minimarket Lucha",
    slug: "minimarket-lucha",
    niche: "minimarket",
    address: null,
    ruc: null,
  };
  store.record(event({ type: "ShopOpened", data }, at("2026-11-01")));
  deepEqual(await shopInfo(store.db), { ...data, openedAt: at("2026-11-01") });
  store.close();
});

Deno.test("a register counts its own tickets and Z reports, and knows its open drawer and its device", async () => {
  const store = await shop();
  store.record(event(added(901, "T002")), event(added(900, "T001")));
  const fresh = { openSessionId: null, lastZNumber: 0, deviceId: null, nextNumber: 1, printer: null };
  deepEqual(await registers(store.db), [
    { ...fresh, registerId: id(901), name: "Caja T002", series: "T002" },
    { ...fresh, registerId: id(900), name: "Caja T001", series: "T001" },
  ]);
  const sell = (ticket: string, seq: number) => ({
    ...event(saleFact({ sale: seq, ticket, lines: [{ product: 1, total: 100 }] })),
    dev: dev(30, seq),
  });
  store.record(
    event({
      type: "CashSessionOpened",
      data: { cashSessionId: id(910), registerId: id(900), cashierId: id(920), floatCentimos: centimos(0) },
    }),
    sell("T001-000012", 1),
    sell("T001-000009", 2), // late: the counter does not go back
  );
  deepEqual(await registerById(store.db, id(900)), {
    registerId: id(900),
    name: "Caja T001",
    series: "T001",
    nextNumber: 13,
    openSessionId: id(910),
    lastZNumber: 0,
    deviceId: id(30),
    printer: null,
  });
  equal(await registerById(store.db, id(999)), null);
  const printer = { host: "192.168.1.50", port: 9100, paper: 58, cut: false } as const;
  const set = (to: typeof printer | null) =>
    event({ type: "RegisterPrinterSet", data: { registerId: id(900), printer: to } });
  store.record(set(null), set(printer));
  deepEqual((await registerById(store.db, id(900)))?.printer, printer);
  store.close();
});

Deno.test("a device is as far as its newest command, whatever fact that was", async () => {
  const store = await shop();
  equal(await deviceById(store.db, id(30)), null);
  store.record(
    { ...event(saleFact({ sale: 1, lines: [{ product: 1, total: 100 }] })), dev: dev(30, 1) },
    { type: "lavanderia.GarmentReceived", data: {}, dev: dev(30, 2) },
    { ...event(added(900, "T001")), dev: dev(31, 1) },
    event(added(901, "T002")),
  );
  const { lastSeq, lastPos, lastCmd, registerId } = (await deviceById(store.db, id(30)))!;
  deepEqual([lastSeq, lastPos, lastCmd, registerId], [2, 2, "cmd-2", id(900)]);
  deepEqual((await devices(store.db)).map(({ deviceId }) => deviceId), [id(31), id(30)]);
  store.close();
});
