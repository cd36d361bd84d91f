import assert from "node:assert/strict";
import { join } from "node:path";
import { payerOf } from "../commands/membership/access.ts";
import { currentLease } from "../commands/membership/current_lease.ts";
import { keepGate, PAUSED } from "../commands/membership/keep_gate.ts";
import { knownOf } from "../commands/membership/membership_log.ts";
import { practise } from "../commands/shops/practice.ts";
import { registerSale } from "../commands/sale/register_sale.ts";
import { membershipStatus } from "../domain/membership/status.ts";
import { membershipStream } from "../domain/streams.ts";
import { staffOfShop } from "../events/store/control/people.ts";
import { runAsyncOnce } from "../events/projections/runner.ts";
import { salesGate } from "../events/projections/gate/queries.ts";
import { DriverFault } from "../events/store/driver.ts";
import { EmbeddedDriver } from "../events/store/embedded_driver.ts";
import { openTenants, PLATFORM_LOG } from "../events/store/mod.ts";
import { parseLease } from "../kernel/lease.ts";
import { plusMs } from "../kernel/time.ts";
import { PLATFORM_BOOKS, PROJECTIONS } from "../compose.ts";
import { PLATFORM_PROJECTIONS } from "../events/projections/platform.ts";
import { gateKeeper } from "../workers/gate_keeper.ts";
import { jobHolder } from "../workers/job.ts";
import { heardErrors } from "./support/heard_errors.ts";
import { paidNow, said, tell } from "./support/membership_facts.ts";
import { type Node, onEachStore, type Platform } from "./support/platform_nodes.ts";
import { builtSale, openedSession, stocked, taken, type TestShop } from "./support/test_shop.ts";
import { sell, TestTill } from "./support/test_till.ts";

/** A till with something to sell, and the next sale of it as the API takes it. */
async function tillOf(shop: TestShop) {
  const rice = await stocked(shop, "Arroz", 900_000), cashSessionId = await openedSession(shop);
  let number = 0;
  const sale = () => builtSale(shop, { cashSessionId, number: ++number }, [[rice, 1000]]);
  return { cashSessionId, rice, sale };
}

const sold = async (shop: TestShop) =>
  (await shop.store.read({ types: ["SaleRegistered"], limit: 500 })).length;
const codeOf = ({ body }: { body: Readonly<Record<string, unknown>> }) => String(body.type).split("/").at(-1);

/** Unpaid up to after its block, with the gate closed. */
async function blocked(platform: Platform): Promise<void> {
  await platform.bill();
  platform.wait(7);
  const kept = await keepGate(platform.services, platform.shop.shop.id);
  assert.deepEqual([kept.status?.state, kept.changed], ["BLOCKED", true]);
}

/** Until a process has heard by itself: bounded, and how long it took is a bench's business. */
async function until(holds: () => boolean): Promise<void> {
  for (let look = 0; look < 400 && !holds(); look++) await new Promise((resolve) => setTimeout(resolve, 25));
  assert.ok(holds(), "not heard within ten seconds");
}

onEachStore(
  "a block in the middle of a request: let in by the first check, refused by the second, nothing written",
  async (platform) => {
    const { services, shop } = platform, { sale } = await tillOf(shop);
    await platform.bill();
    platform.wait(6);
    const entered = Promise.withResolvers<void>(), goOn = Promise.withResolvers<void>();
    const bytes = new TextEncoder().encode(JSON.stringify({ sale: sale() }));
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        entered.resolve(); // the body is read after the membership was asked
        await goOn.promise;
        controller.enqueue(bytes);
        controller.close();
      },
    }, { highWaterMark: 0 });
    const answer = platform.ask(platform, "POST", "/api/v1/sales", { body });
    await entered.promise;
    platform.wait(1);
    await keepGate(services, shop.shop.id);
    goOn.resolve();
    const refused = await answer;
    assert.deepEqual([refused.status, codeOf(refused)], [402, "sales-blocked"]);
    assert.match(String(refused.body.detail), /está en pausa/);
    assert.equal(await sold(shop), 0);
    const next = await platform.ask(platform, "POST", "/api/v1/sales", { json: { sale: sale() } });
    assert.deepEqual([next.status, codeOf(next), next.body.amountCentimos], [402, "payment-needed", 5_000]);
  },
);

