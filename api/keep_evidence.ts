import { settledIntoMembership } from "../commands/membership/settled.ts";
import { keepEvidence } from "../commands/payments/keep_evidence.ts";
import type { KeepEvidence } from "../commands/wallets/place.ts";

/** How what is heard of a wallet reaches the payments engine of the log it was heard for, and on the platform's a membership. */
export const keepHeard: KeepEvidence = (context, asked, evidence) =>
  keepEvidence(context, asked, evidence, settledIntoMembership(context));
