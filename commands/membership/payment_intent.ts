import { standingsNow } from "../../domain/membership/billing.ts";
import { taggedCentimos, tagText } from "../../domain/membership/payment_tag.ts";
import {
  type IntentRow,
  intentsOfSubject,
  type WalletAccount,
  walletAccounts,
} from "../../events/projections/payments/queries.ts";
import { amountsAsked, isWallet } from "../../events/projections/payments/membership_queries.ts";
import type { TenantStore } from "../../events/store/types.ts";
import { type Centimos, centimos } from "../../kernel/money.ts";
import { type Instant, plusMs } from "../../kernel/time.ts";
import { fixedId } from "../fixed_id.ts";
import type { CommandContext } from "../handle.ts";
import { endIntent, openIntent } from "../payments/intents.ts";
import { loadMembership } from "./load_membership.ts";
import { settledIntoMembership } from "./settled.ts";

/** At most so much is taken off an amount to tell it from others. Beyond it a number or a name has to. */
const TAG_MAX = 50;
/** So long an amount rests after it was paid or taken back, before another shop is asked for it. */
const REST_MS = 7 * 86_400_000;
/** How often another amount is looked for where two shops opened at once. */
const TRIES = 3;
const isOpen = ({ status }: IntentRow): boolean =>
  status === "requires_payment" || status === "processing" || status === "requires_review";
/** Nobody has said anything of it, so that it can be taken back. */
const isUntouched = (intent: IntentRow): boolean =>
  isOpen(intent) && !intent.claimed && !intent.marked && !intent.sighted && intent.reviews === 0 &&
  intent.allocatedCentimos === 0;

/** The platform's own accounts that money may come to. */
export const receivingAccounts = async ({ db }: Pick<TenantStore, "db">): Promise<WalletAccount[]> =>
  (await walletAccounts(db)).filter(({ active }) => active);

/** The intent that waits for what a shop owes, as it stands; null where none does. */
export async function waitingIntent(
  { db }: Pick<TenantStore, "db">,
  shop: string,
  debt: Centimos,
): Promise<IntentRow | null> {
  const rows = await intentsOfSubject(db, shop);
  return rows.find((row) => isOpen(row) && isFor(row, debt)) ?? null;
}
const isFor = ({ amountCentimos, reference }: IntentRow, debt: Centimos): boolean =>
  amountCentimos + taggedCentimos(reference) === debt;

/**
 * Keeps one intent open for what the shop owes, on every account of the platform: nothing has to be asked for before it is
 * paid, and whoever pays the amount they were told is recognised. An intent of another amount is taken back if nobody has
 * said anything of it. Two who do this at once keep one. Wallets tell us an amount and half a name, so a céntimo or more is
 * taken off, which makes the amount one shop's alone, and given when it is paid.
 */
export async function keepIntent(
  context: CommandContext,
  shop: string,
  tries = TRIES,
): Promise<IntentRow | null> {
  const { store, clock } = context, { facts } = await loadMembership(store, shop);
  const open = standingsNow(facts, clock.now()).filter(({ openCentimos }) => openCentimos > 0);
  const debt = centimos(open.reduce((sum, { openCentimos }) => sum + openCentimos, 0));
  const accounts = await receivingAccounts(store), accountIds = accounts.map(({ accountId }) => accountId);
  const rows = await intentsOfSubject(store.db, shop);
  const kept = rows.find((row) =>
    isOpen(row) && isFor(row, debt) && (!isUntouched(row) || on(row, accountIds))
  );
  for (const row of rows) {
    if (row === kept || !isUntouched(row)) continue;
    const { intentId } = row;
    await endIntent(context, { id: fixedId(`${intentId}/end`) }, { intentId, outcome: "canceled" });
  }
  if (kept || debt === 0 || accountIds.length === 0) return kept ?? null;
  const tag = await tagFor(store, shop, accounts, debt, clock.now());
  const intentId = fixedId(JSON.stringify(["membership", shop, open[0]!.invoiceId, debt, rows.length]));
  const opened = await openIntent(context, { id: intentId }, {
    ...{ intentId, accountIds, amountCentimos: debt - (tag ?? 0), purpose: "membership", subject: shop },
    ...{ registerId: null, cashierId: null, expiresAt: null, expectedPayer: null },
    reference: tagText(tag ?? 0),
  }, settledIntoMembership(context));
  const others = ["CommandReused", "PaymentIntentExists"];
  if (!opened.ok && !others.includes(opened.error.type)) {
    throw new Error(`no intent for what ${shop} owes: ${opened.error.type}`);
  }
  // Another shop took the amount meanwhile: of two that opened at once, the second one knows.
  if (tag !== null && opened.ok && opened.value.outcome.sameAmountOpen.length > 0 && tries > 1) {
    const again = await endIntent(context, { id: fixedId(`${intentId}/end`) }, {
      intentId,
      outcome: "canceled",
    });
    if (again.ok) return await keepIntent(context, shop, tries - 1);
  }
  return await waitingIntent(store, shop, debt);
}

const on = ({ accountIds }: IntentRow, wished: readonly string[]): boolean =>
  accountIds.length === wished.length && wished.every((accountId) => accountIds.includes(accountId));

/**
 * How much less is asked so that the amount is this shop's alone; null where none is left. Not what another shop waits for, nor, while there is a choice,
 * what one was asked for in the last days: its owner may pay the bill of before, or pay twice. And never the whole debt: that is
 * what whoever overlooks their céntimos pays, and it must be nobody else's bill.
 */
async function tagFor(
  { db }: TenantStore,
  shop: string,
  accounts: readonly WalletAccount[],
  debt: Centimos,
  now: Instant,
): Promise<number | null> {
  if (!accounts.some(({ wallet }) => isWallet(wallet))) return null; // providers give our own reference back
  const accountIds = accounts.map(({ accountId }) => accountId);
  const asked = await amountsAsked(db, accountIds, { beside: shop, since: plusMs(now, -REST_MS) });
  const free = (isFree: (amount: number) => boolean): number | null => {
    for (let tag = 1; tag <= TAG_MAX && tag < debt; tag++) if (isFree(debt - tag)) return tag;
    return null;
  };
  return free((amount) => !asked.has(amount)) ?? free((amount) => asked.get(amount) !== "open");
}
