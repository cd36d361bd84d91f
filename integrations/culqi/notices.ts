import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Notice, NoticeRefusal, RawNotice } from "../../kernel/payment_provider.ts";
import { err, ok, type Result } from "../../kernel/result.ts";

const zEvent = z.object({
  object: z.literal("event"),
  id: z.string().regex(/^evt_\w{4,80}$/),
  type: z.string().min(1).max(80),
});

/** What moves money of ours; an order of theirs (`order.status.changed`) is nothing that we make. */
const HANDLED = /^(?:charge|refund)\./;

/**
 * Culqi signs nothing, so its endpoint lies where nobody can guess it, and of the body only the event's id is taken:
 * what it is about is asked of Culqi with our key.
 */
export function readCulqiNotice(
  path: string,
  { body, pathSecret }: RawNotice,
): Result<Notice, NoticeRefusal> {
  if (pathSecret === null || !sameText(pathSecret, path)) return err({ type: "NoticeMisplaced" });
  const parsed = zEvent.safeParse(jsonOf(body));
  if (!parsed.success) return err({ type: "NoticeUnreadable" });
  const { id, type } = parsed.data;
  return ok({ eventId: id, type, objectId: HANDLED.test(type) ? id : null });
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return null;
  }
}

/** In a time that says nothing of where they differ. */
function sameText(a: string, b: string): boolean {
  const [left, right] = [new TextEncoder().encode(a), new TextEncoder().encode(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The charge that an event of theirs is about: its `data` comes as an object, or as the text of one. */
export function chargeOfEvent(event: unknown): string | null {
  const parsed = z.object({ data: z.unknown() }).safeParse(event);
  if (!parsed.success) return null;
  const { data } = parsed.data;
  const object = typeof data === "string" ? jsonOf(new TextEncoder().encode(data)) : data;
  const charge = z.object({ id: z.string(), charge_id: z.string().nullish() }).safeParse(object);
  if (!charge.success) return null;
  return [charge.data.charge_id, charge.data.id].find((id) => id?.startsWith("chr_")) ?? null;
}
