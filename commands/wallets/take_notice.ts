import type { SealedField } from "../../events/log/envelope.ts";
import { sha256, utf8Bytes } from "../../events/log/bytes.ts";
import {
  claimNotice,
  decideNotice,
  hasEvidence,
  type NoticeOutcome,
  type WalletNotice,
} from "../../events/store/control/wallet_notices.ts";
import { noteSeen, type SourceFault, type WalletSource } from "../../events/store/control/wallet_sources.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { epochMsOf, type Instant, limaDay } from "../../kernel/time.ts";
import { canonicalText } from "../../events/log/canonical.ts";
import { fixedId } from "../fixed_id.ts";
import type { EvidenceInput } from "../../domain/payments/book.ts";
import type { WalletPlace } from "./place.ts";

export type { NoticeOutcome } from "../../events/store/control/wallet_notices.ts";

/** What a notice turned out to say. */
export type Reading =
  | {
    readonly kind: "incoming";
    readonly wallet: "yape" | "plin";
    readonly amountCentimos: number;
    readonly payerName: string | null;
    readonly masked: boolean;
    readonly securityCode: string | null;
    /** Where the text itself says when: a bank's paper does. */
    readonly occurredAt?: Instant;
  }
  | { readonly kind: "ignored"; readonly keep: boolean }
  | { readonly kind: "hidden" }
  | { readonly kind: "unparsed" }
  | { readonly kind: "summary" };

/** A thing that a source sent, read as far as it is the source's own. */
export interface Notice {
  /** Its number, where the source numbers what it sends. */
  readonly seq: number | null;
  /** Of the notice: the same is the same notice. */
  readonly noticeId: string;
  /** Of what it tells of: two notices may tell of one notification. */
  readonly evidenceId: string;
  /** SHA-256 in hex of the bytes that came. */
  readonly bodyHash: string;
  readonly evidenceSource: EvidenceInput["source"];
  readonly trust: 0 | 1 | 2;
  readonly occurredAt: Instant;
  readonly late: boolean;
  /** What is kept sealed, so that a newer parser can read it again. */
  readonly raw: Readonly<Record<string, string>>;
  readonly fault?: SourceFault;
  readonly appVersion?: string | null;
}

export interface NoticeReader {
  readonly version: number;
  read(raw: Readonly<Record<string, string>>): Reading;
}

export interface Taken {
  readonly noticeId: string;
  readonly outcome: NoticeOutcome;
  readonly late: boolean;
}

export type NoticeRefusal =
  /** The same number with other bytes: never a second truth under one number. */
  | { readonly type: "NoticeRewritten"; readonly seq: number | null }
  /** So old a number that what it said is forgotten. */
  | { readonly type: "NoticeTooOld"; readonly seq: number }
  | { readonly type: "StoreUnavailable"; readonly detail: string };

/**
 * Takes a notice once, decides what it is and hands money on as evidence. Cut off anywhere, sending it again finishes it:
 * the number is claimed first, and evidence has the id of its notification.
 */
export async function takeNotice(
  place: WalletPlace,
  source: WalletSource,
  notice: Notice,
  reader: NoticeReader,
): Promise<Result<{ readonly taken: Taken; readonly repeated: boolean }, NoticeRefusal>> {
  const { control, owner, context } = place, takenAt = context.clock.now();
  if (notice.seq !== null && notice.seq <= source.seqFloor) {
    return err({ type: "NoticeTooOld", seq: notice.seq });
  }
  const { claimed, notice: kept } = await claimNotice(control, {
    noticeId: notice.noticeId,
    sourceId: source.sourceId,
    owner,
    seq: notice.seq,
    bodyHash: notice.bodyHash,
    evidenceId: notice.evidenceId,
    takenAt,
    occurredAt: notice.occurredAt,
    late: notice.late,
    trust: notice.trust,
    parserVersion: reader.version,
  });
  if (kept.bodyHash !== notice.bodyHash) return err({ type: "NoticeRewritten", seq: notice.seq });
  const said = (outcome: NoticeOutcome): Taken => ({ noticeId: kept.noticeId, outcome, late: kept.late });
  if (!claimed && kept.outcome !== "taken") return ok({ taken: said(kept.outcome), repeated: true });
  const decided = await decide(place, source, kept, notice.raw, reader, notice.evidenceSource);
  if (!decided.ok) return decided;
  const { outcome } = decided.value;
  const fault = outcome === "hidden"
    ? "hidden"
    : outcome === "no_account"
    ? "no_account"
    : notice.fault ?? (outcome === "evidence" ? null : undefined);
  await noteSeen(control, source.sourceId, takenAt, {
    ...fault === undefined ? {} : { fault },
    appVersion: notice.appVersion ?? null,
  });
  return ok({ taken: said(outcome), repeated: !claimed });
}

