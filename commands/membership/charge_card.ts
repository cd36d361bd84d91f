import { membershipStatus } from "../../domain/membership/status.ts";
import { cardTried, type KeptCard, keptCard, stopCards } from "../../events/store/control/provider_cards.ts";
import type { FailureReason } from "../../kernel/payment_provider.ts";
import { daysBetween, limaDay, limaHour } from "../../kernel/time.ts";
import { fixedId } from "../fixed_id.ts";
import type { ProviderWork } from "../payments/provider_work.ts";
import { startProviderPayment, type StartRefusal } from "../payments/start_provider_payment.ts";
import { loadMembership } from "./load_membership.ts";
import { waitingIntent } from "./payment_intent.ts";

/** On the receipt of the provider, and in some banks on the statement. */
const DESCRIPTION = "Plan de Caserito";
/** Days after the due day on which a card is tried: the last one a day before the block (policy.ts, D+8). */
const TRY_DAYS = [0, 2, 4, 6] as const;
/** Nobody's bank writes to them at night. */
const FROM_HOUR = 9;
/** While any of these stands, somebody is at it: a card charged then may pay what is paid already. */
const WAITS: ReadonlySet<string> = new Set(["payment_pending", "claim", "dispute", "operator_hold"]);
const STOPPED: ReadonlySet<string> = new Set(["BLOCKED", "DORMANT", "CLOSED"]);

/**
 * Charges what a shop owes to the card that its owner left with a provider, on the day it is due and a few days after it
 * where that failed. The amount is that of our own bill, whatever was changed, credited or cancelled since the last one, and
 * nothing is charged once the shop is blocked: its owner decides then. Safe to do again and by two at once, since each try
 * is one operation. True where the shop is to expect its money from the card.
 */
export async function chargeCard(work: ProviderWork, shop: string): Promise<boolean> {
  const { control, platform, clock } = work, card = await keptCard(control, shop);
  if (card === null || !work.providers.get(card.provider)?.ways.has("saved_card")) return false;
  const now = clock.now(), { facts } = await loadMembership(platform, shop);
  const { debtCentimos, dueOn, overlays, state } = membershipStatus(facts, now);
  if (debtCentimos === 0 || dueOn === null || STOPPED.has(state)) return card.failure === null;
  const late = daysBetween(dueOn, limaDay(now)), nth = TRY_DAYS.findLastIndex((days) => days <= late);
  if (nth < 0 || limaHour(now) < FROM_HOUR || overlays.some((overlay) => WAITS.has(overlay))) {
    return card.failure === null;
  }
  const intent = await waitingIntent(platform, shop, debtCentimos);
  if (!intent || intent.claimed || intent.marked || intent.sighted || intent.reviews > 0) {
    return card.failure === null;
  }
  const failure = await tried(work, card, {
    ...{ operationId: fixedId(`card/${intent.intentId}/${nth}`), intentId: intent.intentId },
    ...{ amountCentimos: intent.amountCentimos },
  });
  return failure === null;
}

interface Try {
  readonly operationId: string;
  readonly intentId: string;
  readonly amountCentimos: number;
}

/** Why this try failed; null where it went well or may yet. */
async function tried(work: ProviderWork, card: KeptCard, asked: Try): Promise<FailureReason | null> {
  const { provider, cardId, shopId } = card, nowhere = "https://caserito.invalid";
  const started = await startProviderPayment(work, {
    ...{
      ...asked,
      provider,
      shopId,
      description: DESCRIPTION,
      email: null,
      way: { kind: "saved_card", card: cardId },
    },
    backTo: { paid: nowhere, canceled: nowhere }, // nobody is there to be sent anywhere
  });
  // That try was made before, and what became of it is written down.
  if (!started.ok && started.error.type === "OperationReused") return card.failure;
  const failure = started.ok
    ? started.value.kind === "payment" && started.value.payment.status === "failed"
      ? started.value.payment.failure?.reason ?? "declined"
      : null
    : reasonOf(started.error);
  await cardTried(work.control, card, work.clock.now(), failure);
  return failure;
}

function reasonOf(refusal: StartRefusal): FailureReason | null {
  switch (refusal.type) {
    case "ProviderRefused":
      return refusal.failure.reason;
    case "InvalidInput":
    case "ProviderNotSetUp":
      return "not_available";
    default:
      return null; // money moved that our books take with the provider's next word
  }
}

export { type KeptCard, keptCard } from "../../events/store/control/provider_cards.ts";

/** The owner wants no card charged any more. Ours is the word that counts; the provider is asked to forget it too. */
export async function stopCard(work: ProviderWork, shop: string): Promise<void> {
  const card = await keptCard(work.control, shop);
  await stopCards(work.control, shop, work.clock.now());
  if (card) await work.providers.get(card.provider)?.forgetCard?.(card.cardId);
}
