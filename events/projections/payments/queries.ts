import type { EVIDENCE_SOURCES, EXCEPTION_KINDS, WALLETS } from "../../facts/payments.ts";
import { type Centimos, centimos } from "../../../kernel/money.ts";
import {
  type AdditionalStatus,
  additionalStatus,
  type IntentFigures,
  type IntentStatus,
  intentStatus,
} from "../../../kernel/payment_status.ts";
import { type Instant, limaDay, startOfDay } from "../../../kernel/time.ts";
import type { LimaDay } from "../../../kernel/time.ts";
import type { SealedField } from "../../log/envelope.ts";
import type { SqlRow, SqlValue, TenantDb } from "../../store/types.ts";

export interface WalletAccount {
  readonly accountId: string;
  readonly wallet: (typeof WALLETS)[number];
  readonly name: string;
  readonly qrText: string | null;
  readonly injectAmount: boolean;
  readonly active: boolean;
  readonly strictAboveCentimos: Centimos | null;
  /** Version of `wallet-<accountId>`. */
  readonly ver: number;
}

/** An intent as it stands. */
export interface IntentRow extends IntentFigures {
  readonly status: IntentStatus;
  readonly additional: AdditionalStatus;
  readonly intentId: string;
  readonly accountIds: readonly string[];
  readonly amountCentimos: Centimos;
  readonly allocatedCentimos: Centimos;
  readonly byPersonCentimos: Centimos;
  readonly purpose: "sale" | "membership";
  readonly subject: string;
  readonly registerId: string | null;
  readonly cashierId: string | null;
  readonly openedAt: Instant;
  readonly expiresAt: Instant | null;
  readonly reference: string | null;
  readonly expectedPayer: SealedField | null;
  readonly outcome: "canceled" | "expired" | null;
  readonly endedAt: Instant | null;
  readonly claimedAt: Instant | null;
  readonly claimedBy: string | null;
  readonly claimed: boolean;
  readonly securityCode: string | null;
  readonly markedAt: Instant | null;
  readonly markedBy: string | null;
  readonly marked: boolean;
  readonly sightedAt: Instant | null;
  readonly sighted: boolean;
  /** When its newest money was counted. */
  readonly countedAt: Instant | null;
  readonly reviews: number;
  readonly contradictions: number;
  readonly late: boolean;
  readonly over: boolean;
  /** Version of `payment_intent-<intentId>`. */
  readonly ver: number;
}

export interface ExceptionRow {
  readonly exceptionId: string;
  readonly accountId: string;
  readonly kind: (typeof EXCEPTION_KINDS)[number];
  readonly paymentId: string | null;
  readonly intentIds: readonly string[];
  readonly amountCentimos: Centimos;
  readonly raisedAt: Instant;
}

/** A credit as a feed shows it: the name is opened with the key of its evidence, for as long as that is kept. */
export interface IncomingPayment {
  readonly paymentId: string;
  readonly accountId: string;
  readonly amountCentimos: Centimos;
  readonly allocatedCentimos: Centimos;
  readonly refundedCentimos: Centimos;
  /** Unapplied cash. */
  readonly leftCentimos: Centimos;
  readonly occurredAt: Instant;
  readonly receivedAt: Instant;
  readonly held: boolean;
  readonly closed: boolean;
  readonly void: boolean;
  /** The best of all who told of it. */
  readonly trust: number;
  readonly sources: readonly (typeof EVIDENCE_SOURCES)[number][];
  readonly payer: SealedField | null;
  readonly operationNumber: string | null;
  readonly intentIds: readonly string[];
}

const json = (value: SqlValue | undefined): unknown => JSON.parse(String(value));
const sealedOf = (value: SqlValue | undefined) => value === null ? null : json(value) as SealedField;
const ids = (value: SqlValue | undefined) => json(value) as string[];
const money = (value: SqlValue | undefined): Centimos => centimos(Number(value));

const accountOf = (row: SqlRow): WalletAccount => ({
  accountId: row.account_id as string,
  wallet: row.wallet as WalletAccount["wallet"],
  name: row.name as string,
  qrText: row.qr_text as string | null,
  injectAmount: row.inject_amount === 1,
  active: row.active === 1,
  strictAboveCentimos: row.strict_above_centimos === null ? null : money(row.strict_above_centimos),
  ver: row.ver as number,
});

