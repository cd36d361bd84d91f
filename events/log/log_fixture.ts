import { commandStatement } from "../../kernel/device_signature.ts";
import { instantOf } from "../../kernel/time.ts";
import { type Bytes, sha256, toBase64, utf8Bytes } from "./bytes.ts";
import { formatCheckpoint } from "./checkpoint.ts";
import type { StoredCheckpoint } from "./checkpoint_walk.ts";
import { canonicalText } from "./canonical.ts";
import type { SignedText } from "./device_chain.ts";
import { encodeEnvelope, type Envelope } from "./envelope.ts";
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
export function headOf({ rows }: Pick<Fixture, "rows">): { size: number; frontier: Bytes } {
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
    devices: { signedText },
    ...changes,
  });

/** What the devices of this fixture sign: of a command, the data of its first event and its place. */
export const signedText: SignedText = ([first]) => {
  const { cmd, data, dev } = first!;
  const text = canonicalText({ cmd, data, prev: dev!.prev, seq: dev!.seq });
  if (!text.ok) throw new TypeError(text.error.detail);
  return text.value;
};

/** A tablet that signs its commands in a chain, as the till does. */
export async function aDevice(id: string) {
  const signer = await aSigner(id), publicKey = toBase64(signer.key.publicKey);
  let seq = 0, prev: string | null = null;
  return {
    id,
    publicKey,
    pinned: new Map([[id, publicKey]]),
    /** Says at `pos` whose key it is. */
    paired: (pos: number): Envelope =>
      eventAt(pos, {
        type: "DevicePaired",
        stream: `device-${id}`,
        ver: 1,
        data: { deviceId: id, publicKey },
      }),
    /** The event with this device's next link. */
    async sign(envelope: Envelope): Promise<Envelope> {
      const place = { id, seq: ++seq, prev };
      const hash = sha256(utf8Bytes(signedText([{ ...envelope, dev: { ...place, sig: null } }])!)).toHex();
      const text = commandStatement({ origin: ORIGIN, deviceId: id, seq, prevHash: prev, hash });
      prev = hash;
      return { ...envelope, dev: { ...place, hash, sig: toBase64(await signer.sign(utf8Bytes(text))) } };
    },
    /** A command that was made and never sent. */
    async lose(): Promise<void> {
      await this.sign(eventAt(1));
    },
  };
}

export const withBody = (row: LogRow, text: string): LogRow => rowOfBytes(utf8Bytes(text), row);
export const bodyText = (row: LogRow): string => new TextDecoder().decode(row.body);
