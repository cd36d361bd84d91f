import type { Outbox } from "./outbox.ts";
import type { LocalState, LocalStore } from "./local_store.ts";

/** Where the till of before IndexedDB kept everything, as one text in `localStorage`. */
const KEY = "caserito.caja.1";

type OldState = Pick<LocalState, "chain" | "outbox" | "drawer" | "draft" | "holds">;

/**
 * Takes over what an older program kept here: the update must not cost a sale. Its commands go out under a new device id,
 * since their hashes were made otherwise; their own ids stay, so none can have a second effect.
 */
export async function adoptOldCopy(
  store: LocalStore,
  outbox: Outbox,
  newDeviceId: () => string,
  storage: Pick<Storage, "getItem" | "removeItem">,
): Promise<void> {
  const text = storage.getItem(KEY);
  if (text === null) return;
  const { chain } = await store.load();
  if (chain.lastSeq === 0) {
    const { drawer, draft, holds, ...old } = JSON.parse(text) as OldState;
    await store.save({ drawer, draft, holds });
    await store.rechain(old.chain, old.outbox);
    await outbox.startAnew(newDeviceId());
  }
  storage.removeItem(KEY);
}
