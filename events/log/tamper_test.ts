/** The tamper matrix, row by row: each attack on a stored log and what must find it. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { sha256, utf8Bytes } from "./bytes.ts";
import { decodeEnvelope, encodeEnvelope, type Envelope } from "./envelope.ts";
import { exitCodeOf, type FaultClass } from "./faults.ts";
import {
  aDevice,
  aLog,
  bodyText,
  eventAt,
  type Fixture,
  headOf,
  rowOf,
  rowOfBytes,
  signedAt,
  signedText,
  verified,
  withBody,
} from "./log_fixture.ts";
import { anEnvelope } from "./testing.ts";
import type { VerifyReport } from "./verifier.ts";

const classesAt = (report: VerifyReport, pos: number | null): FaultClass[] =>
  report.faults.filter((fault) => fault.pos === pos).map((fault) => fault.class);

function firstBad(report: VerifyReport, pos: number | null, first: FaultClass): void {
  assert.equal(report.ok, false);
  assert.equal(report.firstBadPos, pos, JSON.stringify(report.faults));
  assert.equal(report.faults[0]!.class, first, JSON.stringify(report.faults));
}

Deno.test("flip any one bit of a body: found at its position", async () => {
  const log = await aLog(10), victim = log.rows[4]!;
  for (let bit = 0; bit < victim.body.length * 8; bit += 7) {
    const body = new Uint8Array(victim.body);
    body[bit >> 3]! ^= 1 << (bit & 7);
    const report = await verified({ ...log, rows: log.rows.with(4, { ...victim, body }) });
    firstBad(report, 5, "leaf");
    assert.equal(exitCodeOf(report.faults), 6);
    assert.ok(classesAt(report, 5).includes("root"), "and the next checkpoint does not fit");
  }
});

Deno.test("flip a byte of a body and write the fitting leaf: the next checkpoint's root", async () => {
  const log = await aLog(20);
  const edited = withBody(
    log.rows[4]!,
    bodyText(log.rows[4]!).replace('"totalCentimos":105', '"totalCentimos":104'),
  );
  const report = await verified({ ...log, rows: log.rows.with(4, edited) });
  // Only that it lies between two signed sizes can be known: 1 to 8.
  firstBad(report, 1, "root");
  assert.equal(exitCodeOf(report.faults), 7);
});

Deno.test("the same behind an intact checkpoint: the range begins after it", async () => {
  const log = await aLog(20);
  const edited = withBody(
    log.rows[12]!,
    bodyText(log.rows[12]!).replace('"totalCentimos":113', '"totalCentimos":1'),
  );
  const report = await verified({ ...log, rows: log.rows.with(12, edited) });
  firstBad(report, 9, "root");
  assert.equal(report.signedSize, 8);
});

Deno.test("flip any byte of a leaf: found at its position", async () => {
  const log = await aLog(10), victim = log.rows[4]!;
  for (let at = 0; at < 32; at++) {
    const leaf = new Uint8Array(victim.leaf);
    leaf[at]! ^= 1;
    firstBad(await verified({ ...log, rows: log.rows.with(4, { ...victim, leaf }) }), 5, "leaf");
  }
});

Deno.test("swap two rows: the bodies say other positions, and the root differs", async () => {
  const log = await aLog(10);
  const [a, b] = [log.rows[4]!, log.rows[5]!];
  const report = await verified({
    ...log,
    rows: log.rows.with(4, { ...b, pos: 5 }).with(5, { ...a, pos: 6 }),
  });
  firstBad(report, 5, "schema");
  assert.ok(report.faults.some((fault) => fault.class === "root"));
});

Deno.test("swap two events and renumber their bodies: the root differs", async () => {
  const log = await aLog(20);
  const [a, b] = [log.envelopes[4]!, log.envelopes[5]!];
  const swapped = log.rows.with(4, rowOf({ ...b, pos: 5, recordedAt: a.recordedAt }))
    .with(5, rowOf({ ...a, pos: 6, recordedAt: b.recordedAt }));
  firstBad(await verified({ ...log, rows: swapped }), 1, "root");
});

Deno.test("insert in the middle and renumber all that follows: the root differs", async () => {
  const log = await aLog(20);
  const slipped = eventAt(5, { id: "slipped-in", stream: "sale-slipped-in" });
  const renumbered = log.envelopes.slice(4).map((envelope) => ({ ...envelope, pos: envelope.pos + 1 }));
  const rows = [...log.rows.slice(0, 4), rowOf(slipped), ...renumbered.map(rowOf)];
  firstBad(await verified({ ...log, rows }), 1, "root");
});

Deno.test("delete one in the middle and renumber all that follows: the root differs", async () => {
  const log = await aLog(20);
  const renumbered = log.envelopes.slice(5).map((envelope) => rowOf({ ...envelope, pos: envelope.pos - 1 }));
  const report = await verified({ ...log, rows: [...log.rows.slice(0, 4), ...renumbered] });
  firstBad(report, 1, "root");
  assert.match(report.faults.at(-1)!.message, /signed at size 20, but only 19 events are left/);
});

/** Cuts the log back to `size` and leaves nothing in the database that knew better. */
const cutTo = (log: Fixture, size: number): Fixture => ({
  ...log,
  rows: log.rows.slice(0, size),
  checkpoints: log.checkpoints.filter((checkpoint) => checkpoint.size <= size),
});

