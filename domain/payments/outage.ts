import type { OUTAGE_WALLETS, OutageFact } from "../../events/facts/outages.ts";
import { epochMsOf, type Instant, plusMs } from "../../kernel/time.ts";

export type OutageWallet = (typeof OUTAGE_WALLETS)[number];
/** While a wallet did not work. */
export interface Outage {
  readonly wallet: OutageWallet;
  readonly startedAt: Instant;
  /** Null while it lasts. */
  readonly endedAt: Instant | null;
}

/** Of the facts of one wallet in their order. */
export function outagesOfFacts(facts: readonly OutageFact[]): Outage[] {
  const outages: Outage[] = [];
  for (const { type, data } of facts) {
    if (type === "WalletOutageDeclared") {
      outages.push({ wallet: data.wallet, startedAt: data.startedAt, endedAt: null });
      continue;
    }
    const open = outages.pop();
    if (open) outages.push({ ...open, endedAt: open.endedAt ?? data.endedAt });
  }
  return outages;
}

export const outNow = (outages: readonly Outage[]): OutageWallet[] =>
  outages.filter(({ endedAt }) => endedAt === null).map(({ wallet }) => wallet);

/**
 * When the time of a payment is over: the minutes in which one of its wallets did not work do not count, and while one still
 * does not, it never is (null).
 */
export function expiryOf(
  { openedAt, expiresAt, wallets }: {
    readonly openedAt: Instant;
    readonly expiresAt: Instant;
    readonly wallets: readonly string[];
  },
  outages: readonly Outage[],
): Instant | null {
  let expiry = expiresAt;
  const of = outages.filter(({ wallet }) => wallets.includes(wallet))
    .toSorted((a, b) => a.startedAt < b.startedAt ? -1 : 1);
  let counted = openedAt;
  for (const { startedAt, endedAt } of of) {
    if (startedAt >= expiry) break;
    if (endedAt === null) return null;
    const from = startedAt > counted ? startedAt : counted;
    if (endedAt <= from) continue;
    expiry = plusMs(expiry, epochMsOf(endedAt) - epochMsOf(from));
    counted = endedAt;
  }
  return expiry;
}
