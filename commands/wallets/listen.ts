import { z } from "zod";
import { sha256, utf8Bytes } from "../../events/log/bytes.ts";
import { noteSeen, type WalletSource } from "../../events/store/control/wallet_sources.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { epochMsOf, type Instant, instantOf, plusMs } from "../../kernel/time.ts";
import type { InvalidInput } from "../input/faults.ts";
import { parseInput } from "../input/parse.ts";
import type { WalletPlace } from "./place.ts";
import {
  type Notice,
  noticeIdOf,
  type NoticeReader,
  type NoticeRefusal,
  type Taken,
  takeNotice,
} from "./take_notice.ts";

/** Beyond it a clock is wrong, or what it says is old news (payments-peru §2a). */
export const SKEW_MS = 5 * 60_000;

const zWords = z.string({ error: "malformed" }).max(4_000, { error: "text_long" }).nullish()
  .transform((text) => (text ?? "").toWellFormed());
const zMs = z.int({ error: "instant" }).min(1_500_000_000_000, { error: "instant" }).max(4_000_000_000_000, {
  error: "instant",
});
const zPackage = z.string({ error: "required" }).trim().min(1, { error: "required" }).max(200, {
  error: "text_long",
});
const zVersion = z.string({ error: "malformed" }).max(40, { error: "text_long" }).nullish();

/** What a phone that signs sends for each notification it sees. */
export const zSignedEnvelope = z.strictObject({
  listener_id: z.string({ error: "id" }),
  /** Of this phone, one more each time. */
  seq: z.int({ error: "malformed" }).min(1, { error: "malformed" }).max(2 ** 40, { error: "malformed" }),
  package: zPackage,
  /** The notification's own, `StatusBarNotification.getKey()`. */
  key: z.string({ error: "required" }).min(1, { error: "required" }).max(300, { error: "text_long" }),
  post_time_ms: zMs,
  title: zWords,
  text: zWords,
  big_text: zWords,
  /** `FLAG_GROUP_SUMMARY`: it repeats what others said. */
  group_summary: z.boolean({ error: "choice" }).default(false),
  app_version: zVersion,
});

/** The least a forwarder app can send. Names as such apps spell them are for the recipe to map. */
export const zSimpleEnvelope = z.strictObject({
  package: zPackage,
  title: zWords,
  text: zWords,
  big_text: zWords,
  key: z.string({ error: "malformed" }).max(300, { error: "text_long" }).nullish(),
  /** A text too: some apps put every variable between quotes. */
  post_time_ms: z.preprocess(
    (raw) => typeof raw === "string" && /^\d{13}$/.test(raw) ? Number(raw) : raw || null,
    zMs.nullish(),
  ),
  app_version: zVersion,
});

export const zHeartbeat = z.strictObject({
  /** False where the phone took the permission back. */
  notification_access: z.boolean({ error: "choice" }).default(true),
  /** Notices that wait on the phone. */
  queued: z.int({ error: "malformed" }).min(0, { error: "malformed" }).max(100_000, { error: "malformed" })
    .nullish(),
  app_version: zVersion,
});

type Heard = Result<
  { readonly taken: Taken; readonly repeated: boolean },
  NoticeRefusal | InvalidInput | { readonly type: "WalletSourceUnknown" }
>;

const skewed = (at: Instant, now: Instant): boolean => Math.abs(epochMsOf(at) - epochMsOf(now)) > SKEW_MS;
const bodyHashOf = (bytes: Uint8Array): string => sha256(bytes as Uint8Array<ArrayBuffer>).toHex();

/**
 * A notification that a paired phone signed at `sentAt`. Fresh, it is trusted as far as a phone can be; from a phone whose
 * clock is wrong it is taken late and with less trust, and the moment is reckoned back from its arrival by that clock.
 */
