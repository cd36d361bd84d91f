import type { Backend } from "./backend.ts";
import { appendConformance } from "./conformance_append.ts";
import { logConformance } from "./conformance_log.ts";
import { type OpenShops, withShop } from "./testing.ts";
import type { TenantStore } from "./types.ts";

export interface Subject {
  readonly name: string;
  /** A fresh way to the same databases, as another process would have it. */
  backend(): Backend;
  /** Set where the store cannot be had here: the tests are named and not run. */
  readonly ignore?: boolean;
}

/** Names one test and runs it on a new shop of the subject. */
export type ShopTest = (
  name: string,
  work: (store: TenantStore, shops: OpenShops) => Promise<void>,
  given?: Parameters<typeof withShop>[2],
) => void;

/** What every store must do, in the words of the contract (`types.ts`). */
export function conformance(subject: Subject): void {
  const test: ShopTest = (name, work, given = {}) =>
    Deno.test({
      name: `${subject.name}: ${name}`,
      ignore: subject.ignore ?? false,
      fn: () => withShop(subject.backend(), work, given),
    });
  appendConformance(test, subject);
  logConformance(test, subject);
}
