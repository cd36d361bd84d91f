import type { Instant } from "../../kernel/time.ts";
import { sameBytes } from "./bytes.ts";
import { decodeEnvelope, type Envelope } from "./envelope.ts";
import type { FaultList } from "./faults.ts";
import { type Hash, leafHash } from "./merkle.ts";

/** One row of the `event` table, in order of `pos`. */
export interface LogRow {
  readonly pos: number;
  readonly stream: string;
  readonly ver: number;
  readonly id: string;
  readonly type: string;
  readonly sv: number;
  readonly body: Uint8Array;
  readonly leaf: Uint8Array;
}

/** Holds each row to its own bytes and to the rows before it. */
export class RowCheck {
  #pos = 0;
  #recordedAt = "" as Instant;
  readonly #ids = new Set<string>();
  readonly #versions = new Map<string, number>();

  constructor(private readonly faults: FaultList, private readonly origin: string) {}

  /** The hash of the stored bytes, which is what the tree is built of, and the envelope if they are one. */
  check(row: LogRow): { readonly leaf: Hash; readonly envelope: Envelope | null } {
    this.#checkPlace(row);
    const leaf = leafHash(row.body);
    if (!sameBytes(leaf, row.leaf)) this.faults.add("leaf", row.pos, "the leaf is not the hash of the body");
    const decoded = decodeEnvelope(row.body);
    if (!decoded.ok) {
      const { type, detail } = decoded.error;
      this.faults.add(type === "WrongShape" ? "schema" : "canonical", row.pos, `${type}: ${detail}`);
      return { leaf, envelope: null };
    }
    this.#checkColumns(row, decoded.value);
    return { leaf, envelope: decoded.value };
  }

  #checkPlace({ pos, stream, ver, id }: LogRow): void {
    if (pos !== this.#pos + 1) this.faults.add("schema", pos, `position ${pos} follows ${this.#pos}`);
    const last = this.#versions.get(stream) ?? 0;
    if (ver !== last + 1) this.faults.add("schema", pos, `stream ${stream}: version ${ver} follows ${last}`);
    if (this.#ids.has(id)) this.faults.add("schema", pos, `id ${id} stands twice`);
    this.#pos = pos;
    this.#versions.set(stream, ver);
    this.#ids.add(id);
  }

  #checkColumns(row: LogRow, envelope: Envelope): void {
    for (const column of ["pos", "stream", "ver", "id", "type", "sv"] as const) {
      if (row[column] === envelope[column]) continue;
      this.faults.add(
        "schema",
        row.pos,
        `column ${column} is ${row[column]}, the body says ${envelope[column]}`,
      );
    }
    if (envelope.log !== this.origin) {
      this.faults.add("schema", row.pos, `an event of another log: ${envelope.log}`);
    }
    if (envelope.recordedAt < this.#recordedAt) {
      this.faults.add("schema", row.pos, `recorded at ${envelope.recordedAt}, before ${this.#recordedAt}`);
    } else {
      this.#recordedAt = envelope.recordedAt;
    }
  }
}
