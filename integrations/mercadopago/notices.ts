import { createHmac, timingSafeEqual } from "node:crypto";
import type { Notice, NoticeRefusal, RawNotice } from "../../kernel/payment_provider.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { epochMsOf, type Instant } from "../../kernel/time.ts";

const TOLERANCE_MS = 300_000;
const PAYMENT_ID = /^\d{1,20}$/;

/**
 * What their signature is over: the id of the QUERY, the request and the time, each left out where it is missing, and
 * nothing of the body (payments-peru.md §2b). So the body is not even read.
 */
export function manifestOf(id: string | null, requestId: string | null, ts: string): string {
  return [
    id === null ? "" : `id:${id.toLowerCase()};`,
    requestId === null ? "" : `request-id:${requestId};`,
    `ts:${ts};`,
  ].join("");
}

export const signatureOf = (manifest: string, secret: string): Uint8Array =>
  createHmac("sha256", secret).update(manifest).digest();

export function readMercadoPagoNotice(
  secrets: readonly string[],
  { headers, query }: RawNotice,
  now: Instant,
): Result<Notice, NoticeRefusal> {
  const parts = new Map(
    (headers.get("x-signature") ?? "").split(",").map((part) => {
      const [name = "", value = ""] = part.split("=", 2);
      return [name.trim(), value.trim()];
    }),
  );
  const ts = parts.get("ts") ?? "", given = parts.get("v1") ?? "";
  if (!/^\d{10}(?:\d{3})?$/.test(ts) || !/^[0-9a-f]{64}$/i.test(given)) return err({ type: "NoticeForged" });
  const id = query.get("data.id"), requestId = headers.get("x-request-id");
  const manifest = manifestOf(id, requestId, ts), bytes = Uint8Array.fromHex(given);
  // Every secret is tried, so that the time says nothing of which one held.
  const held = secrets.filter((secret) => timingSafeEqual(signatureOf(manifest, secret), bytes));
  if (held.length === 0) return err({ type: "NoticeForged" });
  // Called milliseconds, and seconds in their own example: both are taken.
  const signedMs = ts.length === 10 ? Number(ts) * 1000 : Number(ts);
  if (Math.abs(epochMsOf(now) - signedMs) > TOLERANCE_MS) return err({ type: "NoticeStale" });
  const type = query.get("type") ?? query.get("topic") ?? "unknown";
  const isPayment = type === "payment" && id !== null && PAYMENT_ID.test(id);
  // They name no event: what was signed is its name, so that the same bytes again are the same event.
  return ok({ eventId: manifest.slice(0, 200), type: type.slice(0, 60), objectId: isPayment ? id : null });
}
