import type { Known } from "../../domain/membership/account.ts";
import { membershipStream } from "../../domain/streams.ts";
import type { Recorded, TenantStore } from "../../events/store/types.ts";
import { knownOf } from "./membership_log.ts";

/** A fact as the platform's log has it, and who wrote it. */
export interface KnownBy extends Known {
  readonly actor: Recorded["actor"];
}

export const knownByOf = (event: Recorded): KnownBy => ({ ...knownOf(event), actor: event.actor });

/** What is known of one shop's membership, in the order of its stream, and who said it. */
export const membershipFacts = async (platform: TenantStore, shop: string): Promise<KnownBy[]> =>
  (await platform.stream(membershipStream(shop))).map(knownByOf);
