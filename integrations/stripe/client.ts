import Stripe from "stripe";
import {
  type PaymentOrder,
  ProviderAway,
  type ProviderFailure,
  type ProviderRefused,
} from "../../kernel/payment_provider.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { stripeFailure } from "./failures.ts";

/**
 * The one version of the API that we send and that the webhook endpoint must be made with (`api_version`): Basil moved
 * fields, and the two must move together. It is the version the SDK's types are of.
 */
export const STRIPE_API_VERSION = "2026-10-28.endive" satisfies Stripe.LatestApiVersion;

export interface StripeSettings {
  readonly secretKey: string;
  /** Two while one is being replaced by the other. */
  readonly webhookSecrets: readonly string[];
  /** Only for tests: where the API is. */
  readonly apiUrl?: string;
  /** Of one request, 10 s where left out. */
  readonly timeoutMs?: number;
  readonly retries?: number;
}

const DEFAULTS = { timeoutMs: 10_000, retries: 2 };

export function stripeClient({ secretKey, apiUrl, timeoutMs, retries }: StripeSettings): Stripe {
  const at = apiUrl === undefined ? null : new URL(apiUrl);
  return new Stripe(secretKey, {
    apiVersion: STRIPE_API_VERSION,
    httpClient: Stripe.createFetchHttpClient(),
    timeout: timeoutMs ?? DEFAULTS.timeoutMs,
    maxNetworkRetries: retries ?? DEFAULTS.retries,
    telemetry: false,
    ...at && { host: at.hostname, port: at.port, protocol: at.protocol === "http:" ? "http" : "https" },
  });
}

/**
 * The SDK takes an answer without an `error` for a good one, whatever its status: a proxy that fails must not be read as an
 * object of theirs.
 */
interface Answered {
  readonly lastResponse?: { readonly statusCode: number };
}
const isGood = ({ lastResponse }: Answered): boolean => (lastResponse?.statusCode ?? 200) < 400;

/** What an error of the SDK says of a request that would change something. Only bugs of ours are thrown on. */
export async function changing<T extends Answered>(
  call: () => Promise<T>,
): Promise<Result<T | "unknown", ProviderRefused>> {
  try {
    const answer = await call();
    return ok(isGood(answer) ? answer : "unknown");
  } catch (error) {
    const failure = failureOf(error);
    return failure === "unknown"
      ? ok(failure)
      : err({ type: "ProviderRefused", provider: "stripe", failure });
  }
}

/** What a question is answered, null where there is no such thing. Throws {@link ProviderAway} without an answer. */
export async function asking<T extends Answered>(call: () => Promise<T>): Promise<T | null> {
  try {
    const answer = await call();
    if (isGood(answer)) return answer;
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    if (error.statusCode === 404) return null;
    throw new ProviderAway(`stripe: ${error.type} ${error.code ?? ""} ${error.requestId ?? ""}`.trimEnd());
  }
  throw new ProviderAway("stripe: no answer that can be read");
}

/** A list to its end, newest first, and never more than `max`. */
export async function listed<T extends { readonly id: string }>(
  page: (after: { readonly starting_after?: string }) => Promise<Stripe.Response<Stripe.ApiList<T>>>,
  max: number,
): Promise<T[]> {
  const all: T[] = [];
  while (all.length < max) {
    const last = all.at(-1);
    const answer = await asking(() => page(last ? { starting_after: last.id } : {}));
    all.push(...answer?.data ?? []);
    if (!answer?.has_more || answer.data.length === 0) break;
  }
  return all;
}

function failureOf(error: unknown): ProviderFailure | "unknown" {
  const { errors } = Stripe;
  if (!(error instanceof errors.StripeError)) throw error;
  // The same key with other parameters: a bug of ours, and never a reason to take money twice.
  if (error instanceof errors.StripeIdempotencyError) throw error;
  if (error instanceof errors.StripeConnectionError || error instanceof errors.StripeAPIError) {
    return "unknown";
  }
  if (error instanceof errors.StripeCardError) {
    return stripeFailure(error.code, error.decline_code, error.type);
  }
  return { code: error.code ?? error.type, reason: "not_available" };
}

/** Stripe takes the key of a request for 24 hours at least (docs.stripe.com/idempotency). */
export const keyed = ({ operationId }: Pick<PaymentOrder, "operationId">, step: string) => ({
  idempotencyKey: `${operationId}/${step}`,
});
