import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { CarrierStatus } from "../../kernel/carrier.ts";
import { instantOf } from "../../kernel/time.ts";
import { failure } from "../http.ts";
import { actionOf } from "./failures.ts";

/**
 * True where Meta signed these very bytes with one of the app's secrets: two are valid while one replaces the other. The
 * bytes as they came: what is written again differs at the first accent.
 */
export function isSignedByMeta(raw: Uint8Array, header: string | null, secrets: readonly string[]): boolean {
  const given = /^sha256=([0-9a-f]{64})$/.exec(header ?? "")?.[1];
  if (given === undefined) return false;
  return secrets.some((secret) =>
    timingSafeEqual(createHmac("sha256", secret).update(raw).digest(), Uint8Array.fromHex(given))
  );
}

const zError = z.object({ code: z.int() });
const zStatus = z.object({
  id: z.string().min(1).max(200),
  status: z.string(),
  /** Seconds since 1970, as text. */
  timestamp: z.string().regex(/^\d{9,11}$/).optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
  errors: z.array(zError).optional(),
});
const zNotice = z.object({
  object: z.literal("whatsapp_business_account"),
  entry: z.array(z.object({
    changes: z.array(z.object({
      field: z.string(),
      value: z.object({
        metadata: z.object({ phone_number_id: z.string() }).optional(),
        statuses: z.array(z.unknown()).optional(),
      }),
    })),
  })),
});

const KNOWN: ReadonlySet<string> = new Set(["sent", "delivered", "read", "failed"]);

/**
 * What a notice says of messages of our own number; a batch may hold those of others. What is of another kind, or of a kind
 * that is not known yet, says nothing. Null for what is no notice of Meta's at all.
 */
export function statusesOf(raw: Uint8Array, phoneNumberId: string): readonly CarrierStatus[] | null {
  const parsed = zNotice.safeParse(jsonOf(raw));
  if (!parsed.success) return null;
  return parsed.data.entry.flatMap(({ changes }) => changes)
    .filter(({ field, value }) => field === "messages" && value.metadata?.phone_number_id === phoneNumberId)
    .flatMap(({ value }) => value.statuses ?? [])
    .flatMap((one): CarrierStatus[] => {
      const read = zStatus.safeParse(one);
      if (!read.success || !KNOWN.has(read.data.status)) return [];
      const { id, status, timestamp, biz_opaque_callback_data, errors } = read.data;
      const code = errors?.[0]?.code;
      return [{
        channel: "whatsapp",
        carrierId: id,
        reference: biz_opaque_callback_data ?? null,
        at: timestamp === undefined ? null : instantOf(Number(timestamp) * 1000),
        status: status as CarrierStatus["status"],
        failure: status !== "failed"
          ? null
          : code === undefined
          ? failure("unknown", "next_channel")
          : failure(code, actionOf(code)),
      }];
    });
}

function jsonOf(raw: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(raw));
  } catch {
    return null;
  }
}
