import { copyFile } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { decodeEnvelope, encodeEnvelope, type Envelope } from "../../events/log/envelope.ts";
import { appendLeaves, emptyFrontier, leafHash, serialiseFrontier } from "../../events/log/merkle.ts";

/** A shop's file in the hands of somebody who can write to the disk and knows SQLite: no trigger holds them. */
export class StolenFile implements Disposable {
  readonly #database: DatabaseSync;

  constructor(path: string) {
    this.#database = new DatabaseSync(path);
    const triggers = this.#database.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all();
    for (const { name } of triggers) this.#database.exec(`DROP TRIGGER ${name}`);
  }

  /** A copy of the original with something done to it. */
  static async of(original: string, path: string, work: (file: StolenFile) => void): Promise<string> {
    await copyFile(original, path);
    using file = new StolenFile(path);
    work(file);
    return path;
  }

  run(sql: string, ...args: (string | number | Uint8Array)[]): number {
    return Number(this.#database.prepare(sql).run(...args).changes);
  }

  one(sql: string, ...args: (string | number)[]): Record<string, unknown> {
    return this.#database.prepare(sql).get(...args) as Record<string, unknown>;
  }

  body(pos: number): Uint8Array<ArrayBuffer> {
    return this.one("SELECT body FROM event WHERE pos = ?", pos).body as Uint8Array<ArrayBuffer>;
  }

  /** New bytes with the leaf that fits them: the careful forger. */
  setBody(pos: number, body: Uint8Array): void {
    this.run("UPDATE event SET body = ?, leaf = ? WHERE pos = ?", body, leafHash(body), pos);
    this.mendHead();
  }

  /** All events written anew: columns, bytes, leaves and head agree afterwards, as if the log had always been so. */
  rewrite(change: (events: Envelope[]) => Envelope[]): void {
    const rows = this.#database.prepare("SELECT body FROM event ORDER BY pos").all();
    const events = change(rows.map(({ body }) => {
      const envelope = decodeEnvelope(body as Uint8Array);
      if (!envelope.ok) throw new TypeError(envelope.error.detail);
      return envelope.value;
    }));
    this.run("DELETE FROM event");
    for (const event of inOrder(events)) {
      const body = encodeEnvelope(event);
      if (!body.ok) throw new TypeError(body.error.detail);
      const { pos, stream, ver, id, type, sv } = event;
      this.run(
        "INSERT INTO event (pos, stream, ver, id, type, sv, body, leaf) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ...[pos, stream, ver, id, type, sv, body.value, leafHash(body.value)],
      );
    }
    this.mendHead();
  }

  /** The head that the leaves as they are now give. */
  mendHead(): void {
    const rows = this.#database.prepare("SELECT leaf FROM event ORDER BY pos").all();
    const frontier = appendLeaves(
      emptyFrontier(),
      0,
      rows.map(({ leaf }) => new Uint8Array(leaf as Uint8Array)),
    );
    this.run("UPDATE head SET size = ?, frontier = ?", rows.length, serialiseFrontier(frontier));
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}

/** Positions and versions as they follow from the order. */
function inOrder(events: readonly Envelope[]): Envelope[] {
  const versions = new Map<string, number>();
  return events.map((event, i) => {
    const ver = (versions.get(event.stream) ?? 0) + 1;
    versions.set(event.stream, ver);
    return { ...event, pos: i + 1, ver };
  });
}

/** A clean copy of a file that another connection has open. */
export function snapshot(path: string, to: string): void {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    database.prepare("VACUUM INTO ?").run(to);
  } finally {
    database.close();
  }
}
