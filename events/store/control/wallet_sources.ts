import { epochMsOf, type Instant } from "../../../kernel/time.ts";
import type { SealedField } from "../../log/envelope.ts";
import type { TenantId } from "../types.ts";
import type { ControlDb } from "./db.ts";

/** A phone that signs, a forwarder app with a token, a mailbox. */
export type SourceKind = "signed" | "simple" | "mail";
/** What is wrong with a source, as far as it shows: a person has to look at it. */
export type SourceFault = "hidden" | "clock" | "no_access" | "no_account" | "unproven";
/** Whose it is: a shop's, or the platform's own. */
export type SourceOwner = TenantId | null;

export interface WalletSource {
  readonly sourceId: string;
  readonly owner: SourceOwner;
  readonly kind: SourceKind;
  readonly name: string;
  /** Sealed where the source signs; the SHA-256 of its token in hex otherwise. */
  readonly secret: SealedField | string;
  readonly accounts: Readonly<Partial<Record<"yape" | "plin", string>>>;
  readonly recipient: string | null;
  readonly madeAt: Instant;
  readonly revokedAt: Instant | null;
  readonly seenAt: Instant | null;
  readonly appVersion: string | null;
  readonly fault: SourceFault | null;
  readonly faultAt: Instant | null;
  readonly seqFloor: number;
}

type Row = {
  source_id: string;
  shop_id: string | null;
  kind: SourceKind;
  name: string;
  secret: string;
  accounts: string;
  recipient: string | null;
  made_at: Instant;
  revoked_at: Instant | null;
  seen_at: Instant | null;
  app_version: string | null;
  fault: SourceFault | null;
  fault_at: Instant | null;
  seq_floor: number;
};

const sourceOf = (row: Row): WalletSource => ({
  sourceId: row.source_id,
  owner: row.shop_id as SourceOwner,
  kind: row.kind,
  name: row.name,
  secret: row.kind === "signed" ? JSON.parse(row.secret) as SealedField : row.secret,
  accounts: JSON.parse(row.accounts) as WalletSource["accounts"],
  recipient: row.recipient,
  madeAt: row.made_at,
  revokedAt: row.revoked_at,
  seenAt: row.seen_at,
  appVersion: row.app_version,
  fault: row.fault,
  faultAt: row.fault_at,
  seqFloor: row.seq_floor,
});

/** A second pairing under the same id gets a new secret: the answer with the first one was lost. */
export async function keepSource(
  db: ControlDb,
  { owner, ...source }: Pick<
    WalletSource,
    "sourceId" | "owner" | "kind" | "name" | "secret" | "accounts" | "recipient" | "madeAt"
  >,
): Promise<void> {
  const secret = typeof source.secret === "string" ? source.secret : JSON.stringify(source.secret);
  await db.batch([{
    sql: `INSERT INTO wallet_source (source_id, shop_id, kind, name, secret, accounts, recipient, made_at)
          VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
          ON CONFLICT (source_id) DO UPDATE SET secret = ?5 WHERE shop_id IS ?2 AND kind = ?3`,
    args: [
      source.sourceId,
      owner,
      source.kind,
      source.name,
      secret,
      JSON.stringify(source.accounts),
      source.recipient,
      source.madeAt,
    ],
  }]);
}

/** Newest first. */
export async function walletSources(db: ControlDb, owner: SourceOwner): Promise<WalletSource[]> {
  const sql = "SELECT * FROM wallet_source WHERE shop_id IS ? ORDER BY source_id DESC";
  return (await db.all<Row>(sql, [owner])).map(sourceOf);
}

/** At this owner alone, and only while it is not revoked. */
export async function sourceById(
  db: ControlDb,
  owner: SourceOwner,
  id: string,
): Promise<WalletSource | null> {
  const sql = "SELECT * FROM wallet_source WHERE source_id = ? AND shop_id IS ? AND revoked_at IS NULL";
  const row = await db.first<Row>(sql, [id, owner]);
  return row && sourceOf(row);
}

/** By the SHA-256 of a token: comparing tells nothing of how much was right. Whose it is, it says itself. */
export async function sourceByToken(
  db: ControlDb,
  hash: string,
  kind: "simple" | "mail",
): Promise<WalletSource | null> {
  const sql = "SELECT * FROM wallet_source WHERE secret = ? AND kind = ? AND revoked_at IS NULL";
  const row = await db.first<Row>(sql, [hash, kind]);
  return row && sourceOf(row);
}

/** The secret goes with it: a revoked source is believed nowhere, whatever database is brought back. */
export async function endSource(db: ControlDb, owner: SourceOwner, id: string, now: Instant): Promise<void> {
  await db.batch([{
    sql:
      `UPDATE wallet_source SET revoked_at = ?, secret = CASE kind WHEN 'signed' THEN secret ELSE 'revoked-' || source_id END
          WHERE source_id = ? AND shop_id IS ? AND revoked_at IS NULL`,
    args: [now, id, owner],
  }]);
}

/** It was heard of. `fault` is what shows now: null where it shows that all is well, left out where it shows nothing. */
export async function noteSeen(
  db: ControlDb,
  sourceId: string,
  now: Instant,
  { fault, appVersion }: { readonly fault?: SourceFault | null; readonly appVersion?: string | null } = {},
): Promise<void> {
  await db.batch([{
    sql: `UPDATE wallet_source SET seen_at = ?2, app_version = coalesce(?3, app_version),
            fault = CASE WHEN ?4 THEN ?5 ELSE fault END,
            fault_at = CASE WHEN ?4 THEN CASE WHEN ?5 IS NULL THEN NULL ELSE ?2 END ELSE fault_at END
          WHERE source_id = ?1`,
    args: [sourceId, now, appVersion ?? null, fault === undefined ? 0 : 1, fault ?? null],
  }]);
}

/** A phone that said nothing for so long is taken to be off (payments-peru §2a). */
export const OFFLINE_MS = 180_000;

export const isOffline = ({ seenAt }: Pick<WalletSource, "seenAt">, now: Instant): boolean =>
  seenAt === null || epochMsOf(now) - epochMsOf(seenAt) > OFFLINE_MS;
