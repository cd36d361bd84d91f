import assert from "node:assert/strict";
import { type Checkpoint, formatCheckpoint, openCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import { splitCosignature } from "./cosignature.ts";
import { formatNote, parseNote, signNote, verifyNote } from "./signed_note.ts";
import { aSigner } from "./testing.ts";
import { parseVerifierKey, SIGNATURE_TYPE, type VerifierKey } from "./verifier_key.ts";
import { cosign } from "./witness.ts";

/** C2SP tlog-cosignature, the example: the checkpoint of tlog-checkpoint with a witness's line below. */
const SPEC_TEXT = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
const SPEC_NOTE = `${SPEC_TEXT}\n\u2014 example.com/behind-the-sofa ` +
  "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n" +
  "\u2014 witness.example.com/w1 " +
  "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";

/** A checkpoint that a public log published, with its own line of another algorithm and four witnesses' lines. */
const REAL_ORIGIN = "arche2025h1.staging.ct.transparency.dev";
const REAL_NOTE = `${REAL_ORIGIN}\n1432088532\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n\n` + [
  `${REAL_ORIGIN} zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=`,
  `${REAL_ORIGIN} ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=`,
  "witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==",
  "remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==",
].map((line) => `\u2014 ${line}\n`).join("");
const REAL_LOG_KEY = `${REAL_ORIGIN}+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f`;
const REAL_WITNESS_KEY = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";

const key = (vkey: string): VerifierKey => {
  const parsed = parseVerifierKey(vkey);
  assert.ok(parsed.ok);
  return parsed.value;
};

Deno.test("the specification's checkpoint is read, and written back byte for byte", () => {
  const note = parseNote(SPEC_NOTE);
  assert.ok(note.ok);
  assert.equal(formatNote(note.value), SPEC_NOTE);
  const read = parseCheckpoint(note.value.text);
  assert.ok(read.ok);
  assert.deepEqual({ ...read.value, root: read.value.root.toHex() }, {
    origin: "example.com/behind-the-sofa",
    size: 20_852_163,
    root: "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62",
    extensions: [],
  });
  assert.equal(formatCheckpoint(read.value), SPEC_TEXT);
  const [log, witness] = note.value.signatures;
  assert.deepEqual([log!.name, log!.signature.length], ["example.com/behind-the-sofa", 64]);
  assert.equal(splitCosignature(log!.signature), null);
  assert.equal(splitCosignature(witness!.signature)?.timestamp, 1_679_315_147);
});

Deno.test("a public log's checkpoint opens with its key and a witness's; lines of other keys are ignored", async () => {
  const keys = [key(REAL_LOG_KEY), key(REAL_WITNESS_KEY)];
  const opened = await openCheckpoint(REAL_NOTE, { origin: REAL_ORIGIN, keys });
  assert.ok(opened.ok);
  assert.equal(opened.value.size, 1_432_088_532);
  assert.deepEqual(opened.value.signedBy, keys);
});

Deno.test("a witness's word alone does not make it the log's checkpoint", async () => {
  const refused = await openCheckpoint(REAL_NOTE, { origin: REAL_ORIGIN, keys: [key(REAL_WITNESS_KEY)] });
  assert.ok(!refused.ok && refused.error.type === "NoKnownSignature");
});

Deno.test("another size under the same signatures is found, by the log's key and by the witness's", async () => {
  const edited = parseNote(REAL_NOTE.replace("1432088532", "1432088531"));
  assert.ok(edited.ok);
  for (const vkey of [REAL_LOG_KEY, REAL_WITNESS_KEY]) {
    const refused = await verifyNote(edited.value, [key(vkey)]);
    assert.ok(!refused.ok && refused.error.type === "BadSignature", vkey);
  }
});

Deno.test("a cosignature is over its time too", async () => {
  const [log, witness] = [await aSigner("log.test"), await aSigner("w.test", SIGNATURE_TYPE.cosignatureV1)];
  const note = await signNote(SPEC_TEXT, log);
  const line = await cosign(SPEC_TEXT, witness, 1_795_388_700);
  const both = [log.key, witness.key];
  assert.deepEqual(await verifyNote({ ...note, signatures: [...note.signatures, line] }, both), {
    ok: true,
    value: both,
  });
  const later = line.signature.with(7, line.signature[7]! + 1);
  const refused = await verifyNote({ ...note, signatures: [{ ...line, signature: later }] }, both);
  assert.ok(!refused.ok && refused.error.type === "BadSignature");
});

const root = new Uint8Array(32).fill(7);
const ours: Checkpoint = { origin: "caserito.test/t/lucha", size: 0, root, extensions: [] };

Deno.test("signed by us, opened by anyone who pinned the key", async () => {
  const signer = await aSigner(ours.origin);
  const pinned = { origin: ours.origin, keys: [signer.key] };
  for (
    const checkpoint of [ours, { ...ours, size: 2 ** 52 }, { ...ours, size: 9, extensions: ["one", "two 2"] }]
  ) {
    const opened = await openCheckpoint(
      formatNote(await signNote(formatCheckpoint(checkpoint), signer)),
      pinned,
    );
    assert.ok(opened.ok);
    const { note: _note, signedBy: _signedBy, ...read } = opened.value;
    assert.deepEqual(read, checkpoint);
  }
});

Deno.test("a checkpoint of another log is refused even under a known key", async () => {
  const signer = await aSigner(ours.origin);
  const foreign = formatNote(
    await signNote(formatCheckpoint({ ...ours, origin: "caserito.test/t/rosa" }), signer),
  );
  const refused = await openCheckpoint(foreign, { origin: ours.origin, keys: [signer.key] });
  assert.deepEqual(refused, {
    ok: false,
    error: { type: "Malformed", detail: "of another log: caserito.test/t/rosa" },
  });
});

const MALFORMED: readonly [string, string][] = [
  ["no lines", "\n"],
  ["two lines", "a\n1\n"],
  ["a leading zero", SPEC_TEXT.replace("20852163", "020852163")],
  ["a sign", SPEC_TEXT.replace("20852163", "+20852163")],
  ["a size beyond 2^53", SPEC_TEXT.replace("20852163", "9007199254740993")],
  ["a short root", SPEC_TEXT.replace("CsUY", "")],
  ["a root in base64 with spare bits", SPEC_TEXT.replace("q2I=", "q2J=")],
  ["an empty extension", `${SPEC_TEXT}\nmore\n`],
  ["no final newline", SPEC_TEXT.slice(0, -1)],
];
for (const [what, text] of MALFORMED) {
  Deno.test(`a checkpoint with ${what} is malformed`, () => {
    const parsed = parseCheckpoint(text);
    assert.ok(!parsed.ok && parsed.error.type === "Malformed");
  });
}

Deno.test("formatting what no checkpoint can say is a bug and throws", () => {
  for (
    const bad of [{ ...ours, origin: "" }, { ...ours, origin: "a\nb" }, { ...ours, size: -1 }, {
      ...ours,
      root: new Uint8Array(31),
    }, { ...ours, extensions: [""] }]
  ) assert.throws(() => formatCheckpoint(bad), TypeError);
});
