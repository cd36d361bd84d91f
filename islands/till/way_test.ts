import assert from "node:assert/strict";
import { centimos } from "../../kernel/money.ts";
import { instantOf } from "../../kernel/time.ts";
import { MemoryStore } from "./memory_store.ts";
import { Outbox } from "./outbox.ts";
import { Till } from "./till.ts";
import { Way } from "./way.ts";

const ANSWER = {
  credential: "one",
  deviceSalt: "",
  origin: "localhost/t/shop",
  registerId: "r",
  series: "T004",
  from: 8,
  upTo: 5007,
  lease: null,
  platformKey: null,
};
const problem = (status: number, type: string) =>
  Response.json({ type: `https://caserito.pe/problemas/${type}`, title: "", status }, { status });

interface Heard {
  readonly path: string;
  readonly bearer: string | null;
  readonly encoding: string | null;
  readonly body: Record<string, unknown> | null;
}

/** A till before a server that answers as the test says; everything it was asked is heard. */
async function before(
  answer: (heard: Heard) => Response | Promise<Response>,
  work: (till: Till, way: Way, outbox: Outbox, store: MemoryStore, heard: readonly Heard[]) => Promise<void>,
): Promise<void> {
  const usual = globalThis.fetch, heard: Heard[] = [];
  globalThis.fetch = (input, init) => {
    const headers = new Headers(init?.headers), text = init?.body;
    const asked = {
      path: String(input),
      bearer: headers.get("authorization"),
      encoding: headers.get("content-encoding"),
      body: typeof text === "string" ? JSON.parse(text) as Record<string, unknown> : null,
    };
    heard.push(asked);
    return Promise.resolve(answer(asked));
  };
  const store = new MemoryStore(null, () => "0193a000-0000-7000-8000-0000000000dd");
  const outbox = new Outbox(store);
  const till = new Till({
    shop: { name: "Minimarket Lucha", address: null, ruc: null },
    cashier: { cashierId: "rosa", name: "Rosa" },
    registers: [],
    products: [],
    methods: ["efectivo"],
    rooms: [],
    serverTime: instantOf(0),
    appBuild: "test",
  });
  try {
    await work(till, new Way(till, store, outbox), outbox, store, heard);
  } finally {
    globalThis.fetch = usual;
    till.stop();
  }
}

const write = (outbox: Outbox, cmdId: string) =>
  outbox.write(
    cmdId,
    "MoveCash",
    {
      movementId: cmdId,
      cashSessionId: "c",
      direction: "in",
      amountCentimos: centimos(100),
      reason: "sencillo",
    },
    { occurredAt: instantOf(0), monotonicMs: 1, serverOffsetMs: 0, cashierId: "rosa", appBuild: "test" },
    {},
  );

Deno.test("a device is taken in once, with a series of its own, and signs what it had written before", () =>
  before(() => Response.json(ANSWER, { status: 201 }), async (till, way, outbox, store, heard) => {
    await write(outbox, "early");
    assert.equal(way.isIn, false);
    await Promise.all([way.join(), way.join()]);
    await way.join();
    assert.equal(way.isIn, true);
    assert.deepEqual(heard.map(({ path }) => path), ["/api/v1/devices"]);
    assert.equal(till.told.value!.series[0]!.series, "T004");
    await write(outbox, "late");
    const { outbox: commands, device } = await store.load();
    assert.ok(commands.every(({ sig }) => typeof sig === "string"));
    assert.equal(device!.paired!.credential, "one");
  }));

Deno.test("a server that forgot the device takes it in again by the same key, and the call goes through", () => {
  let credential = "one";
  return before(({ path, bearer }) => {
    if (path === "/api/v1/devices") return Response.json({ ...ANSWER, credential }, { status: 201 });
    return bearer === `Bearer ${credential}` ? Response.json({}) : problem(401, "bearer-wrong");
  }, async (_till, way, _outbox, store, heard) => {
    await way.join();
    const { publicKey } = (await store.load()).device!;
    credential = "two"; // an older backup was put back
    assert.equal((await way.call("/api/v1/sync/pull", {})).status, 200);
    const pairings = heard.filter(({ path }) => path === "/api/v1/devices");
    assert.deepEqual(pairings.map(({ body }) => body!["publicKey"]), [publicKey, publicKey]);
  });
});

