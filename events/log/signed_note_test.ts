import assert from "node:assert/strict";
import { sha256, utf8Bytes } from "./bytes.ts";
import { formatNote, parseNote, signNote, verifyNote } from "./signed_note.ts";
import { aSigner, seededSigner } from "./testing.ts";
import {
  formatVerifierKey,
  isKeyName,
  parseVerifierKey,
  SIGNATURE_TYPE,
  type VerifierKey,
} from "./verifier_key.ts";

/** C2SP signed-note, "Verifier keys", the example. */
const SPEC_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const SPEC_NOTE = "This is an example message.\n\n\u2014 example.com/foo " +
  "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

/** golang.org/x/mod/sumdb/note, the example of its documentation. */
const GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const GO_SEED = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const GO_TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const GO_NOTE = `${GO_TEXT}\n\u2014 PeterNeumann ` +
  "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

const key = (vkey: string): VerifierKey => {
  const parsed = parseVerifierKey(vkey);
  assert.ok(parsed.ok);
  return parsed.value;
};
const note = (text: string) => {
  const parsed = parseNote(text);
  assert.ok(parsed.ok, parsed.ok ? "" : parsed.error.detail);
  return parsed.value;
};

for (const [whose, vkey, text] of [["C2SP's", SPEC_KEY, SPEC_NOTE], ["Go's", GO_KEY, GO_NOTE]] as const) {
  Deno.test(`${whose} own example verifies with plain WebCrypto, and is written back byte for byte`, async () => {
    const known = key(vkey), example = note(text);
    assert.deepEqual(await verifyNote(example, [known]), { ok: true, value: [known] });
    assert.equal(formatVerifierKey(known), vkey);
    assert.equal(formatNote(example), text);
  });
}

Deno.test("signing Go's text with Go's key gives Go's note", async () => {
  const signer = await seededSigner("PeterNeumann", Uint8Array.fromBase64(GO_SEED).slice(1));
  assert.equal(formatVerifierKey(signer.key), GO_KEY);
  assert.equal(formatNote(await signNote(GO_TEXT, signer)), GO_NOTE);
});

Deno.test("the poem of the specification: an empty line inside the text does not separate", () => {
  const poem = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n";
  const read = note(
    `${poem}\n\u2014 quasimodo.example/salvatore ` +
      "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n",
  );
  assert.equal(read.text, poem);
  assert.deepEqual(
    read.signatures.map(({ name, id, signature }) => [name, id.toString(16), signature.length]),
    [
      ["quasimodo.example/salvatore", "367ba04b", 64],
    ],
  );
});

Deno.test("several signatures: unknown keys are ignored, even with a known name or a known id", async () => {
  const [log, witness, stranger] = [
    await aSigner("log.test/a"),
    await aSigner("log.test/b"),
    await aSigner("x.test"),
  ];
  const signed = await signNote("text\n", log, stranger, witness);
  const [line] = (await signNote("other text\n", stranger)).signatures;
  const sameName = { ...line!, name: log.key.name };
  const sameId = { ...line!, id: log.key.id };
  const noisy = { ...signed, signatures: [sameName, sameId, ...signed.signatures] };
  const read = note(formatNote(noisy));
  assert.deepEqual(read, noisy);
  assert.deepEqual(await verifyNote(read, [witness.key, log.key]), {
    ok: true,
    value: [log.key, witness.key],
  });
});

Deno.test("a bad signature of a known key refuses the note, whatever else is good", async () => {
  const [a, b] = [await aSigner("log.test/a"), await aSigner("log.test/b")];
  const signed = await signNote("text\n", a, b);
  const broken = { ...signed.signatures[1]!, signature: signed.signatures[0]!.signature };
  const refused = await verifyNote({ ...signed, signatures: [signed.signatures[0]!, broken] }, [
    a.key,
    b.key,
  ]);
  assert.ok(!refused.ok && refused.error.type === "BadSignature");
});

Deno.test("one changed letter of the text is found", async () => {
  const refused = await verifyNote(note(SPEC_NOTE.replace("example message", "exbmple message")), [
    key(SPEC_KEY),
  ]);
  assert.ok(!refused.ok && refused.error.type === "BadSignature");
});

Deno.test("a note that no known key signed is refused", async () => {
  const refused = await verifyNote(note(SPEC_NOTE), [key(GO_KEY)]);
  assert.ok(!refused.ok && refused.error.type === "NoKnownSignature");
});

