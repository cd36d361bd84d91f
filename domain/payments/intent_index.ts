import { epochMsOf } from "../../kernel/time.ts";
import type { Credit, Intent } from "./book.ts";

/** The customer may pay before the cashier asks, and the bank may tell a while after the intent has expired. */
export const EARLY_MS = 2 * 60_000;
export const GRACE_MS = 10 * 60_000;
/** How long after the grace an expired intent is still named as what a late credit may have been for. */
const NAMED_LATE_MS = 24 * 3_600_000;

/** An intent with its times as numbers: a credit is held against many. */
export interface Slot {
  readonly intent: Intent;
  readonly askedCentimos: number;
  readonly fromMs: number;
  readonly expiresMs: number;
  /** Up to when money may be for it. */
  readonly toMs: number;
  /** Up to when a person may want to see it beside money that came too late. */
  readonly namedMs: number;
}

/** The intents by account, by what is still asked and by number, so that a credit is held against few. */
export interface IntentIndex {
  byId(intentId: string): Intent | undefined;
  onAccount(accountId: string): readonly Slot[];
  asking(accountId: string, amountCentimos: number): readonly Slot[];
  numbered(accountId: string, operationNumber: string): readonly Slot[];
}

/** What is asked for, whether or not the engine has counted anything: what a person has counted was another agreement. */
export const askedOf = ({ amountCentimos, byPersonCentimos }: Intent): number =>
  amountCentimos - byPersonCentimos;

export function indexIntents(intents: Iterable<Intent>): IntentIndex {
  const byId = new Map<string, Intent>(), onAccount = new Map<string, Slot[]>();
  const asking = new Map<string, Slot[]>(), numbered = new Map<string, Slot[]>();
  for (const intent of intents) {
    const slot = slotOf(intent);
    byId.set(intent.intentId, intent);
    for (const accountId of intent.accountIds) {
      push(onAccount, accountId, slot);
      push(asking, `${accountId}/${slot.askedCentimos}`, slot);
      for (const number of new Set(intent.operationNumbers)) push(numbered, `${accountId}/${number}`, slot);
    }
  }
  return {
    byId: (id) => byId.get(id),
    onAccount: (id) => onAccount.get(id) ?? [],
    asking: (id, amount) => asking.get(`${id}/${amount}`) ?? [],
    numbered: (id, number) => numbered.get(`${id}/${number}`) ?? [],
  };
}

function push(map: Map<string, Slot[]>, key: string, slot: Slot): void {
  const list = map.get(key);
  if (list) list.push(slot);
  else map.set(key, [slot]);
}

/** One canceled only after the money had moved may be the one it was for: it cannot be counted, but it may be meant. */
function slotOf(intent: Intent): Slot {
  const { openedAt, expiresAt, ended } = intent;
  const expiresMs = expiresAt === null ? Infinity : epochMsOf(expiresAt);
  const canceledMs = ended?.outcome === "canceled" ? epochMsOf(ended.endedAt) : Infinity;
  return {
    intent,
    askedCentimos: askedOf(intent),
    fromMs: epochMsOf(openedAt) - EARLY_MS,
    expiresMs,
    toMs: Math.min(expiresMs + GRACE_MS, canceledMs),
    namedMs: Math.min(expiresMs, canceledMs) + GRACE_MS + NAMED_LATE_MS,
  };
}

export const timesOf = ({ witnesses }: Credit): number[] =>
  witnesses.map(({ occurredAt }) => epochMsOf(occurredAt));

export const isTimely = (times: readonly number[], { fromMs, toMs }: Slot): boolean =>
  times.some((at) => at >= fromMs && at <= toMs);
/** Whether all who tell of it say that it came after the intent had expired. */
export const isLate = (times: readonly number[], { expiresMs }: Pick<Slot, "expiresMs">): boolean =>
  times.every((at) => at > expiresMs);
/** Near enough to have been for it, had it not ended. */
export const isNamed = (times: readonly number[], { fromMs, toMs, namedMs }: Slot): boolean =>
  times.some((at) => at >= fromMs && at > toMs && at <= namedMs);
