import { createHmac } from "node:crypto";
import type { Clock } from "../../../kernel/time.ts";
import { epochMsOf } from "../../../kernel/time.ts";
import { type Answered, type Asked, FakeProvider } from "./fake_provider.ts";
import { contractText } from "./shared_contracts.ts";
import { decoded, type StripeContract } from "./stripe_contract.ts";

// deno-lint-ignore no-explicit-any -- objects as wide as theirs
type Thing = Record<string, any>;

/** Cards of docs.stripe.com/testing, by what each gives. */
export const CARDS = {
  ok: null,
  generic_decline: ["card_declined", "generic_decline"],
  insufficient_funds: ["card_declined", "insufficient_funds"],
  lost_card: ["card_declined", "lost_card"],
  stolen_card: ["card_declined", "stolen_card"],
  card_velocity_exceeded: ["card_declined", "card_velocity_exceeded"],
  fraudulent: ["card_declined", "fraudulent"],
  expired_card: ["expired_card", null],
  incorrect_cvc: ["incorrect_cvc", null],
  processing_error: ["processing_error", null],
  incorrect_number: ["incorrect_number", null],
  authentication_required: ["authentication_required", "authentication_required"],
} as const;
export type Card = keyof typeof CARDS;

const MISSING: Answered = {
  status: 404,
  json: { error: { type: "invalid_request_error", code: "resource_missing", message: "No such object" } },
};

/** Stripe as far as we use it: objects that live, of the shapes in their published fixtures where those are here. */
export class FakeStripe extends FakeProvider {
  readonly key = "sk_test_fake_of_our_tests";
  readonly secret = "whsec_fake_of_our_tests";
  readonly objects = new Map<string, Thing>();
  readonly events: Thing[] = [];
  readonly #answers = new Map<string, { readonly form: string; readonly answer: Answered }>();
  readonly #contract: StripeContract | null;
  readonly #clock: Clock;
  #made = 0;

  constructor(clock: Clock, contract: StripeContract | null) {
    super();
    this.#clock = clock;
    this.#contract = contract;
  }

  protected readonly refusal = {
    unknown: MISSING,
    unsigned: { status: 401, json: { error: { type: "invalid_request_error", message: "Invalid API Key" } } },
  };
  protected isOurs = (headers: Headers): boolean => headers.get("authorization") === `Bearer ${this.key}`;

