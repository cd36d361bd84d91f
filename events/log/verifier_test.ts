import assert from "node:assert/strict";
import type { Envelope } from "./envelope.ts";
import { EXIT_CODE, exitCodeOf, type FaultClass } from "./faults.ts";
import {
  aDevice,
  aLog,
  eventAt,
  type Fixture,
  headOf,
  rowOf,
  signedAt,
  signedText,
  verified,
} from "./log_fixture.ts";
import type { LogRow } from "./row_check.ts";
import { formatSignatureLine, parseNote } from "./signed_note.ts";
import { aSigner } from "./testing.ts";
import { SIGNATURE_TYPE } from "./verifier_key.ts";
import type { VerifyReport } from "./verifier.ts";
import { cosign } from "./witness.ts";

const brief = (report: VerifyReport): [FaultClass, number | null][] =>
  report.faults.map((fault) => [fault.class, fault.pos]);

async function holds(report: Promise<VerifyReport>): Promise<VerifyReport> {
  const seen = await report;
  assert.deepEqual(seen.faults, []);
  assert.ok(seen.ok);
  assert.equal(exitCodeOf(seen.faults), 0);
  return seen;
}

Deno.test("a log as it was written holds, of any size", async () => {
  for (const count of [1, 7, 8, 9, 20, 300]) {
    const log = await aLog(count);
    const report = await holds(verified(log));
    assert.equal(report.events, count);
    assert.equal(report.signedSize, count);
    assert.equal(report.firstBadPos, null);
    const last = parseNote(log.checkpoints.at(-1)!.note);
    assert.ok(last.ok && last.value.text.includes(`\n${report.root}\n`), "the root is the signed one");
  }
});

Deno.test("an empty log holds, signed or not", async () => {
  await holds(verified({ ...await aLog(1), envelopes: [], rows: [], checkpoints: [] }));
  const log = { ...await aLog(1), envelopes: [], rows: [] };
  const report = await holds(verified({ ...log, checkpoints: [await signedAt(log, 0)] }));
  assert.equal(report.checkpoints, 1);
});

Deno.test("events after the last checkpoint hold and are reported as not signed yet", async () => {
  const log = await aLog(20);
  log.checkpoints.pop();
  const report = await holds(verified(log));
  assert.deepEqual([report.events, report.checkpoints, report.signedSize], [20, 2, 16]);
});

Deno.test("rows may come one by one from a database", async () => {
  const log = await aLog(20);
  async function* rows() {
    for (const row of log.rows) yield await Promise.resolve(row);
  }
  await holds(verified(log, { rows: rows() }));
});

Deno.test("checkpoints are compared by size, in whatever order they come", async () => {
  const log = await aLog(20);
  await holds(verified(log, { checkpoints: log.checkpoints.toReversed() }));
});

/** One row of the log replaced, and written, hashed and numbered as an append would have. */
const instead = (pos: number, changes: Partial<Envelope>) => (log: Fixture) => {
  log.rows[pos - 1] = rowOf(eventAt(pos, changes));
};
/** One column of a row replaced. */
const column = (pos: number, changes: Partial<LogRow>) => (log: Fixture) => {
  log.rows[pos - 1] = { ...log.rows[pos - 1]!, ...changes };
};
/** The last event differs from the signed one: so do the last root and the head. */
const LAST: [FaultClass, number | null][] = [["schema", 20], ["root", 20], ["head", null]];

const FOUND: readonly [string, (log: Fixture) => void, [FaultClass, number | null][]][] = [
  ["a missing row", (log) => void log.rows.splice(4, 1), [
    ["schema", 6],
    ["root", 6],
    ["root", null],
    ["head", null],
  ]],
  ["a position that stands twice", column(6, { pos: 5 }), [["schema", 5], ["schema", 5], ["schema", 7]]],
  ["an id that stands twice", instead(20, { id: "event-3" }), LAST],
  ["a version left out", instead(20, { ver: 7 }), LAST],
  ["a clock that ran back", instead(20, { recordedAt: eventAt(2).recordedAt }), LAST],
  ["a column stream that is not the body's", column(9, { stream: "other" }), [["schema", 9]]],
  ["a column id that is not the body's", column(9, { id: "other" }), [["schema", 9]]],
  ["a column type that is not the body's", column(9, { type: "Other" }), [["schema", 9]]],
  ["a column sv that is not the body's", column(9, { sv: 2 }), [["schema", 9]]],
  ["a note stored under another size", (log) => log.checkpoints[0] = { ...log.checkpoints[0]!, size: 7 }, [
    ["schema", null],
  ]],
];
for (const [what, bend, expected] of FOUND) {
  Deno.test(`finds ${what}`, async () => {
    const log = await aLog(20), head = headOf(log);
    bend(log);
    const report = await verified(log, { head });
    assert.deepEqual(brief(report), expected);
    assert.equal(report.ok, false);
  });
}

Deno.test("a head that is missing, of another size or of another tree", async () => {
  const log = await aLog(20);
  for (
    const head of [null, { size: 19, frontier: new Uint8Array(96) }, {
      size: 20,
      frontier: new Uint8Array(64),
    }]
  ) {
    const report = await verified(log, { head });
    assert.deepEqual(brief(report), [["head", null]]);
    assert.equal(exitCodeOf(report.faults), 9);
  }
});

Deno.test("no pinned key, no trust: every checkpoint is a signature fault", async () => {
  const report = await verified(await aLog(20), { keys: [] });
  assert.deepEqual(brief(report), [["signature", null], ["signature", null], ["signature", null]]);
});

Deno.test("a log checked under another origin is not that log", async () => {
  const report = await verified(await aLog(1), { origin: "caserito.test/t/rosa" });
  assert.deepEqual(brief(report), [["schema", 1], ["signature", null]]);
});