/** Decides on a claimed notice, or again on one that an older parser did not understand. */
export async function decide(
  { control, context, keep }: WalletPlace,
  source: WalletSource,
  notice: WalletNotice,
  raw: Readonly<Record<string, string>>,
  reader: NoticeReader,
  evidenceSource: EvidenceInput["source"],
): Promise<Result<{ readonly outcome: NoticeOutcome }, NoticeRefusal>> {
  const reading = reader.read(raw);
  const outcome = async (
    outcome: NoticeOutcome,
    sealed: SealedField | null = null,
  ): Promise<Result<{ readonly outcome: NoticeOutcome }, NoticeRefusal>> => {
    await decideNotice(control, notice.noticeId, { outcome, sealed, parserVersion: reader.version });
    return ok({ outcome });
  };
  const sealed = async () =>
    notice.sealed ?? await sealedRaw(context.store.people, limaDay(notice.takenAt), raw);
  if (reading.kind === "ignored") return await outcome("ignored", reading.keep ? await sealed() : null);
  if (reading.kind === "hidden" || reading.kind === "summary") return await outcome(reading.kind);
  if (await hasEvidence(control, notice)) return await outcome("duplicate");
  if (reading.kind === "unparsed") return await outcome("unparsed", await sealed());
  const accountId = source.accounts[reading.wallet];
  if (accountId === undefined) return await outcome("no_account", await sealed());
  const evidence: EvidenceInput = {
    evidenceId: notice.evidenceId,
    source: evidenceSource,
    accountId,
    trust: notice.trust as EvidenceInput["trust"],
    direction: "in",
    amountCentimos: reading.amountCentimos,
    occurredAt: reading.occurredAt ?? notice.occurredAt,
    receivedAt: notice.takenAt,
    payerName: reading.payerName,
    masked: reading.masked,
    securityCode: reading.securityCode,
    operationNumber: null,
    externalReference: null,
    providerId: null,
    parserVersion: reader.version,
    deviceId: source.sourceId,
    late: notice.late || isOld(reading.occurredAt ?? notice.occurredAt, notice.takenAt),
    raw: JSON.stringify(raw),
  };
  // Of the text alone, so that a second notice of the same notification is the same command, and of another text is not.
  const said = sha256(utf8Bytes(`${notice.evidenceId}\n${canonical(raw)}`)).toHex();
  const hash = Uint8Array.fromHex(await context.store.people.index("request", said));
  const kept = await keep(context, { id: notice.evidenceId, hash }, evidence);
  if (kept.ok) return await outcome("evidence");
  if (kept.error.type === "CommandReused") return await outcome("duplicate");
  if (kept.error.type === "WalletAccountUnknown") return await outcome("no_account", await sealed());
  return err({ type: "StoreUnavailable", detail: kept.error.type });
}

/** What arrives so long after it happened is old news: nobody waits at the counter for it any more. */
const OLD_MS = 5 * 60_000;
const isOld = (occurredAt: Instant, takenAt: Instant): boolean =>
  epochMsOf(takenAt) - epochMsOf(occurredAt) > OLD_MS;

const canonical = (raw: Readonly<Record<string, string>>): string => {
  const text = canonicalText(raw);
  if (!text.ok) throw new TypeError(`a notice that JSON cannot say: ${text.error.detail}`);
  return text.value;
};

/** One key for the notices of a day: erased after ninety of them, and with it what they said. */
export const dayKey = (day: string): string => `wallet-notices-${day}`;

async function sealedRaw(
  people: WalletPlace["context"]["store"]["people"],
  day: string,
  raw: Readonly<Record<string, string>>,
): Promise<SealedField> {
  const [field] = await people.seal({ subject: dayKey(day), fields: { notice: JSON.stringify(raw) } });
  return field!;
}

/** Null where its day was erased. */
export async function openNotice(
  { context }: Pick<WalletPlace, "context">,
  { sealed }: Pick<WalletNotice, "sealed">,
): Promise<Readonly<Record<string, string>> | null> {
  const text = sealed && await context.store.people.open(sealed);
  return text ? JSON.parse(text) as Record<string, string> : null;
}

/** The id of a notice of a source. */
export const noticeIdOf = (sourceId: string, own: string): string =>
  fixedId(`wallet-notice/${sourceId}/${own}`);
