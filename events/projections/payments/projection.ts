import type { FactOf } from "../../facts/define_fact.ts";
import {
  PaymentAllocated,
  PaymentAwaited,
  PaymentClaimedByPayer,
  PaymentEvidenceKept,
  PaymentExceptionRaised,
  PaymentExceptionResolved,
  PaymentIntentEnded,
  PaymentIntentOpened,
  PaymentMarked,
  PaymentRefundNoted,
  PaymentSighted,
  WalletAccountSet,
} from "../../facts/payments.ts";
import { jsonText } from "../../../kernel/sync.ts";
import type { Recorded, SqlValue } from "../../store/types.ts";
import { type Change, defineProjection } from "../define_projection.ts";
import { handlers, on } from "../handlers.ts";
import { PAYMENT_TABLES } from "./tables.ts";

type Columns = Readonly<Record<string, SqlValue>>;
type Figures = Readonly<Record<string, number>>;
type Raised = FactOf<typeof PaymentExceptionRaised>["data"];

/**
 * What money came in, what waits for some, and what a person has to look at. Every row of an account and of an intent bears
 * the version of its stream, so that a command reads both at once. Names stay sealed here too.
 */
export const paymentsProjection = defineProjection({
  name: "payments",
  version: 1,
  mode: "inline",
  tables: PAYMENT_TABLES,
  ...handlers(
    on(WalletAccountSet, ({ accountId, ...data }, event) => [
      account(accountId, event, {
        wallet: data.wallet,
        name: data.name,
        qr_text: data.qrText,
        inject_amount: data.injectAmount ? 1 : 0,
        active: data.active ? 1 : 0,
        strict_above_centimos: data.strictAboveCentimos,
      }),
    ]),
    on(PaymentAwaited, ({ accountId, intentId, amountCentimos }, event) => [
      account(accountId, event),
      {
        table: "payment_awaited",
        key: { account_id: accountId, intent_id: intentId },
        set: { amount_centimos: amountCentimos, opened_at: event.occurredAt },
      },
    ]),
    on(PaymentEvidenceKept, (data, event) => [
      account(data.accountId, event),
      evidence(data, event),
      ...data.paymentId === null || data.standing === "merged" ? [] : [payment(data.paymentId, {
        account_id: data.accountId,
        amount_centimos: data.amountCentimos,
        occurred_at: data.occurredAt,
        received_at: data.receivedAt,
        held: data.standing === "held" ? 1 : 0,
      })],
    ]),
    on(PaymentExceptionRaised, (data, event) => [
      account(data.accountId, event),
      {
        table: "payment_exception",
        key: { exception_id: data.exceptionId },
        set: {
          account_id: data.accountId,
          kind: data.kind,
          payment_id: data.paymentId,
          intent_ids: jsonText(data.intentIds),
          amount_centimos: data.amountCentimos,
          raised_at: event.recordedAt,
          resolution: null,
          resolved_at: null,
          resolved_by: null,
          note: null,
        },
      },
      ...reviews(data, 1),
    ]),
    on(PaymentExceptionResolved, (data, event) => [
      account(data.accountId, event),
      {
        table: "payment_exception",
        key: { exception_id: data.exceptionId },
        set: {
          resolution: data.resolution,
          resolved_at: event.recordedAt,
          resolved_by: data.by,
          note: data.note,
        },
      },
      ...reviews(data, -1),
      ...data.by === null || data.paymentId === null
        ? []
        : [payment(data.paymentId, { closed: 1, ...isNoMoney(data) && { void: 1 } })],
    ]),
    on(PaymentRefundNoted, (data, event) => [
      account(data.accountId, event),
      payment(data.paymentId, {}, { refunded_centimos: data.amountCentimos }),
      {
        table: "payment_refund",
        key: { refund_id: data.refundId },
        set: {
          payment_id: data.paymentId,
          account_id: data.accountId,
          amount_centimos: data.amountCentimos,
          operation_number: data.operationNumber,
          noted_by: data.by,
          reason: data.reason,
          occurred_at: event.occurredAt,
        },
      },
    ]),
    on(PaymentIntentOpened, ({ intentId, ...data }, event) => [
      intent(intentId, event, {
        account_ids: jsonText(data.accountIds),
        amount_centimos: data.amountCentimos,
        purpose: data.purpose,
        subject: data.subject,
        register_id: data.registerId,
        cashier_id: data.cashierId,
        opened_at: data.openedAt,
        expires_at: data.expiresAt,
        reference: data.reference,
        payer: sealed(event, "payerName"),
      }),
    ]),
    on(PaymentIntentEnded, ({ intentId, outcome, endedAt }, event) => [
      intent(intentId, event, { outcome, ended_at: endedAt }),
    ]),
    on(PaymentClaimedByPayer, ({ intentId, operationNumber, securityCode, by }, event) => [
      intent(intentId, event, {
        claimed_at: event.occurredAt,
        claimed_by: by,
        ...securityCode !== null && { security_code: securityCode },
      }),
      ...operationNumber === null ? [] : [number(intentId, event, operationNumber)],
    ]),
    on(PaymentMarked, ({ intentId, operationNumber, by }, event) => [
      intent(intentId, event, { marked_at: event.occurredAt, marked_by: by }),
      number(intentId, event, operationNumber),
    ]),
    on(PaymentSighted, ({ intentId, paymentId }, event) => [
      intent(intentId, event, { sighted_at: event.occurredAt }),
      {
        table: "payment_sighting",
        key: { intent_id: intentId, payment_id: paymentId },
        set: { occurred_at: event.occurredAt },
      },
    ]),
    on(PaymentAllocated, ({ intentId, paymentId, amountCentimos, by, late, over, reasons }, event) => [
      intent(intentId, event, {
        counted_at: event.recordedAt,
        ...late && { paid_late: 1 },
        ...over && { paid_over: 1 },
      }, {
        allocated_centimos: amountCentimos,
        ...by !== null && { by_person_centimos: amountCentimos },
      }),
      payment(paymentId, {}, { allocated_centimos: amountCentimos }),
      {
        table: "payment_allocation",
        key: { payment_id: paymentId, pos: event.pos },
        set: {
          intent_id: intentId,
          amount_centimos: amountCentimos,
          reasons: reasons.join(","),
          allocated_by: by,
          occurred_at: event.recordedAt,
        },
      },
    ]),
  ),
});

