import assert from "node:assert/strict";
import fc from "fast-check";
import {
  appendLeaf,
  appendLeaves,
  emptyFrontier,
  type Frontier,
  leafHash,
  nodeHash,
  parseFrontier,
  root,
  serialiseFrontier,
} from "./merkle.ts";
import { CT_LEAVES, naiveRoot, someLeaves } from "./testing.ts";

const CT_ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

Deno.test("tree heads of the Certificate Transparency reference, sizes 0 to 8", () => {
  let frontier: Frontier = emptyFrontier();
  for (let size = 0; size <= 8; size++) {
    assert.equal(root(frontier, size).toHex(), CT_ROOTS[size], `size ${size}`);
    if (size < 8) frontier = appendLeaf(frontier, size, CT_LEAVES[size]!);
  }
});

Deno.test("leaves and nodes are hashed apart: a node's bytes as a body give another hash", () => {
  const [a, b] = [CT_LEAVES[0]!, CT_LEAVES[1]!];
  const concatenated = new Uint8Array([...a, ...b]);
  assert.notDeepEqual(nodeHash(a, b), leafHash(concatenated));
});

Deno.test("the incremental root is the root by definition at every size", () => {
  const leaves = someLeaves(300);
  let frontier: Frontier = emptyFrontier();
  leaves.forEach((leaf, i) => {
    frontier = appendLeaf(frontier, i, leaf);
    assert.deepEqual(root(frontier, i + 1), naiveRoot(leaves.slice(0, i + 1)), `size ${i + 1}`);
  });
});

Deno.test("appending in any groups gives the same frontier as one by one", () =>
  fc.assert(fc.property(fc.array(fc.nat(9), { maxLength: 12 }), (groups) => {
    const leaves = someLeaves(groups.reduce((sum, n) => sum + n, 0));
    let frontier: Frontier = emptyFrontier(), size = 0;
    for (const n of groups) {
      frontier = appendLeaves(frontier, size, leaves.slice(size, size + n));
      size += n;
    }
    assert.deepEqual(frontier, appendLeaves(emptyFrontier(), 0, leaves));
    assert.deepEqual(root(frontier, size), naiveRoot(leaves));
  })));

Deno.test("append leaves the old frontier as it was", () => {
  const three = appendLeaves(emptyFrontier(), 0, someLeaves(3));
  const before = [...three];
  appendLeaf(three, 3, CT_LEAVES[0]!);
  assert.deepEqual(three, before);
});

Deno.test("a frontier survives the database", () => {
  for (let size = 0; size < 70; size++) {
    const frontier = appendLeaves(emptyFrontier(), 0, someLeaves(size));
    const blob = serialiseFrontier(frontier);
    assert.deepEqual(parseFrontier(blob, size), frontier);
    assert.equal(parseFrontier(new Uint8Array(blob.length + 1), size), null);
  }
  assert.equal(parseFrontier(new Uint8Array(32), 3), null);
  assert.equal(parseFrontier(new Uint8Array(0), -1), null);
  assert.equal(parseFrontier(new Uint8Array(0), 0.5), null);
});

Deno.test("sizes beyond 32 bits count right", () => {
  const size = 2 ** 40;
  const frontier = [CT_LEAVES[0]!];
  const grown = appendLeaf(frontier, size, CT_LEAVES[1]!);
  assert.deepEqual(grown, [CT_LEAVES[0]!, CT_LEAVES[1]!]);
  assert.deepEqual(root(grown, size + 1), nodeHash(CT_LEAVES[0]!, CT_LEAVES[1]!));
});

Deno.test("a frontier of another size is a bug and throws", () => {
  assert.throws(() => appendLeaf(emptyFrontier(), 1, CT_LEAVES[0]!), RangeError);
  assert.throws(() => root([CT_LEAVES[0]!], 3), RangeError);
});
