import { z } from "zod";
import { type Clock, epochMsOf } from "../../../kernel/time.ts";
import { type Answered, type Asked, FakeProvider } from "./fake_provider.ts";

/** HTTP status of each type of error (payments-peru.md §2b). */
export const ERROR_STATUS = {
  invalid_request_error: 400,
  authentication_error: 401,
  card_error: 402,
  resource_error: 404,
  parameter_error: 422,
  limit_api_error: 429,
  api_error: 500,
} as const;
export type ErrorType = keyof typeof ERROR_STATUS;

const TOKENS = "POST /v2/tokens/yape";
/** Their description says a number, every client that works sends text. */
const zToken = z.strictObject({
  number_phone: z.string().regex(/^\d{9}$/),
  otp: z.string().regex(/^\d{6}$/),
  amount: z.string().regex(/^[1-9]\d*$/),
});
const zCharge = z.strictObject({
  amount: z.int().min(100).max(999_900),
  currency_code: z.enum(["PEN", "USD"]),
  email: z.email(),
  source_id: z.string().regex(/^(?:ype|tkn)_(?:test|live)_\w+$/),
  description: z.string().min(1).max(80),
  metadata: z.record(z.string().max(30), z.string().max(200)),
});
const zRefund = z.strictObject({
  amount: z.int().min(100),
  charge_id: z.string().startsWith("chr_"),
  reason: z.enum(["duplicado", "fraudulento", "solicitud_comprador"]),
});
const LISTED = new Set(["creation_date_from", "limit", "after"]);

interface Charge {
  readonly id: string;
  readonly amount: number;
  amount_refunded: number;
  readonly currency_code: string;
  readonly email: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly creation_date: number;
  outcome: { type: string; code: string; merchant_message: string; user_message: string };
  dispute: boolean;
}
interface Event {
  readonly object: "event";
  readonly id: string;
  readonly type: string;
  readonly creation_date: number;
  readonly data: unknown;
}

const errorOf = (type: ErrorType, code: string, decline_code: string | null = null): Answered => ({
  status: ERROR_STATUS[type],
  json: { object: "error", type, code, decline_code, merchant_message: "refused", user_message: "refused" },
});
const MISSING = errorOf("resource_error", "not_found");

/** Culqi: no idempotency key, no signature. What is posted twice is charged twice. */
export class FakeCulqi extends FakeProvider {
  readonly secretKey = "sk_test_fake_of_our_tests";
  readonly publicKey = "pk_test_fake_of_our_tests";
  readonly path = "camino-que-nadie-adivina-0123456789abcdef";
  readonly charges = new Map<string, Charge>();
  readonly events = new Map<string, Event>();
  readonly #tokens = new Set<string>();
  readonly #clock: Clock;
  #refusal: Answered | null = null;
  #made = 0;

  constructor(clock: Clock) {
    super();
    this.#clock = clock;
  }

  protected readonly refusal = {
    unknown: MISSING,
    unsigned: errorOf("authentication_error", "invalid_key"),
  };
  protected isOurs = (headers: Headers, name: string): boolean =>
    headers.get("authorization") === `Bearer ${name === TOKENS ? this.publicKey : this.secretKey}`;

