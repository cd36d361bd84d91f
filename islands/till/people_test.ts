import assert from "node:assert/strict";
import { toBase64 } from "../../kernel/base64.ts";
import { deviceVerifier, pinRoot } from "../../kernel/pin.ts";
import { type PulledCashier, TILL_SETTINGS, type TillSettings } from "../../kernel/sync.ts";
import { instantOf } from "../../kernel/time.ts";
import { askApproval } from "./approving.ts";
import { MemoryStore, type TextStorage } from "./memory_store.ts";
import { enter, followSession, lock, tryPin, waitOf } from "./people.ts";
import { Outbox } from "./outbox.ts";
import { confirm, payExactCash, startPaying } from "./paying.ts";
import { scan, startNext } from "./selling.ts";
import { Till } from "./till.ts";
import { INCA_KOLA } from "./till_fixture.ts";
import { TillClock } from "./till_clock.ts";

const ITERATIONS = 10; // the arithmetic is the same, and a test run is no place for a hundred thousand
const base64 = (byte: number) => toBase64(new Uint8Array(16).fill(byte));

async function person(
  n: number,
  name: string,
  pin: string | null,
  mayOverride = false,
): Promise<PulledCashier> {
  const salt = base64(n), deviceSalt = base64(99);
  const verifier = pin === null ? "" : await deviceVerifier(await pinRoot(pin, salt, ITERATIONS), deviceSalt);
  return {
    cashierId: `0193a000-0000-7000-8000-00000000000${n}`,
    name,
    role: mayOverride ? "manager" : "cashier",
    mayOverride,
    pin: pin === null ? null : { salt, iterations: ITERATIONS, deviceSalt, verifier },
  };
}
const ROSA = await person(1, "Rosa", "1234"), ANA = await person(2, "Ana", "4321");
const LUCHA = await person(3, "Lucha", "9999", true);