onEachStore(
  "a block in the middle of a batch: every sale stands before the gate's own place in the log, or was refused",
  async (platform) => {
    const { shop, another, shopAt } = platform, { sale } = await tillOf(shop);
    await platform.bill();
    platform.wait(7);
    const other = await another();
    taken(await registerSale(shop.as(), { id: shop.ids.next() }, { sale: sale() })); // the writer knows the gate as open
    const waves = [0, 1, 2, 3].map(async (wave) => {
      await new Promise((resolve) => setTimeout(resolve, wave * 15));
      return await Promise.all(
        Array.from(
          { length: 20 },
          async () => await registerSale(shop.as(), { id: shop.ids.next() }, { sale: sale() }),
        ),
      );
    });
    const closing = keepGate(other.services, shop.shop.id);
    const results = (await Promise.all(waves)).flat();
    await closing;
    results.push(await registerSale(shop.as(), { id: shop.ids.next() }, { sale: sale() }));
    const refusals = results.flatMap((result) => result.ok ? [] : [result.error.type]);
    assert.deepEqual(new Set(refusals), new Set(["SalesBlocked"]));
    const { store } = await shopAt(other);
    const [gate] = await store.read({ types: ["SalesGateSet"], limit: 9 });
    const after = await store.read({ types: ["SaleRegistered"], after: gate!.pos, limit: 9 });
    assert.deepEqual(after.map(({ pos }) => pos), []);
    assert.equal(await sold(shop), 1 + results.length - refusals.length);
  },
);

onEachStore("a cold process asks before it lets anything through", async (platform) => {
  const { shop } = platform, { sale, cashSessionId } = await tillOf(shop);
  await blocked(platform);
  const cold = await platform.another();
  assert.equal(cold.services.membership.knows(shop.shop.id), false);
  const refused = await platform.ask(cold, "POST", "/api/v1/sales", { json: { sale: sale() } });
  assert.deepEqual([refused.status, codeOf(refused)], [402, "payment-needed"]);
  const closed = await platform.ask(cold, "POST", `/api/v1/cash-sessions/${cashSessionId}/closure`, {
    json: { counts: [] },
  });
  assert.equal(closed.status, 201, closed.text);
  assert.equal((await platform.ask(cold, "GET", "/ventas")).status, 200);
});

/** The platform's log of one process does not answer any more, as where its server is away. */
function lose({ services: { platform } }: Node): () => void {
  const gone = () => Promise.reject(new DriverFault("lost", "no answer"));
  const parts = { first: platform.db.first, read: platform.read, stream: platform.stream };
  Object.assign(platform.db, { first: gone });
  Object.assign(platform, { read: gone, stream: gone });
  return () => {
    Object.assign(platform.db, { first: parts.first });
    Object.assign(platform, { read: parts.read, stream: parts.stream });
  };
}

onEachStore(
  "the platform's log unreachable: a warm process sells on and a cold one does not, both close, read and export",
  async (platform) => {
    const { shop } = platform, { sale } = await tillOf(shop);
    await platform.bill();
    await platform.services.membership.load(shop.shop.id);
    const cold = await platform.another();
    const foundAgain = [lose(platform), lose(cold)];
    await platform.services.membership.refresh();
    platform.wait(6.5); // past the block that is due: nobody can have heard of a payment
    const warmSale = await platform.ask(platform, "POST", "/api/v1/sales", { json: { sale: sale() } });
    assert.equal(warmSale.status, 201, warmSale.text);
    const key = shop.ids.next(), json = { sale: sale() };
    const coldSale = await platform.ask(cold, "POST", "/api/v1/sales", { json, key });
    assert.deepEqual([coldSale.status, codeOf(coldSale)], [503, "membership-unknown"]);
    for (const path of ["/ventas", "/caja", "/auditoria", "/api/v1/sales", "/api/v1/ledger/head"]) {
      assert.equal((await platform.ask(cold, "GET", path)).status, 200, path);
    }
    platform.wait(2); // longer than a lease lasts
    const silent = await platform.ask(platform, "POST", "/api/v1/sales", { json, key });
    assert.equal(silent.status, 503);
    for (const again of foundAgain) again();
    await tell(platform.services, shop.shop.id, paidNow(platform.services));
    await Promise.all([platform, cold].map(({ services }) => services.membership.refresh()));
    assert.equal((await platform.ask(cold, "POST", "/api/v1/sales", { json, key })).status, 201);
  },
);

onEachStore(
  "the control database unreachable: nothing is sold, nobody is told that they do not pay, and the same request passes later",
  async (platform) => {
    const { services, shop } = platform, { sale } = await tillOf(shop);
    const { control } = services, { first, all } = control;
    const key = shop.ids.next(), json = { sale: sale() }, token = await platform.signIn();
    await services.membership.load(shop.shop.id);
    const gone = () => Promise.reject(new DriverFault("lost", "no answer"));
    Object.assign(control, { first: gone, all: gone });
    await heardErrors(async () => {
      const refused = await platform.ask(platform, "POST", "/api/v1/sales", { json, key, token });
      assert.equal(refused.status, 503, refused.text);
    });
    assert.equal(await sold(shop), 0);
    Object.assign(control, { first, all });
    assert.equal((await platform.ask(platform, "POST", "/api/v1/sales", { json, key })).status, 201);
  },
);

