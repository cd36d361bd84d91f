import { createHmac } from "node:crypto";
import type { Clock } from "../../../kernel/time.ts";
import { epochMsOf } from "../../../kernel/time.ts";
import { FakeHttp, type Heard, type Trouble, troubled } from "./fake_http.ts";

export const WHATSAPP = {
  token: "token-de-prueba-de-whatsapp",
  phoneNumberId: "106540352242922",
  appSecret: "secreto-de-la-app-de-prueba",
  verifyToken: "palabra-de-la-verificacion",
} as const;

interface SentTemplate {
  readonly id: string;
  readonly to: string;
  readonly name: string;
  readonly body: readonly string[];
  readonly reference: string | undefined;
}

/** What a status webhook says of one message. */
export interface Said {
  readonly status: "sent" | "delivered" | "read" | "failed" | "warmed_up";
  readonly code?: number;
}

/** The Cloud API: takes templates or refuses them by number, and signs what it says later. */
export class FakeWhatsApp extends FakeHttp {
  readonly sent: SentTemplate[] = [];
  /** By phone without its plus: what it is answered, once for each entry. */
  readonly troubles = new Map<string, Trouble[]>();

  constructor(readonly clock: Clock) {
    super((heard) => this.#answer(heard));
  }

  #answer({ method, path, headers, body }: Heard): Response {
    const refuse = (status: number, code: number) =>
      Response.json({ error: { message: "No", type: "OAuthException", code, fbtrace_id: "A" } }, { status });
    if (headers.get("authorization") !== `Bearer ${WHATSAPP.token}`) return refuse(401, 190);
    if (method !== "POST" || path !== `/v23.0/${WHATSAPP.phoneNumberId}/messages`) return refuse(404, 100);
    const asked = JSON.parse(body);
    const trouble = this.troubles.get(asked.to)?.shift();
    if (trouble?.code !== undefined) {
      return troubled(trouble, {
        error: {
          message: "No",
          type: "OAuthException",
          code: trouble.code,
          error_data: { messaging_product: "whatsapp", details: "" },
          fbtrace_id: "A",
        },
      });
    }
    if (trouble) return troubled(trouble, {});
    const id = `wamid.HBgL${String(this.sent.length + 1).padStart(24, "0")}`;
    const [{ parameters }] = asked.template.components;
    this.sent.push({
      id,
      to: asked.to,
      name: asked.template.name,
      body: parameters.map(({ text }: { text: string }) => text),
      reference: asked.biz_opaque_callback_data,
    });
    return Response.json({
      messaging_product: "whatsapp",
      contacts: [{ input: asked.to, wa_id: asked.to }],
      messages: [{ id }],
    });
  }

  /** A notice about one message, as bytes: of our number or of another one. */
  notice(
    { id, to, reference }: SentTemplate,
    said: readonly Said[],
    { phoneNumberId = WHATSAPP.phoneNumberId as string, withReference = true } = {},
  ): Uint8Array<ArrayBuffer> {
    const timestamp = String(Math.floor(epochMsOf(this.clock.now()) / 1000));
    const statuses = said.map(({ status, code }) => ({
      id,
      status,
      timestamp,
      recipient_id: to,
      ...withReference && reference !== undefined && { biz_opaque_callback_data: reference },
      ...code !== undefined && {
        errors: [{ code, title: "No llegó", message: "No llegó: ñandú 🦙", error_data: { details: "x" } }],
      },
    }));
    return new TextEncoder().encode(JSON.stringify({
      object: "whatsapp_business_account",
      entry: [{
        id: "419561257915477",
        changes: [{
          field: "messages",
          value: {
            messaging_product: "whatsapp",
            metadata: { display_phone_number: "51900000000", phone_number_id: phoneNumberId },
            statuses,
          },
        }],
      }],
    }));
  }
}

export const signedByMeta = (
  raw: Uint8Array<ArrayBuffer>,
  secret: string = WHATSAPP.appSecret,
): RequestInit => ({
  method: "POST",
  headers: {
    "content-type": "application/json",
    "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(raw).digest("hex")}`,
  },
  body: raw,
});
