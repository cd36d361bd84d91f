import { deleteDB } from "idb";
import { DATABASE } from "./till_db.ts";
import type { Till } from "./till.ts";

/** Whether nothing would be lost: all is sent, or a file has it and somebody says how much it is. */
export const mayUnpair = (waiting: number, isSaved: boolean, typed: string): boolean =>
  waiting === 0 || isSaved && typed.trim() === String(waiting);

/** Leaves nothing of the shop on this device. The server hears of it if it can; an owner can shut the device out anyway. */
export async function unpair(till: Till): Promise<void> {
  const device = (await till.store?.load())?.device ?? null, credential = device?.paired?.credential;
  if (device && credential) {
    const headers = { authorization: `Bearer ${credential}` };
    await fetch(`/api/v1/devices/${device.deviceId}`, { method: "DELETE", headers }).catch(() => undefined);
  }
  till.end();
  await deleteDB(DATABASE);
  const root = await navigator.storage?.getDirectory?.().catch(() => null);
  for await (const name of root?.keys() ?? []) {
    await root!.removeEntry(name, { recursive: true }).catch(() => undefined);
  }
  for (const name of await caches.keys()) await caches.delete(name);
  await (await navigator.serviceWorker?.getRegistration())?.unregister();
  location.replace("/ingresar");
}