onEachStore(
  "the server of the databases killed: a warm process refuses nobody for it, and the same request passes later",
  async (platform) => {
    const { services, shop, server } = platform, { sale } = await tillOf(shop);
    await platform.bill();
    await services.membership.load(shop.shop.id);
    await server!.kill();
    await services.membership.refresh();
    assert.equal(services.membership.judge(shop.shop.id, "sell"), "allowed");
    const input = { sale: sale() }, asked = { id: shop.ids.next() };
    const unavailable = await registerSale(shop.as(), asked, input).catch((error: unknown) => error);
    assert.ok(unavailable instanceof DriverFault || !(unavailable as { ok: boolean }).ok);
    await server!.start();
    await until(() => services.membership.lostSince() === null);
    taken(await registerSale(shop.as(), asked, input));
    assert.equal(await sold(shop), 1);
  },
  "sqld",
);

onEachStore("a stale copy of the platform's log says active: nobody reads it", async (platform) => {
  const { services, shop, dir } = platform;
  await platform.bill();
  const copy = join(dir, "replica", "tenants");
  await Deno.mkdir(copy, { recursive: true });
  const original = new EmbeddedDriver(join(dir, "tenants", `${PLATFORM_LOG}.db`));
  await original.all("PRAGMA wal_checkpoint(TRUNCATE)");
  await original.close();
  await Deno.copyFile(join(dir, "tenants", `${PLATFORM_LOG}.db`), join(copy, `${PLATFORM_LOG}.db`));
  const hold = { holdId: services.ids.next(), by: ["op-1", "op-2"] as [string, string], reason: "Revisión" };
  await tell(
    services,
    shop.shop.id,
    said("HoldPlaced", { ...hold, until: plusMs(platform.clock.now(), 86_400_000) }),
  );
  await services.membership.refresh();

  const replica = await openTenants({
    config: { kind: "embedded", dir: join(dir, "replica") },
    baseDomain: "caserito.test",
    facts: PLATFORM_BOOKS.facts,
    projections: PLATFORM_PROJECTIONS,
  });
  const stale = await (await replica.get(PLATFORM_LOG)).stream(membershipStream(shop.shop.id));
  assert.notEqual(membershipStatus(stale.map(knownOf), platform.clock.now()).state, "BLOCKED");
  await replica.close();
  await services.membership.load(shop.shop.id);
  assert.equal(services.membership.judge(shop.shop.id, "sell"), "refused");
}, "files");

Deno.test("no store of ours opens a replica: what a membership is read from is the log itself", async () => {
  const folder = new URL("../events/store/", import.meta.url);
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (!isFile || name.endsWith("_test.ts")) continue;
    assert.doesNotMatch(await Deno.readTextFile(new URL(name, folder)), /syncUrl|syncInterval/, name);
  }
});

onEachStore("a connection that met a lock hears of the block all the same", async (platform) => {
  const { services, shop, dir } = platform;
  await platform.bill();
  await services.membership.load(shop.shop.id);
  const other = await platform.another();
  const locker = new EmbeddedDriver(join(dir, "tenants", `${PLATFORM_LOG}.db`));
  await locker.all("BEGIN IMMEDIATE");
  await locker.all("UPDATE head SET size = size WHERE k = 1");
  const report = said("ShiftReported", { reportId: services.ids.next(), open: false });
  await assert.rejects(tell(services, shop.shop.id, report), /StoreUnavailable/);
  await services.membership.refresh(); // the read after a lock is the one that would stay in the past
  await locker.all("COMMIT");
  await locker.close();
  const hold = { holdId: services.ids.next(), by: ["op-1", "op-2"] as [string, string], reason: "Revisión" };
  await tell(
    other.services,
    shop.shop.id,
    said("HoldPlaced", { ...hold, until: plusMs(platform.clock.now(), 86_400_000) }),
  );
  await services.membership.refresh();
  assert.equal(services.membership.judge(shop.shop.id, "sell"), "refused");
}, "files");

