import {
  HoldLifted,
  HoldPlaced,
  HoldProposed,
  InvoiceIssued,
  MembershipCancelled,
  MembershipStarted,
  PaymentClaimed,
  PaymentClaimResolved,
  PaymentReceived,
  PaymentRefunded,
  PlanChanged,
} from "../../facts/membership.ts";
import { MessageRetried } from "../../facts/console.ts";
import { limaDay } from "../../../kernel/time.ts";
import { defineProjection } from "../define_projection.ts";
import { handlers, on } from "../handlers.ts";

/**
 * What operators look at across shops: who has which plan, which claims and holds wait for a person, and the money of each
 * day. Whether a shop may sell stands in none of it: that is a function of its facts and the instant.
 */
export const consoleProjection = defineProjection({
  name: "console",
  version: 1,
  mode: "inline",
  tables: [
    {
      name: "console_shop",
      columns: {
        shop: "TEXT NOT NULL",
        plan: "TEXT",
        trial_ends_on: "TEXT",
        last_invoice_id: "TEXT",
        last_due_on: "TEXT",
        last_amount_centimos: "INTEGER",
        ends_on: "TEXT",
      },
      key: ["shop"],
      indexes: [["plan"]],
    },
    {
      name: "console_claim",
      columns: {
        claim_id: "TEXT NOT NULL",
        shop: "TEXT NOT NULL",
        amount_centimos: "INTEGER",
        wallet: "TEXT",
        operation_number: "TEXT",
        claimed_at: "TEXT",
        outcome: "TEXT",
        resolved_by: "TEXT",
        resolved_at: "TEXT",
      },
      key: ["claim_id"],
      indexes: [["claimed_at"], ["shop"]],
    },
    {
      name: "console_hold",
      columns: {
        hold_id: "TEXT NOT NULL",
        shop: "TEXT NOT NULL",
        proposed_at: "TEXT",
        until: "TEXT",
        placed: "INTEGER NOT NULL DEFAULT 0",
        lifted: "INTEGER NOT NULL DEFAULT 0",
      },
      key: ["hold_id"],
      indexes: [["proposed_at"]],
    },
    {
      // A payment told twice is one row: the same key by which the membership counts it once.
      name: "console_payment",
      columns: {
        provider: "TEXT NOT NULL",
        reference: "TEXT NOT NULL",
        shop: "TEXT NOT NULL",
        amount_centimos: "INTEGER NOT NULL",
        day: "TEXT NOT NULL",
      },
      key: ["provider", "reference"],
      indexes: [["day"]],
    },
    {
      name: "console_refund",
      columns: {
        refund_id: "TEXT NOT NULL",
        shop: "TEXT NOT NULL",
        amount_centimos: "INTEGER NOT NULL",
        day: "TEXT NOT NULL",
      },
      key: ["refund_id"],
      indexes: [["day"]],
    },
    {
      name: "console_retry",
      columns: { message_id: "TEXT NOT NULL", again_id: "TEXT NOT NULL" },
      key: ["message_id"],
    },
  ],
  ...handlers(
    on(MessageRetried, ({ messageId, againId }) => [
      { table: "console_retry", key: { message_id: messageId }, set: { again_id: againId } },
    ]),
    on(MembershipStarted, ({ shop, plan, trialEndsOn }) => [
      { table: "console_shop", key: { shop }, set: { plan, trial_ends_on: trialEndsOn } },
    ]),
    // What the next invoice will be stands in that invoice.
    on(
      PlanChanged,
      ({ shop, plan, when }) =>
        when === "dated" ? [{ table: "console_shop", key: { shop }, set: { plan } }] : [],
    ),
    on(InvoiceIssued, ({ shop, plan, invoiceId, dueOn, amountCentimos }) => [
      {
        table: "console_shop",
        key: { shop },
        set: { plan, last_invoice_id: invoiceId, last_due_on: dueOn, last_amount_centimos: amountCentimos },
      },
    ]),
    on(MembershipCancelled, ({ shop, endsOn }) => [
      { table: "console_shop", key: { shop }, set: { ends_on: endsOn } },
    ]),
    on(PaymentClaimed, ({ shop, claimId, amountCentimos, wallet, operationNumber }, { occurredAt }) => [
      {
        table: "console_claim",
        key: { claim_id: claimId },
        set: {
          ...{ shop, amount_centimos: amountCentimos, wallet },
          ...{ operation_number: operationNumber, claimed_at: occurredAt },
        },
      },
    ]),
    on(PaymentClaimResolved, ({ shop, claimId, outcome, by }, { occurredAt }) => [
      {
        table: "console_claim",
        key: { claim_id: claimId },
        set: { shop, outcome, resolved_by: by, resolved_at: occurredAt },
      },
    ]),
    on(HoldProposed, ({ shop, holdId, until }, { occurredAt }) => [
      { table: "console_hold", key: { hold_id: holdId }, set: { shop, proposed_at: occurredAt, until } },
    ]),
    on(HoldPlaced, ({ shop, holdId, until }) => [
      { table: "console_hold", key: { hold_id: holdId }, set: { shop, until, placed: 1 } },
    ]),
    on(HoldLifted, ({ shop, holdId }) => [
      { table: "console_hold", key: { hold_id: holdId }, set: { shop, lifted: 1 } },
    ]),
    on(PaymentReceived, ({ shop, provider, reference, amountCentimos, valueAt }) => [
      {
        table: "console_payment",
        key: { provider, reference },
        set: { shop, amount_centimos: amountCentimos, day: limaDay(valueAt) },
      },
    ]),
    on(PaymentRefunded, ({ shop, refundId, amountCentimos }, { occurredAt }) => [
      {
        table: "console_refund",
        key: { refund_id: refundId },
        set: { shop, amount_centimos: amountCentimos, day: limaDay(occurredAt) },
      },
    ]),
  ),
});
