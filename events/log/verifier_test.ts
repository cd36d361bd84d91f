import assert from "node:assert/strict";
import type { Envelope } from "./envelope.ts";
import { EXIT_CODE, exitCodeOf, type FaultClass } from "./faults.ts";
import { aDevice, aLog, eventAt, type Fixture, headOf, rowOf, signedAt, verified } from "./log_fixture.ts";
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
  const envelopes = [];
  for (let pos = 1; pos <= 12; pos++) envelopes.push(await (pos % 3 === 0 ? b : a).sign(eventAt(pos)));
  const shared = await a.sign(eventAt(13));
  envelopes.push(shared, eventAt(14, { dev: shared.dev, cmd: shared.cmd }), eventAt(15));
  const log = await aLog(15, envelopes);
  await holds(verified(log));
  await holds(verified(log, { deviceKeys: new Map([[a.id, a.publicKey], [b.id, b.publicKey]]) }));
});

Deno.test("events of one command must share their place in the tablet's chain", async () => {
  const tablet = await aDevice("tablet-a");
  const first = await tablet.sign(eventAt(1));
  const other = { ...first.dev!, sig: "A".repeat(86) + "==" };
  const report = await verified(await aLog(2, [first, eventAt(2, { cmd: first.cmd, dev: other })]));
  assert.deepEqual(brief(report), [["device-chain", 2]]);
});

Deno.test("a tablet without a key is followed by its numbers", async () => {
  const dev = (seq: number) => ({ id: "tablet-a", seq, prev: null, sig: null });
  await holds(verified(await aLog(3, [1, 2, 3].map((pos) => eventAt(pos, { dev: dev(pos) })))));
  const report = await verified(
    await aLog(3, [1, 2, 3].map((pos) => eventAt(pos, { dev: dev(pos === 3 ? 4 : pos) }))),
  );
  assert.deepEqual(brief(report), [["device-chain", 3]]);
});

Deno.test("a tablet may begin to sign, and not stop", async () => {
  const device = await aDevice("tablet-a");
  const unsigned = { id: device.id, seq: 1, prev: null, sig: null };
  await device.lose(); // its first number was spent unsigned
  const second = await device.sign(eventAt(2));
  const begun = eventAt(2, { dev: { ...second.dev!, prev: null } });
  await holds(verified(await aLog(2, [eventAt(1, { dev: unsigned }), begun])));
  const stopped = await verified(
    await aLog(3, [eventAt(1, { dev: unsigned }), begun, eventAt(3, { dev: { ...unsigned, seq: 3 } })]),
  );
  assert.deepEqual(brief(stopped), [["device-chain", 3]]);
});