  protected readonly operations = {
    "POST /v1/checkout/sessions": (asked: Asked) => this.#posted(asked, (form) => this.#session(form)),
    "GET /v1/checkout/sessions": (asked: Asked) => this.#list(asked, "cs_"),
    "GET /v1/checkout/sessions/{session}": (asked: Asked) => this.#read(asked, asked.params.session!),
    "POST /v1/customers": (asked: Asked) =>
      this.#posted(asked, ({ metadata }) => this.#new("customer", "cus_", { metadata: metadata ?? {} })),
    "POST /v1/refunds": (asked: Asked) => this.#posted(asked, (form) => this.#refund(form)),
    "POST /v1/payment_intents": (asked: Asked) => this.#posted(asked, (form) => this.#offSession(form)),
    "GET /v1/payment_intents": (asked: Asked) => this.#list(asked, "pi_"),
    "POST /v1/payment_methods/{payment_method}/detach": (asked: Asked) =>
      this.#posted(asked, () => {
        const card = this.objects.get(asked.params.payment_method!);
        if (!card) return MISSING;
        card.customer = null;
        return card;
      }),
    "GET /v1/payment_intents/{intent}": (asked: Asked) => this.#read(asked, asked.params.intent!),
    "GET /v1/charges/{charge}": (asked: Asked) => this.#read(asked, asked.params.charge!),
    "GET /v1/refunds/{refund}": (asked: Asked) => this.#read(asked, asked.params.refund!),
    "GET /v1/disputes/{dispute}": (asked: Asked) => this.#read(asked, asked.params.dispute!),
    "GET /v1/disputes": (asked: Asked) =>
      this.#list(asked, "du_", (thing) => thing.payment_intent === asked.query.get("payment_intent")),
    "GET /v1/invoices/{invoice}": (asked: Asked) => this.#read(asked, asked.params.invoice!),
    "GET /v1/invoice_payments": (asked: Asked) =>
      this.#list(
        asked,
        "inpay_",
        ({ payment }) => payment.payment_intent === asked.query.get("payment[payment_intent]"),
      ),
    "GET /v1/subscriptions/{subscription_exposed_id}": (asked: Asked) =>
      this.#read(asked, asked.params.subscription_exposed_id!),
    "GET /v1/events": (asked: Asked) => this.#list(asked, "evt_"),
  };

  /** Somebody pays on the page. `later` is a way that takes days: the provider has it in hand. */
  pay(sessionId: string, card: Card = "ok", later = false): Thing {
    const session = this.objects.get(sessionId)!;
    if (session.mode === "subscription") return this.#subscribe(session);
    const intent = this.objects.get(session.payment_intent) ?? this.#new("payment_intent", "pi_", {
      amount: session.amount_total,
      currency: session.currency,
      customer: session.customer,
      metadata: session._intent_metadata,
      setup_future_usage: session._saves ? "off_session" : null,
    });
    session.payment_intent = intent.id;
    this.#charge(intent, card, later);
    if (session._saves) this.#keep(intent, session.customer);
    const failed = CARDS[card] !== null;
    if (!failed) {
      session.status = "complete";
      session.payment_status = later ? "unpaid" : "paid";
      this.#event("checkout.session.completed", session);
    }
    const type = failed ? "payment_failed" : later ? "processing" : "succeeded";
    this.#event(`payment_intent.${type}`, intent);
    return intent;
  }

  /** What was on its way arrives, or does not. */
  arrive(sessionId: string, came: boolean): void {
    const session = this.objects.get(sessionId)!, intent = this.objects.get(session.payment_intent)!;
    const charge = this.objects.get(intent.latest_charge)!;
    charge.status = came ? "succeeded" : "failed";
    intent.status = came ? "succeeded" : "requires_payment_method";
    intent.amount_received = came ? intent.amount : 0;
    intent.last_payment_error = came
      ? null
      : { type: "card_error", code: "payment_intent_payment_attempt_failed" };
    session.payment_status = came ? "paid" : "unpaid";
    this.#event(`checkout.session.async_payment_${came ? "succeeded" : "failed"}`, session);
  }

  expire(sessionId: string): void {
    const session = this.objects.get(sessionId)!;
    session.status = "expired";
    session.url = null;
    this.#event("checkout.session.expired", session);
  }

  /** In their panel, not through us. */
  giveBack(intentId: string, amount: number): Thing {
    const intent = this.objects.get(intentId)!, charge = this.objects.get(intent.latest_charge)!;
    charge.amount_refunded += amount;
    charge.refunded = charge.amount_refunded === charge.amount;
    const refund = this.#new("refund", "re_", { amount, charge: charge.id, payment_intent: intentId });
    this.#event("charge.refunded", charge);
    this.#event("refund.created", refund);
    return refund;
  }

  dispute(intentId: string): Thing {
    const intent = this.objects.get(intentId)!, charge = this.objects.get(intent.latest_charge)!;
    charge.disputed = true;
    const dispute = this.#new("dispute", "du_", {
      amount: charge.amount,
      charge: charge.id,
      payment_intent: intentId,
      status: "needs_response",
    });
    this.#event("charge.dispute.created", dispute);
    return dispute;
  }
  closeDispute(disputeId: string, status: "won" | "lost"): void {
    const dispute = this.objects.get(disputeId)!;
    dispute.status = status;
    this.#event("charge.dispute.closed", dispute);
  }

  /** The next month of a subscription. */
  renew(subscriptionId: string, card: Card = "ok"): Thing {
    const invoice = this.#invoice(this.objects.get(subscriptionId)!, "subscription_cycle", card);
    this.#event(CARDS[card] === null ? "invoice.paid" : "invoice.payment_failed", invoice);
    return invoice;
  }
  cancelSubscription(subscriptionId: string): void {
    const subscription = this.objects.get(subscriptionId)!;
    subscription.status = "canceled";
    this.#event("customer.subscription.deleted", subscription);
  }

  /** Signed with any secret, at any time, over any bytes. */
  signed(body: string, { secret = this.secret, at = this.#seconds(), over = body } = {}): Request {
    const v1 = createHmac("sha256", secret).update(`${at}.${over}`).digest("hex");
    return new Request("http://caserito.test/avisos/stripe", {
      method: "POST",
      headers: { "stripe-signature": `t=${at},v1=${v1}`, "content-type": "application/json" },
      body,
    });
  }

  /** An event of any type, as it would be told. */
  eventBody(type: string, object: Thing): string {
    return JSON.stringify(this.#eventOf(type, object));
  }

  #seconds = (): number => Math.trunc(epochMsOf(this.#clock.now()) / 1000);

  #event(type: string, object: Thing): void {
    const event = this.#eventOf(type, object);
    this.events.push(event);
    this.objects.set(event.id, event);
    const body = JSON.stringify(event);
    this.tell(() => this.signed(body));
  }
  #eventOf(type: string, object: Thing): Thing {
    return {
      ...shapeOf("event"),
      id: `evt_${++this.#made}fake`,
      object: "event",
      type,
      created: this.#seconds(),
      data: { object: structuredClone(object) },
    };
  }

  #new(resource: string, prefix: string, fields: Thing): Thing {
    const thing = {
      ...shapeOf(resource),
      object: resource,
      ...fields,
      id: `${prefix}${++this.#made}fake`,
      created: this.#seconds(),
    };
    this.objects.set(thing.id, thing);
    return thing;
  }

  #posted(asked: Asked, make: (form: Thing) => Thing | Answered): Answered {
    this.#judge(asked, asked.body);
    const key = asked.headers.get("idempotency-key");
    if (key === null) this.faults.push(`${asked.operation}: posted without an idempotency key`);
    const before = this.#answers.get(key ?? "");
    if (before) {
      if (before.form === asked.body) return before.answer;
      return { status: 400, json: { error: { type: "idempotency_error", message: "other parameters" } } };
    }
    const made = make(decoded(asked.body)) as Thing & Partial<Answered>;
    const answer = made.json ? made as unknown as Answered : { status: 200, json: made };
    this.#answers.set(key ?? "", { form: asked.body, answer: structuredClone(answer) });
    return answer;
  }

  #judge({ method, operation, headers }: Asked, form: string): void {
    if (!/^20\d\d-\d\d-\d\d\.\w+$/.test(headers.get("stripe-version") ?? "")) {
      this.faults.push(`${operation}: no version of the API is named`);
    }
    this.faults.push(...this.#contract?.faultsOf(method, operation, form) ?? []);
  }

  #session(form: Thing): Thing {
    const item = form.line_items[0], unit = Number(item.price_data.unit_amount);
    const session = this.#new("checkout.session", "cs_test_", {
      mode: form.mode,
      status: "open",
      payment_status: "unpaid",
      amount_total: unit * Number(item.quantity),
      currency: item.price_data.currency,
      client_reference_id: form.client_reference_id,
      customer: form.customer ?? null,
      metadata: form.metadata ?? {},
      payment_intent: null,
      invoice: null,
      subscription: null,
      success_url: form.success_url,
    });
    session.url = `https://checkout.stripe.com/c/pay/${session.id}`;
    session._intent_metadata = form.payment_intent_data?.metadata ?? {};
    session._saves = form.payment_intent_data?.setup_future_usage === "off_session";
    session._subscription_metadata = form.subscription_data?.metadata ?? {};
    return session;
  }

  /** The card that paid stays with its customer. */
  #keep(intent: Thing, customer: string): void {
    const card = this.#new("payment_method", "pm_", { type: "card", card: { last4: "4242" }, customer });
    intent.payment_method = card.id;
  }

  /** The next charges of a kept card meet these, one after the other; otherwise it pays. */
  readonly nextCards: Card[] = [];

  /** With nobody present. */
  #offSession(form: Thing): Thing | Answered {
    const method = this.objects.get(form.payment_method);
    if (!method || method.customer !== form.customer || form.confirm !== "true") return MISSING;
    const { metadata, customer, currency, payment_method } = form, card = this.nextCards.shift() ?? "ok";
    const intent = this.#new("payment_intent", "pi_", {
      ...{ metadata, customer, currency, payment_method },
      amount: Number(form.amount),
      setup_future_usage: null,
    });
    this.#charge(intent, card);
    const failed = CARDS[card] !== null;
    this.#event(`payment_intent.${failed ? "payment_failed" : "succeeded"}`, intent);
    if (!failed) return intent;
    const error = { ...intent.last_payment_error, payment_intent: intent };
    return { status: 402, json: { error } };
  }

  #charge(intent: Thing, card: Card, later = false): void {
    const failure = CARDS[card];
    const charge = this.#new("charge", "ch_", {
      amount: intent.amount,
      amount_refunded: 0,
      currency: intent.currency,
      disputed: false,
      refunded: false,
      paid: failure === null && !later,
      status: failure ? "failed" : later ? "pending" : "succeeded",
      payment_intent: intent.id,
      customer: intent.customer,
    });
    const moved = failure === null && !later;
    Object.assign(intent, {
      latest_charge: charge.id,
      amount_received: moved ? intent.amount : 0,
      status: failure ? "requires_payment_method" : later ? "processing" : "succeeded",
      last_payment_error: failure
        ? { type: "card_error", code: failure[0], decline_code: failure[1], message: "declined" }
        : null,
    });
  }

  #subscribe(session: Thing): Thing {
    const month = 30 * 86_400, now = this.#seconds();
    const subscription = this.#new("subscription", "sub_", {
      customer: session.customer,
      status: "active",
      cancel_at_period_end: false,
      metadata: session._subscription_metadata,
      amount: session.amount_total,
      items: { object: "list", data: [{ current_period_start: now, current_period_end: now + month }] },
    });
    const invoice = this.#invoice(subscription, "subscription_create", "ok");
    Object.assign(session, {
      status: "complete",
      payment_status: "paid",
      subscription: subscription.id,
      invoice: invoice.id,
    });
    this.#event("customer.subscription.created", subscription);
    this.#event("checkout.session.completed", session);
    this.#event("invoice.paid", invoice);
    return invoice;
  }

  #invoice(subscription: Thing, reason: string, card: Card): Thing {
    const intent = this.#new("payment_intent", "pi_", {
      amount: subscription.amount,
      currency: "pen",
      customer: subscription.customer,
      metadata: {},
    });
    this.#charge(intent, card);
    const paid = CARDS[card] === null;
    const invoice = this.#new("invoice", "in_", {
      status: paid ? "paid" : "open",
      billing_reason: reason,
      amount_due: subscription.amount,
      amount_paid: paid ? subscription.amount : 0,
      attempt_count: 1,
      currency: "pen",
      customer: subscription.customer,
      hosted_invoice_url: "https://invoice.stripe.com/i/fake",
      // Since Basil a subscription stands below `parent`; the nullable field of before is no use.
      subscription: null,
      parent: {
        type: "subscription_details",
        subscription_details: { subscription: subscription.id, metadata: subscription.metadata },
      },
    });
    const tie = this.#new("invoice_payment", "inpay_", {
      invoice: invoice.id,
      payment: { type: "payment_intent", payment_intent: intent.id },
      status: paid ? "paid" : "open",
    });
    invoice.payments = { object: "list", data: [tie], has_more: false, url: "/v1/invoice_payments" };
    return invoice;
  }

  #refund(form: Thing): Thing | Answered {
    const charge = this.objects.get(this.objects.get(form.payment_intent)?.latest_charge);
    const amount = Number(form.amount);
    if (!charge || charge.amount_refunded + amount > charge.amount) {
      const code = charge?.refunded ? "charge_already_refunded" : "amount_too_large";
      return { status: 400, json: { error: { type: "invalid_request_error", code, message: "refused" } } };
    }
    return this.giveBack(form.payment_intent, amount);
  }

  #read(asked: Asked, id: string): Answered {
    this.#judge(asked, asked.query.toString());
    const found = this.objects.get(id);
    if (!found) return MISSING;
    // The charge is there in full only where it is asked for; the payments of an invoice likewise.
    const expand = [...asked.query].flatMap(([name, value]) => name.startsWith("expand[") ? [value] : []);
    const thing = { ...found };
    if (expand.includes("latest_charge")) thing.latest_charge = this.objects.get(thing.latest_charge) ?? null;
    if (expand.includes("payment_method")) {
      thing.payment_method = this.objects.get(thing.payment_method) ?? null;
    }
    if (thing.object === "invoice" && !expand.includes("payments")) delete thing.payments;
    return { status: 200, json: thing };
  }

  #list(asked: Asked, prefix: string, fits: (thing: Thing) => boolean = () => true): Answered {
    this.#judge(asked, asked.query.toString());
    const from = Number(asked.query.get("created[gte]") ?? 0), limit = Number(asked.query.get("limit") ?? 10);
    const all = [...this.objects.values()].filter((thing) =>
      thing.id.startsWith(prefix) && thing.created >= from && fits(thing)
    ).reverse();
    const after = asked.query.get("starting_after");
    const start = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
    const data = all.slice(start, start + limit);
    return {
      status: 200,
      json: { object: "list", data, has_more: start + limit < all.length, url: asked.operation },
    };
  }
}

let fixtures: Readonly<Record<string, Thing>> | undefined;
/** The shape of the version we pin, as Stripe publishes it. */
function shapeOf(resource: string): Thing {
  fixtures ??= (JSON.parse(contractText("stripe-fixtures3.json") ?? '{"resources":{}}') as {
    resources: Record<string, Thing>;
  }).resources;
  return structuredClone(fixtures[resource] ?? {});
}
