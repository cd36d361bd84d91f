import { z } from "zod";
import {
  type Looked,
  type PaymentOrder,
  type PaymentProvider,
  ProviderAway,
  type ProviderPayment,
  type ProviderRefused,
  type RefundOrder,
  type Started,
} from "../../kernel/payment_provider.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { epochMsOf, type Instant } from "../../kernel/time.ts";
import { callJson, type CallLimits, type JsonAnswer, USUAL_LIMITS } from "../payment_calls/json_call.ts";
import { chargeAsPayment, INTENT_KEY, zChargeList } from "./charges.ts";
import { culqiFailure } from "./failures.ts";
import { chargeOfEvent, readCulqiNotice } from "./notices.ts";

export interface CulqiSettings {
  readonly secretKey: string;
  /** For the browser, that turns a phone and its approval code into a token. */
  readonly publicKey: string;
  /** Last part of the address their panel posts to: 32 characters or more that nobody can guess. */
  readonly webhookPath: string;
  readonly apiUrl?: string;
  readonly limits?: CallLimits;
}

const API_URL = "https://api.culqi.com";
/** Tokens are made at a house of their own. */
const TOKENS_URL = "https://secure.culqi.com";
const PAGE = 100;
const PAGES_MAX = 50;

/** Yape by approval code. They know no idempotency key, so nothing is posted twice: what got no answer is looked for. */
export function culqiProvider(settings: CulqiSettings): PaymentProvider {
  const call = (method: "GET" | "POST", path: string, body?: object): Promise<JsonAnswer> =>
    callJson({
      method,
      url: (settings.apiUrl ?? API_URL) + path,
      headers: { authorization: `Bearer ${settings.secretKey}` },
      repeatable: method === "GET",
      ...body && { body: JSON.stringify(body) },
    }, settings.limits ?? USUAL_LIMITS);
  return {
    name: "culqi",
    ways: new Set(["yape"]),
    tokenAt: { url: `${settings.apiUrl ?? TOKENS_URL}/v2/tokens/yape`, publicKey: settings.publicKey },
    start: (order) => charge(call, order),
    customer: () => Promise.resolve(ok(null)),
    look: (id) => lookUp(call, id),
    async find(intentId, since) {
      const found: ProviderPayment[] = [];
      for await (const payment of charges(call, since)) {
        if (payment.intentId === intentId) found.push(payment);
      }
      return found;
    },
    async *changedSince(since) {
      for await (const payment of charges(call, since)) yield { kind: "payment", payment };
    },
    forgetCard: null,
    refund: (order) => refunded(call, order),
    readNotice: (notice) => Promise.resolve(readCulqiNotice(settings.webhookPath, notice)),
  };
}

type Call = (method: "GET" | "POST", path: string, body?: object) => Promise<JsonAnswer>;

const zError = z.object({
  object: z.literal("error"),
  type: z.string(),
  code: z.string().nullish(),
  decline_code: z.string().nullish(),
});

/** What they answer instead of doing it. Their 5xx tells nothing of whether it was done. */
function refusalOf({ status, json }: Extract<JsonAnswer, { kind: "answer" }>): ProviderRefused {
  const parsed = zError.safeParse(json);
  const failure = parsed.success
    ? culqiFailure(parsed.data.type, parsed.data.code, parsed.data.decline_code)
    : { code: String(status), reason: "not_available" as const };
  return { type: "ProviderRefused", provider: "culqi", failure };
}

async function charge(
  call: Call,
  { way, amountCentimos, description, email, intentId, operationId }: PaymentOrder,
): ReturnType<PaymentProvider["start"]> {
  const refused = (code: string) =>
    err({ type: "ProviderRefused", provider: "culqi", failure: { code, reason: "not_available" } } as const);
  if (way.kind !== "yape") return refused("way_unknown");
  if (email === null) return refused("email_missing");
  const answer = await call("POST", "/v2/charges", {
    amount: amountCentimos,
    currency_code: "PEN",
    email,
    source_id: way.token,
    description: description.slice(0, 80),
    metadata: { [INTENT_KEY]: intentId, caserito_operation: operationId },
  });
  if (answer.kind === "unknown") return ok({ kind: "unknown" });
  return answer.status === 201 || answer.status === 200 ? ok(readable(answer.json)) : err(refusalOf(answer));
}

/** Paid or not, we cannot tell: it is looked for like one that was never answered. */
function readable(json: unknown): Started {
  try {
    return { kind: "payment", payment: chargeAsPayment(json) };
  } catch (error) {
    if (error instanceof ProviderAway) return { kind: "unknown" };
    throw error;
  }
}

async function got(call: Call, path: string): Promise<unknown> {
  const answer = await call("GET", path);
  if (answer.kind === "unknown") throw new ProviderAway("culqi: no answer");
  if (answer.status === 404) return null;
  if (answer.status !== 200) throw new ProviderAway(`culqi: ${answer.status}`);
  return answer.json;
}

/** Of an event, the charge it is about: an event that Culqi does not know was never theirs. */
async function lookUp(call: Call, id: string): Promise<Looked> {
  const chargeId = id.startsWith("evt_")
    ? chargeOfEvent(await got(call, `/v2/events/${encodeURIComponent(id)}`))
    : id;
  if (chargeId === null) return { kind: "nothing" };
  const found = await got(call, `/v2/charges/${encodeURIComponent(chargeId)}`);
  return found === null ? { kind: "nothing" } : { kind: "payment", payment: chargeAsPayment(found) };
}

/** One that cannot be read keeps nobody from the others: it is thrown once they are told. */
async function* charges(call: Call, since: Instant): AsyncGenerator<ProviderPayment> {
  let after: string | null = null, unreadable: ProviderAway | null = null;
  for (let page = 0; page < PAGES_MAX; page++) {
    const query = new URLSearchParams({
      creation_date_from: String(epochMsOf(since)),
      limit: String(PAGE),
      ...after !== null && { after },
    });
    const parsed = zChargeList.safeParse(await got(call, `/v2/charges?${query}`));
    if (!parsed.success) throw new ProviderAway("culqi: a list that cannot be read");
    for (const each of parsed.data.data) {
      try {
        yield chargeAsPayment(each);
      } catch (error) {
        if (!(error instanceof ProviderAway)) throw error;
        unreadable = error;
      }
    }
    after = parsed.data.paging?.cursors?.after ?? null;
    if (after === null || parsed.data.data.length < PAGE) break;
  }
  if (unreadable) throw unreadable;
}

const REASONS = {
  duplicate: "duplicado",
  fraudulent: "fraudulento",
  asked_by_customer: "solicitud_comprador",
} as const;

async function refunded(
  call: Call,
  { providerId, amountCentimos, reason }: RefundOrder,
): Promise<Result<ProviderPayment | null, ProviderRefused>> {
  const answer = await call("POST", "/v2/refunds", {
    amount: amountCentimos,
    charge_id: providerId,
    reason: REASONS[reason],
  });
  if (answer.kind === "unknown") return ok(null);
  if (answer.status !== 200 && answer.status !== 201) return err(refusalOf(answer));
  const looked = await lookUp(call, providerId);
  return ok(looked.kind === "payment" ? looked.payment : null);
}
