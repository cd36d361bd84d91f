import {
  type Account,
  channelOf,
  type Credit,
  type EvidenceInput,
  type Intent,
  type OpenException,
  type PaymentBook,
  type Witness,
} from "../../domain/payments/book.ts";
import type { PayerName } from "../../domain/payments/names.ts";
import { SAME_CREDIT_MS } from "../../domain/payments/place.ts";
import { walletStream } from "../../domain/streams.ts";
import { walletAccounts } from "../../events/projections/payments/queries.ts";
import type { SealedField } from "../../events/log/envelope.ts";
import type { AppendRequest, SqlRow, TenantDb, TenantStore } from "../../events/store/types.ts";
import { type Instant, plusMs } from "../../kernel/time.ts";

/** How old a credit may be that is looked at again by itself, and an intent that is paid and still tells of a second payer. */
const LOOK_BACK_MS = 24 * 3_600_000;
/** The newest so many credits are tried again; older ones wait for a person. */
const TRIED_MAX = 500;

/** What a command wants to know beside what waits on the accounts. */
export interface Wanted {
  readonly accountIds: readonly string[];
  readonly intentIds?: readonly string[];
  readonly paymentIds?: readonly string[];
  readonly exceptionId?: string;
  readonly operationNumber?: string | null;
  readonly evidence?: Pick<
    EvidenceInput,
    "accountId" | "amountCentimos" | "occurredAt" | "operationNumber" | "providerId"
  >;
  readonly fingerprint?: string;
}

export interface LoadedBook {
  readonly book: PaymentBook;
  /** Of every account that shares an intent with those asked for: deciding on one is deciding on all. */
  readonly accountVersions: AppendRequest["expected"];
  readonly intentVersions: ReadonlyMap<string, number>;
}

/**
 * All that can matter for the payments of some accounts. The versions of the accounts are read first: what is appended
 * after that makes the append conflict, so whatever is read later is as old as they are or the decision is made again.
 */
export async function loadBook(store: TenantStore, wanted: Wanted, now: Instant): Promise<LoadedBook> {
  const { db } = store, all = await walletAccounts(db);
  const accountIds = await connected(db, await accountsOf(db, wanted));
  const [credits, exceptions] = await Promise.all([
    creditsOf(store, accountIds, wanted, now),
    exceptionsOf(db, accountIds, wanted),
  ]);
  const { intents, versions } = await intentsOf(store, accountIds, wanted, [...credits.values()], now);
  const chosen = all.filter(({ accountId }) => accountIds.includes(accountId));
  return {
    book: {
      accounts: new Map(chosen.map((account): [string, Account] => [account.accountId, account])),
      intents,
      credits,
      exceptions,
      tellings: await tellingsOf(db, wanted.fingerprint),
    },
    accountVersions: chosen.map(({ accountId, ver }) => ({ stream: walletStream(accountId), version: ver })),
    intentVersions: versions,
  };
}

/** Of those asked for by id, the accounts are found in the read models. */
async function accountsOf(
  db: TenantDb,
  { accountIds, intentIds = [], paymentIds = [], exceptionId }: Wanted,
) {
  const rows = await db.all<{ account_id: string }>(
    `SELECT account_id FROM payment_awaited WHERE intent_id IN (SELECT value FROM json_each(?1))
      UNION SELECT account_id FROM incoming_payment WHERE payment_id IN (SELECT value FROM json_each(?2))
      UNION SELECT account_id FROM payment_exception WHERE exception_id = ?3`,
    [JSON.stringify(intentIds), JSON.stringify(paymentIds), exceptionId ?? ""],
  );
  return [...new Set([...accountIds, ...rows.map(({ account_id }) => account_id)])];
}

/** Accounts that wait for one intent together, and those that wait for another with one of them. */
async function connected(db: TenantDb, accountIds: readonly string[]): Promise<readonly string[]> {
  const rows = await db.all<{ account_id: string }>(
    `WITH RECURSIVE near (account_id) AS (
        SELECT value FROM json_each(?)
        UNION
        SELECT b.account_id FROM near JOIN payment_awaited a USING (account_id)
          JOIN payment_intent i ON i.intent_id = a.intent_id AND i.allocated_centimos < i.amount_centimos
            AND i.outcome IS NOT 'canceled'
          JOIN payment_awaited b ON b.intent_id = a.intent_id
      ) SELECT account_id FROM near`,
    [JSON.stringify(accountIds)],
  );
  return rows.map(({ account_id }) => account_id);
}

