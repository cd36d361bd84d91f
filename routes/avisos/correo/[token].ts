import { HttpError } from "fresh";
import { tokenHash } from "../../../commands/people/secrets.ts";
import { jitter } from "../../../commands/handle.ts";
import type { NoticeRefusal } from "../../../commands/wallets/take_notice.ts";
import { takeMail } from "../../../commands/wallets/take_mail.ts";
import { keepHeard } from "../../../api/keep_evidence.ts";
import { sourceByToken, type WalletSource } from "../../../events/store/control/wallet_sources.ts";
import type { TenantStore } from "../../../events/store/types.ts";
import { MAIL_READER } from "../../../integrations/bank_mail/reader.ts";
import { readBankMail } from "../../../integrations/bank_mail/verify.ts";
import { readBytes } from "../../../kernel/read_bytes.ts";
import type { Result } from "../../../kernel/result.ts";
import { define, type State } from "../../(_shared)/define.ts";

/** A bank's paper with its pictures. */
const MAX_BYTES = 2 * 1024 * 1024;

/** 32 bytes in base64url: nobody guesses one. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * A mail service delivers here the raw message (RFC 5322) that the bank sent, by an address that only it and the owner know.
 * What is taken is answered 200, what is no message 422: the service has nothing to send again. Only at the platform's host.
 */
export const handler = define.handlers({
  async POST({ req, params, state }) {
    const { token = "" } = params, { services } = state;
    if (state.shop || !TOKEN.test(token)) throw new HttpError(404);
    const mailbox = await sourceByToken(services.control, await tokenHash(token), "mail");
    if (!mailbox) throw new HttpError(404);
    const wait = services.limits.take(`mailbox/${mailbox.sourceId}`, { burst: 60, perSecond: 1 });
    if (wait !== null) return new Response(null, { status: 429, headers: { "retry-after": String(wait) } });
    const raw = await readBytes(req, MAX_BYTES);
    if (raw === null) throw new HttpError(413);
    const mail = await readBankMail(raw, services.dnsTxt);
    if (!mail) return new Response("this is no RFC 5322 message\n", { status: 422 });
    const take = (store: TenantStore) => takeMail(placeOf(state, mailbox, store), mailbox, mail, MAIL_READER);
    const taken = mailbox.owner === null
      ? await take(services.platform)
      : await services.tenants.withTenant(mailbox.owner, take);
    return answerOf(taken);
  },
});

const placeOf = ({ services }: State, { owner, sourceId }: WalletSource, store: TenantStore) => ({
  control: services.control,
  owner,
  keep: keepHeard,
  context: {
    store,
    clock: services.clock,
    ids: services.ids,
    actor: { kind: "device" as const, id: sourceId },
    dev: null,
    pause: jitter(),
  },
});

function answerOf(taken: Result<{ readonly taken: { readonly outcome: string } }, NoticeRefusal>): Response {
  if (taken.ok) return Response.json({ outcome: taken.value.taken.outcome });
  return new Response(null, {
    status: 503,
    headers: { "retry-after": "60" },
  });
}
