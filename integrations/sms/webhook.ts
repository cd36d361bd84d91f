import { createHmac, timingSafeEqual } from "node:crypto";
import type { CarrierStatus } from "../../kernel/carrier.ts";
import { failure } from "../http.ts";
import { actionOf } from "./failures.ts";

/** `X-Twilio-Signature` of a form: the exact public address, then every name with its value, sorted by name. */
export function twilioSignature(url: string, form: URLSearchParams, token: string): string {
  const named = [...form].sort(([a, x], [b, y]) => a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0);
  const signed = url + named.map(([name, value]) => name + value).join("");
  return createHmac("sha1", token).update(signed, "utf8").digest("base64");
}

/** True where Twilio signed this form for this address. Values are taken as they came: not trimmed, not decoded twice. */
export function isSignedByTwilio(
  url: string,
  form: URLSearchParams,
  header: string | null,
  tokens: readonly string[],
): boolean {
  if (header === null) return false;
  const given = new TextEncoder().encode(header);
  return tokens.some((token) => {
    const made = new TextEncoder().encode(twilioSignature(url, form, token));
    return made.length === given.length && timingSafeEqual(made, given);
  });
}

const STATUS: Readonly<Record<string, CarrierStatus["status"]>> = {
  sent: "sent",
  delivered: "delivered",
  read: "read",
  undelivered: "failed",
  failed: "failed",
  canceled: "failed",
};

/** What a callback says. Null for a status that changes nothing (`queued`, `sending`) or is not known yet. */
export function statusIn(form: URLSearchParams, reference: string | null): CarrierStatus | null {
  const carrierId = form.get("MessageSid") ?? "", status = STATUS[form.get("MessageStatus") ?? ""];
  if (!/^[A-Z]{2}[0-9a-f]{32}$/i.test(carrierId) || !status) return null;
  const code = Number(form.get("ErrorCode") || NaN);
  return {
    channel: "sms",
    carrierId,
    reference,
    at: null,
    status,
    failure: status !== "failed"
      ? null
      : Number.isSafeInteger(code)
      ? failure(code, actionOf(code))
      : failure("unknown", "next_channel"),
  };
}
