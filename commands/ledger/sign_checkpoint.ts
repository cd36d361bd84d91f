import { err, ok, type Result } from "../../kernel/result.ts";
import { sameBytes } from "../../events/log/bytes.ts";
import { formatCheckpoint, openCheckpoint } from "../../events/log/checkpoint.ts";
import { formatNote, signNote } from "../../events/log/signed_note.ts";
import { type HeldKey, type Keystore, KeystoreError, openKeystore } from "../../events/store/keystore.ts";
import type { TenantId, TenantStore } from "../../events/store/types.ts";
import { TreeReader } from "./tree_reader.ts";

export interface SignedCheckpoint {
  readonly size: number;
  /** RFC 6962 root at that size, 32 bytes. */
  readonly root: Uint8Array<ArrayBuffer>;
  /** C2SP signed note, verbatim. */
  readonly note: string;
}

export type SignRefusal =
  /** Fewer events than were signed: the tail was cut, or an old backup was put back. */
  | { readonly type: "LogShrunk"; readonly signedSize: number; readonly size: number }
  /** What was signed is no longer the beginning of this log: history was rewritten. */
  | { readonly type: "Inconsistent"; readonly signedSize: number; readonly size: number }
  | { readonly type: "KeystoreUnusable"; readonly detail: string };

/** Signs what a shop's log is at a moment. The same object serves server, worker and scripts. */
export interface CheckpointSigner {
  /**
   * A checkpoint of the whole log as it is now: a new one, or the last one where nothing was added. Refuses a log that
   * does not continue what it signed before, since a log must never show two histories (C2SP tlog-checkpoint).
   */
  sign(store: TenantStore): Promise<Result<SignedCheckpoint, SignRefusal>>;
  /** The log's public key; makes the pair for a log that never was signed. Throws `KeystoreError`. */
  vkey(store: TenantStore): Promise<string>;
}

export const openCheckpointSigner = (keystoreDir: string): CheckpointSigner =>
  checkpointSigner(openKeystore(keystoreDir));

export function checkpointSigner(keystore: Keystore): CheckpointSigner {
  const trees = new Map<TenantId, TreeReader>();
  const treeOf = (tenant: TenantId) => {
    const tree = trees.get(tenant) ?? new TreeReader();
    trees.set(tenant, tree);
    return tree;
  };
  const prepare = async (store: TenantStore) => {
    if (await keystore.has(store.tenant)) return;
    // A log that was signed has a key somewhere; another one would break its history.
    if ((await store.checkpoints()).length > 0) await keystore.vkey(store.tenant);
    await keystore.create(store.tenant, store.origin).catch(async (error) => {
      if (!await keystore.has(store.tenant)) throw error; // else another process was first
    });
  };
  return {
    async sign(store) {
      try {
        await prepare(store);
        return await keystore.holding(store.tenant, (held) => signHeld(store, held, treeOf(store.tenant)));
      } catch (error) {
        if (!(error instanceof KeystoreError)) throw error;
        return err({ type: "KeystoreUnusable", detail: error.message });
      }
    },
    async vkey(store) {
      await prepare(store);
      return await keystore.vkey(store.tenant);
    },
  };
}

async function signHeld(
  store: TenantStore,
  held: HeldKey,
  tree: TreeReader,
): Promise<Result<SignedCheckpoint, SignRefusal>> {
  const head = await store.head();
  const last = await lastSigned(store, held);
  if (last) {
    const sizes = { signedSize: last.size, size: head.size };
    if (head.size < last.size) return err({ type: "LogShrunk", ...sizes });
    // The tree at the last signed size must still be the one that was signed; the new root then grows out of it.
    if (!sameBytes(await tree.rootAt(store, last.size), last.root)) {
      tree.forget();
      return err({ type: "Inconsistent", ...sizes });
    }
  }
  if (!sameBytes(await tree.rootAt(store, head.size), head.root)) {
    tree.forget();
    return err({ type: "Inconsistent", signedSize: last?.size ?? 0, size: head.size });
  }
  if (last?.size === head.size) {
    await store.addCheckpoint(last.size, last.note); // a crash may have come between keeping and storing it
    return ok(last);
  }
  const { size, root } = head;
  const text = formatCheckpoint({ origin: store.origin, size, root, extensions: [] });
  const note = formatNote(await signNote(text, held.signer));
  await held.keep(note);
  await store.addCheckpoint(size, note);
  return ok({ size, root, note });
}

async function lastSigned(store: TenantStore, held: HeldKey): Promise<SignedCheckpoint | null> {
  const note = await held.last();
  if (note === null) return null;
  const opened = await openCheckpoint(note, { origin: store.origin, keys: [held.signer.key] });
  if (!opened.ok) {
    throw new KeystoreError(
      `the last checkpoint kept for ${store.tenant} is not one of its key (${opened.error.detail}): ` +
        "restore the folder that CASERITO_KEYSTORE names",
    );
  }
  return { size: opened.value.size, root: opened.value.root, note };
}