async function creditsOf(
  store: TenantStore,
  accountIds: readonly string[],
  { evidence, paymentIds = [], exceptionId = "", operationNumber = null, fingerprint = "" }: Wanted,
  now: Instant,
): Promise<ReadonlyMap<string, Credit>> {
  const { db } = store, none = "";
  const near = evidence
    ? [plusMs(evidence.occurredAt, -SAME_CREDIT_MS), plusMs(evidence.occurredAt, SAME_CREDIT_MS)]
    : [none, none];
  const rows = await db.all<SqlRow>(
    `WITH chosen (payment_id) AS (
        SELECT payment_id FROM (SELECT payment_id FROM incoming_payment
          WHERE account_id IN (SELECT value FROM json_each(?1)) AND occurred_at >= ?2
            AND allocated_centimos = 0 AND held = 0 AND closed = 0
          ORDER BY occurred_at DESC LIMIT ${TRIED_MAX})
        UNION SELECT value FROM json_each(?3)
        UNION SELECT payment_id FROM payment_exception WHERE exception_id = ?4
        UNION SELECT payment_id FROM payment_evidence WHERE fingerprint = ?5
        UNION SELECT payment_id FROM payment_evidence
          WHERE account_id IN (SELECT value FROM json_each(?1)) AND operation_number IN (?6, ?7)
        UNION SELECT payment_id FROM payment_evidence WHERE account_id = ?8 AND provider_id = ?9
        UNION SELECT payment_id FROM payment_evidence WHERE account_id = ?8 AND amount_centimos = ?10
          AND occurred_at BETWEEN ?11 AND ?12
      ) SELECT * FROM incoming_payment WHERE payment_id IN (SELECT payment_id FROM chosen)`,
    [
      JSON.stringify(accountIds),
      plusMs(now, -LOOK_BACK_MS),
      JSON.stringify(paymentIds),
      exceptionId,
      fingerprint,
      operationNumber ?? none,
      evidence?.operationNumber ?? none,
      evidence?.accountId ?? none,
      evidence?.providerId ?? none,
      evidence?.amountCentimos ?? -1,
      ...near as [string, string],
    ],
  );
  const ids = JSON.stringify(rows.map(({ payment_id }) => payment_id));
  const [told, counted] = await Promise.all([
    db.all<SqlRow>(
      "SELECT * FROM payment_evidence WHERE payment_id IN (SELECT value FROM json_each(?)) ORDER BY pos",
      [ids],
    ),
    db.all<{ payment_id: string; intent_id: string; amount_centimos: number }>(
      "SELECT * FROM payment_allocation WHERE payment_id IN (SELECT value FROM json_each(?)) ORDER BY pos",
      [ids],
    ),
  ]);
  const witnesses = await Promise.all(told.map((row) => witnessOf(store, row)));
  return new Map(rows.map((row): [string, Credit] => {
    const paymentId = row.payment_id as string;
    return [paymentId, {
      paymentId,
      accountId: row.account_id as string,
      amountCentimos: row.amount_centimos as number,
      allocations: counted.filter(({ payment_id }) => payment_id === paymentId)
        .map(({ intent_id, amount_centimos }) => ({ intentId: intent_id, amountCentimos: amount_centimos })),
      refundedCentimos: row.refunded_centimos as number,
      held: row.held === 1,
      closed: row.closed === 1,
      witnesses: witnesses.filter((_, i) => told[i]!.payment_id === paymentId),
    }];
  }));
}

async function witnessOf(store: TenantStore, row: SqlRow): Promise<Witness> {
  const source = row.source as Witness["source"];
  return {
    evidenceId: row.evidence_id as string,
    channel: channelOf({ source, deviceId: row.device_id as string | null }),
    source,
    trust: row.trust as number,
    occurredAt: row.occurred_at as Instant,
    payer: await nameOf(store, row.payer as string | null, row.masked === 1),
    securityCode: row.security_code as string | null,
    operationNumber: row.operation_number as string | null,
    externalReference: row.external_reference as string | null,
    providerId: row.provider_id as string | null,
  };
}

/** A name that was erased after its time says nothing any more. */
async function nameOf(store: TenantStore, sealed: string | null, masked: boolean): Promise<PayerName | null> {
  const name = sealed === null ? null : await store.people.open(JSON.parse(sealed) as SealedField);
  return name === null ? null : { name, masked };
}

