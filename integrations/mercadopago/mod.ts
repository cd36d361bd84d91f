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
import { solesNumber } from "../../kernel/soles_decimal.ts";
import { plusMs } from "../../kernel/time.ts";
import { callJson, type CallLimits, type JsonAnswer, USUAL_LIMITS } from "../payment_calls/json_call.ts";
import { readMercadoPagoNotice } from "./notices.ts";
import { paymentOf, zPaging } from "./payments.ts";

export interface MercadoPagoSettings {
  readonly accessToken: string;
  /** For the browser, that turns a phone and its approval code into a token. */
  readonly publicKey: string;
  readonly webhookSecrets: readonly string[];
  readonly apiUrl?: string;
  readonly limits?: CallLimits;
}

const API_URL = "https://api.mercadopago.com";
const PAGE = 50;
const LISTED_MAX = 5_000;

/** Yape by approval code, and cards on their own page, Checkout Pro (payments-peru.md §2b). */
export function mercadoPagoProvider(settings: MercadoPagoSettings): PaymentProvider {
  const api = new Api(settings);
  return {
    name: "mercadopago",
    ways: new Set(["page", "yape"]),
    tokenAt: {
      url: `${settings.apiUrl ?? API_URL}/platforms/pci/yape/v1/payment`,
      publicKey: settings.publicKey,
    },
    start: (order) =>
      order.way.kind === "yape" ? payByYape(api, order, order.way.token) : openPage(api, order),
    customer: () => Promise.resolve(ok(null)),
    look: (id) => lookUp(api, id),
    find: async (intentId) => await gather(searched(api, { external_reference: intentId })),
    async *changedSince(since, now) {
      const between = {
        range: "date_last_updated",
        begin_date: since as string,
        end_date: plusMs(now, 60_000) as string,
      };
      for await (const payment of searched(api, between)) yield { kind: "payment", payment };
    },
    forgetCard: null,
    refund: (order) => refunded(api, order),
    readNotice: (notice, now) => Promise.resolve(readMercadoPagoNotice(settings.webhookSecrets, notice, now)),
  };
}

class Api {
  readonly #settings: MercadoPagoSettings;
  constructor(settings: MercadoPagoSettings) {
    this.#settings = settings;
  }

  get(path: string): Promise<JsonAnswer> {
    return this.#call("GET", path, {});
  }
  /** Under a key of ours, so that asking again is asking the same. */
  post(path: string, key: string, body: string): Promise<JsonAnswer> {
    return this.#call("POST", path, { "x-idempotency-key": key }, body);
  }
  #call(
    method: "GET" | "POST",
    path: string,
    headers: Record<string, string>,
    body?: string,
  ): Promise<JsonAnswer> {
    const { apiUrl = API_URL, accessToken, limits = USUAL_LIMITS } = this.#settings;
    return callJson({
      method,
      url: apiUrl + path,
      headers: { ...headers, authorization: `Bearer ${accessToken}` },
      repeatable: true,
      ...body !== undefined && { body },
    }, limits);
  }
}

const refusedWith = (code: string, reason: "not_available" | "not_accepted" = "not_available") =>
  err({ type: "ProviderRefused", provider: "mercadopago", failure: { code, reason } } as const);

/** `cause[0].code` where they give one, such as 2006 for a token that was used or ran out. */
const zError = z.object({
  error: z.string().nullish(),
  cause: z.array(z.object({ code: z.union([z.string(), z.number()]) })).nullish(),
});
function refusalOf({ status, json }: Extract<JsonAnswer, { kind: "answer" }>): ProviderRefused {
  const parsed = zError.safeParse(json);
  const cause = parsed.success ? parsed.data.cause?.[0]?.code : undefined;
  const code = String(cause ?? (parsed.success && parsed.data.error ? parsed.data.error : status));
  // The token stands for a phone and its code: gone means that another must be asked for.
  const reason = code === "2006" || code === "3003" ? "wrong_code" : "not_available";
  return { type: "ProviderRefused", provider: "mercadopago", failure: { code, reason } };
}

