import { type Centimos, centimos } from "../../../kernel/money.ts";
import type { ProviderName, ProviderSubscription } from "../../../kernel/payment_provider.ts";
import { type Instant, plusMs } from "../../../kernel/time.ts";
import type { ControlDb } from "./db.ts";

/** Something a provider was asked for. */
export interface Operation {
  readonly operationId: string;
  readonly provider: ProviderName;
  readonly intentId: string;
  readonly shopId: string;
  readonly way: string;
  readonly amountCentimos: Centimos;
  readonly askedAt: Instant;
  readonly state: "unknown" | "known" | "refused";
  readonly providerId: string | null;
}

interface Row extends Readonly<Record<string, string | number | null>> {
  readonly operation_id: string;
  readonly provider: ProviderName;
  readonly intent_id: string;
  readonly shop_id: string;
  readonly way: string;
  readonly amount_centimos: number;
  readonly asked_at: string;
  readonly state: Operation["state"];
  readonly provider_id: string | null;
}
const operationOf = (row: Row): Operation => ({
  operationId: row.operation_id,
  provider: row.provider,
  intentId: row.intent_id,
  shopId: row.shop_id,
  way: row.way,
  amountCentimos: centimos(row.amount_centimos),
  askedAt: row.asked_at as Instant,
  state: row.state,
  providerId: row.provider_id,
});
const COLUMNS =
  "operation_id, provider, intent_id, shop_id, way, amount_centimos, asked_at, state, provider_id";

/** Before the provider is asked. Answers the row there is, this one or the one of the first time. */
export async function keepOperation(
  db: ControlDb,
  asked: Omit<Operation, "state" | "providerId">,
  lookAfterMs: number,
): Promise<{ readonly operation: Operation; readonly isNew: boolean }> {
  const { operationId, provider, intentId, shopId, way, amountCentimos, askedAt } = asked;
  const made = await db.all<Row>(
    `INSERT INTO provider_operation
       (operation_id, provider, intent_id, shop_id, way, amount_centimos, asked_at, next_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
    [operationId, provider, intentId, shopId, way, amountCentimos, askedAt, plusMs(askedAt, lookAfterMs)],
  );
  if (made[0]) return { operation: operationOf(made[0]), isNew: true };
  const row = await db.first<Row>(
    `SELECT ${COLUMNS} FROM provider_operation WHERE operation_id = ?`,
    [operationId],
  );
  if (!row) throw new Error("the operation is neither new nor there");
  return { operation: operationOf(row), isNew: false };
}

export const operationKnown = (
  db: ControlDb,
  operationId: string,
  state: "known" | "refused",
  providerId: string | null,
): Promise<void> =>
  db.batch([{
    sql: `UPDATE provider_operation SET state = ?2, provider_id = coalesce(?3, provider_id), next_at = NULL
          WHERE operation_id = ?1`,
    args: [operationId, state, providerId],
  }]);

export const operationsOf = async (db: ControlDb, intentId: string): Promise<Operation[]> =>
  (await db.all<Row>(`SELECT ${COLUMNS} FROM provider_operation WHERE intent_id = ?`, [intentId])).map(
    operationOf,
  );

/** Intents that anything was asked of a provider for since then, of one shop. */
export const intentsAsked = async (db: ControlDb, shopId: string, since: Instant): Promise<string[]> =>
  (await db.all<{ intent_id: string }>(
    "SELECT DISTINCT intent_id FROM provider_operation WHERE shop_id = ? AND asked_at >= ? ORDER BY intent_id",
    [shopId, since],
  )).map(({ intent_id }) => intent_id);

/** Takes those without an answer that are due, for `ms`. */
export const takeUnknown = async (
  db: ControlDb,
  now: Instant,
  ms: number,
  limit: number,
): Promise<Operation[]> =>
  (await db.all<Row>(
    `UPDATE provider_operation SET next_at = ?2 WHERE operation_id IN (
       SELECT operation_id FROM provider_operation WHERE next_at <= ?1 ORDER BY next_at LIMIT ?3)
     RETURNING ${COLUMNS}`,
    [now, plusMs(now, ms), limit],
  )).map(operationOf);

/** The shop that an intent was opened for, by our own row: what comes from outside only names the intent. */
export async function shopOfIntent(
  db: ControlDb,
  provider: ProviderName,
  intentId: string,
): Promise<string | null> {
  const row = await db.first<{ shop_id: string }>(
    "SELECT shop_id FROM provider_operation WHERE provider = ? AND intent_id = ? LIMIT 1",
    [provider, intentId],
  );
  return row?.shop_id ?? null;
}

export async function customerOf(
  db: ControlDb,
  provider: ProviderName,
  shopId: string,
): Promise<string | null> {
  const row = await db.first<{ customer_id: string }>(
    "SELECT customer_id FROM provider_customer WHERE provider = ? AND shop_id = ?",
    [provider, shopId],
  );
  return row?.customer_id ?? null;
}

export async function shopOfCustomer(
  db: ControlDb,
  provider: ProviderName,
  customer: string,
): Promise<string | null> {
  const row = await db.first<{ shop_id: string }>(
    "SELECT shop_id FROM provider_customer WHERE provider = ? AND customer_id = ?",
    [provider, customer],
  );
  return row?.shop_id ?? null;
}

/** The first one stays: a shop has one customer at a provider. */
export const linkCustomer = (
  db: ControlDb,
  provider: ProviderName,
  shopId: string,
  customer: string,
): Promise<void> =>
  db.batch([{
    sql:
      "INSERT INTO provider_customer (provider, customer_id, shop_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
    args: [provider, customer, shopId],
  }]);

/** Of the customers that a shop is at its providers: the newest first. */
export const subscriptionsOf = (db: ControlDb, shopId: string): Promise<MirroredSubscription[]> =>
  db.all<MirroredSubscription & Record<string, string | number | null>>(
    `SELECT s.provider, s.subscription_id AS id, s.status, s.ends_at_period_end AS endsAtPeriodEnd,
            s.period_ends_at AS periodEndsAt, s.seen_at AS seenAt
     FROM provider_subscription s JOIN provider_customer c USING (provider, customer_id)
     WHERE c.shop_id = ? ORDER BY s.seen_at DESC LIMIT 20`,
    [shopId],
  );
export interface MirroredSubscription {
  readonly provider: ProviderName;
  readonly id: string;
  readonly status: string;
  /** 1 where it ends with its period. */
  readonly endsAtPeriodEnd: number;
  readonly periodEndsAt: Instant | null;
  readonly seenAt: Instant;
}

export const mirrorSubscription = (
  db: ControlDb,
  provider: ProviderName,
  { id, customer, status, endsAtPeriodEnd, periodEndsAt }: ProviderSubscription,
  seenAt: Instant,
): Promise<void> =>
  db.batch([{
    sql: `INSERT INTO provider_subscription
            (provider, subscription_id, customer_id, status, ends_at_period_end, period_ends_at, seen_at)
          VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
          ON CONFLICT (provider, subscription_id) DO UPDATE
          SET status = ?4, ends_at_period_end = ?5, period_ends_at = ?6, seen_at = ?7 WHERE seen_at <= ?7`,
    args: [provider, id, customer, status, Number(endsAtPeriodEnd), periodEndsAt, seenAt],
  }]);