export async function hearSigned(
  place: WalletPlace,
  source: WalletSource,
  { sentAt, body, bytes }: {
    readonly sentAt: Instant;
    readonly body: unknown;
    readonly bytes: Uint8Array<ArrayBuffer>;
  },
  reader: NoticeReader,
): Promise<Heard> {
  const parsed = parseInput(zSignedEnvelope, body);
  if (!parsed.ok) return parsed;
  const said = parsed.value;
  if (said.listener_id !== source.sourceId) return err({ type: "WalletSourceUnknown" });
  const now = place.context.clock.now(),
    postedAt = instantOf(said.post_time_ms),
    clockWrong = skewed(sentAt, now);
  const age = Math.max(0, epochMsOf(sentAt) - said.post_time_ms);
  const notice: Notice = {
    seq: said.seq,
    noticeId: noticeIdOf(source.sourceId, `seq/${said.seq}`),
    evidenceId: noticeIdOf(source.sourceId, `posted/${said.key}/${said.post_time_ms}`),
    bodyHash: bodyHashOf(bytes),
    evidenceSource: "device_push",
    trust: clockWrong ? 1 : 2,
    occurredAt: clockWrong ? plusMs(now, -age) : earlier(postedAt, now),
    late: clockWrong || skewed(postedAt, now),
    raw: rawOf(said, said.group_summary),
    ...clockWrong ? { fault: "clock" as const } : {},
    appVersion: said.app_version ?? null,
  };
  return await takeNotice(place, source, notice, reader);
}

/** A notification from an app that cannot sign: anybody who learnt its token could have sent it, so it never settles alone. */
export async function hearSimple(
  place: WalletPlace,
  source: WalletSource,
  { body, bytes, idempotencyKey }: {
    readonly body: unknown;
    readonly bytes: Uint8Array<ArrayBuffer>;
    readonly idempotencyKey: string | null;
  },
  reader: NoticeReader,
): Promise<Heard> {
  const parsed = parseInput(zSimpleEnvelope, body);
  if (!parsed.ok) return parsed;
  const said = parsed.value, { context } = place, now = context.clock.now();
  const postedAt = said.post_time_ms ? instantOf(said.post_time_ms) : now;
  // With nothing to tell it by, each one is one: two equal payments in a minute are two.
  const own = idempotencyKey !== null
    ? `idempotency/${idempotencyKey}`
    : said.post_time_ms
    ? `posted/${said.key ?? bodyHashOf(utf8Bytes(`${said.title}\n${said.text}`))}/${said.post_time_ms}`
    : `once/${context.ids.next()}`;
  const noticeId = noticeIdOf(source.sourceId, own);
  return await takeNotice(place, source, {
    seq: null,
    noticeId,
    evidenceId: noticeId,
    bodyHash: bodyHashOf(bytes),
    evidenceSource: "device_push",
    trust: 1,
    occurredAt: earlier(postedAt, now),
    late: skewed(postedAt, now),
    raw: rawOf(said, false),
    appVersion: said.app_version ?? null,
  }, reader);
}

/** It is there. A heartbeat that was signed long ago, or by a clock that is wrong, shows only that the clock is wrong. */
export async function hearHeartbeat(
  { control, context }: WalletPlace,
  source: WalletSource,
  sentAt: Instant | null,
  body: unknown,
): Promise<Result<null, InvalidInput>> {
  const parsed = parseInput(zHeartbeat, body);
  if (!parsed.ok) return parsed;
  const now = context.clock.now(), { notification_access, app_version } = parsed.value;
  const stale = sentAt !== null && skewed(sentAt, now);
  const fault = stale ? "clock" : notification_access ? healed(source) : "no_access";
  await noteSeen(control, source.sourceId, stale ? source.seenAt ?? source.madeAt : now, {
    ...fault === undefined ? {} : { fault },
    appVersion: app_version ?? null,
  });
  return ok(null);
}

/** A heartbeat proves the clock and the access, and nothing of what notifications say. */
const healed = ({ fault }: WalletSource): null | undefined =>
  fault === "clock" || fault === "no_access" ? null : undefined;

const earlier = (a: Instant, b: Instant): Instant => a < b ? a : b;

const rawOf = (
  { package: app, title, text, big_text }: Pick<
    z.output<typeof zSignedEnvelope>,
    "package" | "title" | "text" | "big_text"
  >,
  summary: boolean,
): Record<string, string> => ({
  package: app,
  title,
  text,
  bigText: big_text,
  ...summary ? { summary: "yes" } : {},
});
