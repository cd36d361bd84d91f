import { parseInput } from "../commands/input/parse.ts";
import { resolveException } from "../commands/payments/exceptions.ts";
import { endIntent } from "../commands/payments/intents.ts";
import { walletsOut } from "../commands/payments/outages.ts";
import { intentView, tillWallets } from "../commands/payments/till_view.ts";
import { exceptionById } from "../events/projections/payments/queries.ts";
import { isUuid } from "../kernel/ids.ts";
import { type Call, endpoint, named, sent } from "./http/endpoint.ts";
import { refusalProblem, requestProblem } from "./http/problem.ts";
import { zIntentView, zNewChoice, zNothing, zTillWallets } from "./schemas/till_payments.ts";

const tag = "Pagos con Yape y Plin";
const access = ["sell", "device"] as const;
const VIEW = {
  status: 200,
  text: "Cómo va el pago",
  content: named("PaymentStanding", zIntentView),
} as const;
const idOf = ({ params }: Pick<Call<unknown>, "params">): string => params["id"] ?? "";

const shown = async ({ store }: Pick<Call<unknown>, "store">, intentId: string): Promise<Response> => {
  const view = await intentView(store, intentId);
  return view ? sent(view) : requestProblem("NotFound");
};

const wallets = endpoint({
  method: "get",
  path: "/payments/wallets",
  tag,
  summary: "Las cuentas de Yape y Plin de la tienda, con el código que se muestra al cliente.",
  access,
  answer: { status: 200, text: "Las cuentas", content: named("TillWallets", zTillWallets) },
  async handle({ store, services }) {
    const out = await walletsOut(services.platform);
    return sent({ items: await tillWallets(store, out) });
  },
});

const standing = endpoint({
  method: "get",
  path: "/payments/intents/{id}/standing",
  tag,
  summary:
    "Lo que la caja muestra de un pago que espera: cuánto llegó, de quién, y qué pagos podrían ser el suyo.",
  access,
  answer: VIEW,
  refusals: ["NotFound"],
  handle: (call) => shown(call, idOf(call)),
});

const cancellation = endpoint({
  method: "post",
  path: "/payments/intents/{id}/cancellation",
  tag,
  summary: "Ya no se espera el pago.",
  access,
  body: named("PaymentCancellation", zNothing),
  idempotency: "key",
  answer: VIEW,
  refusals: ["PaymentIntentUnknown", "PaymentIntentSettled", "NotFound"],
  async handle(call) {
    const intentId = idOf(call);
    if (!isUuid(intentId)) return requestProblem("NotFound");
    const ended = await endIntent(call.context, call.asked, { intentId, outcome: "canceled" });
    return ended.ok ? await shown(call, intentId) : refusalProblem(ended.error);
  },
});

const choice = endpoint({
  method: "post",
  path: "/payments/intents/{id}/choice",
  tag,
  summary: "La cajera dice que un pago que llegó es el de esta venta.",
  access,
  body: named("PaymentChoice", zNewChoice),
  idempotency: "key",
  answer: VIEW,
  refusals: [
    "PaymentExceptionUnknown",
    "IncomingPaymentUnknown",
    "IncomingPaymentSpent",
    "PaymentEvidenceWeak",
    "PaymentIntentUnknown",
    "PaymentIntentEnded",
    "PaymentIntentSettled",
    "NotFound",
  ],
  async handle(call) {
    const intentId = idOf(call), parsed = parseInput(zNewChoice, call.body), { caller } = call;
    if (!parsed.ok) return refusalProblem(parsed.error);
    const { exceptionId, cashierId: by } = parsed.value, before = await intentView(call.store, intentId);
    // A counter answers only what it was asked: every other question of the shop's money is its owner's.
    const isAsked = before?.candidates.some((candidate) => candidate.exceptionId === exceptionId);
    if (!isAsked && await exceptionById(call.store.db, exceptionId)) return requestProblem("NotFound");
    const resolved = await resolveException(call.context, call.asked, {
      exceptionId,
      resolution: "allocate",
      intentId,
      note: "En la caja",
      by: caller.kind === "person" ? caller.staff.personId : by,
    });
    if (resolved.ok) return await shown(call, intentId);
    if (resolved.error.type === "PaymentExceptionUnknown") {
      const now = await intentView(call.store, intentId);
      // The money found its sale meanwhile, by another till or by itself.
      if (now && now.receivedCentimos >= now.amountCentimos) {
        return refusalProblem({ type: "PaymentIntentSettled" });
      }
    }
    return refusalProblem(resolved.error);
  },
});

export const TILL_PAYMENTS = [wallets, standing, cancellation, choice];
