import assert from "node:assert/strict";
import { utf8Bytes } from "./bytes.ts";
import { formatCheckpoint } from "./checkpoint.ts";
import { encodeEnvelope } from "./envelope.ts";
import { appendLeaves, emptyFrontier, leafHash, root } from "./merkle.ts";
import { inclusionProof, leavesReader } from "./merkle_proof.ts";
import { formatProof, parseProof, verifyProof } from "./proof.ts";
import { formatNote, signNote } from "./signed_note.ts";
import { anEnvelope, aSigner } from "./testing.ts";

/** C2SP tlog-proof, the example; the signature lines are cut in the document itself. */
const SPEC_PROOF =
  "c2sp.org/tlog-proof@v1\nextra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6kYXJ3aW4tYXJ\nindex 73894\n" +
  "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\nB95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=\n" +
  "EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=\nRoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=\n" +
  "AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=\n\n" +
  "example.com/fancylog\n109482\nsFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=\n\n\u2014 example.com/fancylog hI2DJw[...]1roloI=\n";

Deno.test("the specification's example is read, and written back byte for byte", () => {
  const proof = parseProof(SPEC_PROOF);
  assert.ok(proof);
  assert.equal(proof.index, 73_894);
  assert.equal(proof.path.length, 5);
  assert.match(new TextDecoder().decode(proof.extra), /^age-v1\.2\.1-darwin-arm64/);
  assert.equal(proof.note.split("\n")[0], "example.com/fancylog");
  assert.equal(formatProof(proof), SPEC_PROOF);
});

Deno.test("what is no proof is null", () => {
  const bare = SPEC_PROOF.replace(/extra .*\n/, "");
  assert.ok(parseProof(bare));
  for (
    const text of [
      "",
      bare.replace("@v1", "@v2"),
      bare.replace("index 73894", "index 073894"),
      bare.replace("index 73894\n", ""),
      bare.replace("gSKy", ""),
      SPEC_PROOF.replace("extra Y", "extra "),
    ]
  ) assert.equal(parseProof(text), null);
});

const ORIGIN = "caserito.test/t/lucha";
const bodyOf = (pos: number, log = ORIGIN): Uint8Array => {
  const body = encodeEnvelope(anEnvelope({ log, pos, stream: `sale-${pos}`, id: `event-${pos}` }));
  assert.ok(body.ok);
  return body.value;
};

/** A log of eleven events signed at that size, and the proof of any of them. */
async function aLog(log = ORIGIN, firstPos = 1) {
  const bodies = Array.from({ length: 11 }, (_, i) => bodyOf(firstPos + i, log));
  const leaves = bodies.map(leafHash), size = leaves.length;
  const signer = await aSigner(ORIGIN);
  const checkpoint = {
    origin: ORIGIN,
    size,
    root: root(appendLeaves(emptyFrontier(), 0, leaves), size),
    extensions: [],
  };
  const note = formatNote(await signNote(formatCheckpoint(checkpoint), signer));
  return {
    bodies,
    pinned: { origin: ORIGIN, keys: [signer.key] },
    note,
    proofOf: async (pos: number) =>
      formatProof({ index: pos - 1, path: await inclusionProof(leavesReader(leaves), pos - 1, size), note }),
  };
}

Deno.test("each event's proof verifies offline with the pinned key alone", async () => {
  const log = await aLog();
  for (const [i, body] of log.bodies.entries()) {
    const verified = await verifyProof(await log.proofOf(i + 1), body, log.pinned);
    assert.ok(verified.ok);
    assert.equal(verified.value.envelope.pos, i + 1);
    assert.equal(verified.value.checkpoint.size, 11);
  }
});

Deno.test("one sale proved by another's proof, an edited sale, an edited proof: none verifies", async () => {
  const log = await aLog(), proof = await log.proofOf(4), body = log.bodies[3]!;
  const failing = async (text: string, bytes: Uint8Array): Promise<string> => {
    const verified = await verifyProof(text, bytes, log.pinned);
    assert.ok(!verified.ok);
    return verified.error.type;
  };
  assert.equal(await failing(proof, log.bodies[4]!), "NotIncluded");
  assert.equal(await failing(proof, body.with(40, body[40]! ^ 1)), "NotIncluded");
  assert.equal(await failing(proof.replace("index 3", "index 4"), body), "NotIncluded");
  assert.equal(await failing(proof.replace("\n11\n", "\n12\n"), body), "Checkpoint");
  assert.equal(await failing("nothing", body), "Malformed");
});

Deno.test("another shop's key does not open it", async () => {
  const [log, other] = [await aLog(), await aLog()];
  const verified = await verifyProof(await log.proofOf(1), log.bodies[0]!, other.pinned);
  assert.ok(!verified.ok && verified.error.type === "Checkpoint");
});

Deno.test("a leaf of another shop signed into this log is found by the log named inside it", async () => {
  const log = await aLog("caserito.test/t/rosa");
  const verified = await verifyProof(await log.proofOf(2), log.bodies[1]!, log.pinned);
  assert.ok(!verified.ok && verified.error.type === "OtherPlace");
});

Deno.test("a leaf signed into another place than it names is found", async () => {
  const log = await aLog(ORIGIN, 2);
  const verified = await verifyProof(await log.proofOf(2), log.bodies[1]!, log.pinned);
  assert.ok(!verified.ok && verified.error.type === "OtherPlace");
});

Deno.test("bytes that are included but no envelope are found", async () => {
  const bytes = utf8Bytes("{}"), signer = await aSigner(ORIGIN);
  const text = formatCheckpoint({ origin: ORIGIN, size: 1, root: leafHash(bytes), extensions: [] });
  const proof = formatProof({ index: 0, path: [], note: formatNote(await signNote(text, signer)) });
  const verified = await verifyProof(proof, bytes, { origin: ORIGIN, keys: [signer.key] });
  assert.ok(!verified.ok && verified.error.type === "Envelope");
});
