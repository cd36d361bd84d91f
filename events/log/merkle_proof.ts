import { fromBase64, sameBytes, toBase64 } from "./bytes.ts";
import { foldSubtrees, type Hash, HASH_SIZE, nodeHash } from "./merkle.ts";

/** Where the hashes for a proof come from: all leaves in memory, or tiles fetched as they are needed. */
export interface HashReader {
  /** Tree hash of the complete subtree over leaves `[index × 2^level, (index + 1) × 2^level)`. */
  subtree(level: number, index: number): Hash | Promise<Hash>;
}

/** Reads a tree whose leaf hashes are all at hand. */
export function leavesReader(leaves: readonly Hash[]): HashReader {
  const subtree = (level: number, index: number): Hash => {
    if (level > 0) return nodeHash(subtree(level - 1, index * 2), subtree(level - 1, index * 2 + 1));
    const leaf = leaves[index];
    if (leaf === undefined) throw new RangeError(`no leaf ${index} among ${leaves.length}`);
    return leaf;
  };
  return { subtree };
}

/** RFC 6962 §2.1.1: from the leaf's sibling up to the root's child. Throws where the tree has no such leaf. */
export function inclusionProof(tree: HashReader, index: number, size: number): Promise<Hash[]> {
  if (!(index >= 0 && index < size)) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  const siblings: Range[] = [];
  let range: Range = { start: 0, end: size };
  while (range.end - range.start > 1) {
    const [left, right] = halves(range);
    const goLeft = index < left.end;
    siblings.push(goLeft ? right : left);
    range = goLeft ? left : right;
  }
  return hashesOf(tree, siblings.reverse());
}

/** RFC 6962 §2.1.2: that the tree of `from` leaves is the beginning of the tree of `to`. Empty if either is all of it. */
export function consistencyProof(tree: HashReader, from: number, to: number): Promise<Hash[]> {
  if (!(from >= 0 && from <= to)) throw new RangeError(`no proof from ${from} to ${to}`);
  if (from === 0 || from === to) return Promise.resolve([]);
  const ranges: Range[] = [];
  let range: Range = { start: 0, end: to };
  while (range.end !== from) {
    const [left, right] = halves(range);
    const goLeft = from <= left.end;
    ranges.push(goLeft ? right : left);
    range = goLeft ? left : right;
  }
  // A complete left edge is the old root itself, which the reader of the proof already has.
  if (range.start > 0) ranges.push(range);
  return hashesOf(tree, ranges.reverse());
}

/** RFC 9162 §2.1.3.2. */
export function verifyInclusion(
  leaf: Hash,
  index: number,
  size: number,
  proof: readonly Hash[],
  root: Hash,
): boolean {
  if (!(Number.isSafeInteger(size) && index >= 0 && index < size) || !areHashes(proof)) return false;
  let place = index, last = size - 1, hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(sibling, hash);
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && sameBytes(hash, root);
}

/** RFC 9162 §2.1.4.2. Every tree continues the empty one, so a proof from size 0 is empty and proves nothing more. */
export function verifyConsistency(
  from: { readonly size: number; readonly root: Hash },
  to: { readonly size: number; readonly root: Hash },
  proof: readonly Hash[],
): boolean {
  if (!Number.isSafeInteger(to.size) || !(from.size >= 0 && from.size <= to.size) || !areHashes(proof)) {
    return false;
  }
  if (from.size === to.size) return proof.length === 0 && sameBytes(from.root, to.root);
  if (from.size === 0) return proof.length === 0 && sameBytes(from.root, foldSubtrees([]));
  let place = from.size - 1, last = to.size - 1;
  while (place % 2 === 1) [place, last] = [half(place), half(last)];
  const [seed, ...rest] = place === 0 ? [from.root, ...proof] : proof;
  if (seed === undefined) return false;
  let older = seed, newer = seed;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      older = nodeHash(sibling, older);
      newer = nodeHash(sibling, newer);
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, half(last)];
    } else {
      newer = nodeHash(newer, sibling);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && sameBytes(older, from.root) && sameBytes(newer, to.root);
}

/** A proof as C2SP writes it: one hash a line, in base64. */
export const hashLines = (proof: readonly Hash[]): string =>
  proof.map((hash) => `${toBase64(hash)}\n`).join("");

/** Null where a line is not a hash. */
export function parseHashLines(lines: readonly string[]): Hash[] | null {
  const hashes: Hash[] = [];
  for (const line of lines) {
    const hash = fromBase64(line);
    if (hash?.length !== HASH_SIZE) return null;
    hashes.push(hash);
  }
  return hashes;
}

/** Leaves `[start, end)`. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** RFC 6962's split: the left half has the largest power of two smaller than the whole. */
function halves({ start, end }: Range): [Range, Range] {
  const middle = start + powerWithin(end - start - 1);
  return [{ start, end: middle }, { start: middle, end }];
}

async function hashesOf(tree: HashReader, ranges: readonly Range[]): Promise<Hash[]> {
  const hashes: Hash[] = [];
  for (const range of ranges) hashes.push(await rangeHash(tree, range));
  return hashes;
}

/** Tree hash of a range that starts where a subtree of its size may start: its complete subtrees, folded. */
async function rangeHash(tree: HashReader, { start, end }: Range): Promise<Hash> {
  const subtrees: Hash[] = [];
  for (let at = start; at < end;) {
    const width = powerWithin(end - at);
    subtrees.push(await tree.subtree(Math.log2(width), at / width));
    at += width;
  }
  return foldSubtrees(subtrees);
}

/** The largest power of two up to `n`. By doubling: bitwise operators wrap at 2^31. */
function powerWithin(n: number): number {
  let power = 1;
  while (power * 2 <= n) power *= 2;
  return power;
}

const half = (n: number): number => Math.floor(n / 2);
const areHashes = (proof: readonly Hash[]): boolean => proof.every((hash) => hash.length === HASH_SIZE);
