import assert from "node:assert/strict";
import { openIntent } from "../commands/payments/intents.ts";
import { setWalletAccount } from "../commands/payments/set_wallet_account.ts";
import { setSalesGate } from "../commands/shop/set_sales_gate.ts";
import { pairedDevice } from "../events/projections/pairing/queries.ts";
import { fromBase64 } from "../kernel/base64.ts";
import { type SignedLease, signedLease } from "../kernel/lease.ts";
import { type PullResponse, type PushResponse, TILL_SETTINGS } from "../kernel/sync.ts";
import { askApi } from "../tests/support/api_client.ts";
import { DEVICE_ROUTES } from "../tests/support/isolation_matrix.ts";
import { testDevice } from "../tests/support/test_device.ts";
import { openedSession, stocked, taken } from "../tests/support/test_shop.ts";
import { sell, TestTill } from "../tests/support/test_till.ts";
import {
  type Actor,
  type FullShop,
  NOBODY,
  type TwoShops,
  withTwoShops,
} from "../tests/support/two_shops.ts";
import { saleIntent, yapeAccount } from "../tests/support/wallet_payments.ts";
import { ENDPOINTS } from "./mod.ts";
import type { DeviceAnswer, PairedAnswer } from "./schemas/devices.ts";

const problemOf = (body: unknown) => (body as { type: string }).type.split("/").at(-1);

async function pair(
  shops: TwoShops,
  shop: FullShop,
  actor: Actor,
  given: { name?: string; code?: string } = {},
) {
  const device = await testDevice(shop.ids.next());
  const json = await device.pairing(given);
  const { status, body } = await askApi(shops, shop, actor, "POST", "/devices", { json });
  const paired = body as PairedAnswer, bearer = { authorization: `Bearer ${paired.credential}` };
  return { device, json, status, body, paired, bearer };
}

const pulled = async (shops: TwoShops, shop: FullShop, headers: Record<string, string>, query = "") => {
  const { status, body } = await askApi(shops, shop, NOBODY, "GET", `/sync/pull${query}`, { headers });
  return { status, body, page: body as PullResponse };
};

async function code(shops: TwoShops, shop: FullShop, registerId?: string): Promise<string> {
  const json = registerId === undefined ? {} : { registerId };
  const { body } = await askApi(shops, shop, shop.people.owner, "POST", "/pairing-codes", { json });
  return (body as { code: string }).code;
}

Deno.test("devices: one is paired in a session, sells by its own credential, and is asked for no person", () =>
  withTwoShops(async (shops) => {
    const { a, services } = shops;
    const rice = await stocked(a, "Arroz", 24_000), cashSessionId = await openedSession(a);
    const { status, paired, bearer, device } = await pair(shops, a, a.people.cashier, { name: "Mostrador" });
    assert.equal(status, 201);
    assert.deepEqual([paired.series, paired.from, paired.upTo], ["T001", 1, 5000]);
    assert.equal(paired.origin, a.store.origin);
    assert.equal(fromBase64(paired.deviceSalt)?.length, 16);
    const lease = await signedLease(paired.lease!, paired.platformKey!);
    assert.deepEqual([lease?.shop, lease?.policy, lease?.issuedAt], [a.shop.slug, "open", a.clock.now()]);

    const { page } = await pulled(shops, a, bearer, "?made=3");
    assert.deepEqual(page.series, [
      { registerId: a.registerId, series: "T001", from: 1, upTo: 5000, lastTicket: 0 },
    ]);
    assert.equal(page.origin, a.store.origin);
    assert.deepEqual(page.lease, paired.lease, "within the hour it is the same one");
    assert.deepEqual(page.settings, TILL_SETTINGS);

    const till = new TestTill(a, device.deviceId);
    till.signWith(device.privateKey);
    sell(a, till, cashSessionId, 1, rice);
    const json = { deviceId: device.deviceId, baseSeq: 0, commands: await till.signed() };
    const pushed = await askApi(shops, a, NOBODY, "POST", "/sync/push", { json, headers: bearer });
    assert.deepEqual((pushed.body as PushResponse).results.map((result) => result.status), ["applied"]);
    assert.deepEqual((pushed.body as PushResponse).lease, paired.lease);

    const listed = await askApi(shops, a, a.people.owner, "GET", "/devices");
    const [item] = (listed.body as { items: DeviceAnswer[] }).items;
    assert.deepEqual([item?.name, item?.registerName, item?.unsent, item?.series[0]?.lastTicket], [
      "Mostrador",
      "Caja 1",
      3,
      1,
    ]);
    const rows = JSON.stringify(await services.control.all("SELECT * FROM device"));
    assert.ok(!rows.includes(paired.credential.split(".")[1]!), "only the hash of the credential is kept");
  }));

