import assert from "node:assert/strict";
import { centimos } from "../../kernel/money.ts";
import { instantOf } from "../../kernel/time.ts";
import { MemoryStore } from "./memory_store.ts";
import { Outbox } from "./outbox.ts";
import { pair } from "./pairing.ts";
import { Till } from "./till.ts";
import { Way } from "./way.ts";

function device() {
  const till = new Till({
    shop: { name: "Minimarket Lucha", address: null, ruc: null },
    cashier: { cashierId: "0193a000-0000-7000-8000-0000000000cc", name: "Rosa" },
    registers: [],
    products: [],
    methods: ["efectivo"],
    rooms: [],
    serverTime: instantOf(0),
    appBuild: "test",
  });
  const store = new MemoryStore(null, () => till.ids.next()), outbox = new Outbox(store);
  const write = (cmdId: string) =>
    outbox.write(
      cmdId,
      "MoveCash",
      {
        movementId: till.ids.next(),
        cashSessionId: till.ids.next(),
        direction: "in",
        amountCentimos: centimos(100),
        reason: "sencillo",
      },
      till.frame(till.now()),
      {},
    );
  return { till, store, outbox, write };
}

const answering = (response: Response) => () => Promise.resolve(response);

Deno.test("only the shop itself can say no: a wifi's own page, a proxy's error and silence are asked again", async () => {
  for (
    const response of [
      new Response("<h1>Paga tu wifi</h1>"),
      new Response("<h1>Not found</h1>", { status: 404 }),
      new Response("", { status: 502 }),
    ]
  ) assert.equal(await pair({ ...device(), fetch: answering(response) }), "unreachable");
  const no = Response.json({ type: "https://caserito.pe/problemas/device-exists" }, { status: 409 });
  assert.equal(await pair({ ...device(), fetch: answering(no) }), "refused");
  assert.equal(
    await pair({ ...device(), fetch: answering(new Response("", { status: 401 })) }),
    "signed-out",
  );
});

Deno.test("what was written before the shop's yes is signed before anything goes out, also by the next page", async () => {
  const { till, store, outbox, write } = device();
  await write("before");
  const yes = Response.json({
    credential: "token",
    deviceSalt: "",
    origin: "caserito.test/t/lucha",
    registerId: till.ids.next(),
    series: "T001",
    from: 1,
    upTo: 100,
    lease: null,
    platformKey: null,
  }, { status: 201 });
  // The page goes between the shop's yes and the signing.
  const cut = Object.assign(Object.create(outbox), { sealAll: () => Promise.reject(new Error("gone")) });
  await assert.rejects(pair({ till, store, outbox: cut, fetch: answering(yes) }), /gone/);
  assert.equal((await store.load()).outbox[0]!.sig, undefined);
  const way = new Way(till, store, outbox);
  await way.join();
  assert.ok(way.isIn);
  assert.equal(typeof (await store.load()).outbox[0]!.sig, "string");
});
