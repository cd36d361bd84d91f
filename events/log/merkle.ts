import { type Bytes, concatBytes, sha256 } from "./bytes.ts";

/** A SHA-256 in the tree: 32 bytes. */
export type Hash = Bytes;
export const HASH_SIZE = 32;

const LEAF_PREFIX = new Uint8Array([0]);
const NODE_PREFIX = new Uint8Array([1]);

/** RFC 6962 §2.1. Leaves and nodes are hashed with different first bytes, so that a node can never pass for a leaf. */
export const leafHash = (body: Uint8Array): Hash => sha256(LEAF_PREFIX, body);
export const nodeHash = (left: Uint8Array, right: Uint8Array): Hash => sha256(NODE_PREFIX, left, right);

/**
 * The compact range of a tree: one hash for each complete subtree, largest (leftmost) first, as many as `size` has
 * ones in binary. All that an append needs: O(log size) hashes whatever the size of the log.
 */
export type Frontier = readonly Hash[];

export const emptyFrontier = (): Frontier => [];

/** The frontier of `size + 1` leaves. */
export function appendLeaf(frontier: Frontier, size: number, leaf: Hash): Frontier {
  assertFrontier(frontier, size);
  const next = [...frontier];
  let node = leaf;
  // Each trailing one in binary is a subtree as large as the one just completed: they become one.
  for (let width = size; width % 2 === 1; width = (width - 1) / 2) node = nodeHash(next.pop()!, node);
  next.push(node);
  return next;
}

/** The frontier of `size + leaves.length` leaves. */
export function appendLeaves(frontier: Frontier, size: number, leaves: readonly Hash[]): Frontier {
  return leaves.reduce((grown, leaf, i) => appendLeaf(grown, size + i, leaf), frontier);
}

/** RFC 6962 Merkle tree hash at `size`; of no leaves, the hash of nothing. */
export function root(frontier: Frontier, size: number): Hash {
  assertFrontier(frontier, size);
  return foldSubtrees(frontier);
}

/** The tree hash of complete subtrees that stand side by side, largest first. */
export function foldSubtrees(subtrees: readonly Hash[]): Hash {
  let hash = subtrees.at(-1);
  if (hash === undefined) return sha256();
  for (let i = subtrees.length - 2; i >= 0; i--) hash = nodeHash(subtrees[i]!, hash);
  return hash;
}

/** As the database keeps it: the hashes one after the other. */
export const serialiseFrontier = (frontier: Frontier): Bytes => concatBytes(...frontier);

/** Null where the bytes cannot be the frontier of `size` leaves. */
export function parseFrontier(blob: Uint8Array, size: number): Frontier | null {
  if (!Number.isSafeInteger(size) || size < 0 || blob.length !== onesIn(size) * HASH_SIZE) return null;
  return Array.from({ length: blob.length / HASH_SIZE }, (_, i) => {
    return new Uint8Array(blob.subarray(i * HASH_SIZE, (i + 1) * HASH_SIZE));
  });
}

function assertFrontier(frontier: Frontier, size: number): void {
  if (frontier.length !== onesIn(size)) {
    throw new RangeError(`${frontier.length} hashes are no frontier of ${size}`);
  }
}

/** By division: sizes may pass 2^31, where bitwise operators would wrap. */
function onesIn(size: number): number {
  let ones = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return ones;
}