const figuresOf = (row: SqlRow): Omit<IntentRow, "status" | "additional"> => ({
  intentId: row.intent_id as string,
  accountIds: ids(row.account_ids),
  amountCentimos: money(row.amount_centimos),
  allocatedCentimos: money(row.allocated_centimos),
  byPersonCentimos: money(row.by_person_centimos),
  purpose: row.purpose as IntentRow["purpose"],
  subject: row.subject as string,
  registerId: row.register_id as string | null,
  cashierId: row.cashier_id as string | null,
  openedAt: row.opened_at as Instant,
  expiresAt: row.expires_at as Instant | null,
  reference: row.reference as string | null,
  expectedPayer: sealedOf(row.payer),
  outcome: row.outcome as IntentRow["outcome"],
  endedAt: row.ended_at as Instant | null,
  claimedAt: row.claimed_at as Instant | null,
  claimedBy: row.claimed_by as string | null,
  claimed: row.claimed_at !== null,
  securityCode: row.security_code as string | null,
  markedAt: row.marked_at as Instant | null,
  markedBy: row.marked_by as string | null,
  marked: row.marked_at !== null,
  sightedAt: row.sighted_at as Instant | null,
  sighted: row.sighted_at !== null,
  countedAt: row.counted_at as Instant | null,
  reviews: row.reviews as number,
  contradictions: row.contradictions as number,
  late: row.paid_late === 1,
  over: row.paid_over === 1,
  ver: row.ver as number,
});

const intentOf = (row: SqlRow): IntentRow => {
  const figures = figuresOf(row);
  return { ...figures, status: intentStatus(figures), additional: additionalStatus(figures) };
};

const exceptionOf = (row: SqlRow): ExceptionRow => ({
  exceptionId: row.exception_id as string,
  accountId: row.account_id as string,
  kind: row.kind as ExceptionRow["kind"],
  paymentId: row.payment_id as string | null,
  intentIds: ids(row.intent_ids),
  amountCentimos: money(row.amount_centimos),
  raisedAt: row.raised_at as Instant,
});

const paymentOf = (row: SqlRow): IncomingPayment => ({
  paymentId: row.payment_id as string,
  accountId: row.account_id as string,
  amountCentimos: money(row.amount_centimos),
  allocatedCentimos: money(row.allocated_centimos),
  refundedCentimos: money(row.refunded_centimos),
  leftCentimos: row.void === 1 ? centimos(0) : money(
    Math.max(
      0,
      Number(row.amount_centimos) - Number(row.allocated_centimos) - Number(row.refunded_centimos),
    ),
  ),
  occurredAt: row.occurred_at as Instant,
  receivedAt: row.received_at as Instant,
  held: row.held === 1,
  closed: row.closed === 1,
  void: row.void === 1,
  trust: row.trust as number,
  sources: ids(row.sources) as IncomingPayment["sources"],
  payer: sealedOf(row.payer),
  operationNumber: row.operation_number as string | null,
  intentIds: ids(row.intent_ids),
});

/** All of them, the inactive too, by name. */
export async function walletAccounts(db: TenantDb): Promise<WalletAccount[]> {
  return (await db.all("SELECT * FROM wallet_account ORDER BY name, account_id")).map(accountOf);
}

export async function intentById(db: TenantDb, intentId: string): Promise<IntentRow | null> {
  const row = await db.first("SELECT * FROM payment_intent WHERE intent_id = ?", [intentId]);
  return row && intentOf(row);
}

export async function intentsById(db: TenantDb, intentIds: readonly string[]): Promise<IntentRow[]> {
  const rows = await db.all(
    "SELECT * FROM payment_intent WHERE intent_id IN (SELECT value FROM json_each(?)) ORDER BY intent_id",
    [JSON.stringify(intentIds)],
  );
  return rows.map(intentOf);
}

const OPEN = "i.allocated_centimos < i.amount_centimos AND i.outcome IS NULL";

/** What still waits on an account, the newest first. */
export async function openIntents(db: TenantDb, accountId: string): Promise<IntentRow[]> {
  const rows = await db.all(
    `SELECT i.* FROM payment_awaited a JOIN payment_intent i USING (intent_id)
      WHERE a.account_id = ? AND ${OPEN} ORDER BY i.opened_at DESC, i.intent_id DESC`,
    [accountId],
  );
  return rows.map(intentOf);
}

/** Those whose time was over by `now`, and after `since`, and of which nobody has said anything, the oldest first. */
export async function forgottenIntents(
  db: TenantDb,
  now: Instant,
  limit: number,
  since: Instant | "" = "",
): Promise<IntentRow[]> {
  const rows = await db.all(
    `SELECT i.* FROM payment_intent i WHERE ${OPEN} AND i.expires_at <= ? AND i.expires_at > ? AND i.claimed_at IS NULL
      AND i.marked_at IS NULL AND i.sighted_at IS NULL AND i.reviews = 0 AND i.allocated_centimos = 0
      ORDER BY i.expires_at, i.intent_id LIMIT ?`,
    [now, since, limit],
  );
  return rows.map(intentOf);
}

/** Of one sale or one shop, the newest first. */
export async function intentsOfSubject(db: TenantDb, subject: string): Promise<IntentRow[]> {
  const rows = await db.all(
    "SELECT * FROM payment_intent WHERE subject = ? ORDER BY opened_at DESC, intent_id DESC",
    [subject],
  );
  return rows.map(intentOf);
}