onEachStore("two processes: a block and a return reach the other one by themselves", async (platform) => {
  const { services, shop } = platform, { id } = shop.shop, { sale } = await tillOf(shop);
  await platform.bill();
  const other = await platform.another(), far = other.services.membership;
  await far.load(id);
  const holdId = services.ids.next(), until12h = plusMs(platform.clock.now(), 12 * 3_600_000);
  await tell(
    services,
    id,
    said("HoldPlaced", { holdId, by: ["op-1", "op-2"], reason: "Revisión", until: until12h }),
  );
  await keepGate(services, id);
  await until(() => !far.allows(id, "sell"));
  assert.equal((await platform.ask(other, "POST", "/api/v1/sales", { json: { sale: sale() } })).status, 402);
  await tell(services, id, said("HoldLifted", { holdId, by: "op-1" }));
  await keepGate(services, id);
  await until(() => far.allows(id, "sell"));
  const accepted = await platform.ask(other, "POST", "/api/v1/sales", { json: { sale: sale() } });
  assert.equal(accepted.status, 201, accepted.text);
});

onEachStore(
  "a payment brings selling back in the process that hears of it with nobody's help, the gate first",
  async (platform) => {
    const { services, shop } = platform, { id } = shop.shop, { sale } = await tillOf(shop);
    await blocked(platform);
    const json = { sale: sale() };
    assert.equal((await platform.ask(platform, "POST", "/api/v1/sales", { json })).status, 402);
    const { refresh } = services.membership, gates: boolean[] = [];
    Object.assign(services.membership, {
      refresh: async () => {
        gates.push((await salesGate(shop.store.db)).open);
        await refresh();
      },
    });
    await tell(services, id, paidNow(services));
    assert.deepEqual([services.membership.statusOf(id)?.state, gates], ["ACTIVE", [true]]);
    assert.equal((await platform.ask(platform, "POST", "/api/v1/sales", { json })).status, 201);
    assert.equal((await keepGate(services, id)).changed, false, "saying it again changes nothing");
  },
);

onEachStore("a payment that crosses a block wins, whoever writes the gate last", async (platform) => {
  const { services, shop } = platform, { id } = shop.shop;
  await platform.bill();
  platform.wait(7);
  const other = await platform.another(), { get } = services.tenants;
  let crossed = false;
  Object.assign(services.tenants, {
    async get(tenant: typeof id) {
      if (!crossed) { // the keeper has read that the shop owes and has not closed its gate yet
        crossed = true;
        await tell(other.services, id, paidNow(other.services));
        await keepGate(other.services, id);
      }
      return await get(tenant);
    },
  });
  const kept = await keepGate(services, id);
  assert.equal(kept.status?.state, "ACTIVE");
  assert.equal((await salesGate(shop.store.db)).open, true);
});

onEachStore(
  "sales made before the block come home after it; later ones are flagged if signed and set aside if not",
  async (platform) => {
    const { services, shop, clock } = platform, { rice, cashSessionId } = await tillOf(shop);
    const signing = new TestTill(shop), plain = new TestTill(shop);
    await signing.pair();
    await platform.bill();
    platform.wait(6);
    sell(shop, signing, cashSessionId, 1, rice);
    sell(shop, plain, cashSessionId, 2, rice);
    platform.wait(1);
    await keepGate(services, shop.shop.id);
    const leaseEnd = clock.now();
    clock.forward(60_000);
    sell(shop, signing, cashSessionId, 3, rice);
    sell(shop, plain, cashSessionId, 4, rice);
    signing.given = { leaseEnd: () => Promise.resolve(leaseEnd) };
    assert.deepEqual((await signing.sent(await signing.signed())).said, ["applied", "flagged after_lease"]);
    assert.deepEqual((await plain.sent()).said, ["applied", "quarantined SalesBlocked"]);
  },
);

function keeperOf({ services }: Node) {
  const job = gateKeeper(), reports: string[] = [], holder = services.ids.next();
  const run = () =>
    job.run({
      services,
      signal: new AbortController().signal,
      report: ({ message }) => reports.push(message),
      holdJob: jobHolder(services, job.name, holder),
    });
  return { run, reports };
}

