import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";

/** From here on a disk is nearly full: there is still room to say so. */
const FULL_FROM = .8;

/** What a browser shows of how long it keeps things. */
export interface StorageSigns {
  /** Bytes this origin may keep; null where the browser does not say. */
  readonly quota: number | null;
  /** Most a page may have in memory, in bytes; null where the browser does not say. */
  readonly heapLimit: number | null;
  /** False where the browser has a private file system and refuses it. */
  readonly hasFiles: boolean;
}

/**
 * A private window keeps all it is told and forgets it when it is closed (features §3 item 19). No browser says so: Firefox
 * and Safari refuse a file system there, and Chrome lent what fits into memory where a disk would be larger. Since 2025 it
 * names one quota for both, on purpose: there nothing tells them apart, and what is sold goes out as soon as it can.
 */
export function forgets({ quota, heapLimit, hasFiles }: StorageSigns): boolean {
  return !hasFiles || quota !== null && heapLimit !== null && quota < 2 * heapLimit;
}

export async function storageSigns(): Promise<StorageSigns> {
  const { storage } = navigator, { memory } = performance as { memory?: { jsHeapSizeLimit: number } };
  const files = typeof storage?.getDirectory !== "function"
    ? true
    : await storage.getDirectory().then(() => true, () => false);
  const { quota } = await storage?.estimate?.().catch(() => null) ?? {};
  return { quota: quota ?? null, heapLimit: memory?.jsHeapSizeLimit ?? null, hasFiles: files };
}

/** Asks the browser to keep what is here even when its disk runs full, and tells people before it does. */
export async function watchStorage(till: Till): Promise<void> {
  if (till.props.strict && forgets(await storageSigns())) till.refused.value = LATER.forgets;
  const { storage } = navigator;
  if (await storage?.persisted?.() === false) await storage.persist();
  const { usage = 0, quota = 0 } = await storage?.estimate?.() ?? {};
  if (quota > 0 && usage / quota > FULL_FROM && till.notice.value === null) {
    till.notice.value = { tone: "attention", text: LATER.nearlyFull };
  }
}
