import type { Known } from "../../domain/membership/account.ts";
import { membershipStream } from "../../domain/streams.ts";
import type { TenantStore } from "../../events/store/types.ts";
import { knownOf } from "./membership_log.ts";

/** What the platform's log says of a shop, at the log itself: nothing where nobody billed it yet. */
export async function loadMembership(
  store: Pick<TenantStore, "stream">,
  shop: string,
): Promise<{ readonly facts: readonly Known[]; readonly version: number }> {
  const events = await store.stream(membershipStream(shop));
  return { facts: events.map(knownOf), version: events.length };
}