/** A person said that this telling is of a credit that we know already: it is not money of its own. */
const isNoMoney = ({ resolution, kind }: FactOf<typeof PaymentExceptionResolved>["data"]): boolean =>
  resolution === "duplicate" && kind !== "overpaid" && kind !== "contradicted";

const account = (accountId: string, { ver }: Recorded, set: Columns = {}): Change => ({
  table: "wallet_account",
  key: { account_id: accountId },
  set: { ...set, ver },
});

const intent = (intentId: string, { ver }: Recorded, set: Columns, add: Figures = {}): Change => ({
  table: "payment_intent",
  key: { intent_id: intentId },
  set: { ...set, ver },
  ...Object.keys(add).length > 0 && { add },
});

const payment = (paymentId: string, set: Columns, add: Figures = {}): Change => ({
  table: "incoming_payment",
  key: { payment_id: paymentId },
  ...Object.keys(set).length > 0 && { set },
  ...Object.keys(add).length > 0 && { add },
});

const number = (intentId: string, { pos }: Recorded, operationNumber: string): Change => ({
  table: "payment_number",
  key: { intent_id: intentId, pos },
  set: { operation_number: operationNumber },
});

const reviews = ({ intentIds, kind }: Pick<Raised, "intentIds" | "kind">, by: 1 | -1): Change[] =>
  intentIds.map((intentId) => ({
    table: "payment_intent",
    key: { intent_id: intentId },
    add: { reviews: by, ...kind === "contradicted" && { contradictions: by } },
  }));

const evidence = (data: FactOf<typeof PaymentEvidenceKept>["data"], event: Recorded): Change => ({
  table: "payment_evidence",
  key: { evidence_id: data.evidenceId },
  set: {
    account_id: data.accountId,
    payment_id: data.paymentId,
    standing: data.standing,
    source: data.source,
    trust: data.trust,
    direction: data.direction,
    amount_centimos: data.amountCentimos,
    occurred_at: data.occurredAt,
    received_at: data.receivedAt,
    payer: sealed(event, "payerName"),
    masked: data.masked ? 1 : 0,
    security_code: data.securityCode,
    operation_number: data.operationNumber,
    external_reference: data.externalReference,
    provider_id: data.providerId,
    device_id: data.deviceId,
    late: data.late ? 1 : 0,
    fingerprint: data.fingerprint,
    pos: event.pos,
  },
});

/** As the stored bytes have it: a replay compares the texts. */
function sealed({ pii }: Recorded, field: string): string | null {
  const found = pii.find((sealed) => sealed.field === field);
  return found ? jsonText(found) : null;
}
