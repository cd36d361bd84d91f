import { providerFacts } from "../../domain/membership/provider_facts.ts";
import { MEMBERSHIP_FACTS, type MembershipFact } from "../../events/facts/membership.ts";
import { shopOfCustomer, shopOfIntent } from "../../events/store/control/provider_operations.ts";
import { keepCard } from "../../events/store/control/provider_cards.ts";
import type { AppendRefusal } from "../../events/store/types.ts";
import type { ProviderPayment } from "../../kernel/payment_provider.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { fixedId } from "../fixed_id.ts";
import { type DefinedFact, handle, jitter } from "../handle.ts";
import type { ProviderWork } from "./provider_work.ts";

export interface Applied {
  readonly shopId: string | null;
  /** What the engine made of the money; null where none came in. */
  readonly decision: string | null;
  /** Facts of the membership that were new. */
  readonly facts: readonly string[];
}

export type ApplyRefusal =
  | AppendRefusal
  /** A person must look: a sol and a dollar are not the same 30. */
  | { readonly type: "ForeignCurrency"; readonly currency: string }
  | { readonly type: "MoneyNotKept"; readonly because: string };

/**
 * Brings what we know of a payment to where its provider has it. Safe to do again, in any order and by two at once: the
 * money goes to the engine under a name of its own, and everything else is what is missing of the state.
 */
export async function applyProviderPayment(
  work: ProviderWork,
  payment: ProviderPayment,
): Promise<Result<Applied, ApplyRefusal>> {
  const { shopId, intentId } = await whose(work, payment);
  let decision: string | null = null;
  if (payment.status === "succeeded" || payment.status === "refunded" || payment.status === "disputed") {
    if (payment.currency !== "PEN") return err({ type: "ForeignCurrency", currency: payment.currency });
    const kept = await work.keepMoney(work, { payment, intentId, shopId });
    if (!kept.ok) return err({ type: "MoneyNotKept", because: kept.error.type });
    decision = kept.value.decision;
  }
  await keepSavedCard(work, shopId, payment);
  const noted = await noteMembership(
    work,
    shopId,
    (known, shop) => providerFacts(known, shop, payment, idsOf(payment)),
  );
  return noted.ok ? ok({ shopId, decision, facts: noted.value }) : noted;
}

/** The provider says which intent and which customer; which shop they are of only our own rows say. */
async function whose(
  { control }: ProviderWork,
  { provider, intentId, customer }: ProviderPayment,
): Promise<{ readonly shopId: string | null; readonly intentId: string | null }> {
  const byIntent = intentId === null ? null : await shopOfIntent(control, provider, intentId);
  if (byIntent !== null) return { shopId: byIntent, intentId };
  const byCustomer = customer === null ? null : await shopOfCustomer(control, provider, customer);
  return { shopId: byCustomer, intentId: null };
}

/** A card is a shop's where it was left by the customer that we made for that shop: what else is said of it is no proof. */
async function keepSavedCard(
  { control }: ProviderWork,
  shopId: string | null,
  { provider, customer, savedCard, status, occurredAt }: ProviderPayment,
): Promise<void> {
  if (!savedCard || shopId === null || customer === null || status !== "succeeded") return;
  if (await shopOfCustomer(control, provider, customer) !== shopId) return;
  await keepCard(control, { provider, cardId: savedCard.id, shopId, last4: savedCard.last4 }, occurredAt);
}

const idsOf = ({ provider, providerId, attempt, dispute }: ProviderPayment) => ({
  attempt: fixedId(`${provider}/attempt/${attempt}`),
  dispute: fixedId(`${provider}/dispute/${dispute?.id ?? `${providerId}/dispute`}`),
  refund: (total: number) => fixedId(`${provider}/refund/${providerId}/${total}`),
});

/** The try that an operation without an answer is, until it is known what became of it. */
export const attemptOfOperation = (operationId: string): string =>
  fixedId(`operation/attempt/${operationId}`);

const DEFINITIONS = new Map<string, (typeof MEMBERSHIP_FACTS)[number]>(
  MEMBERSHIP_FACTS.map((definition) => [definition.type, definition]),
);

/** Appends what `decide` finds missing of a shop's membership; nothing at all where nothing is. */
export async function noteMembership(
  { platform, clock, ids }: Pick<ProviderWork, "platform" | "clock" | "ids">,
  shop: string | null,
  decide: (known: readonly MembershipFact[], shop: string) => readonly MembershipFact[],
): Promise<Result<readonly string[], AppendRefusal>> {
  if (shop === null) return ok([]);
  const stream = `membership-${shop}`;
  const read = async () => {
    const events = await platform.stream(stream);
    const facts = decide(events.map(({ type, data }) => ({ type, data }) as MembershipFact), shop);
    return { facts, version: events.at(-1)?.ver ?? 0 };
  };
  if ((await read()).facts.length === 0) return ok([]);
  const command = { id: ids.next(), type: "NoteProviderPayment", input: { shop }, occurredAt: clock.now() };
  const context = { store: platform, clock, ids, actor: SYSTEM, dev: null, pause: jitter() };
  const done = await handle(context, command, async () => {
    const { facts, version } = await read();
    if (facts.length === 0) return err({ type: "NothingNew" });
    const defined: DefinedFact[] = facts.map(({ type, data }) => ({
      definition: DEFINITIONS.get(type)!,
      stream,
      data,
    }));
    const outcome = facts.map(({ type }) => type);
    return ok({ facts: defined, expected: [{ stream, version }], gate: "always", outcome } as const);
  });
  if (done.ok) return ok(done.value.outcome);
  return done.error.type === "NothingNew" ? ok([]) : err(done.error);
}

const SYSTEM = { kind: "system", id: "platform" } as const;

/** One after the other, so that what is refused of one keeps nobody from the next. */
export async function applyAll(
  work: ProviderWork,
  payments: readonly ProviderPayment[],
): Promise<{ readonly applied: readonly Applied[]; readonly refused: readonly ApplyRefusal[] }> {
  const applied: Applied[] = [], refused: ApplyRefusal[] = [];
  for (const payment of payments) {
    const done = await applyProviderPayment(work, payment);
    if (done.ok) applied.push(done.value);
    else refused.push(done.error);
  }
  return { applied, refused };
}
