import { HttpError } from "fresh";
import { secretsIn, TWILIO_WEBHOOK } from "../../integrations/carriers.ts";
import { isSignedByTwilio, statusIn } from "../../integrations/sms/webhook.ts";
import { readBytes } from "../../kernel/read_bytes.ts";
import { define } from "../(_shared)/define.ts";
import { platformOrigin } from "../(_shared)/origins.ts";
import { takeStatuses } from "./(_parts)/take_statuses.ts";

const FORM_MAX = 16 * 1024;

/** The webhook of Twilio: at the platform's own host, and only where an account is set up. */
export const handler = define.handlers({
  async POST(ctx) {
    const { shop, services } = ctx.state, { environment } = services;
    const tokens = secretsIn(environment.CASERITO_TWILIO_AUTH_TOKEN), { search, searchParams } = ctx.url;
    if (shop || tokens.length === 0) throw new HttpError(404);
    const raw = await readBytes(ctx.req, FORM_MAX);
    if (!raw) throw new HttpError(413);
    const form = new URLSearchParams(new TextDecoder().decode(raw)), reference = searchParams.get("ref");
    // The address we gave away, from the configuration: a header would let the sender say what was signed.
    const url = platformOrigin(environment) + TWILIO_WEBHOOK + search;
    const signature = ctx.req.headers.get("x-twilio-signature");
    if (!isSignedByTwilio(url, form, signature, tokens)) throw new HttpError(403);
    const isOurs = form.get("AccountSid") === environment.CASERITO_TWILIO_ACCOUNT_SID;
    const said = isOurs ? statusIn(form, reference) : null;
    return await takeStatuses(services, said ? [said] : []);
  },
});
