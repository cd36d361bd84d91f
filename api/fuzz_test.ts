import assert from "node:assert/strict";
import fc from "fast-check";
import { apiBodies } from "../tests/support/api_bodies.ts";
import { askApi } from "../tests/support/api_client.ts";
import { openedSession, stocked } from "../tests/support/test_shop.ts";
import { type FullShop, withTwoShops } from "../tests/support/two_shops.ts";
import { ENDPOINTS } from "./mod.ts";

const RUNS = 25;

/** The random bodies are these with members changed. */
async function goodBodies(a: FullShop): Promise<Readonly<Record<string, unknown>>> {
  const { productId } = await stocked(a, "Arroz", 24_000), cashSessionId = await openedSession(a);
  const nowhere = {
    saleId: a.ids.next(),
    importId: a.ids.next(),
    uploadId: a.ids.next(),
    personId: a.ids.next(),
    keyId: a.ids.next(),
    deviceId: a.ids.next(),
    accountId: a.ids.next(),
    intentId: a.ids.next(),
    sourceId: a.ids.next(),
    noticeId: a.ids.next(),
    statementId: a.ids.next(),
    token: "A".repeat(43),
    customerId: a.ids.next(),
    exceptionId: a.ids.next(),
    creditId: a.ids.next(),
    paymentId: a.ids.next(),
  };
  return apiBodies(a, { productId, registerId: a.registerId, cashSessionId, ...nowhere }, 1);
}

/** Values that parsers stumble on: edges of numbers, lone surrogates, control characters, names of the prototype. */
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(-0, 1e308, 2 ** 53, 0.1, "\ud800", "a\u0000b", "", "__proto__", [], {}, null, [
    [],
  ]),
  fc.constantFrom<unknown>(
    "9".repeat(400),
    "2026-02-30T00:00:00.000Z",
    "00000000-0000-0000-0000-000000000000",
  ),
);

/** The value with one of its parts, wherever it stands, put aside for another. */
function damaged(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== "object" || value === null) return odd;
  const keys = Object.keys(value);
  if (keys.length === 0) return odd;
  return fc.oneof(
    { weight: 1, arbitrary: odd },
    {
      weight: 6,
      arbitrary: fc.constantFrom(...keys).chain((key) =>
        damaged((value as Record<string, unknown>)[key]).map((part) =>
          Array.isArray(value) ? value.with(Number(key), part) : { ...value, [key]: part }
        )
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...keys).map((gone) =>
        Object.fromEntries(Object.entries(value).filter(([key]) => key !== gone))
      ),
    },
  );
}

Deno.test("no body, however odd, is a bug: every answer is in the document and none is 500", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, bodies = await goodBodies(a);
    for (const { method, path, body } of ENDPOINTS) {
      if (!body) continue;
      const good = bodies[path];
      assert.ok(good, `no good body for ${path}`);
      const at = path.replace("{id}", a.ids.next());
      await fc.assert(
        fc.asyncProperty(fc.oneof(damaged(good), odd), async (json) => {
          a.clock.forward(100); // as fast as one person may ask
          const sent = { json: json === undefined ? null : json, key: a.ids.next() };
          const { status } = await askApi(shops, a, a.people.owner, method.toUpperCase(), at, sent);
          assert.ok(status < 500, `${method} ${at} ${status}`);
        }),
        { numRuns: RUNS },
      );
    }
  }));

Deno.test("no query, however odd, is a bug", () =>
  withTwoShops(async (shops) => {
    const { a } = shops;
    await stocked(a, "Arroz", 24_000);
    const names = [
      "cursor",
      "limit",
      "q",
      "flag",
      "day",
      "type",
      "stream",
      "after",
      "upTo",
      "order",
      "width",
      "copy",
    ];
    const query = fc.array(fc.tuple(fc.constantFrom(...names), fc.string({ unit: "binary" })), {
      maxLength: 3,
    });
    for (const { method, path } of ENDPOINTS) {
      if (method !== "get") continue;
      await fc.assert(
        fc.asyncProperty(query, fc.string({ minLength: 1 }), async (pairs, id) => {
          a.clock.forward(100);
          const at = path.replace(/\{\w+\}/, encodeURIComponent(id).replaceAll(".", "%2E"));
          const search = new URLSearchParams(pairs.map(([name, value]) => [name, value.toWellFormed()]));
          const { status } = await askApi(shops, a, a.people.owner, "GET", `${at}?${search}`);
          assert.ok(status < 500, `${at}?${search} ${status}`);
        }),
        { numRuns: RUNS },
      );
    }
  }));
