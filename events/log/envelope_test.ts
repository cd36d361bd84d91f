import assert from "node:assert/strict";
import fc from "fast-check";
import { instantOf } from "../../kernel/time.ts";
import { BODY_MAX, decodeEnvelope, encodeEnvelope, type Envelope, readEnvelope } from "./envelope.ts";
import { anEnvelope } from "./testing.ts";
import { utf8Bytes } from "./bytes.ts";

/** The bytes of one envelope, for ever: every leaf of every log depends on them. Never edit, only add. */
const GOLDEN =
  '{"actor":{"id":"0198c0de-0000-7000-8000-0000000000bb","kind":"person"},"cmd":"0198c0de-0000-7000-8000-0000000000cc",' +
  '"data":{"name":"Piña \\"Golden\\"","totalCentimos":1250},"dev":{"id":"0198c0de-0000-7000-8000-0000000000dd","prev":null,' +
  '"seq":1,"sig":null},"id":"0198c0de-0000-7000-8000-0000000000aa","log":"caserito.test/t/lucha",' +
  '"occurredAt":"2026-11-22T23:05:00.000Z","pii":[{"ct":"Y3Q=","field":"phone","iv":"aXY=","kid":"k1","subject":"s1"}],' +
  '"pos":1,"recordedAt":"2026-11-22T23:05:00.123Z","stream":"sale-1","sv":1,"type":"SaleRegistered","v":1,"ver":1}';

/** And of a signed command, since devices have keys. */
const HASHES = `"hash":"${"ab".repeat(32)}"`, SIG = `"${"A".repeat(86)}=="`;
const SIGNED = GOLDEN.replace(
  /"dev":\{[^}]*\}/,
  `"dev":{${HASHES},"id":"0198c0de-0000-7000-8000-0000000000dd","prev":"${
    "cd".repeat(32)
  }","seq":2,"sig":${SIG}}`,
);

const golden: Envelope = anEnvelope({
  data: { totalCentimos: 1250, name: 'Piña "Golden"' },
  dev: { seq: 1, id: "0198c0de-0000-7000-8000-0000000000dd", sig: null, prev: null },
  pii: [{ subject: "s1", field: "phone", kid: "k1", iv: "aXY=", ct: "Y3Q=" }],
});

Deno.test("golden: the exact bytes of an envelope", () => {
  const body = encodeEnvelope(golden);
  assert.ok(body.ok);
  assert.equal(new TextDecoder().decode(body.value), GOLDEN);
  assert.deepEqual(decodeEnvelope(utf8Bytes(GOLDEN)), { ok: true, value: golden });
  assert.deepEqual(readEnvelope(utf8Bytes(GOLDEN)), golden);
});

Deno.test("golden: the exact bytes of a device's signed command", () => {
  const dev = {
    ...golden.dev!,
    seq: 2,
    prev: "cd".repeat(32),
    hash: "ab".repeat(32),
    sig: `${"A".repeat(86)}==`,
  };
  const body = encodeEnvelope({ ...golden, dev });
  assert.ok(body.ok);
  assert.equal(new TextDecoder().decode(body.value), SIGNED);
  assert.deepEqual(decodeEnvelope(utf8Bytes(SIGNED)), { ok: true, value: { ...golden, dev } });
});

Deno.test("what was encoded decodes to the same envelope", () => {
  const ordinal = fc.integer({ min: 1, max: 2 ** 40 });
  const text = fc.string({ minLength: 1, unit: "grapheme" }).map((s) => s.normalize("NFC"));
  const instant = fc.integer({ min: 0, max: 4_102_444_800_000 }).map(instantOf);
  const envelope = fc.record({
    pos: ordinal,
    ver: ordinal,
    sv: ordinal,
    stream: text,
    id: text,
    type: text,
    cmd: text,
    recordedAt: instant,
    occurredAt: instant,
    data: fc.dictionary(
      text.filter((key) => JSON.stringify(key) === `"${key}"`),
      fc.oneof(fc.maxSafeInteger(), text, fc.constant(null)),
      {
        noNullPrototype: true,
      },
    ),
  }).map(anEnvelope);
  fc.assert(fc.property(envelope, (before) => {
    const body = encodeEnvelope(before);
    assert.ok(body.ok);
    assert.deepEqual(decodeEnvelope(body.value), { ok: true, value: before });
  }));
});

Deno.test("a body may have 65,535 bytes and not one more", () => {
  const empty = encodeEnvelope(anEnvelope({ data: { note: "" } }));
  assert.ok(empty.ok);
  const room = BODY_MAX - empty.value.length;
  const full = encodeEnvelope(anEnvelope({ data: { note: "x".repeat(room) } }));
  assert.ok(full.ok && full.value.length === BODY_MAX && decodeEnvelope(full.value).ok);
  assert.deepEqual(encodeEnvelope(anEnvelope({ data: { note: "x".repeat(room + 1) } })), {
    ok: false,
    error: { type: "TooLarge", detail: "65536 bytes" },
  });
  assert.deepEqual(decodeEnvelope(new Uint8Array(70_000)), {
    ok: false,
    error: { type: "TooLarge", detail: "70000 bytes" },
  });
});

Deno.test("encode refuses a value that has no canonical bytes", () => {
  const refused = encodeEnvelope(anEnvelope({ data: { price: 4.9 } }));
  assert.deepEqual(refused, { ok: false, error: { type: "NotInteger", detail: "data.price: 4.9" } });
});