onEachStore(
  "the keeper closes and opens by itself, waits for the end of an open day, and a closing ends the wait at once",
  async (platform) => {
    const { services, shop, clock } = platform,
      { id } = shop.shop,
      { sale, cashSessionId } = await tillOf(shop);
    const { run, reports } = keeperOf(platform);
    await platform.bill();
    const gate = async () => (await run(), (await salesGate(shop.store.db)).open);
    assert.equal(await gate(), true);
    platform.wait(5.8); // the evening before, with a till open
    assert.equal(await gate(), true);
    const shifts = async () =>
      (await services.platform.read({ types: ["ShiftReported"], limit: 9 })).map(({ data }) =>
        (data as { open: boolean }).open
      );
    assert.deepEqual(await shifts(), [true]);
    clock.forward(11 * 3_600_000); // past five in the morning
    assert.equal(await gate(), true, "nobody is blocked in the middle of a shift");
    const still = await platform.ask(platform, "POST", "/api/v1/sales", { json: { sale: sale() } });
    assert.equal(still.status, 201, still.text);
    const closed = await platform.ask(platform, "POST", `/api/v1/cash-sessions/${cashSessionId}/closure`, {
      json: { counts: [] },
    });
    assert.equal(closed.status, 201, closed.text);
    assert.deepEqual(await shifts(), [true, false]);
    assert.equal(services.membership.judge(id, "sell"), "refused", "the day is over");
    assert.equal(await gate(), false);
    await tell(services, id, paidNow(services));
    assert.equal(await gate(), true);
    assert.deepEqual(reports, []);
  },
);

onEachStore(
  "a lease says what the membership says, and never outlives a block that is known to come",
  async (platform) => {
    const { services, shop, clock } = platform, { id } = shop.shop;
    const lease = async () => parseLease((await currentLease(services, shop.shop, shop.store))!.signed.text)!;
    const week = plusMs(clock.now(), 7 * 86_400_000);
    assert.deepEqual([(await lease()).policy, (await lease()).notAfter], ["open", week]);
    await platform.bill();
    const near = await lease();
    assert.deepEqual([near.policy, near.notAfter], ["open", "2026-12-01T10:00:00.000Z"]);
    assert.equal((await lease()).seq, near.seq, "the same within the hour");
    platform.wait(7);
    const before = await lease();
    assert.deepEqual([before.policy, before.reason], ["blocked", PAUSED]);
    await keepGate(services, id);
    assert.equal((await lease()).policy, "blocked");
    await tell(services, id, paidNow(services));
    await keepGate(services, id);
    const back = await lease();
    assert.deepEqual([back.policy, back.notAfter], ["open", plusMs(clock.now(), 7 * 86_400_000)]);
    assert.ok(back.seq > before.seq);
    const found = lose(platform);
    await services.membership.refresh();
    const lostAt = clock.now();
    platform.wait(3);
    assert.equal(
      (await lease()).notAfter,
      plusMs(lostAt, 7 * 86_400_000),
      "no promise beyond what we can hear",
    );
    found();
  },
);

onEachStore(
  "a closed shop's database takes nothing at the server any more; a blocked one still closes its till",
  async (platform) => {
    const { services, shop } = platform, { id } = shop.shop, { cashSessionId } = await tillOf(shop);
    await blocked(platform);
    const settled = async () => {
      while ((await runAsyncOnce(shop.store, PROJECTIONS)).some(({ behind }) => behind > 0));
      await services.checkpoints.sign(shop.store);
    };
    await settled();
    await keepGate(services, id);
    const closed = await platform.ask(platform, "POST", `/api/v1/cash-sessions/${cashSessionId}/closure`, {
      json: { counts: [] },
    });
    assert.equal(closed.status, 201, closed.text);
    await tell(services, id, said("MembershipClosed", { reason: "Se entregó el archivo" }));
    const unsettled = await keepGate(services, id);
    assert.notEqual(
      unsettled.lookAgainAt,
      null,
      "not before its log is signed and its read models are level",
    );
    await settled();
    assert.equal((await keepGate(services, id)).lookAgainAt, null);
    const write = () => openedSession(shop).then(() => "written", (error) => String(error));
    const archive = await shop.store.read({ limit: 1 });
    assert.equal(archive.length, 1, "what it has can be read");
    if (platform.kind === "files") {
      return assert.equal(await write(), "written", "files have no server that could refuse");
    }
    assert.match(await write(), /StoreUnavailable/);
    await services.tenants.blockWrites(id, null);
    assert.match(await write(), /written|RegisterBusy/);
  },
);

onEachStore("a practice follows its real shop: its gate closes and opens with it", async (platform) => {
  const { services, shop } = platform, { id } = shop.shop;
  const [owner] = await staffOfShop(services.control, id);
  const practice = await practise(services, shop.shop, owner!),
    store = await services.tenants.get(practice.id);
  await blocked(platform);
  assert.equal((await salesGate(store.db)).open, false);
  assert.equal(services.membership.statusOf(payerOf(practice)), services.membership.statusOf(id));
  await tell(services, id, paidNow(services));
  await keepGate(services, id);
  assert.equal((await salesGate(store.db)).open, true);
}, "files");
