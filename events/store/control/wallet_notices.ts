import type { Instant } from "../../../kernel/time.ts";
import type { SealedField } from "../../log/envelope.ts";
import type { Statement } from "../types.ts";
import { ConstraintError, type ControlDb } from "./db.ts";
import type { SourceOwner } from "./wallet_sources.ts";

/**
 * What became of a thing that a source sent. `taken`: claimed and not yet decided, as a process that died leaves it.
 * `unparsed` and `no_account` wait for a person or for a newer parser.
 */
export type NoticeOutcome =
  | "taken"
  | "evidence"
  | "duplicate"
  | "ignored"
  | "summary"
  | "hidden"
  | "no_account"
  | "unparsed";

export interface WalletNotice {
  readonly noticeId: string;
  readonly sourceId: string;
  readonly owner: SourceOwner;
  readonly seq: number | null;
  readonly bodyHash: string;
  readonly evidenceId: string;
  readonly takenAt: Instant;
  readonly occurredAt: Instant;
  readonly late: boolean;
  readonly trust: number;
  readonly outcome: NoticeOutcome;
  readonly parserVersion: number;
  readonly sealed: SealedField | null;
}

type Row = {
  notice_id: string;
  source_id: string;
  shop_id: string | null;
  seq: number | null;
  body_hash: string;
  evidence_id: string;
  taken_at: Instant;
  occurred_at: Instant;
  late: number;
  trust: number;
  outcome: NoticeOutcome;
  parser_version: number;
  sealed: string | null;
};

const noticeOf = (row: Row): WalletNotice => ({
  noticeId: row.notice_id,
  sourceId: row.source_id,
  owner: row.shop_id as SourceOwner,
  seq: row.seq,
  bodyHash: row.body_hash,
  evidenceId: row.evidence_id,
  takenAt: row.taken_at,
  occurredAt: row.occurred_at,
  late: row.late === 1,
  trust: row.trust,
  outcome: row.outcome,
  parserVersion: row.parser_version,
  sealed: row.sealed === null ? null : JSON.parse(row.sealed) as SealedField,
});

/** Claims a number or an id for a source, once. What is there already is answered instead, whoever put it there. */
export async function claimNotice(
  db: ControlDb,
  notice: Omit<WalletNotice, "outcome" | "sealed">,
): Promise<{ readonly claimed: boolean; readonly notice: WalletNotice }> {
  const args = [
    notice.noticeId,
    notice.sourceId,
    notice.owner,
    notice.seq,
    notice.bodyHash,
    notice.evidenceId,
    notice.takenAt,
    notice.occurredAt,
    notice.late ? 1 : 0,
    notice.trust,
    notice.parserVersion,
  ];
  try {
    await db.batch([{
      sql:
        `INSERT INTO wallet_notice (notice_id, source_id, shop_id, seq, body_hash, evidence_id, taken_at, occurred_at,
              late, trust, outcome, parser_version)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'taken', ?)`,
      args,
    }]);
    return { claimed: true, notice: { ...notice, outcome: "taken", sealed: null } };
  } catch (error) {
    if (!(error instanceof ConstraintError)) throw error;
    const row = await db.first<Row>("SELECT * FROM wallet_notice WHERE notice_id = ?", [notice.noticeId]);
    if (!row) throw error;
    return { claimed: false, notice: noticeOf(row) };
  }
}

export async function decideNotice(
  db: ControlDb,
  noticeId: string,
  { outcome, sealed, parserVersion }: Pick<WalletNotice, "outcome" | "sealed" | "parserVersion">,
): Promise<void> {
  await db.batch([{
    sql: "UPDATE wallet_notice SET outcome = ?, sealed = ?, parser_version = ? WHERE notice_id = ?",
    args: [outcome, sealed === null ? null : JSON.stringify(sealed), parserVersion, noticeId],
  }]);
}

/** True where another notice of the same notification has given evidence. */
export async function hasEvidence(
  db: ControlDb,
  { evidenceId, noticeId }: Pick<WalletNotice, "evidenceId" | "noticeId">,
): Promise<boolean> {
  return await db.first(
    "SELECT 1 AS found FROM wallet_notice WHERE evidence_id = ? AND notice_id <> ? AND outcome = 'evidence'",
    [evidenceId, noticeId],
  ) !== null;
}

/** Newest first, and only what nobody has looked at: wordings that are not known, money of a wallet without an account. */
export async function raisedNotices(
  db: ControlDb,
  owner: SourceOwner,
  limit: number,
): Promise<WalletNotice[]> {
  const rows = await db.all<Row>(
    `SELECT * FROM wallet_notice WHERE shop_id IS ? AND outcome IN ('unparsed', 'no_account') AND looked_at IS NULL
     ORDER BY taken_at DESC LIMIT ?`,
    [owner, limit],
  );
  return rows.map(noticeOf);
}

export async function noteLookedAt(
  db: ControlDb,
  owner: SourceOwner,
  noticeId: string,
  now: Instant,
): Promise<void> {
  await db.batch([{
    sql: "UPDATE wallet_notice SET looked_at = ? WHERE notice_id = ? AND shop_id IS ? AND looked_at IS NULL",
    args: [now, noticeId, owner],
  }]);
}

/** What gave no evidence by an older parser of its kind and is still there to be read; oldest first. */
export async function readableAgain(
  db: ControlDb,
  owner: SourceOwner,
  { mail, parserVersion, limit }: {
    readonly mail: boolean;
    readonly parserVersion: number;
    readonly limit: number;
  },
): Promise<WalletNotice[]> {
  const rows = await db.all<Row>(
    `SELECT n.* FROM wallet_notice n JOIN wallet_source s USING (source_id)
     WHERE n.shop_id IS ?1 AND (s.kind = 'mail') = ?2 AND n.sealed IS NOT NULL AND n.parser_version < ?3
       AND n.outcome IN ('unparsed', 'no_account', 'ignored') ORDER BY n.taken_at LIMIT ?4`,
    [owner, mail ? 1 : 0, parserVersion, limit],
  );
  return rows.map(noticeOf);
}

/** Forgets what was taken before an instant; the numbers of its source stay closed. */
export function forgetNotices(before: Instant, owner: SourceOwner): Statement[] {
  return [
    {
      sql: `UPDATE wallet_source SET seq_floor = max(seq_floor, coalesce(
              (SELECT max(seq) FROM wallet_notice n WHERE n.source_id = wallet_source.source_id AND taken_at < ?1), 0))
            WHERE shop_id IS ?2`,
      args: [before, owner],
    },
    { sql: "DELETE FROM wallet_notice WHERE taken_at < ? AND shop_id IS ?", args: [before, owner] },
  ];
}
