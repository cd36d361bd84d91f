import assert from "node:assert/strict";
import { readFact } from "../events/facts/define_fact.ts";
import { SHARED_FACTS } from "../events/facts/mod.ts";
import { PLATFORM_FACTS } from "../events/facts/platform.ts";
import { NICHES } from "../niches/mod.ts";
import { canonicalText } from "../events/log/canonical.ts";
import { sha256, utf8Bytes } from "../events/log/bytes.ts";

/**
 * One file per (type, version) ever released: `stored` as the log holds it, and what that `reads` as today. A file is
 * added with its version and stays for ever. `stored` is never edited: `golden/events.sha256` holds the hash of its
 * RFC 8785 text. `reads` follows the newest version of the fact.
 */
const FOLDER = new URL("golden/events/", import.meta.url);
const read = (name: string): string => Deno.readTextFileSync(new URL(name, FOLDER));

interface Golden {
  readonly type: string;
  readonly sv: number;
  readonly stored: unknown;
  readonly reads: unknown;
}

const declared = new Set([...SHARED_FACTS, ...PLATFORM_FACTS, ...NICHES.flatMap(({ facts }) => facts)]);
const released = [...declared].flatMap((definition) =>
  Array.from({ length: definition.version }, (_, i) => ({ definition, sv: i + 1 }))
);
const nameOf = (type: string, sv: number): string => `${type}.v${sv}.json`;

for (const { definition, sv } of released) {
  Deno.test(`golden event: ${definition.type} of version ${sv} reads as it always did`, () => {
    const golden = JSON.parse(read(nameOf(definition.type, sv))) as Golden;
    assert.deepEqual([golden.type, golden.sv], [definition.type, sv]);
    assert.deepEqual(readFact(definition, sv, golden.stored), golden.reads);
  });
}

Deno.test("golden events: every file is one of a declared type and version", () => {
  const files = [...Deno.readDirSync(FOLDER)].map((entry) => entry.name).sort();
  assert.deepEqual(files, released.map(({ definition, sv }) => nameOf(definition.type, sv)).sort());
});

Deno.test("golden events: what was stored was never edited", () => {
  const listed = Deno.readTextFileSync(new URL("golden/events.sha256", import.meta.url)).trim().split("\n");
  const found = [...Deno.readDirSync(FOLDER)].map(({ name }) => `${storedHash(read(name))}  ${name}`);
  assert.deepEqual([...listed].sort(), found.sort());
});

function storedHash(file: string): string {
  const text = canonicalText((JSON.parse(file) as Golden).stored);
  assert.ok(text.ok);
  return sha256(utf8Bytes(text.value)).toHex();
}