const LINE = SPEC_NOTE.slice(SPEC_NOTE.indexOf("\u2014"));
const MALFORMED: readonly [string, string][] = [
  ["no signatures", "text\n"],
  ["nothing after the empty line", "text\n\n"],
  ["no newline at the end", SPEC_NOTE.slice(0, -1)],
  ["a tab", SPEC_NOTE.replace(" is ", "\tis ")],
  ["a carriage return", SPEC_NOTE.replace(".\n", ".\r\n")],
  ["a lone surrogate", SPEC_NOTE.replace("example", "\ud800")],
  ["a hyphen for the dash", SPEC_NOTE.replace("\u2014", "-")],
  ["two spaces", SPEC_NOTE.replace("foo Uw", "foo  Uw")],
  ["a plus in the name", SPEC_NOTE.replace("example.com/foo", "example.com+foo")],
  ["base64 without padding", SPEC_NOTE.replace("=\n", "\n")],
  ["base64 with spare bits", SPEC_NOTE.replace("QM=\n", "QN=\n")],
  ["a signature of no bytes", "text\n\n\u2014 a UwAAAA==\n"],
  ["too many signatures", `text\n\n${LINE.repeat(65)}`],
];
for (const [what, text] of MALFORMED) {
  Deno.test(`a note with ${what} is malformed`, () => {
    const parsed = parseNote(text);
    assert.ok(!parsed.ok && parsed.error.type === "Malformed");
  });
}

Deno.test("up to sixteen signatures, as the specification asks, and more", () =>
  assert.equal(note(`text\n\n${LINE.repeat(64)}`).signatures.length, 64));

const BAD_KEYS: readonly [string, string, string][] = [
  ["no id", "example.com/foo", "MalformedKey"],
  ["a space in the name", SPEC_KEY.replace(".com", " com"), "MalformedKey"],
  ["an id in capitals", SPEC_KEY.replace("530d903a", "530D903A"), "MalformedKey"],
  ["an id of seven digits", SPEC_KEY.replace("530d903a", "530d903"), "MalformedKey"],
  ["another id", SPEC_KEY.replace("530d903a", "530d903b"), "WrongKeyId"],
  ["another name", SPEC_KEY.replace("foo", "bar"), "WrongKeyId"],
  ["another key", SPEC_KEY.replace("Aekye", "Aekyf"), "WrongKeyId"],
  ["base64 that is not", `${SPEC_KEY}!`, "MalformedKey"],
  ["a final newline", `${SPEC_KEY}\n`, "MalformedKey"],
  [
    "an algorithm of tomorrow",
    `a+00000000+${new Uint8Array([6, ...new Uint8Array(32)]).toBase64()}`,
    "UnknownAlgorithm",
  ],
  ["a short key", `a+00000000+${new Uint8Array([1, 2, 3]).toBase64()}`, "UnknownAlgorithm"],
];
for (const [what, vkey, type] of BAD_KEYS) {
  Deno.test(`a vkey with ${what} is refused`, () => {
    const parsed = parseVerifierKey(vkey);
    assert.ok(!parsed.ok);
    assert.equal(parsed.error.type, type);
  });
}

Deno.test("a vkey whose base64 holds a plus, and one of a witness", () => {
  for (
    const vkey of [
      "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
      "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
    ]
  ) assert.equal(formatVerifierKey(key(vkey)), vkey);
  assert.equal(
    key("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2").type,
    SIGNATURE_TYPE.cosignatureV1,
  );
});

Deno.test("the key id is the first four bytes of the hash of name, newline, type and key", () => {
  const { name, type, publicKey, id } = key(SPEC_KEY);
  const digest = sha256(utf8Bytes(name), new Uint8Array([10, type]), publicKey);
  assert.equal(id, Number.parseInt(digest.slice(0, 4).toHex(), 16));
});

Deno.test("names of keys", () => {
  for (const name of ["a", "caserito.pe/t/0198", "ñandú.pe"]) assert.ok(isKeyName(name), name);
  for (const name of ["", "a b", "a+b", "a\u00a0b", "a\u3000b", "a\nb", "a\u0000b", "\ud800"]) {
    assert.ok(!isKeyName(name), JSON.stringify(name));
  }
});

Deno.test("signing what is no text of a note is a bug and throws", async () => {
  const signer = await aSigner("log.test");
  for (const text of ["no newline", "a\tb\n"]) await assert.rejects(() => signNote(text, signer), TypeError);
});
