import { createHmac } from "node:crypto";
import { z } from "zod";
import { centimosOfDecimal, solesNumber } from "../../../kernel/soles_decimal.ts";
import { centimos } from "../../../kernel/money.ts";
import { type Clock, epochMsOf } from "../../../kernel/time.ts";
import { type Answered, type Asked, FakeProvider } from "./fake_provider.ts";

/** The guide's test numbers of Yape, OTP 123456: what each gives (payments-peru.md §2b). */
export const YAPE_NUMBERS = {
  "111111111": ["approved", "accredited"],
  "111111112": ["rejected", "cc_rejected_call_for_authorize"],
  "111111113": ["rejected", "cc_amount_rate_limit_exceeded"],
  "111111114": ["rejected", "cc_unsupported_unsupported"],
  "111111115": ["rejected", "cc_rejected_card_type_not_allowed"],
  "111111116": ["rejected", "cc_rejected_max_attempts"],
  "111111117": ["rejected", "cc_rejected_bad_filled_security_code"],
  "111111118": ["rejected", "cc_rejected_form_error"],
} as const;
export type YapeNumber = keyof typeof YAPE_NUMBERS;

/** They publish no description: these are the documented fields, and a field besides them is a fault. */
const zSoles = z.number().positive().refine(
  (soles) => centimosOfDecimal(soles) !== null,
  "more than two decimals",
);
const TOKENS = "POST /platforms/pci/yape/v1/payment";
const BODIES = {
  token: z.strictObject({
    phoneNumber: z.string().regex(/^\d{9}$/),
    otp: z.string().regex(/^\d{6}$/),
    requestId: z.uuid(),
  }),
  payment: z.strictObject({
    token: z.string().regex(/^[0-9a-f]{32}$/),
    transaction_amount: zSoles,
    description: z.string().min(1).max(256),
    installments: z.literal(1),
    payment_method_id: z.literal("yape"),
    payer: z.strictObject({ email: z.email() }),
    external_reference: z.string().min(1).max(256),
  }),
  preference: z.strictObject({
    items: z.array(z.strictObject({
      title: z.string().min(1),
      quantity: z.literal(1),
      currency_id: z.literal("PEN"),
      unit_price: zSoles,
    })).length(1),
    external_reference: z.string().min(1).max(256),
    back_urls: z.strictObject({ success: z.url(), pending: z.url(), failure: z.url() }),
    auto_return: z.enum(["approved", "all"]),
    payer: z.strictObject({ email: z.email() }).optional(),
  }),
  refund: z.strictObject({ amount: zSoles }),
};
const SEARCHED = new Set([
  "external_reference",
  "range",
  "begin_date",
  "end_date",
  "sort",
  "criteria",
  "limit",
  "offset",
]);

interface Payment {
  readonly id: number;
  status: string;
  status_detail: string;
  readonly amount: number;
  refunded: number;
  readonly reference: string;
  readonly created: number;
  updated: number;
  currency: string;
}

const MISSING: Answered = { status: 404, json: { error: "not_found", cause: [{ code: 2000 }] } };

export class FakeMercadoPago extends FakeProvider {
  readonly token = "APP_USR-fake-of-our-tests";
  readonly publicKey = "APP_USR-public-fake";
  readonly secret = "secret-of-mercadopago-tests";
  readonly payments = new Map<number, Payment>();
  readonly #tokens = new Map<string, YapeNumber>();
  readonly #answers = new Map<string, { readonly body: string; readonly answer: Answered }>();
  readonly #preferences = new Map<string, { reference: string; amount: number }>();
  readonly #clock: Clock;
  #made = 1_300_000_000;

  constructor(clock: Clock) {
    super();
    this.#clock = clock;
  }

  protected readonly refusal = {
    unknown: MISSING,
    unsigned: { status: 401, json: { error: "unauthorized" } },
  };
  protected isOurs = (headers: Headers, name: string): boolean =>
    name === TOKENS || headers.get("authorization") === `Bearer ${this.token}`;

