import { z } from "zod";
import { zId, zText } from "../../events/facts/fields.ts";
import { type LimaDay, parseDay } from "../../kernel/time.ts";
import { fixedId } from "../fixed_id.ts";
import type { CommandContext } from "../handle.ts";
import type { Beside } from "./define_membership.ts";
import { defineMembership, inShop } from "./define_membership.ts";
import type { DueNotice } from "../../domain/membership/notices.ts";

export interface Telling extends DueNotice {
  readonly shop: string;
}

const zNotice = z.object({
  shop: inShop,
  noticeId: zId,
  invoiceId: zId,
  kind: zText(40),
  about: z.string().refine((text) => parseDay(text) !== null) as unknown as z.ZodType<LimaDay, LimaDay>,
});

/** Says that a notice goes out, and in the same append its messages. One that did already does nothing. */
export async function issueNotice(
  context: CommandContext,
  notice: Telling,
  messagesOf: (notice: Telling) => Promise<Beside>,
): Promise<void> {
  const { shop, invoiceId, kind, about } = notice;
  const noticeId = fixedId(JSON.stringify(["notice", shop, invoiceId, kind, about]));
  const issue = defineMembership("IssueNotice", zNotice, (input) => input, () => messagesOf(notice));
  const issued = await issue(context, { id: noticeId }, { shop, noticeId, invoiceId, kind, about });
  if (issued.ok || issued.error.type === "NoticeIssuedBefore") return;
  throw new Error(`a notice of ${shop} was not issued: ${issued.error.type}`);
}
