import { type Bytes, concatBytes } from "./bytes.ts";
import { BODY_MAX } from "./envelope.ts";
import { foldSubtrees, type Hash, HASH_SIZE, nodeHash } from "./merkle.ts";
import type { HashReader } from "./merkle_proof.ts";

/** Hashes in a full tile of C2SP tlog-tiles. */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

/** `tile/<level>/<N>`, with `.p/<width>` for one that is not full. */
export const tilePath = (level: number, index: number, width: number = TILE_WIDTH): string =>
  `tile/${level}/${indexPath(index)}${widthSuffix(width)}`;

/** `tile/entries/<N>`: the bodies behind the level-0 tile of the same index. */
export const entriesPath = (index: number, width: number = TILE_WIDTH): string =>
  `tile/entries/${indexPath(index)}${widthSuffix(width)}`;

/** 1234067 is `x001/x234/067`: no file shares its name with a folder. */
function indexPath(index: number): string {
  const last = String(index % 1000).padStart(3, "0");
  let path = last;
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    path = `x${String(rest % 1000).padStart(3, "0")}/${path}`;
  }
  return path;
}

const widthSuffix = (width: number): string => width === TILE_WIDTH ? "" : `.p/${width}`;

export interface LogEntry {
  readonly body: Uint8Array;
  readonly leaf: Hash;
}

export interface TileFile {
  readonly path: string;
  readonly bytes: Bytes;
}

/** All files of a log but its checkpoint, full ones as soon as they are full: holds 256 hashes a level, never the log. */
export async function* tilesOf(
  entries: AsyncIterable<LogEntry> | Iterable<LogEntry>,
): AsyncGenerator<TileFile> {
  const levels: { hashes: Hash[]; full: number }[] = [{ hashes: [], full: 0 }];
  let bodies: Uint8Array[] = [];
  for await (const { body, leaf } of entries) {
    bodies.push(body);
    let hash = leaf;
    for (let level = 0;; level++) {
      const row = levels[level] ??= { hashes: [], full: 0 };
      row.hashes.push(hash);
      if (row.hashes.length < TILE_WIDTH) break;
      if (level === 0) {
        yield { path: entriesPath(row.full), bytes: bundle(bodies) };
        bodies = [];
      }
      yield { path: tilePath(level, row.full), bytes: concatBytes(...row.hashes) };
      hash = foldTile(row.hashes);
      row.hashes = [];
      row.full += 1;
    }
  }
  if (bodies.length > 0) yield { path: entriesPath(levels[0]!.full, bodies.length), bytes: bundle(bodies) };
  for (const [level, { hashes, full }] of levels.entries()) {
    if (hashes.length > 0) {
      yield { path: tilePath(level, full, hashes.length), bytes: concatBytes(...hashes) };
    }
  }
}

/** Each body after its length in 16 bits. */
function bundle(bodies: readonly Uint8Array[]): Bytes {
  return concatBytes(...bodies.flatMap((body) => {
    if (body.length > BODY_MAX) throw new RangeError(`${body.length} bytes do not fit an entry`);
    return [new Uint8Array([body.length >> 8, body.length & 0xff]), body];
  }));
}

/** The bodies of an entry bundle. Null where the lengths do not add up. */
export function parseBundle(bytes: Uint8Array): Bytes[] | null {
  const bodies: Bytes[] = [];
  for (let at = 0; at < bytes.length;) {
    const start = at + 2, end = start + bytes[at]! * 256 + (bytes[at + 1] ?? 0);
    if (start > bytes.length || end > bytes.length) return null;
    bodies.push(bytes.slice(start, end) as Bytes);
    at = end;
  }
  return bodies;
}

/** Proofs from the tiles of a tree of `size` leaves; `read` fetches a file by its path. */
export function tilesReader(read: (path: string) => Promise<Uint8Array>, size: number): HashReader {
  return {
    async subtree(level, index) {
      const tileLevel = Math.floor(level / TILE_HEIGHT), width = 2 ** (level % TILE_HEIGHT);
      const first = index * width, tile = Math.floor(first / TILE_WIDTH);
      const inLevel = Math.floor(size / TILE_WIDTH ** tileLevel);
      const path = tilePath(tileLevel, tile, Math.min(TILE_WIDTH, inLevel - tile * TILE_WIDTH));
      const bytes = await read(path), from = first % TILE_WIDTH;
      if (bytes.length < (from + width) * HASH_SIZE) {
        throw new RangeError(`${path} has ${bytes.length} bytes`);
      }
      return foldTile(Array.from({ length: width }, (_, i) => hashAt(bytes, from + i)));
    },
  };
}

const hashAt = (tile: Uint8Array, at: number): Hash =>
  new Uint8Array(tile.subarray(at * HASH_SIZE, (at + 1) * HASH_SIZE));

/** Root of a power of two of hashes. */
function foldTile(hashes: readonly Hash[]): Hash {
  if (hashes.length === 1) return foldSubtrees(hashes);
  const pairs = Array.from(
    { length: hashes.length / 2 },
    (_, i) => nodeHash(hashes[2 * i]!, hashes[2 * i + 1]!),
  );
  return foldTile(pairs);
}