/** A text storage that outlives the page, as the tablet's does. */
function paper(): TextStorage {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

async function opened(
  storage: TextStorage,
  wall: { ms: number },
  people = [ROSA, ANA, LUCHA],
): Promise<Till> {
  const till = new Till({
    shop: { name: "Minimarket Lucha", address: null, ruc: null },
    cashier: ROSA,
    registers: [],
    products: [],
    methods: ["efectivo"],
    rooms: [],
    serverTime: instantOf(0),
    appBuild: "test",
  });
  Object.assign(till, { clock: new TillClock(() => instantOf(wall.ms), () => wall.ms) });
  const store = new MemoryStore(storage, () => "0193a000-0000-7000-8000-0000000000dd");
  till.store = store;
  till.told.value = {
    origin: "caserito.test",
    cashiers: people,
    series: [],
    lease: null,
    settings: TILL_SETTINGS,
  };
  till.remember(await store.load());
  return till;
}

Deno.test("a PIN opens the till here, and another person's does not", async () => {
  const till = await opened(paper(), { ms: 1_000_000 });
  lock(till);
  assert.equal(till.locked.value, true);
  assert.deepEqual(await tryPin(till, ANA, "1234"), { fits: false, waitMs: 0 });
  assert.deepEqual(await tryPin(till, ANA, "4321"), { fits: true, waitMs: 0 });
  enter(till, ANA);
  assert.deepEqual([till.locked.value, till.cashier.value.name], [false, "Ana"]);
  assert.equal(till.frame(till.now()).cashierId, ANA.cashierId);
});

Deno.test("five wrong PINs make a person wait, longer each time, over a reload and a clock set forward and back", async () => {
  const storage = paper(), wall = { ms: 1_000_000 };
  let till = await opened(storage, wall);
  for (let n = 0; n < 4; n++) assert.equal((await tryPin(till, ROSA, "0000")).waitMs, 0);
  assert.equal((await tryPin(till, ROSA, "0000")).waitMs, 30_000);
  assert.deepEqual(
    await tryPin(till, ROSA, "1234"),
    { fits: false, waitMs: 30_000 },
    "not even the right one",
  );
  assert.equal(waitOf(till, ANA.cashierId), 0, "nobody else waits");
  till = await opened(storage, wall); // the page is loaded again
  assert.equal(waitOf(till, ROSA.cashierId), 30_000);
  wall.ms += 30_000;
  assert.equal((await tryPin(till, ROSA, "0000")).waitMs, 60_000);
  wall.ms += 60_000;
  assert.equal((await tryPin(till, ROSA, "1234")).fits, true);
  assert.equal((await tryPin(till, ROSA, "0000")).waitMs, 0, "the count begins anew");
});

Deno.test("a try is kept before it is made: closing the page in between gives none for nothing", async () => {
  const storage = paper(), wall = { ms: 1_000_000 };
  const till = await opened(storage, wall);
  const trying = tryPin(till, ROSA, "0000");
  const again = await opened(storage, wall); // while the first is still being worked out
  assert.equal(again.people.tries[ROSA.cashierId]?.wrong, 1);
  await trying;
});

Deno.test("the one who sells, and a locked till, are remembered; who signs in anew is asked for no PIN", async () => {
  const storage = paper(), wall = { ms: 1_000_000 };
  const till = await opened(storage, wall);
  const session = (person: PulledCashier | null) => () =>
    Promise.resolve(
      person
        ? Response.json({ personId: person.cashierId, name: person.name })
        : new Response(null, { status: 401 }),
    );
  await followSession(till, session(ROSA));
  enter(till, ANA);
  lock(till);
  const again = await opened(storage, wall);
  assert.deepEqual([again.cashier.value.name, again.locked.value], ["Ana", true]);
  await followSession(again, session(null));
  assert.equal(again.locked.value, true);
  await followSession(again, session(ROSA));
  assert.equal(again.locked.value, true, "the same session as before opens nothing");
  await followSession(again, session(LUCHA));
  assert.deepEqual([again.cashier.value.name, again.locked.value], ["Lucha", false]);
  again.leave();
  const left = await opened(storage, wall);
  assert.equal(left.locked.value, true);
  await followSession(left, session(LUCHA));
  assert.equal(left.locked.value, false);
});

Deno.test("a till locks by itself only where its cashier can come back", async () => {
  const till = await opened(paper(), { ms: 0 }, [await person(1, "Rosa", null), ANA]);
  lock(till);
  assert.equal(till.locked.value, false);
  lock(till, true);
  assert.equal(till.locked.value, true);
});

Deno.test("a cashier's void asks for a supervisor's PIN, and a supervisor's own does not", async () => {
  const till = await opened(paper(), { ms: 0 });
  const asked: unknown[] = [];
  const ask = {
    kind: "void" as const,
    reason: "se equivocó",
    then: (approval: unknown) => asked.push(approval),
  };
  askApproval(till, ask);
  assert.equal(till.sheet.value?.kind, "override");
  assert.deepEqual(asked, []);
  till.closeSheet();
  enter(till, LUCHA);
  askApproval(till, ask);
  assert.equal(till.sheet.value, null);
  assert.deepEqual(asked, [{ kind: "void", by: LUCHA.cashierId, reason: "se equivocó" }]);
});

/** At the counter with a ticket of one product at that discount. */
async function withTicket(perMille: number, settings: Partial<TillSettings> = {}) {
  const till = await opened(paper(), { ms: 1_000_000 });
  till.outbox = new Outbox(till.store!);
  till.catalogue.update([INCA_KOLA], []);
  till.ready.value = true;
  till.told.value = { ...till.told.value!, settings: { ...TILL_SETTINGS, ...settings } };
  till.drawer.value = {
    registerId: "0193a000-0000-7000-8000-0000000000aa",
    registerName: "Caja 1",
    series: "T001",
    cashSessionId: "0193a000-0000-7000-8000-0000000000bb",
    openedAt: till.now(),
    nextTicket: 1,
  };
  till.screen.value = "sell";
  scan(till, INCA_KOLA.barcodes[0]!);
  till.edit({ type: "DiscountTicket", discount: { kind: "percent", perMille } });
  return till;
}
const sold = async (till: Till) => {
  const command = (await till.store!.load()).outbox.at(-1)!;
  assert.equal(command.type, "RegisterSale");
  return (command as Extract<typeof command, { type: "RegisterSale" }>).payload;
};

Deno.test("a discount within the limit is the cashier's own; above it, paying begins with a supervisor's word", async () => {
  const small = await withTicket(100);
  startPaying(small);
  assert.equal(small.screen.value, "pay");
  small.stop();

  const large = await withTicket(110);
  await payExactCash(large); // the shortcut goes around nobody
  const sheet = large.sheet.value;
  assert.ok(sheet?.kind === "override" && sheet.ask.kind === "discount");
  assert.equal(large.paying.value, null);
  sheet.ask.then({ kind: "discount", by: LUCHA.cashierId, reason: "Descuento" });
  await confirm(large);
  const payload = await sold(large);
  assert.equal(payload.approval?.by, LUCHA.cashierId);
  assert.equal(payload.sale.cashierId, ROSA.cashierId);
  large.stop();
});

Deno.test("where the owner wants it, the next sale begins with a PIN, and a locked till takes no product", async () => {
  const till = await withTicket(0, { lockAfterSale: true });
  till.lock = () => lock(till);
  await payExactCash(till);
  assert.equal(till.locked.value, false, "the change stays in sight");
  startNext(till);
  assert.equal(till.locked.value, true);
  scan(till, INCA_KOLA.barcodes[0]!);
  assert.equal(till.draft.value.lines.length, 0);
  enter(till, ANA);
  scan(till, INCA_KOLA.barcodes[0]!);
  await payExactCash(till);
  assert.equal((await sold(till)).sale.cashierId, ANA.cashierId);
  till.stop();
});
