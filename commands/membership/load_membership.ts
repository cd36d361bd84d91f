import type { Known } from "../../domain/membership/account.ts";
import { membershipStream } from "../../domain/streams.ts";
import type { MembershipFact } from "../../events/facts/membership.ts";
import type { Recorded, TenantStore } from "../../events/store/types.ts";

export const knownOf = ({ id, occurredAt, recordedAt, type, data }: Recorded): Known => ({
  ...{ id, occurredAt, recordedAt },
  fact: { type, data } as MembershipFact,
});

/** What the platform's log says of a shop: nothing where nobody billed it yet. */
export async function loadMembership(
  store: Pick<TenantStore, "stream">,
  shop: string,
): Promise<{ readonly facts: readonly Known[]; readonly version: number }> {
  const events = await store.stream(membershipStream(shop));
  return { facts: events.map(knownOf), version: events.length };
}