Deno.test("encode refuses what decode would: nothing is stored that cannot be read back", () => {
  const refused: readonly [Partial<Envelope>, string][] = [
    [{ pos: 0 }, "pos: not 1 or more"],
    [{ stream: "" }, "stream: not a text"],
    [{ data: [] }, "data: not an object"],
    [{ dev: { id: "t", seq: 0, prev: null, sig: null } }, "dev.seq: not 1 or more"],
  ];
  for (const [changes, detail] of refused) {
    assert.deepEqual(encodeEnvelope(anEnvelope(changes)), {
      ok: false,
      error: { type: "WrongShape", detail },
    });
  }
  const withMore = { ...anEnvelope(), zz: 1 };
  assert.deepEqual(encodeEnvelope(withMore), {
    ok: false,
    error: { type: "WrongShape", detail: "zz: unknown key" },
  });
});

/** Bytes as an attacker or a careless program would write them: the golden text with one thing changed. */
const FAULTS: readonly [string, string | Uint8Array, string][] = [
  ["a repeated key", GOLDEN.replace('"pos":1,', '"pos":1,"pos":1,'), "NotCanonical"],
  [
    "a repeated key with another value",
    GOLDEN.replace('"totalCentimos":1250', '"totalCentimos":1,"totalCentimos":1250'),
    "NotCanonical",
  ],
  ["1.0 for 1", GOLDEN.replace('"pos":1,', '"pos":1.0,'), "NotCanonical"],
  ["1e0 for 1", GOLDEN.replace('"pos":1,', '"pos":1e0,'), "NotCanonical"],
  ["-0 for 0", GOLDEN.replace("1250", "-0"), "NotCanonical"],
  ["a fraction", GOLDEN.replace("1250", "12.5"), "NotInteger"],
  ["a space", GOLDEN.replace('"pos":1', '"pos": 1'), "NotCanonical"],
  ["a final newline", `${GOLDEN}\n`, "NotCanonical"],
  ["keys out of order", GOLDEN.replace('"v":1,"ver":1', '"ver":1,"v":1'), "NotCanonical"],
  ["an escape where none is due", GOLDEN.replace("Piña", "Pi\\u00f1a"), "NotCanonical"],
  ["a decomposed ñ", GOLDEN.replace("ñ", "n\u0303"), "NotNfc"],
  ["a lone surrogate by escape", GOLDEN.replace("Piña", "\\ud800"), "NotWellFormed"],
  ["a byte order mark", `\ufeff${GOLDEN}`, "NotJson"],
  ["no JSON", "{", "NotJson"],
  ["no UTF-8", new Uint8Array([0x22, 0xff, 0x22]), "NotUtf8"],
  ["a list", "[]", "WrongShape"],
  ["another envelope version", GOLDEN.replace('"v":1', '"v":2'), "WrongShape"],
  ["a missing key", GOLDEN.replace('"type":"SaleRegistered",', ""), "WrongShape"],
  ["an unknown key", GOLDEN.replace('"ver":1', '"ver":1,"zz":1'), "WrongShape"],
  ["position 0", GOLDEN.replace('"pos":1', '"pos":0'), "WrongShape"],
  ["a name in the actor", GOLDEN.replace('"kind":"person"', '"kind":"person","name":"Lucha"'), "WrongShape"],
  ["an unknown kind of actor", GOLDEN.replace('"person"', '"robot"'), "WrongShape"],
  ["a signature without a hash", SIGNED.replace(HASHES, '"hash":null'), "WrongShape"],
  ["a signature of the time before hashes", SIGNED.replace(`${HASHES},`, ""), "WrongShape"],
  ["hashes without a signature", SIGNED.replace(SIG, "null"), "WrongShape"],
  ["a hash that is none", SIGNED.replace("abab", "ABAB"), "WrongShape"],
  ["a month 13", GOLDEN.replace("2026-11-22T23:05:00.123Z", "2026-13-22T23:05:00.123Z"), "WrongShape"],
  ["a short signature", GOLDEN.replace('"sig":null', '"sig":"AA=="'), "WrongShape"],
  ["prev without a signature", GOLDEN.replace('"prev":null', `"prev":"${"0".repeat(64)}"`), "WrongShape"],
];
for (const [what, body, type] of FAULTS) {
  Deno.test(`decode finds ${what}`, () => {
    const bytes = typeof body === "string" ? utf8Bytes(body) : body;
    const decoded = decodeEnvelope(bytes);
    assert.ok(!decoded.ok, "was accepted");
    assert.equal(decoded.error.type, type, decoded.error.detail);
  });
}

Deno.test("each bit of an envelope's bytes counts: none can flip and decode to the same envelope", () => {
  const body = utf8Bytes(GOLDEN);
  for (let bit = 0; bit < body.length * 8; bit++) {
    const flipped = new Uint8Array(body);
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    const decoded = decodeEnvelope(flipped);
    if (decoded.ok) assert.notDeepEqual(decoded.value, golden, `bit ${bit}`);
  }
});

Deno.test("reading back throws on what is no envelope: a broken log is a bug, not a refusal", () =>
  assert.throws(() => readEnvelope(utf8Bytes("{}")), /no envelope: actor: missing/));
