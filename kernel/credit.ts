import { type Centimos, centimos, ZERO } from "./money.ts";
import { type Instant, limaDay, plusDays } from "./time.ts";

/** Up to how much a customer may owe, and for how many days the oldest debt may stand; null is for ever. */
export interface CreditTerms {
  readonly limitCentimos: Centimos;
  readonly maxAgeDays: number | null;
}

/** Of a customer a cashier adds at the counter, until the owner says otherwise. */
export const FIRST_TERMS: CreditTerms = { limitCentimos: centimos(5_000), maxAgeDays: 30 };

export type CreditEntryKind = "sale" | "opening" | "payment" | "refund";

/** One line of a customer's account. */
export interface CreditEntry {
  readonly pos: number;
  readonly kind: CreditEntryKind;
  /** The sale, the debt or the payment; of a refund, the sale it takes back. */
  readonly ref: string;
  /** What it adds to the debt; negative where the debt becomes less. */
  readonly amountCentimos: Centimos;
  readonly occurredAt: Instant;
  /** The till it was made at; null for what came another way. */
  readonly deviceId: string | null;
}

export interface Debt {
  readonly entry: CreditEntry;
  readonly openCentimos: Centimos;
}

interface OpenDebt {
  readonly entry: CreditEntry;
  open: number;
}

export const balanceOf = (entries: readonly CreditEntry[]): Centimos =>
  centimos(entries.reduce((sum, { amountCentimos }) => sum + amountCentimos, 0));

/** What is still owed of each debt, oldest first: payments cover the oldest, what was taken back its own sale first. */
export function debtsOf(entries: readonly CreditEntry[]): Debt[] {
  const debts: OpenDebt[] = entries.filter(({ amountCentimos }) => amountCentimos > 0)
    .toSorted((a, b) => a.occurredAt < b.occurredAt ? -1 : a.occurredAt > b.occurredAt ? 1 : a.pos - b.pos)
    .map((entry) => ({ entry, open: entry.amountCentimos }));
  let rest = 0;
  for (const { kind, ref, amountCentimos } of entries) {
    if (amountCentimos >= 0) continue;
    const own = kind === "refund" ? debts.filter(({ entry }) => entry.ref === ref) : [];
    rest += cover(own, -amountCentimos);
  }
  cover(debts, rest);
  return debts.map(({ entry, open }) => ({ entry, openCentimos: centimos(open) }));
}

/** Since when something is owed; null where nothing is. */
export const oldestDebtAt = (entries: readonly CreditEntry[]): Instant | null =>
  debtsOf(entries).find(({ openCentimos }) => openCentimos > 0)?.entry.occurredAt ?? null;

/** Takes an amount off the debts in their order; answers what is left of it. */
function cover(debts: readonly OpenDebt[], amount: number): number {
  let rest = amount;
  for (const debt of debts) {
    const taken = Math.min(debt.open, rest);
    debt.open -= taken;
    rest -= taken;
  }
  return rest;
}

/**
 * Whose lending the open debt is, till by till, in the order of the log: what a till was paid covers what it lent itself,
 * then the rest in order. So nothing another till does can raise what one till has lent, and each can count its own
 * part without asking. Under null: what no till lent.
 */
export function lentByDevice(entries: readonly CreditEntry[]): ReadonlyMap<string | null, number> {
  const debts: OpenDebt[] = [];
  for (const entry of entries.toSorted((a, b) => a.pos - b.pos)) {
    const { kind, ref, amountCentimos, deviceId } = entry;
    if (amountCentimos >= 0) debts.push({ entry, open: amountCentimos });
    else {
      const own = debts.filter((debt) =>
        kind === "refund" ? debt.entry.ref === ref : deviceId !== null && debt.entry.deviceId === deviceId
      );
      cover(debts, cover(own, -amountCentimos));
    }
  }
  const lent = new Map<string | null, number>();
  for (const { entry: { deviceId }, open } of debts) lent.set(deviceId, (lent.get(deviceId) ?? 0) + open);
  return lent;
}

/** A share of every limit, in millionths, that a till may hold now: the most it was told and has not given back. */
export type CreditShares = ReadonlyMap<string, number>;
export const WHOLE_SHARE = 1_000_000;

export const partOf = (share: number, amount: number) =>
  Math.floor(Math.max(0, amount) * share / WHOLE_SHARE);

/**
 * What one till may lend a customer without asking anybody (escrow): its share of what the shop's tills may lend
 * together, and never more than the limit leaves once all others used up theirs. So two tills without a network
 * between them cannot pass the limit together. Below zero where it lent more than its share of today: that much has to
 * be paid here before it lends again.
 */
export function allowanceOf(
  limitCentimos: Centimos,
  entries: readonly CreditEntry[],
  deviceId: string,
  shares: CreditShares,
  own: number,
): { readonly allowanceCentimos: Centimos; readonly lentHereCentimos: Centimos } {
  const lent = lentByDevice(entries);
  let pool = 0, othersMay = 0;
  for (const [id, open] of lent) if (id === null || (id !== deviceId && !shares.has(id))) pool += open;
  for (const [id, share] of shares) {
    if (id !== deviceId) othersMay += Math.max(lent.get(id) ?? 0, partOf(share, limitCentimos - pool));
  }
  const here = lent.get(deviceId) ?? 0;
  const free = Math.min(partOf(own, limitCentimos - pool), limitCentimos - pool - othersMay) - here;
  return { allowanceCentimos: centimos(free), lentHereCentimos: centimos(here) };
}

export type CreditRefusal =
  /** Above what this till may lend now. `limited`: the limit itself allows more, but other tills may be using it. */
  | { readonly type: "CreditExceeded"; readonly freeCentimos: Centimos; readonly limited: boolean }
  | { readonly type: "DebtTooOld"; readonly since: Instant; readonly maxAgeDays: number };

/** What a till knows of a customer who wants to take something home and pay later. */
export interface CreditStanding extends CreditTerms {
  readonly balanceCentimos: Centimos;
  readonly oldestDebtAt: Instant | null;
  readonly allowanceCentimos: Centimos;
}

/** Why not, if not. The oldest debt first: paying it is what helps. */
export function creditRefusal(
  standing: CreditStanding,
  amountCentimos: Centimos,
  now: Instant,
): CreditRefusal | null {
  const { maxAgeDays, oldestDebtAt: since, limitCentimos, balanceCentimos, allowanceCentimos } = standing;
  if (isTooOld(since, maxAgeDays, now)) return { type: "DebtTooOld", since: since!, maxAgeDays: maxAgeDays! };
  if (amountCentimos <= allowanceCentimos) return null;
  const limited = amountCentimos <= limitCentimos - Math.max(0, balanceCentimos);
  return { type: "CreditExceeded", freeCentimos: allowanceCentimos, limited };
}

/** Of 30 days, the 30th day after the debt is the last one on which more may be lent. */
export const isTooOld = (since: Instant | null, maxAgeDays: number | null, now: Instant): boolean =>
  since !== null && maxAgeDays !== null && limaDay(now) > plusDays(limaDay(since), maxAgeDays);

/** What is left of the limit; never below zero. */
export const freeOf = (
  { limitCentimos, balanceCentimos }: CreditTerms & { readonly balanceCentimos: Centimos },
) => centimos(Math.max(0, limitCentimos - Math.max(ZERO, balanceCentimos)));
