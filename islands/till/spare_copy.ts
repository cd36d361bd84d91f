import type { PushCommand } from "../../kernel/sync.ts";
import type { WaitingChain } from "./hand_over.ts";

const FOLDER = "pendientes", SEGMENT = 50;

/**
 * The second copy of what waits, in the browser's private file system (OPFS): where IndexedDB is damaged or emptied, the
 * sales are still here. In files of fifty commands, so that a sale rewrites one small file and not all that waits.
 */
export class SpareCopy {
  /** Name of each file and the `seq` its last line has. */
  readonly #written = new Map<string, number>();
  #tail: Promise<unknown> = Promise.resolve();

  private constructor(private readonly folder: FileSystemDirectoryHandle) {}

  /** Null where the browser has no such files, or none that a page can write. */
  static async open(): Promise<SpareCopy | null> {
    if (
      typeof FileSystemFileHandle === "undefined" || !("createWritable" in FileSystemFileHandle.prototype)
    ) {
      return null;
    }
    try {
      const root = await navigator.storage.getDirectory();
      const copy = new SpareCopy(await root.getDirectoryHandle(FOLDER, { create: true }));
      for await (const name of copy.folder.keys()) copy.#written.set(name, 0);
      return copy;
    } catch {
      return null;
    }
  }

  /** Writes what is new of a chain and forgets what was answered. One call after another. */
  keep(deviceId: string, outbox: readonly PushCommand[]): Promise<void> {
    const turn = this.#tail.then(() => this.#keep(deviceId, outbox));
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #keep(deviceId: string, outbox: readonly PushCommand[]): Promise<void> {
    const segments = Map.groupBy(outbox, ({ seq }) => `${deviceId}.${Math.floor(seq / SEGMENT)}`);
    for (const [name, commands] of segments) {
      const last = commands.at(-1)!.seq;
      if (this.#written.get(name) === last) continue;
      await this.#write(name, commands.map((command) => JSON.stringify(command)).join("\n"));
      this.#written.set(name, last);
    }
    for (const name of this.#written.keys()) {
      if (segments.has(name) || !name.startsWith(`${deviceId}.`)) continue;
      await this.folder.removeEntry(name).catch(() => undefined);
      this.#written.delete(name);
    }
  }

  /** Everything in the files, whichever device wrote it. A line that a dying battery cut is left out. */
  async read(): Promise<WaitingChain[]> {
    const chains: WaitingChain[] = [];
    for await (const [name, handle] of this.folder.entries()) {
      if (handle.kind !== "file") continue;
      const text = await (await (handle as FileSystemFileHandle).getFile()).text();
      const commands = text.split("\n").flatMap((line) => commandIn(line) ?? []);
      chains.push({ deviceId: name.slice(0, name.lastIndexOf(".")), commands });
    }
    return chains;
  }

  /** What a device left that is no longer this one. */
  async drop(deviceId: string): Promise<void> {
    for await (const name of this.folder.keys()) {
      if (name.startsWith(`${deviceId}.`)) await this.folder.removeEntry(name);
    }
  }

  async #write(name: string, text: string): Promise<void> {
    const handle = await this.folder.getFileHandle(name, { create: true });
    const writable = await handle.createWritable(); // into a copy: the old file stays until the new one is whole
    await writable.write(text);
    await writable.close();
  }
}

function commandIn(line: string): PushCommand | null {
  try {
    return JSON.parse(line) as PushCommand;
  } catch {
    return null;
  }
}
