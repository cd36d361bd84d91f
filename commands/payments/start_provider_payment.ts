import { z } from "zod";
import { zId, zPositiveCentimos, zText } from "../../events/facts/fields.ts";
import {
  customerOf,
  keepOperation,
  linkCustomer,
  type Operation,
  operationKnown,
} from "../../events/store/control/provider_operations.ts";
import type { PaymentProvider, ProviderRefused, Started } from "../../kernel/payment_provider.ts";
import { chargesAtOnce, PROVIDER_NAMES } from "../../kernel/payment_provider.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { InvalidInput } from "../input/faults.ts";
import { parseInput } from "../input/parse.ts";
import { applyProviderPayment, type ApplyRefusal } from "./apply_provider_payment.ts";
import type { ProviderWork } from "./provider_work.ts";
import { lookForOperation, noteOnItsWay } from "./reconcile_intent.ts";

const zWay = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["page", "saving_page"]) }),
  z.strictObject({ kind: z.literal("saved_card"), card: z.string().regex(/^[\w-]{8,120}$/) }),
  z.strictObject({ kind: z.literal("subscription"), every: z.enum(["month", "year"]) }),
  z.strictObject({ kind: z.literal("yape"), token: z.string().regex(/^[\w-]{8,120}$/) }),
]);

/** `operationId` is made before the first attempt: asking again with it asks for the same payment. */
const zStart = z.strictObject({
  operationId: zId,
  provider: z.enum(PROVIDER_NAMES),
  intentId: zId,
  shopId: zText(64),
  amountCentimos: zPositiveCentimos,
  description: zText(80),
  email: z.email().max(120).nullable(),
  way: zWay,
  backTo: z.strictObject({ paid: z.url(), canceled: z.url() }),
});
export type StartInput = z.input<typeof zStart>;

export type StartRefusal =
  | InvalidInput
  | ProviderRefused
  | ApplyRefusal
  | { readonly type: "ProviderNotSetUp" }
  /** The operation is there and asked for something else, or was refused: a new try is a new operation. */
  | { readonly type: "OperationReused" };

const WITH_CUSTOMER: ReadonlySet<string> = new Set(["subscription", "saving_page", "saved_card"]);
/** How long an answer may take before it is looked for: longer than every attempt of an adapter together. */
const LOOK_AFTER_MS = 60_000;

/**
 * Asks a provider for a payment of an intent: a page to go to, or a charge with a token. The row that names it is there
 * before the provider is asked, and no answer is never a failure: it counts as on its way until it is found or has not
 * been found for long enough.
 */
export async function startProviderPayment(
  work: ProviderWork,
  input: unknown,
): Promise<Result<Started, StartRefusal>> {
  const parsed = parseInput(zStart, input);
  if (!parsed.ok) return parsed;
  const { way, backTo, description, email, ...asked } = parsed.value;
  const provider = work.providers.get(asked.provider);
  if (!provider?.ways.has(way.kind)) return err({ type: "ProviderNotSetUp" });
  const kept = await keepOperation(
    work.control,
    { ...asked, way: way.kind, askedAt: work.clock.now() },
    LOOK_AFTER_MS,
  );
  const { operation } = kept;
  if (!sameAsked(operation, { ...asked, way: way.kind })) return err({ type: "OperationReused" });
  // Never a second charge under one operation, whatever the provider makes of a key: the first may be on its way still.
  if (!kept.isNew && chargesAtOnce(way.kind)) {
    return operation.state === "refused"
      ? err({ type: "OperationReused" })
      : ok(await lookForOperation(work, operation) ?? { kind: "unknown" });
  }
  const customer = WITH_CUSTOMER.has(way.kind) ? await linkedCustomer(work, provider, operation) : ok(null);
  if (!customer.ok) return await refused(work, operation, customer.error);
  const order = { ...asked, way, backTo, description, email, customer: customer.value };
  const started = await provider.start(order);
  if (!started.ok) return await refused(work, operation, started.error);
  return await noted(work, operation, started.value);
}

const sameAsked = (
  operation: Operation,
  asked: Pick<Operation, "provider" | "intentId" | "shopId" | "amountCentimos" | "way">,
): boolean =>
  operation.provider === asked.provider && operation.intentId === asked.intentId &&
  operation.shopId === asked.shopId && operation.amountCentimos === asked.amountCentimos &&
  operation.way === asked.way;

async function refused(
  { control }: ProviderWork,
  { operationId }: Operation,
  refusal: ProviderRefused,
): Promise<Result<never, ProviderRefused>> {
  await operationKnown(control, operationId, "refused", null);
  return err(refusal);
}

/** Written down before anybody pays, so that what comes back with this customer is known to be this shop's. */
async function linkedCustomer(
  { control }: ProviderWork,
  provider: PaymentProvider,
  { shopId, operationId }: Operation,
): Promise<Result<string | null, ProviderRefused>> {
  const known = await customerOf(control, provider.name, shopId);
  if (known !== null) return ok(known);
  const made = await provider.customer(shopId, operationId);
  if (!made.ok || made.value === null) return made;
  await linkCustomer(control, provider.name, shopId, made.value);
  return ok(await customerOf(control, provider.name, shopId));
}

async function noted(
  work: ProviderWork,
  operation: Operation,
  started: Started,
): Promise<Result<Started, ApplyRefusal>> {
  if (started.kind === "unknown") {
    const noted = await noteOnItsWay(work, operation);
    return noted.ok ? ok(started) : noted;
  }
  const providerId = started.kind === "page" ? started.providerId : started.payment.providerId;
  await operationKnown(work.control, operation.operationId, "known", providerId);
  if (started.kind === "page") return ok(started);
  const applied = await applyProviderPayment(work, started.payment);
  return applied.ok ? ok(started) : applied;
}
