import assert from "node:assert/strict";
import { utf8Bytes } from "./bytes.ts";
import { leafHash } from "./merkle.ts";
import { consistencyProof, inclusionProof, leavesReader, verifyInclusion } from "./merkle_proof.ts";
import { naiveRoot } from "./testing.ts";
import { entriesPath, type LogEntry, parseBundle, tilePath, tilesOf, tilesReader } from "./tiles.ts";

const bodyAt = (i: number): Uint8Array => utf8Bytes(`event ${i}`);
const ENTRIES: LogEntry[] = Array.from(
  { length: 70_000 },
  (_, i) => ({ body: bodyAt(i), leaf: leafHash(bodyAt(i)) }),
);
const LEAVES = ENTRIES.map(({ leaf }) => leaf);

const reading = (files: Map<string, Uint8Array>) => (path: string): Promise<Uint8Array> => {
  const bytes = files.get(path);
  assert.ok(bytes, `no ${path}`);
  return Promise.resolve(bytes);
};

async function filesOf(size: number): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for await (const { path, bytes } of tilesOf(ENTRIES.slice(0, size))) {
    assert.ok(!files.has(path), `${path} twice`);
    files.set(path, bytes);
  }
  return files;
}

Deno.test("paths as the specification writes them", () => {
  assert.equal(tilePath(0, 1_234_067), "tile/0/x001/x234/067");
  assert.equal(tilePath(2, 0), "tile/2/000");
  assert.equal(tilePath(0, 1000), "tile/0/x001/000");
  assert.equal(tilePath(0, 999, 7), "tile/0/999.p/7");
  assert.equal(entriesPath(273, 112), "tile/entries/273.p/112");
});

Deno.test("a tree of 70,000 has the tiles of the specification's example", async () => {
  const files = await filesOf(70_000);
  const names = [...files.keys()];
  const full = (level: string) =>
    names.filter((name) => name.startsWith(`tile/${level}/`) && !name.includes(".p/"));
  const partial = names.filter((name) => name.includes(".p/"));
  assert.equal(full("0").length, 273);
  assert.equal(full("1").length, 1);
  assert.equal(full("entries").length, 273);
  assert.deepEqual(partial, [
    "tile/entries/273.p/112",
    "tile/0/273.p/112",
    "tile/1/001.p/17",
    "tile/2/000.p/1",
  ]);
  for (const name of full("0")) assert.equal(files.get(name)!.length, 8192);

  // Level 1 holds the roots of level 0's full tiles, level 2 those of level 1's: RFC 6962, by definition.
  const upper = files.get("tile/1/000")!;
  assert.deepEqual(new Uint8Array(upper.subarray(32, 64)), naiveRoot(LEAVES.slice(256, 512)));
  assert.deepEqual(new Uint8Array(files.get("tile/2/000.p/1")!), naiveRoot(LEAVES.slice(0, 65_536)));
});

Deno.test("sizes around the edge of a tile", async () => {
  assert.deepEqual([...(await filesOf(0)).keys()], []);
  assert.deepEqual([...(await filesOf(1)).keys()], ["tile/entries/000.p/1", "tile/0/000.p/1"]);
  assert.deepEqual([...(await filesOf(255)).keys()], ["tile/entries/000.p/255", "tile/0/000.p/255"]);
  assert.deepEqual([...(await filesOf(256)).keys()], ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]);
  assert.deepEqual([...(await filesOf(257)).keys()], [
    "tile/entries/000",
    "tile/0/000",
    "tile/entries/001.p/1",
    "tile/0/001.p/1",
    "tile/1/000.p/1",
  ]);
});

Deno.test("each entry of a bundle hashes to its place in the tile of the same index", async () => {
  const files = await filesOf(600);
  for (const [index, suffix] of [[0, ""], [1, ""], [2, ".p/88"]] as const) {
    const bodies = parseBundle(files.get(`tile/entries/00${index}${suffix}`)!);
    const tile = files.get(`tile/0/00${index}${suffix}`)!;
    assert.ok(bodies);
    assert.equal(bodies.length * 32, tile.length);
    bodies.forEach((body, i) => {
      assert.deepEqual(body, bodyAt(index * 256 + i));
      assert.equal(leafHash(body).toHex(), tile.subarray(i * 32, i * 32 + 32).toHex());
    });
  }
});

Deno.test("a bundle holds the largest body, and a cut one is no bundle", async () => {
  const body = new Uint8Array(65_535).fill(1);
  const [file] = await Array.fromAsync(tilesOf([{ body, leaf: leafHash(body) }]));
  assert.deepEqual(parseBundle(file!.bytes), [body]);
  assert.equal(parseBundle(file!.bytes.subarray(0, -1)), null);
  assert.equal(parseBundle(new Uint8Array([0])), null);
  assert.deepEqual(parseBundle(new Uint8Array([0, 0])), [new Uint8Array(0)]);
  const large = new Uint8Array(65_536);
  await assert.rejects(() => Array.fromAsync(tilesOf([{ body: large, leaf: leafHash(large) }])), RangeError);
});

Deno.test("proofs from tiles are the proofs from leaves", async () => {
  for (const size of [1, 255, 256, 257, 5_000]) {
    const files = await filesOf(size);
    const tiles = tilesReader(reading(files), size), leaves = leavesReader(LEAVES);
    for (const index of [0, 1, 200, 255, 256, 4_999].filter((i) => i < size)) {
      assert.deepEqual(await inclusionProof(tiles, index, size), await inclusionProof(leaves, index, size));
      assert.deepEqual(
        await consistencyProof(tiles, index + 1, size),
        await consistencyProof(leaves, index + 1, size),
      );
    }
  }
});

Deno.test("tiles of three levels prove events of a tree of 70,000", async () => {
  const size = 70_000, root = naiveRoot(LEAVES);
  const tiles = tilesReader(reading(await filesOf(size)), size);
  for (const index of [0, 65_535, 65_536, 69_999]) {
    const proof = await inclusionProof(tiles, index, size);
    assert.ok(verifyInclusion(LEAVES[index]!, index, size, proof, root), `${index}`);
  }
});
