import type { MATCH_REASONS } from "../../events/facts/payments.ts";
import { epochMsOf } from "../../kernel/time.ts";
import { type Credit, dueOf, type ExceptionKind, type Intent, type Witness } from "./book.ts";
import { compareNames } from "./names.ts";

export type MatchReason = (typeof MATCH_REASONS)[number];

/** The customer may pay before the cashier asks, and the bank may tell a while after the intent has expired. */
export const EARLY_MS = 2 * 60_000;
export const GRACE_MS = 10 * 60_000;
/** How long after the grace an expired intent is still named as what a late credit may have been for. */
const NAMED_LATE_MS = 24 * 3_600_000;
export const NAMED_MAX = 20;

export type Judgement =
  | {
    readonly type: "match";
    readonly intent: Intent;
    readonly reasons: readonly MatchReason[];
    readonly late: boolean;
    readonly over: boolean;
  }
  | { readonly type: "exception"; readonly kind: ExceptionKind; readonly intentIds: readonly string[] };

/** The intents by account and by what is still asked, so that a credit is held against few of many. */
export interface IntentIndex {
  byId(intentId: string): Intent | undefined;
  onAccount(accountId: string): readonly Intent[];
  asking(accountId: string, amountCentimos: number): readonly Intent[];
}

/** What is asked for, whether or not the engine has counted anything: what a person has counted was another agreement. */
export const askedOf = ({ amountCentimos, byPersonCentimos }: Intent): number =>
  amountCentimos - byPersonCentimos;