async function payByYape(
  api: Api,
  { operationId, intentId, amountCentimos, description, email }: PaymentOrder,
  token: string,
): ReturnType<PaymentProvider["start"]> {
  if (email === null) return refusedWith("email_missing");
  const answer = await api.post(
    "/v1/payments",
    operationId,
    JSON.stringify({
      token,
      transaction_amount: solesNumber(amountCentimos),
      description,
      installments: 1,
      payment_method_id: "yape",
      payer: { email },
      external_reference: intentId,
    }),
  );
  if (answer.kind === "unknown") return ok({ kind: "unknown" });
  if (answer.status === 200 || answer.status === 201) {
    return ok(readable(answer.json));
  }
  return err(refusalOf(answer));
}

/** Paid or not, we cannot tell: it is looked for like one that was never answered. */
function readable(json: unknown): Started {
  try {
    return { kind: "payment", payment: paymentOf(json) };
  } catch (error) {
    if (error instanceof ProviderAway) return { kind: "unknown" };
    throw error;
  }
}

const zPreference = z.object({ id: z.string(), init_point: z.url() });

async function openPage(
  api: Api,
  { operationId, intentId, amountCentimos, description, email, backTo }: PaymentOrder,
): ReturnType<PaymentProvider["start"]> {
  const answer = await api.post(
    "/checkout/preferences",
    operationId,
    JSON.stringify({
      items: [{
        title: description,
        quantity: 1,
        currency_id: "PEN",
        unit_price: solesNumber(amountCentimos),
      }],
      external_reference: intentId,
      back_urls: { success: backTo.paid, pending: backTo.paid, failure: backTo.canceled },
      auto_return: "approved",
      ...email !== null && { payer: { email } },
    }),
  );
  if (answer.kind === "unknown") return ok({ kind: "unknown" });
  const parsed = zPreference.safeParse(answer.json);
  if (answer.status > 201) return err(refusalOf(answer));
  if (!parsed.success) return ok({ kind: "unknown" });
  return ok({ kind: "page", providerId: parsed.data.id, url: parsed.data.init_point });
}

async function lookUp(api: Api, id: string): Promise<Looked> {
  const answer = await api.get(`/v1/payments/${encodeURIComponent(id)}`);
  if (answer.kind === "unknown") throw new ProviderAway("mercadopago: no answer");
  if (answer.status === 404) return { kind: "nothing" };
  if (answer.status !== 200) throw new ProviderAway(`mercadopago: ${answer.status}`);
  return { kind: "payment", payment: paymentOf(answer.json) };
}

/** One that cannot be read keeps nobody from the others: it is thrown once they are told. */
async function* searched(
  api: Api,
  filter: Readonly<Record<string, string>>,
): AsyncGenerator<ProviderPayment> {
  let unreadable: ProviderAway | null = null;
  for (let offset = 0; offset < LISTED_MAX; offset += PAGE) {
    const { results, total } = await searchedPage(api, filter, offset);
    for (const result of results) {
      try {
        yield paymentOf(result);
      } catch (error) {
        if (!(error instanceof ProviderAway)) throw error;
        unreadable = error;
      }
    }
    if (results.length === 0 || offset + results.length >= total) break;
  }
  if (unreadable) throw unreadable;
}

async function searchedPage(
  api: Api,
  filter: Readonly<Record<string, string>>,
  offset: number,
): Promise<{ results: readonly unknown[]; total: number }> {
  const query = new URLSearchParams({
    ...filter,
    sort: "date_last_updated",
    criteria: "asc",
    limit: String(PAGE),
    offset: String(offset),
  });
  const answer = await api.get(`/v1/payments/search?${query}`);
  if (answer.kind === "unknown") throw new ProviderAway("mercadopago: no answer");
  const parsed = zPaging.safeParse(answer.json);
  if (answer.status !== 200 || !parsed.success) {
    throw new ProviderAway(`mercadopago: search ${answer.status}`);
  }
  return { results: parsed.data.results, total: parsed.data.paging.total };
}

async function gather<T>(list: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of list) all.push(each);
  return all;
}

async function refunded(
  api: Api,
  { operationId, providerId, amountCentimos }: RefundOrder,
): Promise<Result<ProviderPayment | null, ProviderRefused>> {
  const path = `/v1/payments/${encodeURIComponent(providerId)}/refunds`;
  const answer = await api.post(path, operationId, JSON.stringify({ amount: solesNumber(amountCentimos) }));
  if (answer.kind === "unknown") return ok(null);
  if (answer.status !== 200 && answer.status !== 201) {
    return refusedWith(refusalOf(answer).failure.code, "not_accepted");
  }
  const looked = await lookUp(api, providerId);
  return ok(looked.kind === "payment" ? looked.payment : null);
}
