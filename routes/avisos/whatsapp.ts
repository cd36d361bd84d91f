import { HttpError } from "fresh";
import { secretsIn } from "../../integrations/carriers.ts";
import { isSignedByMeta, statusesOf } from "../../integrations/whatsapp/webhook.ts";
import { sameSecret } from "../../kernel/pin.ts";
import { readBytes } from "../../kernel/read_bytes.ts";
import { define } from "../(_shared)/define.ts";
import { takeStatuses } from "./(_parts)/take_statuses.ts";

/** Meta sends at most 3 MB, and a thousand statuses are a third of one. */
const NOTICE_MAX = 1024 * 1024;

/** The webhook of WhatsApp: at the platform's own host, and only where a number is set up. */
export const handler = define.handlers({
  /** Asked once, when the webhook is set up. */
  GET(ctx) {
    const { shop, services: { environment } } = ctx.state, asked = ctx.url.searchParams;
    const token = environment.CASERITO_WHATSAPP_VERIFY_TOKEN, challenge = asked.get("hub.challenge") ?? "";
    if (shop || !token) throw new HttpError(404);
    const isOurs = asked.get("hub.mode") === "subscribe" &&
      sameSecret(asked.get("hub.verify_token") ?? "", token);
    if (!isOurs || !/^[\w-]{1,200}$/.test(challenge)) throw new HttpError(403);
    return new Response(challenge, {
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    });
  },
  async POST(ctx) {
    const { shop, services } = ctx.state, { environment } = services;
    const number = environment.CASERITO_WHATSAPP_PHONE_NUMBER_ID;
    if (shop || !number) throw new HttpError(404);
    const raw = await readBytes(ctx.req, NOTICE_MAX);
    if (!raw) throw new HttpError(413);
    const secrets = secretsIn(environment.CASERITO_WHATSAPP_APP_SECRET);
    if (!isSignedByMeta(raw, ctx.req.headers.get("x-hub-signature-256"), secrets)) throw new HttpError(403);
    return await takeStatuses(services, statusesOf(raw, number) ?? []);
  },
});
