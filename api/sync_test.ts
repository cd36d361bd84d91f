import assert from "node:assert/strict";
import type { PullResponse, PushResponse } from "../kernel/sync.ts";
import { askApi } from "../tests/support/api_client.ts";
import { withTwoShops } from "../tests/support/two_shops.ts";

Deno.test("pull: the till gets its shop", () =>
  withTwoShops(async (shops) => {
    const { a } = shops;
    const { status, body } = await askApi(shops, a, a.people.cashier, "GET", "/sync/pull");
    assert.equal(status, 200);
    assert.equal((body as PullResponse).registers[0]?.registerId, a.registerId);
    const pushed = await askApi(shops, a, a.people.cashier, "POST", "/sync/push", {
      json: { deviceId: a.ids.next(), baseSeq: 0, commands: [] },
    });
    assert.equal((pushed.body as PushResponse).lastSeq, 0);
  }));
