import type { Instant } from "../../../kernel/time.ts";
import type { ControlDb } from "./db.ts";

/** How we stand with one provider of payments: what it tells us, and what we asked it. */
export interface ProviderHealth {
  readonly provider: string;
  readonly lastWebhookAt: Instant | null;
  /** Webhooks of which the work is not done yet, and the oldest of them. */
  readonly waiting: number;
  readonly waitingSince: Instant | null;
  /** Of the waiting ones, those that were tried in vain. */
  readonly failing: number;
  readonly lastOutcome: string | null;
  /** Up to when the provider was asked for what no webhook told. */
  readonly reconciledThrough: Instant | null;
  /** Requests of ours that got no answer yet. */
  readonly unanswered: number;
}

export async function providerHealth(
  db: ControlDb,
  providers: readonly string[],
): Promise<ProviderHealth[]> {
  return await db.all<ProviderHealth & Record<string, string | number | null>>(
    `SELECT p.value AS provider,
       (SELECT max(received_at) FROM provider_event e WHERE e.provider = p.value) AS lastWebhookAt,
       (SELECT count(*) FROM provider_event e WHERE e.provider = p.value AND next_at IS NOT NULL) AS waiting,
       (SELECT min(received_at) FROM provider_event e WHERE e.provider = p.value AND next_at IS NOT NULL) AS waitingSince,
       (SELECT count(*) FROM provider_event e WHERE e.provider = p.value AND next_at IS NOT NULL AND attempts > 0) AS failing,
       (SELECT outcome FROM provider_event e WHERE e.provider = p.value AND next_at IS NOT NULL AND outcome IS NOT NULL
        ORDER BY received_at DESC LIMIT 1) AS lastOutcome,
       (SELECT through FROM provider_reconcile r WHERE r.provider = p.value) AS reconciledThrough,
       (SELECT count(*) FROM provider_operation o WHERE o.provider = p.value AND next_at IS NOT NULL) AS unanswered
     FROM json_each(?) p ORDER BY p.key`,
    [JSON.stringify(providers)],
  );
}
