import { type Bytes, concatBytes, utf8Bytes } from "../../events/log/bytes.ts";
import { leafHash } from "../../events/log/merkle.ts";
import { tilesOf } from "../../events/log/tiles.ts";
import { formatVerifierKey, type VerifierKey } from "../../events/log/verifier_key.ts";
import type { LedgerSource } from "./ledger_source.ts";
import { newestCheckpoint } from "./prove_event.ts";

export interface ExportFile {
  readonly path: string;
  /** In pieces: a year of events does not fit in memory. */
  readonly pieces: AsyncGenerator<Bytes>;
}

export type ExportFormat = "tiles" | "jsonl";

export interface LogExport {
  /** Events in the export: up to the newest checkpoint, since only those are signed. */
  readonly size: number;
  /** Events of the log that came after it. */
  readonly unsigned: number;
  readonly files: AsyncGenerator<ExportFile>;
}

/**
 * The whole log in open forms: `checkpoint` and `vkey`; C2SP tlog-tiles, which third-party tools check; and one event a
 * line exactly as it was hashed. Null where nothing was signed yet.
 */
export async function exportLog(
  source: LedgerSource,
  key: VerifierKey,
  formats: readonly ExportFormat[],
): Promise<LogExport | null> {
  const { lastPos } = await source.end();
  const checkpoint = await newestCheckpoint(source, key);
  if (checkpoint === null) return null;
  const { size, note } = checkpoint;
  async function* files(): AsyncGenerator<ExportFile> {
    yield { path: "checkpoint", pieces: whole(utf8Bytes(note)) };
    yield { path: "vkey", pieces: whole(utf8Bytes(`${formatVerifierKey(key)}\n`)) };
    if (formats.includes("tiles")) {
      for await (const { path, bytes } of tilesOf(entries(source, size))) {
        yield { path, pieces: whole(bytes) };
      }
    }
    if (formats.includes("jsonl")) yield { path: "events.jsonl", pieces: lines(source, size) };
  }
  return { size, unsigned: lastPos - size, files: files() };
}

async function* whole(bytes: Bytes): AsyncGenerator<Bytes> {
  yield bytes;
}

async function* entries(source: LedgerSource, size: number) {
  for await (const { body } of source.rows(0, size)) yield { body, leaf: leafHash(body) };
}

const NEWLINE = utf8Bytes("\n");
const PIECE = 256;

async function* lines(source: LedgerSource, size: number): AsyncGenerator<Bytes> {
  let piece: Uint8Array[] = [];
  for await (const { body } of source.rows(0, size)) {
    piece.push(body, NEWLINE);
    if (piece.length < PIECE) continue;
    yield concatBytes(...piece);
    piece = [];
  }
  if (piece.length > 0) yield concatBytes(...piece);
}
