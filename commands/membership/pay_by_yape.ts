import { membershipStatus } from "../../domain/membership/status.ts";
import { yapeCarries } from "../../domain/payments/yape_limits.ts";
import { personalOf } from "../../events/store/control/accounts.ts";
import type { ControlDb } from "../../events/store/control/db.ts";
import { staffOfShop } from "../../events/store/control/people.ts";
import { operationsOf } from "../../events/store/control/provider_operations.ts";
import type { TenantId } from "../../events/store/types.ts";
import type { FailureReason, Started, TokenAt } from "../../kernel/payment_provider.ts";
import { fixedId } from "../fixed_id.ts";
import type { ProviderWork } from "../payments/provider_work.ts";
import { startProviderPayment, type StartRefusal } from "../payments/start_provider_payment.ts";
import { loadMembership } from "./load_membership.ts";
import { waitingIntent } from "./payment_intent.ts";

export { yapeCarries };

/** Who turns a phone and its approval code into a token, and where. */
export interface YapeWay extends TokenAt {
  readonly provider: string;
}
export const yapeWays = ({ providers }: Pick<ProviderWork, "providers">): readonly YapeWay[] =>
  [...providers.values()].flatMap(({ name, ways, tokenAt }) =>
    tokenAt && ways.has("yape") ? [{ provider: name, ...tokenAt }] : []
  );

/** Providers want to know whom to write to. Null for an owner who gave us no mailbox: the page asks for one then. */
export async function payerEmail(control: ControlDb, shop: TenantId): Promise<string | null> {
  for (const { personId, role } of await staffOfShop(control, shop)) {
    if (role !== "owner") continue;
    const { email } = await personalOf(control, personId);
    if (email !== null) return email;
  }
  return null;
}

export type YapeOutcome =
  | { readonly kind: "paid" }
  /** It may have gone through, or another try of the same bill is under way: it is looked for, and nobody pays twice. */
  | { readonly kind: "on_its_way" }
  /** What is owed is not what the page showed. Nothing was charged. */
  | { readonly kind: "changed" }
  | { readonly kind: "failed"; readonly reason: FailureReason };

export interface YapeAsked {
  readonly shop: TenantId;
  /** The intent whose amount the page showed. */
  readonly intentId: string;
  readonly provider: string;
  readonly token: string;
  readonly email: string | null;
  /** Up to 80 characters, without personal data. */
  readonly description: string;
  readonly back: string;
}

/**
 * Charges what a shop owes with a token that the browser got. One try at a time for one intent, whoever presses and in
 * however many windows: a try is named by the tries that ended before it, so that two at once are the same one.
 */
export async function payByYape(
  work: ProviderWork,
  { shop, intentId, provider, token, email, description, back }: YapeAsked,
): Promise<YapeOutcome> {
  const { platform, control, clock } = work;
  // Before anything else is read: a try that ends after this is met as the one that we would begin.
  const tries =
    (await operationsOf(control, intentId)).filter(({ way, state }) => way === "yape" && state !== "unknown")
      .length;
  const { facts } = await loadMembership(platform, shop), status = membershipStatus(facts, clock.now());
  if (status.debtCentimos === 0) return { kind: "paid" };
  if (status.overlays.includes("payment_pending")) return { kind: "on_its_way" };
  const intent = await waitingIntent(platform, shop, status.debtCentimos);
  if (intent?.intentId !== intentId) return { kind: "changed" };
  const { amountCentimos } = intent;
  if (yapeCarries(amountCentimos) === "never") return { kind: "failed", reason: "limit_reached" };
  const started = await startProviderPayment(work, {
    ...{
      operationId: fixedId(`yape/${intentId}/${tries}`),
      provider,
      intentId,
      shopId: shop,
      amountCentimos,
    },
    ...{ description, email: email ?? await payerEmail(control, shop), way: { kind: "yape", token } },
    backTo: { paid: back, canceled: back },
  });
  return started.ok ? outcomeOf(started.value) : refusedOutcome(started.error);
}

function outcomeOf(started: Started): YapeOutcome {
  if (started.kind !== "payment") return { kind: "on_its_way" };
  const { status, failure } = started.payment;
  if (status === "failed") return { kind: "failed", reason: failure?.reason ?? "declined" };
  return { kind: status === "open" || status === "pending" ? "on_its_way" : "paid" };
}

function refusedOutcome(refusal: StartRefusal): YapeOutcome {
  switch (refusal.type) {
    case "ProviderRefused":
      return { kind: "failed", reason: refusal.failure.reason };
    case "InvalidInput":
      return { kind: "failed", reason: "wrong_data" };
    case "ProviderNotSetUp":
      return { kind: "failed", reason: "not_available" };
    default:
      // Another try of the same bill, or money that our books take with the provider's next word.
      return { kind: "on_its_way" };
  }
}