  protected readonly operations = {
    [TOKENS]: (asked: Asked) =>
      this.#posted(
        asked,
        zToken,
        ({ number_phone }) =>
          number_phone === "900000001"
            ? { status: 201, json: { object: "token", id: this.token(), type: "yape", active: true } }
            : errorOf("parameter_error", "invalid_phone"),
      ),
    "POST /v2/charges": (asked: Asked) => this.#posted(asked, zCharge, (body) => this.#charge(body)),
    "GET /v2/charges": (asked: Asked) => this.#list(asked),
    "GET /v2/charges/{id}": ({ params }: Asked) => {
      const found = this.charges.get(params.id!);
      return found ? { status: 200, json: wire(found) } : MISSING;
    },
    "POST /v2/refunds": (asked: Asked) => this.#posted(asked, zRefund, (body) => this.#refund(body)),
    "GET /v2/events/{id}": ({ params }: Asked) => {
      const found = this.events.get(params.id!);
      return found ? { status: 200, json: found } : MISSING;
    },
  };

  /** What the browser gets for a phone and its code. Their one test phone, 900 000 001, always succeeds. */
  token(): string {
    const token = `ype_test_${++this.#made}fake`;
    this.#tokens.add(token);
    return token;
  }

  /** The next charge is refused so. */
  refuseNext(type: ErrorType, code: string, decline: string | null = null): void {
    this.#refusal = errorOf(type, code, decline);
  }

  dispute(id: string, is: boolean): void {
    const charge = this.charges.get(id)!;
    charge.dispute = is;
    this.#event("charge.status.changed", charge);
  }

  giveBack(id: string, amount: number): void {
    const charge = this.charges.get(id)!;
    charge.amount_refunded += amount;
    // Its `data` comes as text now and then.
    const data = JSON.stringify({ object: "refund", id: `ref_test_${++this.#made}`, charge_id: id, amount });
    this.#told("refund.creation.succeeded", data);
  }

  post(event: object, path = this.path): Request {
    return new Request(`http://caserito.test/avisos/culqi/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(event),
    });
  }

  #now = (): number => epochMsOf(this.#clock.now());
  #event(type: string, charge: Charge): void {
    this.#told(type, wire(charge));
  }
  #told(type: string, data: unknown): void {
    const event: Event = {
      object: "event",
      id: `evt_test_${++this.#made}fake`,
      type,
      creation_date: this.#now(),
      data,
    };
    this.events.set(event.id, event);
    this.tell(() => this.post(event));
  }

  #charge({ source_id, ...body }: z.output<typeof zCharge>): Answered {
    const refusal = this.#refusal;
    this.#refusal = null;
    if (refusal) return refusal;
    if (!this.#tokens.delete(source_id)) return errorOf("resource_error", "token_not_found");
    const charge: Charge = {
      id: `chr_test_${++this.#made}fake`,
      ...body,
      amount_refunded: 0,
      creation_date: this.#now(),
      outcome: {
        type: "venta_exitosa",
        code: "AUT0000",
        merchant_message: "La operación de venta ha sido autorizada exitosamente",
        user_message: "Su compra ha sido exitosa",
      },
      dispute: false,
    };
    this.charges.set(charge.id, charge);
    this.#event("charge.creation.succeeded", charge);
    return { status: 201, json: wire(charge) };
  }

  #refund({ charge_id, amount }: z.output<typeof zRefund>): Answered {
    const charge = this.charges.get(charge_id);
    if (!charge) return MISSING;
    if (charge.amount_refunded + amount > charge.amount) {
      return errorOf("parameter_error", "amount_too_large");
    }
    this.giveBack(charge_id, amount);
    return { status: 201, json: { object: "refund", id: `ref_test_${++this.#made}`, charge_id, amount } };
  }

  #posted<Body>(
    { operation, body }: Asked,
    schema: z.ZodType<Body>,
    make: (body: Body) => Answered,
  ): Answered {
    const parsed = schema.safeParse(JSON.parse(body));
    if (parsed.success) return make(parsed.data);
    this.faults.push(`${operation}: ${z.prettifyError(parsed.error)}`);
    return errorOf("parameter_error", "invalid_parameter");
  }

  #list({ query, operation }: Asked): Answered {
    for (const name of query.keys()) {
      if (!LISTED.has(name)) this.faults.push(`${operation}: ${name} is not documented`);
    }
    const from = Number(query.get("creation_date_from") ?? 0), limit = Number(query.get("limit") ?? 50);
    const all = [...this.charges.values()].filter(({ creation_date }) => creation_date >= from).reverse();
    const after = query.get("after"),
      start = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
    const data = all.slice(start, start + limit);
    const next = start + limit < all.length ? data.at(-1)!.id : null;
    return { status: 200, json: { data: data.map(wire), paging: { cursors: { after: next } } } };
  }
}

const wire = (charge: Charge) => ({
  object: "charge",
  ...charge,
  paid: false,
  capture: true,
  duplicated: false,
  reference_code: "abc123",
  authorization_code: "123456",
  total_fee: 0,
  fee_details: {},
  source: { object: "token", type: "yape" },
});
