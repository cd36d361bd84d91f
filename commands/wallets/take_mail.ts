import { sha256, utf8Bytes } from "../../events/log/bytes.ts";
import type { WalletSource } from "../../events/store/control/wallet_sources.ts";
import type { Result } from "../../kernel/result.ts";
import { recipientIndex } from "./pair_source.ts";
import type { WalletPlace } from "./place.ts";
import { noticeIdOf, type NoticeReader, type NoticeRefusal, type Taken, takeNotice } from "./take_notice.ts";

/** A bank's paper as it was read: what it says, and what its signature proves. */
export interface GivenMail {
  readonly subject: string;
  readonly text: string;
  readonly to: readonly string[];
  readonly identity: string | null;
  readonly signed: { readonly valid: boolean };
}

const MAX_TEXT = 20_000;

/**
 * Takes a paper that came to a mailbox, once however often it is forwarded. Signed by the bank and written to the owner's own
 * address it is trusted like a paired phone; signed to somebody else it is somebody else's money; unsigned it is a claim.
 */
export async function takeMail(
  place: WalletPlace,
  mailbox: WalletSource,
  mail: GivenMail,
  reader: NoticeReader,
): Promise<Result<{ readonly taken: Taken; readonly repeated: boolean }, NoticeRefusal>> {
  const { people } = place.context.store, now = place.context.clock.now();
  const written = await Promise.all(mail.to.map((address) => recipientIndex(people, address)));
  const toOwner = mailbox.recipient !== null && written.includes(mailbox.recipient);
  const trust = !mail.signed.valid ? 0 : toOwner ? 2 : 1;
  const raw = {
    subject: mail.subject.toWellFormed().slice(0, 300),
    text: mail.text.toWellFormed().slice(0, MAX_TEXT).toWellFormed(),
  };
  const own = mail.identity ?? `${raw.subject}\n${raw.text}`;
  const bodyHash = sha256(utf8Bytes(`${trust}\n${own}`)).toHex();
  const noticeId = noticeIdOf(mailbox.sourceId, `mail/${bodyHash}`);
  return await takeNotice(place, mailbox, {
    seq: null,
    noticeId,
    evidenceId: noticeId,
    bodyHash,
    evidenceSource: "bank_email",
    trust,
    occurredAt: now,
    late: false,
    raw,
    ...trust < 2 ? { fault: "unproven" as const } : {},
  }, reader);
}
