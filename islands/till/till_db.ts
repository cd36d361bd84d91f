import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from "idb";
import type { PulledProduct, PushCommand } from "../../kernel/sync.ts";

/** One database for each origin, hence for each shop. */
export const DATABASE = "caserito-caja";
const VERSION = 2;

export interface TillSchema extends DBSchema {
  /** The chain, and each thing that a till keeps under its name. */
  kept: { key: string; value: unknown };
  outbox: { key: number; value: PushCommand };
  /** Commands of this chain that were answered. */
  answered: { key: number; value: PushCommand };
  products: { key: string; value: PulledProduct };
  /** Commands of other devices on their way through this one (`carried_store.ts`), by device and `seq`. */
  carried: { key: [string, number]; value: { readonly deviceId: string; readonly command: PushCommand } };
}

export type TillDb = IDBPDatabase<TillSchema>;
export const STORES: StoreNames<TillSchema>[] = ["kept", "outbox", "answered", "products"];
export type TillWrite = IDBPTransaction<TillSchema, StoreNames<TillSchema>[], "readwrite">;

/** Stores are added and never dropped: what waits there has nowhere else to be. */
export function openTillDb(name: string, onGone: () => void): Promise<TillDb> {
  return openDB<TillSchema>(name, VERSION, {
    upgrade(db, from) {
      if (from < 1) {
        for (const store of ["kept", "outbox", "answered"] as const) db.createObjectStore(store);
        db.createObjectStore("products", { keyPath: "id" });
      }
      if (from < 2) db.createObjectStore("carried");
    },
    // A newer program of ours wants to change the database: it may, and the next write opens what it made.
    blocking(_, __, event) {
      (event.target as IDBDatabase).close();
      onGone();
    },
    terminated: onGone,
  });
}
