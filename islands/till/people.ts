import { pinFits } from "../../kernel/pin.ts";
import type { PulledCashier } from "../../kernel/sync.ts";
import { epochMsOf } from "../../kernel/time.ts";
import type { KeptPeople, Tries } from "./local_store.ts";
import type { Till } from "./till.ts";

const FREE_TRIES = 5;
const FIRST_WAIT_MS = 30_000, LONGEST_WAIT_MS = 15 * 60_000;
/** A counter without a buyer for so long is a counter without a cashier. */
export const IDLE_MS = 10 * 60_000;

/** Those who can be asked for a PIN on this device. */
export const withPin = (till: Till): readonly PulledCashier[] =>
  (till.told.value?.cashiers ?? []).filter(({ pin }) => pin !== null);

export const supervisors = (till: Till): readonly PulledCashier[] =>
  withPin(till).filter(({ mayOverride }) => mayOverride);

/** Locks the till by itself only where the one who sells can open it again with a PIN. */
export function lock(till: Till, isWanted = false): void {
  const canReturn = withPin(till).some(({ cashierId }) => cashierId === till.cashier.value.cashierId);
  if (till.locked.value || !canReturn && !isWanted) return;
  till.closeSheet();
  till.locked.value = true;
  void keepPeople(till, { locked: true });
}

export function enter(till: Till, { cashierId, name }: Pick<PulledCashier, "cashierId" | "name">): void {
  till.cashier.value = { cashierId, name };
  till.locked.value = false;
  void keepPeople(till, { active: { cashierId, name }, locked: false });
}

export async function keepPeople(till: Till, change: Partial<KeptPeople>): Promise<void> {
  till.people = { ...till.people, ...change };
  await till.store?.save({ people: till.people }).catch(() => undefined);
}

/** How long this person's PIN is not asked for, in milliseconds; 0 where it is. */
export function waitOf(till: Till, cashierId: string): number {
  const tries = till.people.tries[cashierId];
  return tries ? Math.max(0, tries.until - epochMsOf(till.now())) : 0;
}

export type PinAnswer = { readonly fits: boolean; readonly waitMs: number };

/**
 * Checks a PIN here, without a network. The try is counted and kept before it is made: a page that is closed in between
 * gives none for nothing. Five are free, then each wrong one doubles the wait.
 */
export async function tryPin(
  till: Till,
  { cashierId, pin }: PulledCashier,
  typed: string,
): Promise<PinAnswer> {
  const waiting = waitOf(till, cashierId);
  if (waiting > 0 || pin === null) return { fits: false, waitMs: waiting };
  const wrong = (till.people.tries[cashierId]?.wrong ?? 0) + 1;
  const waitMs = wrong < FREE_TRIES
    ? 0
    : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(wrong - FREE_TRIES, 10));
  await keepTries(till, cashierId, { wrong, until: epochMsOf(till.now()) + waitMs });
  const fits = await pinFits(typed, pin);
  if (fits) await keepTries(till, cashierId, null);
  return { fits, waitMs: fits ? 0 : waitMs };
}

function keepTries(till: Till, cashierId: string, tries: Tries | null): Promise<void> {
  const { [cashierId]: _, ...others } = till.people.tries;
  return keepPeople(till, { tries: tries === null ? others : { ...others, [cashierId]: tries } });
}

/** Who the browser's own session belongs to, now that the network is there: they just showed who they are. */
export async function followSession(till: Till, ask: typeof fetch = fetch): Promise<void> {
  try {
    const response = await ask("/api/v1/session", { headers: { accept: "application/json" } });
    if (!response.ok) return;
    const { personId, name } = await response.json() as { personId: string; name: string };
    if (personId === till.people.signedIn?.cashierId) return;
    const person = { cashierId: personId, name };
    await keepPeople(till, { signedIn: person });
    enter(till, person);
  } catch {
    // no network now: whoever sold last goes on, or gives a PIN
  }
}

/** Locks an idle counter, and one that was left long ago. Returns how to stop. */
export function watchIdle(till: Till): () => void {
  till.lock = (isWanted) => lock(till, isWanted);
  let touched = Date.now();
  const touch = () => void (touched = Date.now());
  const timer = setInterval(() => {
    if (Date.now() - touched > IDLE_MS) lock(till);
  }, 15_000);
  for (const event of EVENTS) addEventListener(event, touch, { passive: true, capture: true });
  return () => {
    clearInterval(timer);
    for (const event of EVENTS) removeEventListener(event, touch, { capture: true });
  };
}
const EVENTS = ["pointerdown", "keydown"] as const;
