import assert from "node:assert/strict";
import { deviceFactBytes } from "./device_fact.ts";
import { anEnvelope } from "./testing.ts";

const prev = "ab".repeat(32);
const fact = anEnvelope({ dev: { id: "tablet-1", seq: 7, prev, sig: `${"A".repeat(86)}==` } });

Deno.test("golden: what a tablet signs", () =>
  assert.equal(
    new TextDecoder().decode(deviceFactBytes(fact)),
    '{"actor":{"id":"0198c0de-0000-7000-8000-0000000000bb","kind":"person"},' +
      '"cmd":"0198c0de-0000-7000-8000-0000000000cc","data":{"totalCentimos":1250},' +
      `"dev":{"id":"tablet-1","prev":"${prev}","seq":7},"id":"0198c0de-0000-7000-8000-0000000000aa",` +
      '"log":"caserito.test/t/lucha","occurredAt":"2026-11-22T23:05:00.000Z","sv":1,"type":"SaleRegistered"}',
  ));

Deno.test("what the server adds changes nothing of it", () => {
  const elsewhere = {
    ...fact,
    pos: 99,
    ver: 5,
    stream: "s",
    recordedAt: fact.occurredAt,
    dev: { ...fact.dev!, sig: null },
  };
  assert.deepEqual(deviceFactBytes(elsewhere), deviceFactBytes(fact));
});

Deno.test("an event of no device has no such bytes: asking is a bug", () =>
  assert.throws(() => deviceFactBytes(anEnvelope()), TypeError));