Deno.test("a device that was shut out keeps what it sold, and sends it by the session of whoever is there", () => {
  let isOut = false;
  return before(({ path, bearer }) => {
    if (path === "/api/v1/devices") {
      return isOut ? problem(409, "device-revoked") : Response.json(ANSWER, { status: 201 });
    }
    return isOut && bearer !== null ? problem(401, "device-shut-out") : Response.json({});
  }, async (till, way, outbox, store, heard) => {
    await way.join();
    await write(outbox, "sold");
    isOut = true;
    assert.equal((await way.call("/api/v1/sync/push", { method: "POST" })).status, 200);
    assert.equal(heard.at(-1)!.bearer, null);
    assert.equal(way.isIn, true);
    assert.equal(till.notice.value?.tone, "danger");
    assert.deepEqual((await store.load()).outbox.map(({ cmdId }) => cmdId), ["sold"]);
  });
});

Deno.test("where the shop wants a code, nothing goes out until somebody has typed it", () =>
  before(({ body }) => {
    return body!["code"] === "K7PM2Q4X"
      ? Response.json(ANSWER, { status: 201 })
      : problem(409, body!["code"] === undefined ? "pairing-code-missing" : "pairing-code-wrong");
  }, async (till, way) => {
    await way.join();
    assert.equal(way.isIn, false);
    assert.deepEqual(till.sheet.value, { kind: "pairSheet" });
    till.closeSheet();
    await way.join("WRONG");
    assert.deepEqual(till.sheet.value, { kind: "pairSheet" });
    await way.join("K7PM2Q4X");
    assert.equal(way.isIn, true);
  }));

Deno.test("without a network the device is not in yet, and says that it is offline", () => {
  let isUp = false;
  return before(() => {
    if (!isUp) throw new TypeError("no network");
    return Response.json(ANSWER, { status: 201 });
  }, async (till, way) => {
    await way.join();
    assert.deepEqual([way.isIn, till.link.value.state], [false, "offline"]);
    isUp = true;
    await way.join();
    assert.equal(way.isIn, true);
  });
});

Deno.test("what was taken from here unsigned begins no chain: the device comes in with a new one, signed from its first", () => {
  let isOpen = false;
  return before(({ path }) => {
    if (path !== "/api/v1/devices") return Response.json({});
    return isOpen ? Response.json(ANSWER, { status: 201 }) : problem(422, "invalid-input");
  }, async (till, way, outbox, store) => {
    await write(outbox, "unsigned");
    await way.join();
    await store.acknowledge(1);
    await write(outbox, "waiting");
    isOpen = true;
    await new Way(till, store, outbox).join(); // the page was opened anew
    const { chain, outbox: [command], device } = await store.load();
    assert.deepEqual([command!.cmdId, command!.seq, command!.prevHash], ["waiting", 1, null]);
    assert.equal(typeof command!.sig, "string");
    assert.equal(device!.deviceId, chain.deviceId);
  });
});

Deno.test("what is long goes out compressed, and what is short does not", () =>
  before(
    ({ path }) => path === "/api/v1/devices" ? Response.json(ANSWER, { status: 201 }) : Response.json({}),
    async (
      _till,
      way,
      _outbox,
      _store,
      heard,
    ) => {
      await way.call("/api/v1/sync/push", { method: "POST", body: JSON.stringify({ a: 1 }) });
      await way.call("/api/v1/sync/push", { method: "POST", body: JSON.stringify({ a: "x".repeat(5000) }) });
      assert.deepEqual(heard.map(({ encoding }) => encoding), [null, "gzip"]);
    },
  ));
