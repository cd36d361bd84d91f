import type { WaitingChain } from "./hand_over.ts";
import { mergedChains } from "./hand_over.ts";
import { DATABASE, openTillDb } from "./till_db.ts";

/** Commands of other devices that this one carries to the server, as they were signed. */
export class CarriedStore {
  constructor(private readonly name: string = DATABASE) {}

  /** Kept once this resolves: only then may the other device forget them. What was carried before stays as it is. */
  async take(chains: readonly WaitingChain[]): Promise<void> {
    await this.#with(async (db) => {
      const tx = db.transaction("carried", "readwrite", { durability: "strict" });
      await Promise.all([
        ...chains.flatMap(({ deviceId, commands }) =>
          commands.map((command) => tx.store.put({ deviceId, command }, [deviceId, command.seq]))
        ),
        tx.done,
      ]);
    });
  }

  async chains(): Promise<WaitingChain[]> {
    const all = await this.#with((db) => db.getAll("carried"));
    return mergedChains(all.map(({ deviceId, command }) => ({ deviceId, commands: [command] })));
  }

  async delivered(deviceId: string, seq: number): Promise<void> {
    await this.#with((db) => db.delete("carried", IDBKeyRange.bound([deviceId, 0], [deviceId, seq])));
  }

  async #with<T>(work: (db: Awaited<ReturnType<typeof openTillDb>>) => Promise<T>): Promise<T> {
    const db = await openTillDb(this.name, () => undefined);
    try {
      return await work(db);
    } finally {
      db.close();
    }
  }
}