export function indexIntents(intents: Iterable<Intent>): IntentIndex {
  const byId = new Map<string, Intent>(), onAccount = new Map<string, Intent[]>();
  const asking = new Map<string, Intent[]>();
  for (const intent of intents) {
    byId.set(intent.intentId, intent);
    for (const accountId of intent.accountIds) {
      push(onAccount, accountId, intent);
      push(asking, `${accountId}/${askedOf(intent)}`, intent);
    }
  }
  return {
    byId: (id) => byId.get(id),
    onAccount: (id) => onAccount.get(id) ?? [],
    asking: (id, amount) => asking.get(`${id}/${amount}`) ?? [],
  };
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/**
 * What a credit is for. Which intents it fits (`fits` below) is a matter of the credit and the intents alone; only then
 * those that are paid are struck out, and one that is left over is it. So it does not matter which credit came first:
 * the same intents end up paid (settle.ts). Two that are left are never guessed between.
 */
export function judge(credit: Credit, intents: IntentIndex, isPaid: (intent: Intent) => boolean): Judgement {
  const { named, numbered, fitting, reasons, contradicted } = fits(credit, intents);
  if (named !== null) return judgeNamed(credit, fitting[0], isPaid);
  const open = fitting.filter((intent) => !isPaid(intent));
  const [only] = open;
  if (only && open.length === 1) {
    return only.ended?.outcome === "canceled" ? exception("late", open) : match(credit, only, reasons);
  }
  if (open.length > 1) return exception("ambiguous", open);
  if (fitting.length > 0) return exception("duplicate_credit", fitting);
  if (contradicted.length > 0) return exception("contradicted", contradicted);
  return judgeUnfit(credit, numbered.length > 0 ? numbered : intents.onAccount(credit.accountId), isPaid);
}

/** A provider gave our own reference back: it is for that intent or for none. */
function judgeNamed(
  credit: Credit,
  intent: Intent | undefined,
  isPaid: (intent: Intent) => boolean,
): Judgement {
  if (!intent) return exception("unmatched", []);
  if (!intent.accountIds.includes(credit.accountId)) return exception("wrong_account", [intent]);
  if (isPaid(intent)) return exception("duplicate_credit", [intent]);
  if (intent.ended?.outcome === "canceled") return exception("late", [intent]);
  if (credit.amountCentimos < dueOf(intent)) return exception("short_paid", [intent]);
  return match(credit, intent, ["external_reference"]);
}

export interface Fit {
  /** The intent that a provider says it is for: that one or none. */
  readonly named: string | null;
  /** Those that somebody gave its operation number for, whatever they ask. */
  readonly numbered: readonly Intent[];
  readonly fitting: readonly Intent[];
  readonly reasons: readonly MatchReason[];
  /** Those that would fit, if they did not say otherwise. */
  readonly contradicted: readonly Intent[];
}

/** What a credit is for by all it says, paid or not. Each step narrows to what a stronger sign points to, if to anything. */
export function fits(credit: Credit, intents: IntentIndex): Fit {
  const named = credit.witnesses.find(({ externalReference }) => externalReference !== null)
    ?.externalReference ?? null;
  const only = { named, numbered: [], reasons: ["only_candidate"], contradicted: [] } as const;
  if (named !== null) {
    const intent = intents.byId(named);
    return { ...only, fitting: intent ? [intent] : [] };
  }
  const numbered = intents.onAccount(credit.accountId).filter((intent) => hasNumberOf(credit, intent));
  if (numbered.length > 0) {
    const asking = numbered.filter((intent) => askedOf(intent) === credit.amountCentimos);
    const fitting = asking.filter((intent) => !contradicts(credit, intent));
    const contradicted = fitting.length === 0 ? asking : [];
    return { ...only, numbered, fitting, contradicted, reasons: ["operation_number"] };
  }
  const timely = intents.asking(credit.accountId, credit.amountCentimos)
    .filter((intent) => isTimely(credit, intent));
  const fitting = timely.filter((intent) => !contradicts(credit, intent));
  if (fitting.length === 0) return { ...only, fitting, contradicted: timely };
  if (fitting.length === 1) return { ...only, fitting };
  const coded = fitting.filter((intent) => hasCodeOf(credit, intent));
  if (coded.length > 0) return { ...only, fitting: coded, reasons: ["security_code"] };
  const byName = fitting.filter((intent) => hasNameOf(credit, intent));
  if (byName.length > 0) return { ...only, fitting: byName, reasons: ["full_name"] };
  const inTime = fitting.filter((intent) => !isLate(credit, intent));
  return { ...only, fitting: inTime.length > 0 ? inTime : fitting };
}

/** Nothing asks for this amount now: what a person will want to see beside it. */
function judgeUnfit(
  credit: Credit,
  candidates: readonly Intent[],
  isPaid: (intent: Intent) => boolean,
): Judgement {
  const open = candidates.filter((intent) => !isPaid(intent));
  const past = open.filter((intent) => askedOf(intent) === credit.amountCentimos && isPast(credit, intent));
  if (past.length > 0) return exception("late", past);
  const near = open.filter((intent) => isTimely(credit, intent) && !contradicts(credit, intent));
  const pointed = near.filter((intent) =>
    hasNumberOf(credit, intent) || hasCodeOf(credit, intent) || hasNameOf(credit, intent)
  );
  const [only, ...others] = pointed.length > 0 ? pointed : near;
  if (!only || others.length > 0 || only.ended?.outcome === "canceled") return exception("unmatched", []);
  return exception(credit.amountCentimos < askedOf(only) ? "short_paid" : "overpaid", [only]);
}

const match = (credit: Credit, intent: Intent, reasons: readonly MatchReason[]): Judgement => ({
  type: "match",
  intent,
  reasons,
  late: isLate(credit, intent),
  over: credit.amountCentimos > dueOf(intent),
});

const exception = (kind: ExceptionKind, intents: readonly Intent[]): Judgement => ({
  type: "exception",
  kind,
  intentIds: intents.map(({ intentId }) => intentId).toSorted().slice(0, NAMED_MAX),
});

const timesOf = ({ witnesses }: Credit) => witnesses.map(({ occurredAt }) => epochMsOf(occurredAt));

/** One that was canceled only after the money had moved may be the one it was for: it cannot be counted, but it may be meant. */
function isTimely(credit: Credit, { openedAt, expiresAt, ended }: Intent): boolean {
  const from = epochMsOf(openedAt) - EARLY_MS;
  const to = expiresAt === null ? Infinity : epochMsOf(expiresAt) + GRACE_MS;
  const end = ended?.outcome === "canceled" ? Math.min(to, epochMsOf(ended.endedAt)) : to;
  return timesOf(credit).some((at) => at >= from && at <= end);
}

function isPast(credit: Credit, { openedAt, expiresAt, ended }: Intent): boolean {
  const until = ended?.outcome === "canceled" ? ended.endedAt : expiresAt;
  if (until === null) return false;
  return timesOf(credit).some((at) =>
    at >= epochMsOf(openedAt) - EARLY_MS && at <= epochMsOf(until) + GRACE_MS + NAMED_LATE_MS
  );
}

const isLate = (credit: Credit, { expiresAt }: Intent): boolean =>
  expiresAt !== null && timesOf(credit).every((at) => at > epochMsOf(expiresAt));

const some = (credit: Credit, says: (witness: Witness) => boolean): boolean => credit.witnesses.some(says);

const hasNumberOf = (credit: Credit, { operationNumbers }: Intent): boolean =>
  operationNumbers.length > 0 &&
  some(credit, ({ operationNumber: n }) => n !== null && operationNumbers.includes(n));
const hasCodeOf = (credit: Credit, { securityCode }: Intent): boolean =>
  securityCode !== null && some(credit, (witness) => witness.securityCode === securityCode);
const hasNameOf = (credit: Credit, { expectedPayer }: Intent): boolean =>
  expectedPayer !== null &&
  some(credit, ({ payer }) => payer !== null && compareNames(payer, expectedPayer) === "same");

/** Something that both sides know, and know differently. */
export function contradicts(
  credit: Credit,
  { securityCode, expectedPayer, operationNumbers }: Pick<
    Intent,
    "securityCode" | "expectedPayer" | "operationNumbers"
  >,
): boolean {
  return some(
    credit,
    (witness) =>
      (securityCode !== null && witness.securityCode !== null && witness.securityCode !== securityCode) ||
      (operationNumbers.length > 0 && witness.operationNumber !== null &&
        !operationNumbers.includes(witness.operationNumber)) ||
      (expectedPayer !== null && witness.payer !== null &&
        compareNames(witness.payer, expectedPayer) === "different"),
  );
}
