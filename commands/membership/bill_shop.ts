import { invoiceDue } from "../../domain/membership/billing.ts";
import { type NoticeKind, noticesDue } from "../../domain/membership/notices.ts";
import { planFitting } from "../../domain/membership/plans.ts";
import { returnDue } from "../../domain/membership/returning.ts";
import { type MembershipStatus, membershipStatus } from "../../domain/membership/status.ts";
import type { ControlDb } from "../../events/store/control/db.ts";
import type { TenantStore } from "../../events/store/types.ts";
import type { Result } from "../../kernel/result.ts";
import { plusMs } from "../../kernel/time.ts";
import { fixedId } from "../fixed_id.ts";
import type { CommandContext } from "../handle.ts";
import { issueInvoice, noteReturn, startMembership } from "./billing.ts";
import type { Beside } from "./define_membership.ts";
import { issueNotice, type Telling } from "./issue_notice.ts";
import { keepIntent } from "./payment_intent.ts";
import { loadMembership } from "./load_membership.ts";
import { shopCounts } from "./shop_counts.ts";

export interface BillingContext {
  readonly control: ControlDb;
  /** Of the platform's log. */
  readonly log: CommandContext;
  /** The messages that carry a notice, to stand in the same append. */
  readonly messagesOf: (notice: Telling) => Promise<Beside>;
  /** Charges the card that pays what is due, and answers whether the money is to be expected from it. */
  readonly charge?: (shop: string) => Promise<boolean>;
  /** Asks the providers what became of the shop's payments. Throws where one does not answer. */
  readonly reconcile: (shop: string) => Promise<void>;
}

/** A block this near is looked at with the providers first (features §4.2 case 4). */
const NEAR_MS = 2 * 3_600_000;
/** Said before anything is late. Whose card pays is told the sum once, a week before, and is not asked to pay it too. */
const ASKS_TO_PAY: ReadonlySet<NoticeKind> = new Set(["due_in_3", "due_tomorrow", "due_today"]);
/** More invoices than this are not owed in one turn, whatever the clock of this computer says. */
const INVOICES_MAX = 13;

/**
 * Everything that time has made due for one shop: a membership where it has none, invoices, days to give back, notices.
 * Safe to do again and by two at once: every step has an id that is made of what it is about. Throws where the log cannot
 * be written: the next turn goes on from there.
 */
export async function billShop(context: BillingContext, shop: TenantStore): Promise<MembershipStatus> {
  const { log, control } = context, id = shop.tenant;
  const load = async () => (await loadMembership(log.store, id)).facts;
  let facts = await load();
  if (facts.length === 0) {
    const plan = planFitting(await shopCounts(control, shop));
    done(await startMembership(log, { id: fixedId(`${id}/start`) }, { shop: id, plan }), "MembershipExists");
    facts = await load();
  }
  const back = returnDue(facts, log.clock.now());
  if (back) {
    const returnId = fixedId(`${id}/return/${back.because}`);
    done(await noteReturn(log, { id: returnId }, { shop: id, returnId }), "NothingToReturn");
    facts = await load();
  }
  for (let n = 0; n < INVOICES_MAX; n++) {
    const due = invoiceDue(facts, log.clock.now());
    if (!due) break;
    const invoiceId = fixedId(`${id}/invoice/${due.from}`);
    done(await issueInvoice(log, { id: invoiceId }, { shop: id, invoiceId }), "InvoiceNotDue");
    facts = await load();
  }
  const asked = await keepIntent(log, id);
  const paysItself = await context.charge?.(id) ?? false;
  if (context.charge) facts = await load();
  for (const notice of noticesDue(facts, log.clock.now())) {
    if (paysItself && ASKS_TO_PAY.has(notice.kind)) continue;
    const { debtCentimos } = notice, isAsked = asked !== null && debtCentimos > 0;
    // What is told is what is to be paid, to the céntimo.
    const amountCentimos = isAsked ? asked.amountCentimos : debtCentimos;
    await issueNotice(log, { shop: id, ...notice, debtCentimos: amountCentimos }, context.messagesOf);
  }
  await reconcileBeforeBlock(context, id, await load());
  return membershipStatus(await load(), log.clock.now());
}

/** Last, so that a provider that does not answer keeps no notice back: the turn is made again until it does. */
async function reconcileBeforeBlock(
  { log, reconcile }: BillingContext,
  shop: string,
  facts: Parameters<typeof membershipStatus>[0],
): Promise<void> {
  const now = log.clock.now(), { state, nextChangeAt } = membershipStatus(facts, now);
  if (state !== "RESTRICTED" || nextChangeAt === null || nextChangeAt > plusMs(now, NEAR_MS)) return;
  await reconcile(shop);
}

/** What another process did in the meantime is done. */
function done(result: Result<unknown, { readonly type: string }>, byOthers: string): void {
  if (result.ok || result.error.type === byOthers) return;
  throw new Error(`the platform's log did not take it: ${result.error.type}`);
}