Deno.test("delete the tail and every trace of it: invisible inside, found by a checkpoint kept outside", async () => {
  const log = await aLog(20), outside = [log.checkpoints.at(-1)!.note];
  const cut = cutTo(log, 16);
  assert.equal((await verified(cut)).ok, true, "nothing inside can tell");
  const report = await verified(cut, { outside });
  firstBad(report, null, "outside-checkpoint");
  assert.equal(exitCodeOf(report.faults), 12);
  assert.match(report.faults[0]!.message, /signed at size 20, but only 16 events are left/);
});

Deno.test("delete the tail and forget the checkpoint or the head: found inside", async () => {
  const log = await aLog(20);
  const report = await verified({ ...log, rows: log.rows.slice(0, 16) });
  firstBad(report, null, "root");
});

Deno.test("rewrite everything and sign again with the log's own key: found by any checkpoint kept outside", async () => {
  const log = await aLog(20), outside = [log.checkpoints[0]!.note];
  const rewritten: Fixture = {
    ...log,
    rows: log.envelopes.map((e) => rowOf({ ...e, data: { totalCentimos: 1 } })),
  };
  rewritten.checkpoints = [await signedAt(rewritten, 8), await signedAt(rewritten, 20)];
  assert.equal((await verified(rewritten)).ok, true, "nothing inside can tell");
  const report = await verified(rewritten, { outside });
  firstBad(report, 1, "outside-checkpoint");
});

Deno.test("restore yesterday's backup and go on: checkpoint kept outside, and the tablet's numbers", async () => {
  const tablet = await aDevice("tablet-a");
  const sold: Envelope[] = [tablet.paired(1)];
  for (let pos = 2; pos <= 20; pos++) sold.push(await tablet.sign(eventAt(pos)));
  const today = await aLog(20, sold);
  await verified(today).then((report) => assert.ok(report.ok));

  const goneOn: Envelope[] = sold.slice(0, 12);
  for (let pos = 13; pos <= 20; pos++) goneOn.push(await tablet.sign(eventAt(pos)));
  const fork: Fixture = {
    ...today,
    envelopes: goneOn,
    rows: goneOn.map(rowOf),
    checkpoints: [today.checkpoints[0]!],
  };
  fork.checkpoints.push(await signedAt(fork, 20));
  const inside = await verified(fork);
  firstBad(inside, 13, "device-chain");
  assert.match(inside.faults[0]!.message, /number 20 where 12 was due/);
  const outside = await verified(fork, { outside: [today.checkpoints.at(-1)!.note] });
  assert.ok(outside.faults.some((fault) => fault.class === "outside-checkpoint"));
});

Deno.test("a tablet restored from an old image: its numbers go back", async () => {
  const tablet = await aDevice("tablet-a");
  const [first, second] = [await tablet.sign(eventAt(2)), await tablet.sign(eventAt(3))];
  const again = eventAt(4, { dev: first.dev });
  const report = await verified(await aLog(4, [tablet.paired(1), first, second, again]));
  firstBad(report, 4, "device-chain");
  assert.match(report.faults[0]!.message, /number 1 where 3 was due/);
});

