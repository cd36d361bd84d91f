/** The rules of one version: what happens how many days after a due day that nothing covers (features §4.3). */
export interface Policy {
  /** First day after the due day on which each state holds; at {@link Policy.hour} of the Lima day. */
  readonly graceOn: number;
  readonly restrictedOn: number;
  readonly blockedOn: number;
  readonly dormantOn: number;
  /** 05:00 in Lima: nobody loses a state in the middle of a day's work (features §4.2 case 6). */
  readonly hour: number;
  /** No step comes sooner after the one before it, whatever was learned late. */
  readonly stepMs: number;
  /** A block waits this long after the notice that completes {@link Policy.channels}. */
  readonly noticeMs: number;
  readonly channels: number;
  /** A payment in flight puts a block off for this long at most (case 1). */
  readonly pendingMs: number;
  /** An open till puts a block off for this long at most (case 15). */
  readonly shiftMs: number;
  /** A claim gives service for this long, so often in a year and once for an invoice (case 13). */
  readonly claimMs: number;
  readonly claimsAYear: number;
  /** Thousandths of the debt that, once paid, move the rest to a promised day (case 8), once for an invoice. */
  readonly partialPerMille: number;
  readonly promiseDays: number;
  /** A lost dispute: steps this far apart from the day it was lost (case 12). */
  readonly disputeStepDays: number;
  /** Goodwill days in a year at most (case 24). */
  readonly extensionDaysAYear: number;
}

const HOUR = 3_600_000;

/** Released versions never change: an invoice keeps the one it was issued under (case 20). */
const POLICIES: Readonly<Record<number, Policy>> = {
  1: {
    graceOn: 1,
    restrictedOn: 4,
    blockedOn: 8,
    dormantOn: 60,
    hour: 5,
    stepMs: 24 * HOUR,
    noticeMs: 24 * HOUR,
    channels: 2,
    pendingMs: 48 * HOUR,
    shiftMs: 12 * HOUR,
    claimMs: 24 * HOUR,
    claimsAYear: 2,
    partialPerMille: 800,
    promiseDays: 7,
    disputeStepDays: 1,
    extensionDaysAYear: 30,
  },
};

export const POLICY_OF_TODAY = 1;

/** Throws on a version nobody released: the log would be of a newer program. */
export function policyOf(version: number): Policy {
  const policy = POLICIES[version];
  if (!policy) throw new RangeError(`membership policy ${version} is not known to this program`);
  return policy;
}
