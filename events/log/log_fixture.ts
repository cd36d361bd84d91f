import { instantOf } from "../../kernel/time.ts";
import { type Bytes, sha256, toBase64, utf8Bytes } from "./bytes.ts";
import { formatCheckpoint } from "./checkpoint.ts";
import type { StoredCheckpoint } from "./checkpoint_walk.ts";
import { deviceFactBytes } from "./device_fact.ts";
import { type Dev, encodeEnvelope, type Envelope } from "./envelope.ts";
import { appendLeaves, emptyFrontier, leafHash, root, serialiseFrontier } from "./merkle.ts";
import type { LogRow } from "./row_check.ts";
import { formatNote, signNote } from "./signed_note.ts";
import type { Signer } from "./signer.ts";
import { anEnvelope, aSigner } from "./testing.ts";
import { type LogToVerify, verifyLog, type VerifyReport } from "./verifier.ts";

export const ORIGIN = "caserito.test/t/lucha";

/** The row an append would have written for an envelope. */
export function rowOf(envelope: Envelope): LogRow {
  const encoded = encodeEnvelope(envelope);
  if (!encoded.ok) throw new TypeError(encoded.error.detail);
  return rowOfBytes(encoded.value, envelope);
}

export function rowOfBytes(body: Uint8Array<ArrayBuffer>, columns: Omit<LogRow, "body" | "leaf">): LogRow {
  const { pos, stream, ver, id, type, sv } = columns;
  return { pos, stream, ver, id, type, sv, body, leaf: leafHash(body) };
}

/** A sale, two seconds after the one before; every fourth is a stock count of one long stream. */
export function eventAt(pos: number, changes: Partial<Envelope> = {}): Envelope {
  const counts = pos % 4 === 0;
  return anEnvelope({
    log: ORIGIN,
    pos,
    stream: counts ? "stock" : `sale-${pos}`,
    ver: counts ? pos / 4 : 1,
    id: `event-${pos}`,
    type: counts ? "StockCounted" : "SaleRegistered",
    recordedAt: instantOf(1_795_388_700_000 + pos * 2_000),
    cmd: `cmd-${pos}`,
    data: { totalCentimos: 100 + pos },
    ...changes,
  });
}

/** A log as a shop's database holds it, to be bent by tests. */
export interface Fixture {
  envelopes: Envelope[];
  rows: LogRow[];
  checkpoints: StoredCheckpoint[];
  readonly signer: Signer;
}

/** `count` events, signed at every eighth and at the end. */
export async function aLog(count = 20, envelopes = Array.from({ length: count }, (_, i) => eventAt(i + 1))) {
  const fixture: Fixture = {
    envelopes,
    rows: envelopes.map(rowOf),
    checkpoints: [],
    signer: await aSigner(ORIGIN),
  };
  for (let size = 8; size < count; size += 8) fixture.checkpoints.push(await signedAt(fixture, size));
  fixture.checkpoints.push(await signedAt(fixture, count));
  return fixture;
}

/** What the log's key signs when it is asked to sign the first `size` rows as they are now. */
export async function signedAt({ rows, signer }: Fixture, size: number): Promise<StoredCheckpoint> {
  const leaves = rows.slice(0, size).map(({ body }) => leafHash(body));
  const top = root(appendLeaves(emptyFrontier(), 0, leaves), size);
  const text = formatCheckpoint({ origin: ORIGIN, size, root: top, extensions: [] });
  return { size, note: formatNote(await signNote(text, signer)) };
}

/** The head that the leaves as they are now give. */
export function headOf({ rows }: Fixture): { size: number; frontier: Bytes } {
  const leaves = rows.map(({ leaf }) => new Uint8Array(leaf));
  return { size: rows.length, frontier: serialiseFrontier(appendLeaves(emptyFrontier(), 0, leaves)) };
}

/** Checks the fixture as it is, head included unless another is passed. */
export const verified = (log: Fixture, changes: Partial<LogToVerify> = {}): Promise<VerifyReport> =>
  verifyLog({
    rows: log.rows,
    checkpoints: log.checkpoints,
    head: headOf(log),
    origin: ORIGIN,
    keys: [log.signer.key],
    ...changes,
  });

/** A tablet that signs its facts in a chain, as the till will. */
export async function aDevice(id: string) {
  const signer = await aSigner(id);
  let seq = 0, prev: string | null = null;
  return {
    id,
    publicKey: signer.key.publicKey,
    /** The event with this device's next link. */
    async sign(envelope: Envelope): Promise<Envelope> {
      const unsigned: Dev = { id, seq: ++seq, prev, sig: null };
      const fact = deviceFactBytes({ ...envelope, dev: unsigned });
      prev = sha256(fact).toHex();
      return { ...envelope, dev: { ...unsigned, sig: toBase64(await signer.sign(fact)) } };
    },
    /** A fact that was made and never sent. */
    async lose(): Promise<void> {
      await this.sign(eventAt(1));
    },
  };
}

export const withBody = (row: LogRow, text: string): LogRow => rowOfBytes(utf8Bytes(text), row);
export const bodyText = (row: LogRow): string => new TextDecoder().decode(row.body);
