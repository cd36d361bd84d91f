import assert from "node:assert/strict";
import { type Hash, leafHash, nodeHash } from "./merkle.ts";
import {
  consistencyProof,
  inclusionProof,
  leavesReader,
  verifyConsistency,
  verifyInclusion,
} from "./merkle_proof.ts";
import { CT_LEAVES, naiveRoot, someLeaves } from "./testing.ts";

const hex = (hashes: readonly Hash[]): string[] => hashes.map((hash) => hash.toHex());

/** RFC 6962 §2.1.1 and §2.1.2 word for word. */
function naivePath(m: number, leaves: readonly Hash[]): Hash[] {
  if (leaves.length <= 1) return [];
  const k = splitOf(leaves.length);
  return m < k
    ? [...naivePath(m, leaves.slice(0, k)), naiveRoot(leaves.slice(k))]
    : [...naivePath(m - k, leaves.slice(k)), naiveRoot(leaves.slice(0, k))];
}
function naiveSubproof(m: number, leaves: readonly Hash[], whole: boolean): Hash[] {
  if (m === leaves.length) return whole ? [] : [naiveRoot(leaves)];
  const k = splitOf(leaves.length);
  return m <= k
    ? [...naiveSubproof(m, leaves.slice(0, k), whole), naiveRoot(leaves.slice(k))]
    : [...naiveSubproof(m - k, leaves.slice(k), false), naiveRoot(leaves.slice(0, k))];
}
function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

Deno.test("inclusion proofs of the Certificate Transparency reference", async () => {
  const tree = leavesReader(CT_LEAVES);
  assert.deepEqual(hex(await inclusionProof(tree, 0, 8)), [
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
  ]);
  assert.deepEqual(hex(await inclusionProof(tree, 5, 8)), [
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  ]);
});

Deno.test("consistency proofs of the Certificate Transparency reference", async () => {
  const tree = leavesReader(CT_LEAVES);
  assert.deepEqual(hex(await consistencyProof(tree, 2, 8)), [
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
  ]);
  assert.deepEqual(hex(await consistencyProof(tree, 6, 8)), [
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  ]);
});

const LEAVES = someLeaves(41);
const ROOTS = Array.from({ length: LEAVES.length + 1 }, (_, n) => naiveRoot(LEAVES.slice(0, n)));
const TREE = leavesReader(LEAVES);

Deno.test("every inclusion proof of every size is the one of the RFC, and verifies", async () => {
  for (let size = 1; size <= LEAVES.length; size++) {
    for (let index = 0; index < size; index++) {
      const proof = await inclusionProof(TREE, index, size);
      assert.deepEqual(proof, naivePath(index, LEAVES.slice(0, size)), `${index} of ${size}`);
      assert.ok(verifyInclusion(LEAVES[index]!, index, size, proof, ROOTS[size]!), `${index} of ${size}`);
    }
  }
});

Deno.test("every consistency proof of every pair of sizes is the one of the RFC, and verifies", async () => {
  for (let to = 0; to <= LEAVES.length; to++) {
    for (let from = 0; from <= to; from++) {
      const proof = await consistencyProof(TREE, from, to);
      if (from > 0) {
        assert.deepEqual(proof, naiveSubproof(from, LEAVES.slice(0, to), true), `${from} to ${to}`);
      }
      assert.ok(
        verifyConsistency({ size: from, root: ROOTS[from]! }, { size: to, root: ROOTS[to]! }, proof),
        `${from} to ${to}`,
      );
    }
  }
});

const other = leafHash(new Uint8Array([1, 2, 3]));
/** All the small ways to bend a list of hashes. */
function bent(proof: readonly Hash[]): Hash[][] {
  return [
    [...proof, other],
    [other, ...proof],
    ...proof.map((_, i) => proof.filter((_, j) => j !== i)),
    ...proof.map((_, i) => proof.with(i, other)),
    ...proof.map((hash, i) => proof.with(i, hash.slice(0, 31))),
    ...proof.slice(1).map((hash, i) => proof.with(i, hash).with(i + 1, proof[i]!)),
  ];
}

Deno.test("a bent inclusion proof, another leaf, place, size or root does not verify", async () => {
  for (const size of [1, 2, 3, 7, 8, 9, 24, 41]) {
    for (let index = 0; index < size; index++) {
      const proof = await inclusionProof(TREE, index, size), leaf = LEAVES[index]!, top = ROOTS[size]!;
      for (const wrong of bent(proof)) assert.ok(!verifyInclusion(leaf, index, size, wrong, top));
      assert.ok(!verifyInclusion(other, index, size, proof, top));
      assert.ok(!verifyInclusion(leaf, index, size, proof, other));
      for (let place = -1; place <= size; place++) {
        if (place !== index) {
          assert.ok(!verifyInclusion(leaf, place, size, proof, top), `${index} as ${place} of ${size}`);
        }
      }
    }
  }
});

Deno.test("a bent consistency proof or another root does not verify, nor does a fork", async () => {
  for (const [from, to] of [[1, 2], [2, 3], [3, 7], [4, 8], [6, 8], [8, 41], [21, 41], [40, 41]] as const) {
    const proof = await consistencyProof(TREE, from, to);
    const older = { size: from, root: ROOTS[from]! }, newer = { size: to, root: ROOTS[to]! };
    for (const wrong of bent(proof)) assert.ok(!verifyConsistency(older, newer, wrong), `${from} to ${to}`);
    assert.ok(!verifyConsistency({ ...older, root: other }, newer, proof));
    assert.ok(!verifyConsistency(older, { ...newer, root: other }, proof));
    assert.ok(!verifyConsistency(newer, older, proof));
    const fork = LEAVES.slice(0, to).with(from - 1, other);
    const forked = { size: to, root: naiveRoot(fork) };
    assert.ok(!verifyConsistency(older, forked, await consistencyProof(leavesReader(fork), from, to)));
  }
  assert.ok(!verifyConsistency({ size: 4, root: ROOTS[4]! }, { size: 4, root: ROOTS[5]! }, []));
  assert.ok(!verifyConsistency({ size: 0, root: other }, { size: 4, root: ROOTS[4]! }, []));
});

Deno.test("a tree claimed larger or smaller than its root is does not verify", async () => {
  const [leaf, root] = [LEAVES[3]!, ROOTS[8]!];
  const path = await inclusionProof(TREE, 3, 8);
  for (const size of [4, 16, 17, 2 ** 40]) assert.ok(!verifyInclusion(leaf, 3, size, path, root), `${size}`);
  assert.ok(!verifyInclusion(leaf, 0, 1, [other], nodeHash(other, leaf)), "no path in a tree of one");

  const proof = await consistencyProof(TREE, 4, 8);
  for (const size of [16, 17, 2 ** 40]) {
    assert.ok(!verifyConsistency({ size: 4, root: ROOTS[4]! }, { size, root }, proof), `${size}`);
  }
});

Deno.test("asking for a proof the tree cannot have is a bug and throws", () => {
  assert.throws(() => inclusionProof(TREE, 3, 3), RangeError);
  assert.throws(() => inclusionProof(TREE, -1, 3), RangeError);
  assert.throws(() => consistencyProof(TREE, 4, 3), RangeError);
});

Deno.test("a tree larger than the leaves at hand cannot be proved", () =>
  assert.rejects(() => inclusionProof(TREE, 0, LEAVES.length + 1), RangeError));
