import type { MATCH_REASONS } from "../../events/facts/payments.ts";
import { epochMsOf } from "../../kernel/time.ts";
import { type Credit, dueOf, type ExceptionKind, type Intent, type Witness } from "./book.ts";
import { askedOf, type IntentIndex, isLate, isNamed, isTimely, type Slot, timesOf } from "./intent_index.ts";
import { compareNames } from "./names.ts";

export type MatchReason = (typeof MATCH_REASONS)[number];
/** Of many intents, a person is shown so many. */
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

type IsPaid = (intent: Intent) => boolean;

/**
 * What a credit is for. Which intents it fits (`fits` below) is a matter of the credit and the intents alone; only then
 * those that are paid are struck out, and one that is left over is it. So it does not matter which credit came first:
 * the same intents end up paid (settle.ts). Two that are left are never guessed between.
 */
export const judge = (credit: Credit, intents: IntentIndex, isPaid: IsPaid): Judgement =>
  judgeFit(credit, intents, isPaid) ?? judgeUnfit(credit, intents, isPaid);

/** Null where it fits no intent at all. */
export function judgeFit(credit: Credit, intents: IntentIndex, isPaid: IsPaid): Judgement | null {
  const { named, fitting, reasons, contradicted } = fits(credit, intents);
  if (named !== null) return judgeNamed(credit, fitting[0], isPaid);
  const open = fitting.filter((intent) => !isPaid(intent));
  const [only] = open;
  if (only && open.length === 1) {
    return only.ended?.outcome === "canceled" ? exception("late", open) : match(credit, only, reasons);
  }
  if (open.length > 1) return exception("ambiguous", open);
  if (fitting.length > 0) return exception("duplicate_credit", fitting);
  return contradicted.length > 0 ? exception("contradicted", contradicted) : null;
}

/** A provider gave our own reference back: it is for that intent or for none. */
function judgeNamed(credit: Credit, intent: Intent | undefined, isPaid: IsPaid): Judgement {
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
  readonly fitting: readonly Intent[];
  readonly reasons: readonly MatchReason[];
  /** Those that would fit, if they did not say otherwise. */
  readonly contradicted: readonly Intent[];
}

/** What a credit is for by all it says, paid or not. Each step narrows to what a stronger sign points to, if to anything. */
export function fits(credit: Credit, intents: IntentIndex): Fit {
  const named = credit.witnesses.find(({ externalReference }) => externalReference !== null)
    ?.externalReference ?? null;
  const only = { named, reasons: ["only_candidate"], contradicted: [] } as const;
  if (named !== null) {
    const intent = intents.byId(named);
    return { ...only, fitting: intent ? [intent] : [] };
  }
  const numbered = numberedFor(credit, intents), times = timesOf(credit);
  const asking = numbered.length > 0
    ? numbered.filter(({ askedCentimos }) => askedCentimos === credit.amountCentimos)
    : intents.asking(credit.accountId, credit.amountCentimos).filter((slot) => isTimely(times, slot));
  const fitting = asking.filter(({ intent }) => !contradicts(credit, intent));
  if (fitting.length === 0) return { ...only, fitting: [], contradicted: intentsOf(asking) };
  if (numbered.length > 0) return { ...only, fitting: intentsOf(fitting), reasons: ["operation_number"] };
  if (fitting.length === 1) return { ...only, fitting: intentsOf(fitting) };
  const coded = fitting.filter(({ intent }) => hasCodeOf(credit, intent));
  if (coded.length > 0) return { ...only, fitting: intentsOf(coded), reasons: ["security_code"] };
  const byName = fitting.filter(({ intent }) => hasNameOf(credit, intent));
  if (byName.length > 0) return { ...only, fitting: intentsOf(byName), reasons: ["full_name"] };
  const inTime = fitting.filter((slot) => !isLate(times, slot));
  return { ...only, fitting: intentsOf(inTime.length > 0 ? inTime : fitting) };
}

/** Nothing asks for this amount now: what a person will want to see beside it. */
function judgeUnfit(credit: Credit, intents: IntentIndex, isPaid: IsPaid): Judgement {
  const { accountId, amountCentimos } = credit, times = timesOf(credit);
  const past = intents.asking(accountId, amountCentimos).filter((slot) =>
    isNamed(times, slot) && !isPaid(slot.intent)
  );
  if (past.length > 0) return exception("late", intentsOf(past));
  const numbered = numberedFor(credit, intents);
  const near = intentsOf(
    (numbered.length > 0 ? numbered : intents.onAccount(accountId)).filter((slot) =>
      isTimely(times, slot) && !isPaid(slot.intent) && !contradicts(credit, slot.intent)
    ),
  );
  const pointed = near.filter((intent) => hasCodeOf(credit, intent) || hasNameOf(credit, intent));
  const [only, ...others] = pointed.length > 0 ? pointed : near;
  if (!only || others.length > 0 || only.ended?.outcome === "canceled") return exception("unmatched", []);
  return exception(amountCentimos < askedOf(only) ? "short_paid" : "overpaid", [only]);
}

const match = (credit: Credit, intent: Intent, reasons: readonly MatchReason[]): Judgement => ({
  type: "match",
  intent,
  reasons,
  late: isLate(timesOf(credit), {
    expiresMs: intent.expiresAt === null ? Infinity : epochMsOf(intent.expiresAt),
  }),
  over: credit.amountCentimos > dueOf(intent),
});

const exception = (kind: ExceptionKind, intents: readonly Intent[]): Judgement => ({
  type: "exception",
  kind,
  intentIds: intents.map(({ intentId }) => intentId).toSorted().slice(0, NAMED_MAX),
});

const intentsOf = (slots: readonly Slot[]): Intent[] => slots.map(({ intent }) => intent);

/** Those that somebody gave its operation number for, whatever they ask. */
const numberedFor = ({ accountId, witnesses }: Credit, intents: IntentIndex): Slot[] => [
  ...new Set(
    witnesses.flatMap(({ operationNumber: number }) =>
      number === null ? [] : intents.numbered(accountId, number)
    ),
  ),
];

const some = (credit: Credit, says: (witness: Witness) => boolean): boolean => credit.witnesses.some(says);

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
