import assert from "node:assert/strict";
import { formatCheckpoint } from "./checkpoint.ts";
import { appendLeaves, emptyFrontier, root } from "./merkle.ts";
import { consistencyProof, leavesReader, verifyConsistency } from "./merkle_proof.ts";
import { formatNote, formatSignatureLine, parseNote, signNote, verifyNote } from "./signed_note.ts";
import { aSigner, someLeaves } from "./testing.ts";
import { SIGNATURE_TYPE } from "./verifier_key.ts";
import {
  cosign,
  formatAddCheckpoint,
  parseAddCheckpoint,
  parseCosignatureLines,
  withCosignatures,
} from "./witness.ts";

/** C2SP tlog-witness, the example request. */
const SPEC_REQUEST = "old 20852014\n" +
  "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\njrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n" +
  "5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\n" +
  "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n" +
  "\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n" +
  "\u2014 example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=\n";
/** And the example answer. */
const SPEC_ANSWER =
  "\u2014 witness.example/w1 CMp+6LWBU0anHGH5aNDTJkH/gj79sG+T6+iP2ThYN5krrDJbR1HDnucjL39QsZTSvVjyQLrdk3DXDqI5G2HgLatVs0pWh6Up69HVOw==\n" +
  "\u2014 witness.example/w1 I7rEps0pvK2UqkS2gSpVUDhrhVtQV9lgF6pRrWAvjJHjyWpW7VcE3SiOlVlbQNt64vWhO+DlkL0+UfzuOBMh9ChdMkP1vi/lCAsmlw==\n" +
  "\u2014 witness.example/w2 AWui8Sk55XjYLOijihBjhqEH6nS1ndDymE0a+6idX7pLcnoB+dhnz0854aLZgrrKbYKA7nC3HNJhm/kWl7oJlqU3rXXvpysAdyP3wQ==\n";

Deno.test("the specification's request is read, and written back byte for byte", () => {
  const request = parseAddCheckpoint(SPEC_REQUEST);
  assert.ok(request);
  assert.deepEqual([request.oldSize, request.proof.length], [20_852_014, 4]);
  assert.equal(parseNote(request.note).ok, true);
  assert.equal(formatAddCheckpoint(request), SPEC_REQUEST);
});

Deno.test("a first request has no proof", () => {
  const first = { oldSize: 0, proof: [], note: "a\n\n\u2014 a UwAAAAA=\n" };
  assert.deepEqual(parseAddCheckpoint(formatAddCheckpoint(first)), first);
});

Deno.test("what is no request is null", () => {
  for (
    const body of [
      "",
      "old 1\n",
      "old 01\n\nx",
      "older 1\n\nx",
      "old 1\nAAAA\n\nx",
      SPEC_REQUEST.replace("old ", ""),
    ]
  ) {
    assert.equal(parseAddCheckpoint(body), null, JSON.stringify(body));
  }
});

Deno.test("the specification's answer is read as lines", () => {
  const lines = parseCosignatureLines(SPEC_ANSWER);
  assert.ok(lines);
  assert.equal(lines.map((line) => `${formatSignatureLine(line)}\n`).join(""), SPEC_ANSWER);
  assert.equal(parseCosignatureLines(SPEC_ANSWER.slice(0, -1)), null);
  assert.equal(parseCosignatureLines("OK\n"), null);
});

Deno.test("a cosigned growth of the log: consistency proof in, cosignature out, note with both", async () => {
  const [log, witness, stranger] = [
    await aSigner("log.test"),
    await aSigner("witness.test", SIGNATURE_TYPE.cosignatureV1),
    await aSigner("stranger.test", SIGNATURE_TYPE.cosignatureV1),
  ];
  const leaves = someLeaves(20);
  const at = (size: number) => ({
    size,
    root: root(appendLeaves(emptyFrontier(), 0, leaves.slice(0, size)), size),
  });
  const text = formatCheckpoint({ origin: "log.test", ...at(20), extensions: [] });
  const signed = await signNote(text, log);
  const sent = formatAddCheckpoint({
    oldSize: 13,
    proof: await consistencyProof(leavesReader(leaves), 13, 20),
    note: formatNote(signed),
  });

  const received = parseAddCheckpoint(sent);
  assert.ok(received && verifyConsistency(at(13), at(20), received.proof));
  const answer = [await cosign(text, stranger, 5), await cosign(text, witness, 1_795_388_700)];

  const cosigned = await withCosignatures(signed, answer, witness.key);
  assert.ok(cosigned.ok);
  const read = parseNote(cosigned.value);
  assert.ok(read.ok);
  assert.deepEqual(read.value.signatures.map(({ name }) => name), ["log.test", "witness.test"]);
  assert.ok((await verifyNote(read.value, [log.key, witness.key])).ok);
});

Deno.test("an answer without a good cosignature of the asked witness adds nothing", async () => {
  const witness = await aSigner("witness.test", SIGNATURE_TYPE.cosignatureV1);
  const note = await signNote("log.test\n", await aSigner("log.test"));
  const wrong = await cosign("another text\n", witness, 1);
  const bad = await withCosignatures(note, [wrong], witness.key);
  assert.ok(!bad.ok && bad.error.type === "BadSignature");
  const none = await withCosignatures(note, [], witness.key);
  assert.ok(!none.ok && none.error.type === "NoKnownSignature");
});