Deno.test("show shop A's leaf in shop B: the log named inside", async () => {
  const log = await aLog(8);
  log.rows[4] = rowOf(eventAt(5, { log: "caserito.test/t/rosa" }));
  log.checkpoints = [await signedAt(log, 8)];
  firstBad(await verified(log), 5, "schema");
});

Deno.test("drop one tablet sale before it is appended: a gap in its numbers", async () => {
  const tablet = await aDevice("tablet-a");
  const sold = [tablet.paired(1), await tablet.sign(eventAt(2)), await tablet.sign(eventAt(3))];
  await tablet.lose();
  sold.push(await tablet.sign(eventAt(4)));
  const report = await verified(await aLog(4, sold));
  firstBad(report, 4, "device-chain");
  assert.equal(exitCodeOf(report.faults), 10);
  assert.match(report.faults[0]!.message, /number 4 where 3 was due/);
});

Deno.test("drop one and renumber the next: its signature and the command it names", async () => {
  const tablet = await aDevice("tablet-a");
  const sold = [tablet.paired(1), await tablet.sign(eventAt(2)), await tablet.sign(eventAt(3))];
  await tablet.lose();
  const next = await tablet.sign(eventAt(4));
  sold.push({ ...next, dev: { ...next.dev!, seq: 3 } });
  const report = await verified(await aLog(4, sold));
  firstBad(report, 4, "device-chain");
  assert.match(report.faults.map(({ message }) => message).join(), /does not name.*signature does not fit/);
});

Deno.test("edit a tablet's sale before it is appended: not what was signed", async () => {
  const tablet = await aDevice("tablet-a");
  const [honest, next] = [await tablet.sign(eventAt(2)), await tablet.sign(eventAt(3))];
  const edited = { ...honest, data: { totalCentimos: 1 } };
  firstBad(await verified(await aLog(3, [tablet.paired(1), edited, next])), 2, "device-chain");
  const hash = sha256(utf8Bytes(signedText([edited])!)).toHex();
  const rehashed = { ...edited, dev: { ...edited.dev!, hash } };
  const report = await verified(await aLog(3, [tablet.paired(1), rehashed, next]));
  assert.deepEqual(report.faults.map(({ pos }) => pos), [2, 3], "its signature, and the next one's chain");
});

Deno.test("put a sale on a tablet's account that it never made: its key did not sign", async () => {
  const [tablet, forger] = [await aDevice("tablet-a"), await aDevice("tablet-a")];
  const log = await aLog(2, [tablet.paired(1), await forger.sign(eventAt(2))]);
  firstBad(await verified(log), 2, "device-chain");
  const unsigned = { id: tablet.id, seq: 1, prev: null, hash: null, sig: null };
  firstBad(
    await verified(await aLog(2, [tablet.paired(1), eventAt(2, { dev: unsigned })])),
    2,
    "device-chain",
  );
});

Deno.test("show one shop's signed sale in another: the signature names the log", async () => {
  const tablet = await aDevice("tablet-a"), elsewhere = "caserito.test/t/rosa";
  const sold = [tablet.paired(1), await tablet.sign(eventAt(2))].map((event) => ({
    ...event,
    log: elsewhere,
  }));
  const log = await aLog(2, sold);
  const report = await verified(log, { origin: elsewhere, checkpoints: [] });
  firstBad(report, 2, "device-chain");
});

/** Bytes that two readers could understand in two ways, signed as if they were right. */
const AMBIGUOUS: readonly [string, (text: string) => string, string][] = [
  ["a repeated key", (text) => text.replace('"pos":5,', '"pos":4,"pos":5,'), "NotCanonical"],
  ["1.0 for 1", (text) => text.replace('"sv":1,', '"sv":1.0,'), "NotCanonical"],
  ["a decomposed é", (text) => text.replace('"SaleRegistered"', '"Sale\u0301"'), "NotNfc"],
  ["a space", (text) => text.replace(",", ", "), "NotCanonical"],
];
for (const [what, bend, type] of AMBIGUOUS) {
  Deno.test(`${what}: refused when it is written, found when it is stored`, async () => {
    const log = await aLog(8);
    const text = bend(bodyText(log.rows[4]!));
    const decoded = decodeEnvelope(utf8Bytes(text));
    assert.ok(!decoded.ok && decoded.error.type === type);
    log.rows[4] = withBody(log.rows[4]!, text);
    log.checkpoints = [await signedAt(log, 8)];
    const report = await verified(log);
    firstBad(report, 5, "canonical");
    assert.equal(exitCodeOf(report.faults), 5);
  });
}

