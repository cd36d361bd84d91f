import type { Beside } from "./define_membership.ts";
import type { Telling } from "./issue_notice.ts";
import { messagesToQueue, noticeWishes } from "../messages/queue.ts";
import type { CommandContext } from "../handle.ts";
import { centimos } from "../../kernel/money.ts";

/** The messages of a notice: to the phone and to the mailbox where a block may wait for it, until it is no longer so. */
export const messagesOfNotice =
  ({ store, clock }: Pick<CommandContext, "store" | "clock">) =>
  async ({ shop, kind, invoiceId, about, debtCentimos, dueOn, until }: Telling): Promise<Beside> =>
    await messagesToQueue(
      store,
      noticeWishes({
        ...{ shop, kind, subject: invoiceId, day: about, personId: null, invoiceId, dueOn },
        ...{ notBefore: clock.now(), notAfter: until },
        amountCentimos: debtCentimos === 0 ? null : centimos(debtCentimos),
      }),
    );
