import assert from "node:assert/strict";
import { askApi } from "../tests/support/api_client.ts";
import { openedSession, stocked } from "../tests/support/test_shop.ts";
import { withTwoShops } from "../tests/support/two_shops.ts";

Deno.test("ledger: pages, filters, one event to its bytes, notes and head", () =>
  withTwoShops(async (shops) => {
    const { a, services } = shops;
    const get = async (path: string) => {
      const { status, body } = await askApi(shops, a, a.people.auditor, "GET", `/ledger${path}`);
      return { status, body: body as Record<string, unknown> & { items: Record<string, unknown>[] } };
    };
    for (let i = 0; i < 3; i++) await stocked(a, `Galleta ${i}`, 1000);
    await openedSession(a);
    await get("/head"); // that an auditor looks is an event of its own, once an hour
    const { size, root } = await a.store.head();
    assert.deepEqual((await get("/head")).body, { origin: a.store.origin, size, root: root.toHex() });

    for (const order of ["newest", "oldest"]) {
      const seen: unknown[] = [];
      let cursor = "";
      do {
        const { body } = await get(`/events?limit=3&order=${order}${cursor && `&cursor=${cursor}`}`);
        seen.push(...body.items.map(({ pos }) => pos));
        cursor = String(body["nextCursor"] ?? "");
      } while (cursor);
      const all = Array.from({ length: size }, (_, i) => i + 1);
      assert.deepEqual(seen, order === "oldest" ? all : all.reverse());
    }
    const types = async (query: string) => (await get(`/events?${query}`)).body.items.map(({ type }) => type);
    assert.deepEqual(await types("type=CashSessionOpened,ShopOpened"), ["CashSessionOpened", "ShopOpened"]);
    assert.deepEqual(await types("stream=shop&order=oldest&limit=1"), ["ShopOpened"]);
    assert.deepEqual(await types("after=0&upTo=1"), ["ShopOpened"]);
    assert.deepEqual(await types("type=Nothing"), []);
    assert.equal((await get("/events?after=-1")).status, 422);

    const one = (await get(`/events/${size}`)).body;
    const [stored] = await a.store.bodies(size, 1);
    assert.deepEqual(new TextEncoder().encode(String(one["body"])), new Uint8Array(stored!.body));
    assert.equal(one["leaf"], stored!.leaf.toHex());
    for (const pos of [size + 1, 0, "x", "99999999999999999999"]) {
      assert.equal((await get(`/events/${pos}`)).status, 404);
    }

    assert.deepEqual((await get("/checkpoints")).body.items, []);
    await services.checkpoints.sign(a.store);
    await stocked(a, "Pan", null);
    await services.checkpoints.sign(a.store);
    const first = (await get("/checkpoints?limit=1")).body;
    assert.deepEqual(first.items.map((note) => note["size"]), [size + 1]);
    const second = (await get(`/checkpoints?limit=1&cursor=${first["nextCursor"]}`)).body;
    assert.deepEqual([second.items.map((note) => note["size"]), second["nextCursor"]], [[size], null]);
  }));