async function intentsOf(
  store: TenantStore,
  accountIds: readonly string[],
  { intentIds = [], operationNumber = null, evidence }: Wanted,
  credits: readonly Credit[],
  now: Instant,
): Promise<{ intents: ReadonlyMap<string, Intent>; versions: ReadonlyMap<string, number> }> {
  const { db } = store;
  const named = credits.flatMap(({ allocations, witnesses }) => [
    ...allocations.map(({ intentId }) => intentId),
    ...witnesses.flatMap(({ externalReference }) => externalReference ?? []),
  ]);
  const since = [now, ...evidence ? [evidence.occurredAt] : []].toSorted()[0]!;
  const rows = await db.all<SqlRow>(
    `SELECT * FROM payment_intent WHERE intent_id IN (
        SELECT a.intent_id FROM payment_awaited a JOIN payment_intent i USING (intent_id)
          WHERE a.account_id IN (SELECT value FROM json_each(?1))
          AND (i.opened_at >= ?2 OR i.allocated_centimos < i.amount_centimos AND i.outcome IS NULL
            OR i.ended_at >= ?2)
        UNION SELECT value FROM json_each(?3)
        UNION SELECT intent_id FROM payment_number WHERE operation_number = ?4)`,
    [
      JSON.stringify(accountIds),
      plusMs(since, -LOOK_BACK_MS),
      JSON.stringify([...intentIds, ...named]),
      operationNumber ?? "",
    ],
  );
  const ids = JSON.stringify(rows.map(({ intent_id }) => intent_id));
  const [numbers, sightings] = await Promise.all([
    listOf(db, `SELECT intent_id, operation_number AS value FROM payment_number`, ids),
    listOf(db, `SELECT intent_id, payment_id AS value FROM payment_sighting`, ids),
  ]);
  const intents = await Promise.all(rows.map(async (row): Promise<[string, Intent]> => {
    const intentId = row.intent_id as string;
    return [intentId, {
      ...intentColumns(row),
      expectedPayer: await nameOf(store, row.payer as string | null, false),
      operationNumbers: numbers.get(intentId) ?? [],
      sightings: sightings.get(intentId) ?? [],
    }];
  }));
  return {
    intents: new Map(intents),
    versions: new Map(rows.map((row) => [row.intent_id as string, row.ver as number])),
  };
}

const intentColumns = (row: SqlRow): Omit<Intent, "expectedPayer" | "operationNumbers" | "sightings"> => ({
  intentId: row.intent_id as string,
  accountIds: JSON.parse(row.account_ids as string) as string[],
  amountCentimos: row.amount_centimos as number,
  allocatedCentimos: row.allocated_centimos as number,
  byPersonCentimos: row.by_person_centimos as number,
  openedAt: row.opened_at as Instant,
  expiresAt: row.expires_at as Instant | null,
  ended: row.outcome === null
    ? null
    : { outcome: row.outcome as "canceled" | "expired", endedAt: row.ended_at as Instant },
  securityCode: row.security_code as string | null,
  claimed: row.claimed_at !== null,
  marked: row.marked_at !== null,
});

async function listOf(db: TenantDb, select: string, ids: string): Promise<ReadonlyMap<string, string[]>> {
  const rows = await db.all<{ intent_id: string; value: string }>(
    `${select} WHERE intent_id IN (SELECT value FROM json_each(?)) ORDER BY intent_id, value`,
    [ids],
  );
  const lists = new Map<string, string[]>();
  for (const { intent_id, value } of rows) lists.set(intent_id, [...lists.get(intent_id) ?? [], value]);
  return lists;
}

async function exceptionsOf(
  db: TenantDb,
  accountIds: readonly string[],
  { exceptionId = "" }: Wanted,
): Promise<ReadonlyMap<string, OpenException>> {
  const rows = await db.all<SqlRow>(
    `SELECT * FROM payment_exception WHERE resolution IS NULL
      AND (account_id IN (SELECT value FROM json_each(?1)) OR exception_id = ?2)`,
    [JSON.stringify(accountIds), exceptionId],
  );
  return new Map(rows.map((row): [string, OpenException] => [row.exception_id as string, {
    exceptionId: row.exception_id as string,
    accountId: row.account_id as string,
    kind: row.kind as OpenException["kind"],
    paymentId: row.payment_id as string | null,
    intentIds: JSON.parse(row.intent_ids as string) as string[],
    amountCentimos: row.amount_centimos as number,
  }]));
}

async function tellingsOf(db: TenantDb, fingerprint = ""): Promise<PaymentBook["tellings"]> {
  const rows = await db.all<{ evidence_id: string; payment_id: string | null }>(
    "SELECT evidence_id, payment_id FROM payment_evidence WHERE fingerprint = ? ORDER BY pos",
    [fingerprint],
  );
  const told = rows.map(({ evidence_id, payment_id }) => ({
    evidenceId: evidence_id,
    paymentId: payment_id,
  }));
  return new Map([[fingerprint, told]]);
}
