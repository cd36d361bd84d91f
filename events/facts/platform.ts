import { CONSOLE_FACTS } from "./console.ts";
import type { AnyFactDefinition } from "./define_fact.ts";
import { MEMBERSHIP_FACTS } from "./membership.ts";
import { MESSAGE_FACTS } from "./messages.ts";
import { OUTAGE_FACTS } from "./outages.ts";
import { PAYMENT_FACTS } from "./payments.ts";
import { WALLET_FACTS } from "./wallets.ts";

/** Every fact the platform's own log may hold. No shop's log has them, and this one has none of a shop's but how payments arrive. */
export const PLATFORM_FACTS: readonly AnyFactDefinition[] = [
  ...CONSOLE_FACTS,
  ...MEMBERSHIP_FACTS,
  ...PAYMENT_FACTS,
  ...MESSAGE_FACTS,
  ...WALLET_FACTS,
  ...OUTAGE_FACTS,
];