Deno.test("a body of 70 kB: refused when it is written, found when it is stored", async () => {
  const large = anEnvelope({ data: { note: "x".repeat(70_000) } });
  const refused = encodeEnvelope(large);
  assert.ok(!refused.ok && refused.error.type === "TooLarge");
  const log = await aLog(8);
  log.rows[4] = rowOfBytes(new Uint8Array(70_000).fill(0x20), log.rows[4]!);
  log.checkpoints = [await signedAt(log, 8)];
  firstBad(await verified(log), 5, "canonical");
});

Deno.test("edit a checkpoint's note: size, root, origin or signature, each is found", async () => {
  const log = await aLog(20), [first, ...rest] = log.checkpoints;
  const lines = first!.note.split("\n");
  for (const line of [0, 1, 2, 4]) {
    const edited = lines.with(
      line,
      lines[line]!.replace(/[0-9A-Za-z](?=[^0-9A-Za-z]*$)/, (c) => c === "4" ? "5" : "4"),
    );
    const report = await verified({ ...log, checkpoints: [{ ...first!, note: edited.join("\n") }, ...rest] });
    firstBad(report, null, "signature");
    assert.equal(exitCodeOf(report.faults), 8);
  }
});

Deno.test("replace the key that checks: the pinned one did not sign", async () => {
  const log = await aLog(20), other = await aLog(20);
  const report = await verified(log, { keys: [other.signer.key] });
  firstBad(report, null, "signature");
});

Deno.test("sign with a key of one's own and pin nothing new: found", async () => {
  const log = await aLog(20), forger = await aLog(20);
  const forged = { ...log, checkpoints: forger.checkpoints };
  firstBad(await verified(forged), null, "signature");
});

Deno.test("shred a person's key: sealed bytes stay, and everything still verifies", async () => {
  const sealed = { subject: "person-1", field: "phone", kid: "gone", iv: "aXY=", ct: "Y3Q=" };
  const log = await aLog(3, [1, 2, 3].map((pos) => eventAt(pos, { pii: [sealed] })));
  assert.equal((await verified(log)).ok, true);
});

Deno.test("a checkpoint kept outside that nobody we know signed proves nothing and is said so", async () => {
  const log = await aLog(8), stranger = await aLog(8);
  firstBad(await verified(log, { outside: [stranger.checkpoints[0]!.note] }), null, "signature");
  firstBad(await verified(log, { outside: ["no note"] }), null, "signature");
});

Deno.test("any one field of any row set to something else is found", async () => {
  const log = await aLog(20);
  const field = fc.constantFrom("pos", "stream", "ver", "id", "type", "sv", "body", "leaf");
  await fc.assert(fc.asyncProperty(fc.nat(19), field, fc.nat(), async (at, name, seed) => {
    const row = log.rows[at]!;
    const changed = { ...row, [name]: another(row[name], seed) };
    const report = await verified({ ...log, rows: log.rows.with(at, changed) }, { head: headOf(log) });
    assert.equal(report.ok, false);
    assert.notEqual(exitCodeOf(report.faults), 0);
  }));
});

function another(value: string | number | Uint8Array, seed: number): string | number | Uint8Array {
  if (typeof value === "number") return value + 1 + seed % 100;
  if (typeof value === "string") return `${value}${seed}`;
  return value.with(seed % value.length, value[seed % value.length]! ^ (1 + seed % 255));
}

Deno.test("any rows left out, repeated or in another order are found", async () => {
  const log = await aLog(20), honest = log.rows.map(({ pos }) => pos).join();
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([...log.rows, log.rows[3]!], { minLength: 1 }), async (rows) => {
      const report = await verified({ ...log, rows }, { head: headOf(log) });
      assert.equal(report.ok, rows.map(({ pos }) => pos).join() === honest);
    }),
  );
});