Deno.test("devices: a credential opens what a till needs and nothing besides, in its own shop and no other", () =>
  withTwoShops(async (shops) => {
    const { a, b } = shops, { bearer } = await pair(shops, a, a.people.owner);
    for (const { method, path } of ENDPOINTS) {
      const key = `${method.toUpperCase()} /api/v1${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
      const sent = { headers: bearer, key: a.ids.next(), ...method === "get" ? {} : { json: {} } };
      const at = path.replaceAll(/\{\w+\}/g, a.ids.next());
      const own = await askApi(shops, a, NOBODY, method.toUpperCase(), at, sent);
      if (key === "POST /api/v1/devices") assert.equal(own.status, 422);
      else if (key === "DELETE /api/v1/devices/:id") assert.equal(own.status, 404, "any but itself");
      else if (DEVICE_ROUTES.has(key)) assert.ok(own.status !== 401 && own.status !== 403, key);
      else assert.equal(own.status, 403, key);
      const elsewhere = await askApi(shops, b, NOBODY, method.toUpperCase(), at, sent);
      assert.deepEqual([elsewhere.status, problemOf(elsewhere.body)], [401, "bearer-wrong"], key);
    }
    // Beside a session it is the bearer that counts: a wrong one is not covered by a cookie.
    for (
      const wrong of [
        "Bearer x",
        "Bearer",
        "Basic YTpi",
        `${bearer.authorization}x`,
        bearer.authorization.slice(0, -1),
      ]
    ) {
      const answer = await askApi(shops, a, a.people.owner, "GET", "/session", {
        headers: { authorization: wrong },
      });
      assert.deepEqual([answer.status, problemOf(answer.body)], [401, "bearer-wrong"], wrong);
    }
  }));

Deno.test("devices: revoked is revoked at once and is told so; what it sold comes in by another", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, rice = await stocked(a, "Arroz", 24_000), cashSessionId = await openedSession(a);
    const lost = await pair(shops, a, a.people.cashier), phone = await pair(shops, a, a.people.owner);
    const till = new TestTill(a, lost.device.deviceId);
    till.signWith(lost.device.privateKey);
    sell(a, till, cashSessionId, 1, rice);
    a.clock.forward(1000);
    const { deviceId } = lost.device;
    for (let n = 0; n < 2; n++) {
      const gone = await askApi(shops, a, a.people.owner, "DELETE", `/devices/${deviceId}`);
      assert.equal(gone.status, 204);
    }
    for (const path of ["/sync/pull", "/session"]) {
      const answer = await askApi(shops, a, a.people.owner, "GET", path, { headers: lost.bearer });
      assert.deepEqual([answer.status, problemOf(answer.body)], [401, "device-shut-out"]);
    }
    const json = { deviceId, baseSeq: 0, commands: await till.signed() };
    const own = await askApi(shops, a, NOBODY, "POST", "/sync/push", { json, headers: lost.bearer });
    assert.equal(own.status, 401);
    const brought = await askApi(shops, a, NOBODY, "POST", "/sync/push", { json, headers: phone.bearer });
    assert.deepEqual((brought.body as PushResponse).results.map((result) => result.code), ["device_revoked"]);
    const again = await askApi(shops, a, a.people.owner, "POST", "/devices", { json: lost.json });
    assert.deepEqual([again.status, problemOf(again.body)], [409, "device-revoked"]);
    const next = await pair(shops, a, a.people.owner);
    assert.equal(next.paired.series, "T003", "the series of the lost one is nobody's any more");
  }));

Deno.test("devices: an answer that was lost is asked for again; another key under the id is somebody else", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, first = await pair(shops, a, a.people.cashier);
    const { size } = await a.store.head();
    const again = await askApi(shops, a, a.people.cashier, "POST", "/devices", { json: first.json });
    const { credential, ...same } = again.body as PairedAnswer, { credential: old, ...before } = first.paired;
    assert.deepEqual(same, before);
    assert.notEqual(credential, old);
    assert.equal((await a.store.head()).size, size);
    assert.equal((await pulled(shops, a, first.bearer)).status, 401, "the credential before it ends");
    assert.equal((await pulled(shops, a, { authorization: `Bearer ${credential}` })).status, 200);

    const other = await testDevice(first.device.deviceId);
    const stolen = await askApi(shops, a, a.people.cashier, "POST", "/devices", {
      json: await other.pairing(),
    });
    assert.deepEqual([stolen.status, problemOf(stolen.body)], [409, "device-exists"]);
    const json = { ...await other.pairing() as { publicKey: string }, publicKey: first.device.publicKey };
    const unproven = await askApi(shops, a, a.people.cashier, "POST", "/devices", { json });
    assert.deepEqual([unproven.status, problemOf(unproven.body)], [422, "proof-invalid"]);
  }));

Deno.test("devices: a code lets one device in, without a session, for ten minutes", () =>
  withTwoShops(async (shops) => {
    const { a, b, clock } = shops;
    const good = await code(shops, a, a.registerId);
    assert.match(good, /^[2-9A-HJKMNP-Z]{8}$/);
    const typed = `${good.slice(0, 4).toLowerCase()} ${good.slice(4)}`;
    const first = await pair(shops, a, NOBODY, { code: typed });
    assert.equal(first.status, 201);
    const [event] = await a.store.read({ types: ["DevicePaired"], limit: 1 });
    assert.equal(event?.actor.id, a.people.owner.personId, "on the account of whoever invited");
    const lost = await askApi(shops, a, NOBODY, "POST", "/devices", { json: first.json });
    assert.equal(lost.status, 201, "the same device may ask again");
    const wrong = async (shop: FullShop, code: string) => {
      const { status, body } = await pair(shops, shop, NOBODY, { code });
      assert.deepEqual([status, problemOf(body)], [422, "pairing-code-wrong"], code);
    };
    await wrong(a, good);
    await wrong(a, "ABCDEFGH");
    await wrong(b, await code(shops, a));
    const old = await code(shops, a);
    clock.forward(10 * 60_000);
    await wrong(a, old);
    const none = await pair(shops, a, NOBODY);
    assert.deepEqual([none.status, problemOf(none.body)], [409, "pairing-code-missing"]);
  }));

Deno.test("devices: twenty at once with one code, and eight at once in a session: one gets in, each has a series", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, one = await code(shops, a);
    const tried = await Promise.all(Array.from({ length: 20 }, () => pair(shops, a, NOBODY, { code: one })));
    assert.equal(tried.filter(({ status }) => status === 201).length, 1);
    const all = await Promise.all(Array.from({ length: 8 }, () => pair(shops, a, a.people.cashier)));
    const series = [...tried, ...all].flatMap(({ status, paired }) => status === 201 ? paired.series : []);
    assert.equal(new Set(series).size, series.length);
    assert.ok(series.length >= 2);
    assert.ok(all.every(({ status }) => status === 201), all.map(({ status }) => status).join());
  }));

Deno.test("devices: numbers are renewed before they end, and never given twice", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, rice = await stocked(a, "Arroz", 99_000), cashSessionId = await openedSession(a);
    const { bearer, device } = await pair(shops, a, a.people.cashier);
    const till = new TestTill(a, device.deviceId);
    till.signWith(device.privateKey);
    sell(a, till, cashSessionId, 2501, rice);
    await till.sent(await till.signed());
    const asked = await Promise.all([1, 2, 3].map(() => pulled(shops, a, bearer)));
    for (const { page } of asked) {
      assert.deepEqual(page.series.map(({ from, upTo, lastTicket }) => [from, upTo, lastTicket]), [[
        1,
        7501,
        2501,
      ]]);
    }
    assert.equal((await a.store.read({ types: ["SeriesLeased"], limit: 9 })).length, 2);
  }));

Deno.test("lease: it follows the shop's gate at once, its number only rises, and a late sale is flagged", () =>
  withTwoShops(async (shops) => {
    const { a, clock, services } = shops,
      rice = await stocked(a, "Arroz", 24_000),
      cashSessionId = await openedSession(a);
    const { bearer, paired, device } = await pair(shops, a, a.people.cashier);
    const read = async (signed: SignedLease | null) => (await signedLease(signed!, paired.platformKey!))!;
    const first = await read((await pulled(shops, a, bearer)).page.lease);
    taken(await setSalesGate(a.as(), { id: a.ids.next() }, { open: false, reason: "plan vencido" }));
    const closed = await read((await pulled(shops, a, bearer)).page.lease);
    assert.deepEqual([closed.seq, closed.policy, closed.reason], [first.seq + 1, "blocked", "plan vencido"]);
    taken(await setSalesGate(a.as(), { id: a.ids.next() }, { open: true, reason: "pagado" }));
    const many = await Promise.all([1, 2, 3, 4].map(() => pulled(shops, a, bearer)));
    const leases = await Promise.all(many.map(({ page }) => read(page.lease)));
    assert.deepEqual(new Set(leases.map(({ seq }) => seq)), new Set([first.seq + 2]));
    clock.forward(3_600_000);
    assert.equal((await read((await pulled(shops, a, bearer)).page.lease)).seq, first.seq + 3_600);
    await services.control.batch([{ sql: "UPDATE membership_lease SET seq = 7", args: [] }]); // an older registry
    clock.forward(3_600_000);
    const restored = await read((await pulled(shops, a, bearer)).page.lease);
    assert.equal(restored.seq, first.seq + 7_200, "tills keep the highest number they heard");

    const till = new TestTill(a, device.deviceId);
    till.signWith(device.privateKey);
    clock.forward(7 * 86_400_000 + 1);
    sell(a, till, cashSessionId, 1, rice);
    const json = { deviceId: device.deviceId, baseSeq: 0, commands: await till.signed() };
    const pushed = await askApi(shops, a, NOBODY, "POST", "/sync/push", { json, headers: bearer });
    assert.deepEqual((pushed.body as PushResponse).results.map((result) => result.code), ["after_lease"]);
  }));

Deno.test("lease: a device that was away sells on its lease while the shop is blocked, and without leave once it was told", () =>
  withTwoShops(async (shops) => {
    const { a, clock } = shops,
      rice = await stocked(a, "Arroz", 24_000),
      cashSessionId = await openedSession(a);
    const { bearer, device } = await pair(shops, a, a.people.cashier);
    await pulled(shops, a, bearer);
    const till = new TestTill(a, device.deviceId);
    till.signWith(device.privateKey);
    taken(await setSalesGate(a.as(), { id: a.ids.next() }, { open: false, reason: "plan vencido" }));
    clock.forward(3_600_000);
    sell(a, till, cashSessionId, 1, rice);
    await pulled(shops, a, bearer);
    clock.forward(60_000);
    sell(a, till, cashSessionId, 2, rice);
    const json = { deviceId: device.deviceId, baseSeq: 0, commands: await till.signed() };
    const { body } = await askApi(shops, a, NOBODY, "POST", "/sync/push", { json, headers: bearer });
    const said = (body as PushResponse).results.map(({ status, code }) => `${status} ${code}`);
    assert.deepEqual(
      said,
      ["flagged after_lease", "flagged after_lease"].map((word, i) => i === 0 ? said[0] : word),
    );
    assert.deepEqual(
      (await a.store.read({ types: ["SaleRegistered"], limit: 9 })).length,
      2,
      "both are in the books",
    );
  }));

Deno.test("pull: what has not changed is not sent again", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, { bearer } = await pair(shops, a, a.people.cashier);
    const first = await shops.ask(a, NOBODY, "GET", "/api/v1/sync/pull", { headers: bearer });
    const { cursor } = await first.json() as PullResponse, path = `/api/v1/sync/pull?cursor=${cursor}`;
    const second = await shops.ask(a, NOBODY, "GET", path, { headers: bearer });
    await second.body?.cancel();
    const known = { ...bearer, "if-none-match": second.headers.get("etag")! };
    a.clock.forward(60_000);
    const again = await shops.ask(a, NOBODY, "GET", path, { headers: known });
    assert.deepEqual([again.status, await again.text()], [304, ""]);
    assert.equal(again.headers.get("x-server-time"), a.clock.now());
    await stocked(a, "Leche", 1000);
    assert.equal((await shops.ask(a, NOBODY, "GET", path, { headers: known })).status, 200);
  }));

Deno.test("push: a batch may come in gzip, is measured as it unfolds, and is refused where it is none", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, { device, bearer } = await pair(shops, a, a.people.cashier);
    const push = async (bytes: Uint8Array<ArrayBuffer>) => {
      const headers = { ...bearer, "content-type": "application/json", "content-encoding": "gzip" };
      const response = await shops.ask(a, NOBODY, "POST", "/api/v1/sync/push", { headers, body: bytes });
      await response.body?.cancel();
      return response.status;
    };
    const zipped = async (text: string) =>
      await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).bytes();
    const body = JSON.stringify({ deviceId: device.deviceId, baseSeq: 0, commands: [] });
    assert.equal(await push(await zipped(body)), 200);
    assert.equal(
      await push(await zipped(" ".repeat(5_000_000) + body)),
      413,
      "five kilobytes that are five megabytes",
    );
    assert.equal(await push(new TextEncoder().encode(body)), 400);
    assert.equal(await push((await zipped(body)).slice(0, 20)), 400);
  }));

Deno.test("devices: one that is unpaired ends itself, and no other", () =>
  withTwoShops(async (shops) => {
    const { a } = shops,
      own = await pair(shops, a, a.people.cashier),
      other = await pair(shops, a, a.people.cashier);
    const end = (deviceId: string) =>
      askApi(shops, a, NOBODY, "DELETE", `/devices/${deviceId}`, { headers: own.bearer });
    assert.equal((await end(other.device.deviceId)).status, 404);
    assert.equal((await end(own.device.deviceId)).status, 204);
    assert.equal((await pulled(shops, a, own.bearer)).status, 401);
    assert.equal((await pulled(shops, a, other.bearer)).status, 200);
  }));

Deno.test("devices: the name may change; a device of nobody is not there", () =>
  withTwoShops(async (shops) => {
    const { a } = shops,
      { device } = await pair(shops, a, a.people.owner),
      path = `/devices/${device.deviceId}`;
    const rename = { json: { name: " Tablet del  fondo " }, key: a.ids.next() };
    assert.equal((await askApi(shops, a, a.people.manager, "PATCH", path, rename)).status, 204);
    const { body } = await askApi(shops, a, a.people.auditor, "GET", path);
    assert.equal((body as DeviceAnswer).name, "Tablet del  fondo");
    assert.equal((await pairedDevice(a.store.db, device.deviceId))?.revokedAt, null);
    const nobodys = `/devices/${a.ids.next()}`;
    assert.equal((await askApi(shops, a, a.people.owner, "GET", nobodys)).status, 404);
    assert.equal(
      (await askApi(shops, a, a.people.owner, "DELETE", nobodys, { key: a.ids.next() })).status,
      404,
    );
    assert.equal(
      (await askApi(shops, a, a.people.owner, "PATCH", nobodys, { ...rename, key: a.ids.next() })).status,
      404,
    );
  }));

Deno.test("devices: a number is taken for a large payment with the word of one who may approve, and nobody else's", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, { cashier, owner } = a.people, accountId = a.ids.next(), intentId = a.ids.next();
    taken(await setWalletAccount(a.as(), { id: a.ids.next() }, yapeAccount(accountId)));
    taken(await openIntent(a.as(), { id: a.ids.next() }, saleIntent(a, intentId, accountId, 20_001)));
    const { bearer } = await pair(shops, a, cashier);
    const take = async (actor: Actor, by: string | null, headers: Record<string, string> = {}) => {
      const approval = by && { kind: "wallet_number", by, reason: "lo vi" };
      const json = { accountId, operationNumber: "00123456", reason: "lo vi", approval };
      const sent = { json, key: a.ids.next(), headers };
      const answer = await askApi(shops, a, actor, "POST", `/payments/intents/${intentId}/operation`, sent);
      return answer.status === 200 ? "marked" : problemOf(answer.body);
    };
    assert.equal(await take(NOBODY, null, bearer), "second-person-needed");
    assert.equal(await take(NOBODY, cashier.personId, bearer), "second-person-needed");
    assert.equal(
      await take(cashier, owner.personId),
      "second-person-needed",
      "a session has its own word alone",
    );
    assert.equal(await take(NOBODY, owner.personId, bearer), "marked");
  }));
