import { z } from "zod";
import type { Carrier, Parcel } from "../../kernel/carrier.ts";
import { err, ok } from "../../kernel/result.ts";
import { failure, failureOfStatus, post, retryAfterMs } from "../http.ts";
import { actionOf } from "./failures.ts";

export interface WhatsAppConfig {
  readonly token: string;
  readonly phoneNumberId: string;
  readonly apiUrl: string;
}

export const WHATSAPP_API = "https://graph.facebook.com";
/** The version whose published description the tests check requests against. */
const VERSION = "v23.0";

const zTaken = z.object({ messages: z.tuple([z.object({ id: z.string().min(1).max(200) })]) });
const zRefused = z.object({ error: z.object({ code: z.int() }) });

/** Sends templates through the Cloud API of Meta. Taken is not delivered: that word comes by webhook. */
export const whatsAppCarrier = ({ token, phoneNumberId, apiUrl }: WhatsAppConfig): Carrier => ({
  channel: "whatsapp",
  async send(parcel) {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const answer = await post(
      `${apiUrl}/${VERSION}/${phoneNumberId}/messages`,
      headers,
      JSON.stringify(requestOf(parcel)),
    );
    if (!answer.ok) return answer;
    const taken = zTaken.safeParse(answer.value.json), refused = zRefused.safeParse(answer.value.json);
    if (answer.value.status === 200 && taken.success) {
      return ok({ carrierId: taken.data.messages[0].id, delivered: false });
    }
    if (!refused.success) return err(failureOfStatus(answer.value));
    const { code } = refused.data.error;
    return err(failure(code, actionOf(code), retryAfterMs(answer.value.headers)));
  },
});

const text = (words: string) => ({ type: "text", text: words });

export const requestOf = ({ to, reference, whatsapp: { name, body, button } }: Parcel) => ({
  messaging_product: "whatsapp",
  recipient_type: "individual",
  to: to.replace("+", ""),
  type: "template",
  template: {
    name,
    language: { code: "es_PE" },
    components: [
      { type: "body", parameters: body.map(text) },
      ...button === null ? [] : [{ type: "button", sub_type: "url", index: "0", parameters: [text(button)] }],
    ],
  },
  biz_opaque_callback_data: reference,
});