Deno.test("a log that is wrong everywhere is reported in bounded memory", async () => {
  const log = await aLog(300);
  log.rows = log.rows.map((row) => ({ ...row, leaf: new Uint8Array(32) }));
  const report = await verified(log);
  assert.equal(report.faultsFound, 301); // the head's frontier of zeros too
  assert.equal(report.faults.length, 200);
  assert.equal(report.firstBadPos, 1);
});

Deno.test("exit codes are public: these numbers never change", () =>
  assert.deepEqual(EXIT_CODE, {
    "io": 3,
    "schema": 4,
    "canonical": 5,
    "leaf": 6,
    "root": 7,
    "signature": 8,
    "head": 9,
    "device-chain": 10,
    "projection": 11,
    "outside-checkpoint": 12,
  }));

Deno.test("witnesses' lines on a stored note are welcome, known or not", async () => {
  const log = await aLog(9), witness = await aSigner("witness.test", SIGNATURE_TYPE.cosignatureV1);
  const [first, last] = log.checkpoints;
  const note = parseNote(last!.note);
  assert.ok(note.ok);
  const line = formatSignatureLine(await cosign(note.value.text, witness, 1_795_388_700));
  log.checkpoints = [first!, { size: 9, note: `${last!.note}${line}\n` }];
  await holds(verified(log));
  await holds(verified(log, { keys: [log.signer.key, witness.key] }));
});

Deno.test("tablets' chains hold: two of them interleaved, one with several events a command", async () => {
  const [a, b] = [await aDevice("tablet-a"), await aDevice("tablet-b")];
  const envelopes = [a.paired(1), b.paired(2)];
  for (let pos = 3; pos <= 12; pos++) envelopes.push(await (pos % 3 === 0 ? b : a).sign(eventAt(pos)));
  const shared = await a.sign(eventAt(13));
  envelopes.push(shared, eventAt(14, { dev: shared.dev, cmd: shared.cmd }), eventAt(15));
  const log = await aLog(15, envelopes);
  await holds(verified(log));
  const pinned = new Map([...a.pinned, ...b.pinned]);
  await holds(verified(log, { devices: { signedText, pinned } }));
  await holds(verified(log, { devices: {} }));
});

Deno.test("events of one command must share their place in the tablet's chain", async () => {
  const tablet = await aDevice("tablet-a");
  const first = await tablet.sign(eventAt(2));
  const other = { ...first.dev!, sig: "A".repeat(86) + "==" };
  const report = await verified(
    await aLog(3, [tablet.paired(1), first, eventAt(3, { cmd: first.cmd, dev: other })]),
  );
  assert.deepEqual(brief(report), [["device-chain", 3]]);
});

Deno.test("a tablet without a key is followed by its numbers, also in logs older than hashes", async () => {
  const dev = (seq: number) => ({ id: "tablet-a", seq, prev: null, ...seq > 1 && { hash: null }, sig: null });
  await holds(verified(await aLog(3, [1, 2, 3].map((pos) => eventAt(pos, { dev: dev(pos) })))));
  const report = await verified(
    await aLog(3, [1, 2, 3].map((pos) => eventAt(pos, { dev: dev(pos === 3 ? 4 : pos) }))),
  );
  assert.deepEqual(brief(report), [["device-chain", 3]]);
});

Deno.test("a tablet may begin to sign when it is paired, and not stop", async () => {
  const device = await aDevice("tablet-a");
  const unsigned = (seq: number) => ({ id: device.id, seq, prev: null, hash: null, sig: null });
  await device.lose(); // its first number was spent unsigned
  const begun = [eventAt(1, { dev: unsigned(1) }), device.paired(2), await device.sign(eventAt(3))];
  await holds(verified(await aLog(3, begun)));
  const stopped = await verified(await aLog(4, [...begun, eventAt(4, { dev: unsigned(3) })]));
  assert.deepEqual(brief(stopped), [["device-chain", 4]]);
});

Deno.test("a command that was parked may break its device's chain, and the next ones go on from it", async () => {
  const device = await aDevice("tablet-a"), fork = await aDevice("tablet-a");
  const parked = { type: "DeviceCommandParked" };
  const first = await device.sign(eventAt(2));
  const bad = eventAt(3, { ...parked, dev: { id: device.id, seq: 2, prev: null, hash: null, sig: null } });
  await device.lose();
  const after = await device.sign(eventAt(4));
  await holds(verified(await aLog(4, [device.paired(1), first, bad, after])));
  const forged = { ...parked, ...await fork.sign(eventAt(3)) };
  const report = await verified(await aLog(3, [device.paired(1), first, { ...forged, ...parked }]));
  assert.match(
    report.faults.map(({ message }) => message).join(),
    /number 1 where 2 was due.*signature does not fit/,
    "its number and its key are checked all the same",
  );
});

Deno.test("the key of a device is the log's own, and a pin that says another one wins", async () => {
  const [device, other] = [await aDevice("tablet-a"), await aDevice("tablet-a")];
  const sold = await device.sign(eventAt(2));
  assert.deepEqual(brief(await verified(await aLog(1, [{ ...sold, ...eventAt(1), dev: sold.dev }]))), [
    ["device-chain", 1],
    ["device-chain", 1],
  ]);
  const log = await aLog(2, [device.paired(1), sold]);
  assert.deepEqual(brief(await verified(log, { devices: { pinned: other.pinned } })), [
    ["device-chain", 1],
    ["device-chain", 2],
  ]);
  const twice = await aLog(3, [device.paired(1), sold, { ...other.paired(3), ver: 2 }]);
  assert.deepEqual(brief(await verified(twice)), [["device-chain", 3]]);
});
