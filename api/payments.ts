import { z } from "zod";
import { claimPaid, confirmByOperation, openIntent } from "../commands/payments/intents.ts";
import { maskedName } from "../domain/wallets/masked_name.ts";
import { incomingPayments, intentById, type IntentRow } from "../events/projections/payments/queries.ts";
import { isUuid } from "../kernel/ids.ts";
import { type Instant, parseInstant, plusMs } from "../kernel/time.ts";
import { overriders } from "./http/overriders.ts";
import type { Caller } from "./http/authenticate.ts";
import { endpoint, handled, named, sent } from "./http/endpoint.ts";
import { memberOf, withPath } from "./http/path_input.ts";
import { requestProblem } from "./http/problem.ts";
import { zIdQuery, zList } from "./schemas/fields.ts";
import {
  zClaim,
  zClaimed,
  zConfirmed,
  zIntent,
  zNewIntent,
  zOpenedIntent,
  zOperation,
  zSeenPayment,
} from "./schemas/payments.ts";
import { inInstant } from "../commands/input/fields.ts";

const tag = "Pagos con Yape y Plin";
/** What the close of a shift may still want to see. */
const FEED_MS = 24 * 3_600_000;
const FEED_MAX = 50;
/** Below it nothing is shown as verified (payments-peru §6). */
const TRUSTED = 2;

/** A person is themselves; a device says who works on it, and is itself where it does not. */
const workerOf = (caller: Caller, body: unknown): unknown => {
  if (caller.kind === "person") return caller.staff.personId;
  const said = memberOf(body, "cashierId");
  return said ??
    (caller.kind === "device" ? caller.device.deviceId : caller.kind === "program" ? caller.key.keyId : null);
};

const open = endpoint({
  method: "post",
  path: "/payments/intents",
  tag,
  summary: "Una venta espera su Yape o Plin: desde aquí se mira si llega.",
  access: ["sell", "device"],
  body: named("NewPaymentIntent", zNewIntent),
  idempotency: "key",
  answer: { status: 201, text: "Se espera el pago", content: named("PaymentIntentRef", zOpenedIntent) },
  refusals: ["PaymentIntentExists", "WalletAccountUnknown"],
  async handle({ context, asked, body, caller }) {
    const subject = memberOf(body, "saleId");
    const input = withPath(body, { purpose: "sale", subject, cashierId: workerOf(caller, body) });
    const occurredAt = openedAtOf(memberOf(body, "openedAt"), context.clock.now());
    return handled(await openIntent(context, { ...asked, occurredAt }, input), 201);
  },
});

/** A till that had no network then says since when it waits: the money came after that, and not after we heard of it. */
function openedAtOf(said: unknown, now: Instant): Instant {
  const at = typeof said === "string" ? parseInstant(said) : null;
  return at !== null && at < now && at > plusMs(now, -FEED_MS) ? at : now;
}

const one = endpoint({
  method: "get",
  path: "/payments/intents/{id}",
  tag,
  summary: "Cómo va un pago que se espera: si el cliente dice que pagó, si se vio y si ya cuenta.",
  access: ["sell", "see_figures", "device"],
  answer: { status: 200, text: "El pago", content: named("PaymentIntent", zIntent) },
  refusals: ["NotFound"],
  async handle({ store, params }) {
    const found = isUuid(params["id"] ?? "") ? await intentById(store.db, params["id"]!) : null;
    return found?.purpose === "sale" ? sent(shown(found)) : requestProblem("NotFound");
  },
});

const shown = (row: IntentRow): z.output<typeof zIntent> => ({
  intentId: row.intentId,
  saleId: row.subject,
  status: row.status,
  additional: row.additional,
  accountIds: [...row.accountIds],
  amountCentimos: row.amountCentimos,
  allocatedCentimos: row.allocatedCentimos,
  openedAt: row.openedAt,
  expiresAt: row.expiresAt,
  claimedAt: row.claimedAt,
  sightedAt: row.sightedAt,
  markedAt: row.markedAt,
  countedAt: row.countedAt,
});

const claim = endpoint({
  method: "post",
  path: "/payments/intents/{id}/claim",
  tag,
  summary:
    "El cliente dice que ya pagó y, si quiere, lee su número de operación o su código. No vale como pago.",
  access: ["sell", "device"],
  body: named("PaymentClaim", zClaim),
  idempotency: "key",
  answer: { status: 200, text: "Anotado", content: named("PaymentClaimRef", zClaimed) },
  refusals: ["PaymentIntentUnknown", "PaymentIntentEnded", "PaymentIntentSettled", "NotFound"],
  async handle({ context, asked, body, caller, params }) {
    const intentId = params["id"] ?? "";
    if (!isUuid(intentId)) return requestProblem("NotFound");
    return handled(
      await claimPaid(context, asked, withPath(body, { intentId, by: workerOf(caller, body) })),
      200,
    );
  },
});

const operation = endpoint({
  method: "post",
  path: "/payments/intents/{id}/operation",
  tag,
  summary: "Quien atiende acepta un número de operación como pago. Queda aparte hasta que el dinero se vea.",
  access: ["sell", "device"],
  body: named("PaymentOperation", zOperation),
  idempotency: "key",
  answer: { status: 200, text: "Aceptado", content: named("PaymentOperationRef", zConfirmed) },
  refusals: [
    "PaymentIntentUnknown",
    "PaymentIntentEnded",
    "PaymentIntentSettled",
    "WalletAccountUnknown",
    "SecondPersonNeeded",
    "NotFound",
  ],
  async handle({ context, asked, body, params, caller, services, shop }) {
    const intentId = params["id"] ?? "";
    if (!isUuid(intentId)) return requestProblem("NotFound");
    const approvers = caller.kind === "device"
      ? await overriders(services.control, shop.id)
      : context.approvers;
    const input = withPath(body, { intentId });
    return handled(
      await confirmByOperation({ ...context, ...approvers && { approvers } }, asked, input),
      200,
    );
  },
});

const feed = endpoint({
  method: "get",
  path: "/payments/feed",
  tag,
  summary: "Lo último que llegó por billetera: monto, nombre corto y hora. Nada más, y de un día.",
  access: ["sell", "see_figures", "device"],
  query: z.strictObject({ accountId: zIdQuery.optional(), since: inInstant.optional() }),
  answer: { status: 200, text: "Los últimos pagos", content: named("PaymentFeed", zList(zSeenPayment)) },
  async handle({ store, context, query: { accountId = null, since } }) {
    const day = plusMs(context.clock.now(), -FEED_MS),
      from: Instant = since !== undefined && since > day ? since : day;
    const seen = await incomingPayments(store.db, { accountId, since: from, limit: FEED_MAX });
    const items = await Promise.all(
      seen.filter((one) => !one.void).map(async (one) => {
        const payer = one.payer && await store.people.open(one.payer);
        return {
          paymentId: one.paymentId,
          accountId: one.accountId,
          amountCentimos: one.amountCentimos,
          payer: payer ? maskedName(payer) : null,
          occurredAt: one.occurredAt,
          verified: one.trust >= TRUSTED,
          counted: one.allocatedCentimos > 0,
        };
      }),
    );
    return sent({ items, nextCursor: null });
  },
});

export const PAYMENTS = [open, one, claim, operation, feed];