/** Claimed or marked since then, and nobody trusted has told of the money: what the close of a till lists. */
export async function claimedNotSeen(db: TenantDb, since: Instant): Promise<IntentRow[]> {
  const rows = await db.all(
    `SELECT * FROM payment_intent WHERE allocated_centimos < amount_centimos
      AND (claimed_at >= ?1 OR marked_at >= ?1) AND outcome IS NOT 'canceled'
      ORDER BY coalesce(claimed_at, marked_at), intent_id`,
    [since],
  );
  return rows.map(intentOf);
}

/** What a person has to look at, the oldest first. */
export async function openExceptions(db: TenantDb): Promise<ExceptionRow[]> {
  const rows = await db.all(
    "SELECT * FROM payment_exception WHERE resolution IS NULL ORDER BY raised_at, exception_id",
  );
  return rows.map(exceptionOf);
}

export async function exceptionById(db: TenantDb, exceptionId: string): Promise<ExceptionRow | null> {
  const row = await db.first(
    "SELECT * FROM payment_exception WHERE exception_id = ? AND resolution IS NULL",
    [
      exceptionId,
    ],
  );
  return row && exceptionOf(row);
}

const PAYMENT = `SELECT p.*,
  (SELECT max(trust) FROM payment_evidence e WHERE e.payment_id = p.payment_id) AS trust,
  (SELECT json_group_array(source) FROM (SELECT source FROM payment_evidence e
    WHERE e.payment_id = p.payment_id ORDER BY pos)) AS sources,
  (SELECT payer FROM payment_evidence e WHERE e.payment_id = p.payment_id AND payer IS NOT NULL
    ORDER BY masked, pos LIMIT 1) AS payer,
  (SELECT max(operation_number) FROM payment_evidence e WHERE e.payment_id = p.payment_id) AS operation_number,
  (SELECT json_group_array(intent_id) FROM (SELECT intent_id FROM payment_allocation a
    WHERE a.payment_id = p.payment_id ORDER BY pos)) AS intent_ids
  FROM incoming_payment p`;

/** What came in on an account, or on all of them where it is null, the newest first. */
export async function incomingPayments(
  db: TenantDb,
  { accountId, since, until = null, limit }: {
    readonly accountId: string | null;
    readonly since: Instant;
    /** Before it; to the newest where it is left out. */
    readonly until?: Instant | null;
    readonly limit: number;
  },
): Promise<IncomingPayment[]> {
  const rows = await db.all(
    `${PAYMENT} WHERE (?1 IS NULL OR p.account_id = ?1) AND p.occurred_at >= ?2
        AND (?4 IS NULL OR p.occurred_at < ?4)
      ORDER BY p.occurred_at DESC, p.payment_id DESC LIMIT ?3`,
    [accountId, since, limit, until],
  );
  return rows.map(paymentOf);
}

export async function paymentById(db: TenantDb, paymentId: string): Promise<IncomingPayment | null> {
  const row = await db.first(`${PAYMENT} WHERE p.payment_id = ?`, [paymentId]);
  return row && paymentOf(row);
}

/** What an account took in the Lima month of `now`: wallets refuse every credit above a monthly sum. Hearsay does not count. */
export async function receivedThisMonth(db: TenantDb, accountId: string, now: Instant): Promise<Centimos> {
  const from = startOfDay(`${limaDay(now).slice(0, 8)}01` as LimaDay);
  const row = await db.first<{ sum: number | null }>(
    `SELECT sum(amount_centimos) AS sum FROM incoming_payment p
      WHERE account_id = ?1 AND occurred_at >= ?2 AND void = 0
      AND EXISTS (SELECT 1 FROM payment_evidence e WHERE e.payment_id = p.payment_id AND e.trust >= 2)`,
    [accountId, from],
  );
  return centimos(row?.sum ?? 0);
}

/** Money that went back to who paid. */
export interface RefundRow {
  readonly refundId: string;
  readonly amountCentimos: Centimos;
  /** Of the transfer that it was; null where it went another way. */
  readonly operationNumber: string | null;
  readonly by: string;
  readonly reason: string;
  readonly occurredAt: Instant;
}

/** Of one payment, the oldest first. */
export async function refundsOfPayment(db: TenantDb, paymentId: string): Promise<RefundRow[]> {
  const rows = await db.all(
    "SELECT * FROM payment_refund WHERE payment_id = ? ORDER BY occurred_at, refund_id",
    [paymentId],
  );
  return rows.map((row) => ({
    refundId: row.refund_id as string,
    amountCentimos: money(row.amount_centimos),
    operationNumber: row.operation_number as string | null,
    by: row.noted_by as string,
    reason: row.reason as string,
    occurredAt: row.occurred_at as Instant,
  }));
}
