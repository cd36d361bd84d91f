import type { Commit, LocalStore } from "../../islands/till/local_store.ts";
import type { Tablet } from "./tablet.ts";
import type { TillPage } from "./till_page.ts";

/** How long a read or a write of the disk takes at most. */
const DISK_MS = 8;
const WRITES: readonly PropertyKey[] = ["commit", "acknowledge", "recall", "rechain", "save", "saveProducts"];

/**
 * The till's own store with a disk that takes its time and may be full. Each call waits before and after: a crash may
 * come on either side of the moment that counts.
 */
export function slowStore(page: TillPage, tablet: Tablet, inner: LocalStore): LocalStore {
  const { world } = tablet.parts;
  return new Proxy(inner, {
    get(target, name) {
      const method = Reflect.get(target, name) as unknown;
      if (typeof method !== "function" || name === "products") {
        return typeof method === "function" ? method.bind(target) : method;
      }
      return async (...args: unknown[]) => {
        await page.wait(world.chance.int(0, DISK_MS));
        if (tablet.isDiskFull && WRITES.includes(name)) throw new DOMException("full", "QuotaExceededError");
        const result: unknown = await world.during(() => method.apply(target, args));
        if (name === "commit") tablet.kept((args[0] as Commit).command);
        await page.wait(world.chance.int(0, DISK_MS));
        return result;
      };
    },
  });
}