  protected readonly operations = {
    [TOKENS]: (asked: Asked) => this.#tokenized(asked),
    "POST /v1/payments": (asked: Asked) => this.#posted(asked, BODIES.payment, (body) => this.#charge(body)),
    "GET /v1/payments/search": (asked: Asked) => this.#search(asked),
    "GET /v1/payments/{id}": ({ params }: Asked) => {
      const found = this.payments.get(Number(params.id));
      return found ? { status: 200, json: wire(found) } : MISSING;
    },
    "POST /v1/payments/{id}/refunds": (asked: Asked) =>
      this.#posted(asked, BODIES.refund, ({ amount }) => this.#refund(Number(asked.params.id), amount)),
    "POST /checkout/preferences": (asked: Asked) =>
      this.#posted(asked, BODIES.preference, ({ items, external_reference: reference }) => {
        const id = `1234567-${++this.#made}`;
        this.#preferences.set(id, { reference, amount: centimosOfDecimal(items[0]!.unit_price)! });
        const init_point = `https://www.mercadopago.com.pe/checkout/v1/redirect?pref_id=${id}`;
        return { status: 201, json: { id, init_point, sandbox_init_point: init_point } };
      }),
  };

  /** In a browser, with the public key alone. */
  #tokenized({ body, query, operation, headers }: Asked): Answered {
    if (headers.has("authorization")) this.faults.push(`${operation}: a browser has no secret key`);
    const parsed = BODIES.token.safeParse(JSON.parse(body));
    if (!parsed.success) this.faults.push(`${operation}: ${z.prettifyError(parsed.error)}`);
    if (query.get("public_key") !== this.publicKey) return { status: 401, json: { error: "unauthorized" } };
    const number = parsed.data?.phoneNumber ?? "";
    if (parsed.data?.otp !== "123456" || !Object.hasOwn(YAPE_NUMBERS, number)) {
      return { status: 400, json: { error: "bad_request" } };
    }
    const id = this.tokenFor(number as YapeNumber);
    return { status: 200, json: { id, status: "active", site_id: "MPE", live_mode: false } };
  }

  /** What the browser gets for a phone and its approval code. */
  tokenFor(number: YapeNumber): string {
    const token = (++this.#made).toString(16).padStart(32, "0");
    this.#tokens.set(token, number);
    return token;
  }

  /** Somebody pays on their page. */
  payPage(preferenceId: string, status = "approved", detail = "accredited"): Payment {
    const { reference, amount } = this.#preferences.get(preferenceId)!;
    return this.#make(amount, reference, status, detail);
  }

  become(id: number, status: string, detail: string, refunded?: number): void {
    const payment = this.payments.get(id)!;
    Object.assign(payment, { status, status_detail: detail, updated: this.#now() });
    if (refunded !== undefined) payment.refunded = refunded;
    this.#notify(id);
  }

  signed(
    id: string,
    {
      secret = this.secret,
      ts = String(Math.trunc(this.#now() / 1000)),
      over = id,
      type = "payment",
      requestId = `r-${++this.#made}`,
    } = {},
  ): Request {
    const manifest = `id:${over.toLowerCase()};request-id:${requestId};ts:${ts};`;
    const v1 = createHmac("sha256", secret).update(manifest).digest("hex");
    return new Request(`http://caserito.test/avisos/mercadopago?data.id=${id}&type=${type}`, {
      method: "POST",
      headers: {
        "x-signature": `ts=${ts},v1=${v1}`,
        "x-request-id": requestId,
        "content-type": "application/json",
      },
      body: JSON.stringify({ action: "payment.updated", type, data: { id }, live_mode: false, user_id: 1 }),
    });
  }

  #now = (): number => epochMsOf(this.#clock.now());
  #notify = (id: number): void => this.tell(() => this.signed(String(id)));

  #make(amount: number, reference: string, status: string, detail: string): Payment {
    const payment: Payment = {
      id: ++this.#made,
      status,
      status_detail: detail,
      amount,
      refunded: 0,
      reference,
      created: this.#now(),
      updated: this.#now(),
      currency: "PEN",
    };
    this.payments.set(payment.id, payment);
    this.#notify(payment.id);
    return payment;
  }

  #charge({ token, transaction_amount, external_reference }: z.output<typeof BODIES.payment>): Answered {
    const number = this.#tokens.get(token);
    if (!number) return { status: 400, json: { error: "bad_request", cause: [{ code: 2006 }] } };
    this.#tokens.delete(token); // single use
    const [status, detail] = YAPE_NUMBERS[number];
    const amount = centimosOfDecimal(transaction_amount)!;
    return { status: 201, json: wire(this.#make(amount, external_reference, status, detail)) };
  }

  #refund(id: number, soles: number): Answered {
    const payment = this.payments.get(id), amount = centimosOfDecimal(soles)!;
    if (!payment) return MISSING;
    if (payment.refunded + amount > payment.amount) {
      return { status: 400, json: { error: "bad_request", cause: [{ code: 4040 }] } };
    }
    payment.refunded += amount;
    const whole = payment.refunded === payment.amount;
    this.become(id, whole ? "refunded" : "approved", whole ? "refunded" : "partially_refunded");
    return { status: 201, json: { id: ++this.#made, payment_id: id, amount: soles, status: "approved" } };
  }

  #posted<Body>(asked: Asked, schema: z.ZodType<Body>, make: (body: Body) => Answered): Answered {
    const key = asked.headers.get("x-idempotency-key");
    if (key === null) this.faults.push(`${asked.operation}: posted without an idempotency key`);
    const parsed = schema.safeParse(JSON.parse(asked.body));
    if (!parsed.success) {
      this.faults.push(`${asked.operation}: ${z.prettifyError(parsed.error)}`);
      return { status: 400, json: { error: "bad_request", cause: [{ code: 1 }] } };
    }
    const before = this.#answers.get(key ?? "");
    if (before) {
      return before.body === asked.body ? before.answer : { status: 409, json: { error: "idempotency" } };
    }
    const answer = make(parsed.data);
    this.#answers.set(key ?? "", { body: asked.body, answer });
    return answer;
  }

  #search({ query, operation }: Asked): Answered {
    for (const name of query.keys()) {
      if (!SEARCHED.has(name)) this.faults.push(`${operation}: ${name} is not documented`);
    }
    const reference = query.get("external_reference"), begin = query.get("begin_date");
    const offset = Number(query.get("offset") ?? 0), limit = Number(query.get("limit") ?? 30);
    const all = [...this.payments.values()].filter((payment) =>
      (reference === null || payment.reference === reference) &&
      (begin === null || payment.updated >= Date.parse(begin))
    ).sort((a, b) => a.updated - b.updated);
    const results = all.slice(offset, offset + limit).map(wire);
    return { status: 200, json: { paging: { total: all.length, limit, offset }, results } };
  }
}

/** Their times carry the offset of their own house. */
const at = (ms: number): string =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO("-04:00").toString({
    smallestUnit: "millisecond",
    timeZoneName: "never",
  });

const wire = (payment: Payment) => ({
  id: payment.id,
  status: payment.status,
  status_detail: payment.status_detail,
  date_created: at(payment.created),
  date_approved: payment.status === "rejected" ? null : at(payment.created),
  date_last_updated: at(payment.updated),
  currency_id: payment.currency,
  payment_method_id: "yape",
  payment_type_id: "debit_card",
  transaction_amount: solesNumber(centimos(payment.amount)),
  transaction_amount_refunded: solesNumber(centimos(payment.refunded)),
  external_reference: payment.reference,
  payer: { id: "1111", email: "nadie@caserito.test" },
  live_mode: false,
});
