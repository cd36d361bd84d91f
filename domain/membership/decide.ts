import type { Item, MembershipFact, Plan } from "../../events/facts/membership.ts";
import type { Centimos } from "../../kernel/money.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { epochMsOf, type Instant, type LimaDay, limaDay, plusDays } from "../../kernel/time.ts";
import { atOf, type Facts, factsKnown, type Known } from "./account.ts";
import { invoiceDue, issued, leaving, standingsNow } from "./billing.ts";
import { changePlan, type PlanChange } from "./change_plan.ts";
import { type Invoice, nextFrom, planInvoices, termsOn } from "./periods.ts";
import { licencePrice, ONE_OFF_DAYS, priceOf, TRIAL_DAYS } from "./plans.ts";
import { POLICY_OF_TODAY, policyOf } from "./policy.ts";
import type { MembershipRefusal } from "./refusals.ts";
import { returnDue, returned } from "./returning.ts";
import { stateKnown } from "./status.ts";

type Data<Type extends MembershipFact["type"]> = Extract<MembershipFact, { type: Type }>["data"];
type Asked<Name extends string, Input> = { readonly type: Name; readonly shop: string } & Input;

export type MembershipCommand =
  | Asked<"StartMembership", { readonly plan: Plan }>
  | Asked<"IssueInvoice", { readonly invoiceId: string }>
  | Asked<
    "SellOnce",
    {
      readonly invoiceId: string;
      readonly item: Exclude<Item, "plan" | "upgrade">;
      readonly amountCentimos: Centimos;
    }
  >
  | Asked<"GrantCredit", Omit<Data<"CreditGranted">, "shop">>
  | Asked<"NotePayment", Omit<Data<"PaymentReceived">, "shop">>
  | Asked<"ChangePlan", Omit<PlanChange, "shop">>
  | Asked<"CancelMembership", { readonly creditId: string; readonly reason: string }>
  | Asked<"ResumeMembership", { readonly returnId: string; readonly invoiceId: string }>
  | Asked<"CloseMembership", { readonly reason: string }>
  | Asked<"ClaimPayment", Omit<Data<"PaymentClaimed">, "shop" | "amountCentimos">>
  | Asked<"ResolveClaim", Omit<Data<"PaymentClaimResolved">, "shop">>
  | Asked<"GrantExtension", Omit<Data<"ExtensionGranted">, "shop">>
  | Asked<"PlaceHold", Omit<Data<"HoldPlaced">, "shop">>
  | Asked<"LiftHold", Omit<Data<"HoldLifted">, "shop">>
  | Asked<"NoteReturn", { readonly returnId: string; readonly creditId: string }>
  | Asked<"IssueNotice", Omit<Data<"NoticeIssued">, "shop">>
  | Asked<"NoteLicence", Omit<Data<"LicenceIssued">, "shop">>;

export type MembershipDecision = Result<readonly MembershipFact[], MembershipRefusal>;
const YEAR_MS = 365 * 86_400_000;

/** What a shop's membership answers to a command: from the facts known, and the instant (pure; case numbers: features §4.2). */
export function decideMembership(
  all: readonly Known[],
  now: Instant,
  command: MembershipCommand,
): MembershipDecision {
  const known = factsKnown(all, epochMsOf(now));
  if (command.type === "StartMembership") return start(known, now, command);
  if (known.of("MembershipStarted").length === 0) return err({ type: "MembershipMissing" });
  if (known.of("MembershipClosed").length > 0) return err({ type: "MembershipEnded" });
  switch (command.type) {
    case "IssueInvoice": {
      const due = invoiceDue(all, now);
      return due ? ok([issued(command.shop, command.invoiceId, due)]) : err({ type: "InvoiceNotDue" });
    }
    case "SellOnce":
      return ok([issued(command.shop, command.invoiceId, {
        ...termsOn(known, limaDay(now))!,
        ...{ item: command.item, from: limaDay(now), to: limaDay(now) },
        ...{ amountCentimos: command.amountCentimos, dueOn: plusDays(limaDay(now), ONE_OFF_DAYS) },
      })]);
    case "ChangePlan":
      return changePlan(all, now, command);
    case "CancelMembership":
      return cancel(all, known, now, command);
    case "ResumeMembership":
      return resume(known, now, command);
    case "ClaimPayment":
      return claim(all, known, now, command);
    case "ResolveClaim":
      return resolve(known, command);
    case "GrantExtension":
      return extend(known, now, command);
    case "PlaceHold":
      return hold(now, command);
    case "LiftHold":
      return known.of("HoldPlaced").some(({ fact }) => fact.data.holdId === command.holdId)
        ? ok([fact("HoldLifted", command)])
        : err({ type: "HoldUnknown" });
    case "NoteReturn": {
      const due = returnDue(all, now);
      return due ? ok(returned(command.shop, command, due)) : err({ type: "NothingToReturn" });
    }
    case "IssueNotice":
      return known.of("NoticeIssued").some(({ fact: { data } }) => data.noticeId === command.noticeId)
        ? err({ type: "NoticeIssuedBefore" })
        : ok([fact("NoticeIssued", command)]);
    case "CloseMembership":
      return stateKnown(all, now) === "DORMANT"
        ? ok([fact("MembershipClosed", command)])
        : err({ type: "NotDormant" });
    case "GrantCredit":
      return ok([fact("CreditGranted", command)]);
    case "NotePayment":
      return ok([fact("PaymentReceived", command)]);
    case "NoteLicence":
      return licence(all, known, now, command);
  }
}

/** The fact of a command that says the same. */
function fact<Type extends MembershipFact["type"]>(
  type: Type,
  { type: _, ...data }: { readonly type: string } & Data<Type>,
): MembershipFact {
  return { type, data } as unknown as MembershipFact;
}

type Of<Name extends MembershipCommand["type"]> = Extract<MembershipCommand, { type: Name }>;

function start(known: Facts, now: Instant, { shop, plan }: Of<"StartMembership">): MembershipDecision {
  if (known.of("MembershipStarted").length > 0) return err({ type: "MembershipExists" });
  const trialEndsOn = plusDays(limaDay(now), TRIAL_DAYS);
  return ok([{ type: "MembershipStarted", data: { shop, plan, trialEndsOn, policy: POLICY_OF_TODAY } }]);
}

/** Always possible (case 21). A period that was billed, has not begun and is not paid is taken back; other debt stays. */
function cancel(
  all: readonly Known[],
  known: Facts,
  now: Instant,
  { shop, creditId, reason }: Of<"CancelMembership">,
): MembershipDecision {
  if (leaving(known) !== null) return err({ type: "AlreadyLeft" });
  const today = limaDay(now), standings = standingsNow(all, now);
  const isOpen = (invoiceId: string) =>
    standings.some((other) => other.invoiceId === invoiceId && other.openCentimos > 0);
  const [dropped, kept] = planInvoices(known).reduce<[Invoice[], Invoice[]]>(([drop, keep], invoice) => {
    (invoice.periodFrom > today && isOpen(invoice.invoiceId) ? drop : keep).push(invoice);
    return [drop, keep];
  }, [[], []]);
  const ends = [
    today,
    known.of("MembershipStarted")[0]!.fact.data.trialEndsOn,
    ...kept.map(({ periodTo }) => periodTo),
  ].toSorted().at(-1) as LimaDay;
  const back = dropped.reduce((sum, invoice) => sum + priceNow(known, invoice), 0) as Centimos;
  return ok([
    { type: "MembershipCancelled", data: { shop, endsOn: ends, reason } },
    ...back === 0 ? [] : [{
      type: "CreditGranted" as const,
      data: { shop, creditId, amountCentimos: back, by: "billing", reason: "cancelación" },
    }],
  ]);
}

/** What a period not begun comes to, with the changes of plan since it was billed. */
const priceNow = (known: Facts, { periodFrom, interval }: Invoice): Centimos =>
  priceOf(termsOn(known, periodFrom)!.plan, interval);

/**
 * Before the end of what is paid it is as if they had not left; after it a period begins today. What leaving took back of
 * a period to come is billed again.
 */
function resume(
  known: Facts,
  now: Instant,
  { shop, returnId, invoiceId }: Of<"ResumeMembership">,
): MembershipDecision {
  const ends = leaving(known), today = limaDay(now);
  if (ends === null) return err({ type: "NotLeft" });
  const anchor = today > ends || nextFrom(known)! <= today ? today : null;
  const again = planInvoices(known).find(({ periodFrom }) => periodFrom > ends && periodFrom >= today);
  return ok([
    {
      type: "MembershipReturned",
      data: { shop, returnId, because: "resumed", on: today, blockedDays: 0, anchor },
    },
    ...again
      ? [{
        type: "InvoiceIssued" as const,
        data: {
          ...{ ...again, invoiceId, plan: termsOn(known, again.periodFrom)!.plan },
          amountCentimos: priceNow(known, again),
        },
      }]
      : [],
  ]);
}

function claim(
  all: readonly Known[],
  known: Facts,
  now: Instant,
  { shop, claimId, wallet, operationNumber }: Of<"ClaimPayment">,
): MembershipDecision {
  const open = standingsNow(all, now).filter(({ openCentimos }) => openCentimos > 0), oldest = open[0];
  if (!oldest) return err({ type: "NothingOwed" });
  const claims = known.of("PaymentClaimed"), { claimsAYear } = policyOf(oldest.policy);
  if (
    claims.some(({ fact }) => fact.data.wallet === wallet && fact.data.operationNumber === operationNumber)
  ) {
    return err({ type: "OperationTaken" });
  }
  // The one for this invoice is the one made while it was the oldest open.
  if (claims.some((entry) => oldestAt(all, entry) === oldest.invoiceId)) {
    return err({ type: "ClaimUsedUp", per: "invoice" });
  }
  const inYear = claims.filter((entry) => atOf(entry) > epochMsOf(now) - YEAR_MS);
  if (inYear.length >= claimsAYear) return err({ type: "ClaimUsedUp", per: "year" });
  const amountCentimos = open.reduce((sum, { openCentimos }) => sum + openCentimos, 0) as Centimos;
  return ok([{
    type: "PaymentClaimed",
    data: { shop, claimId, wallet, operationNumber, amountCentimos },
  }]);
}
const oldestAt = (all: readonly Known[], { recordedAt }: Known): string | undefined =>
  standingsNow(all, recordedAt).find(({ openCentimos }) => openCentimos > 0)?.invoiceId;

/** For an invoice of a licence for so many computers that is paid whole, and once. */
function licence(
  all: readonly Known[],
  known: Facts,
  now: Instant,
  command: Of<"NoteLicence">,
): MembershipDecision {
  const { invoiceId, computers } = command;
  const sold = known.of("InvoiceIssued").find(({ fact: { data } }) =>
    data.invoiceId === invoiceId && data.item === "licence"
  );
  if (!sold) return err({ type: "InvoiceUnknown" });
  const open = standingsNow(all, now).find((other) => other.invoiceId === invoiceId)!.openCentimos;
  if (open > 0 || sold.fact.data.amountCentimos < licencePrice(computers)) {
    return err({ type: "LicenceNotPaid" });
  }
  const issuedBefore = known.of("LicenceIssued").some(({ fact }) => fact.data.invoiceId === invoiceId);
  return issuedBefore ? err({ type: "LicenceIssuedBefore" }) : ok([fact("LicenceIssued", command)]);
}

function resolve(known: Facts, command: Of<"ResolveClaim">): MembershipDecision {
  const { claimId } = command;
  if (!known.of("PaymentClaimed").some(({ fact }) => fact.data.claimId === claimId)) {
    return err({ type: "ClaimUnknown" });
  }
  return known.of("PaymentClaimResolved").some(({ fact }) => fact.data.claimId === claimId)
    ? err({ type: "ClaimResolved" })
    : ok([fact("PaymentClaimResolved", command)]);
}

function extend(known: Facts, now: Instant, command: Of<"GrantExtension">): MembershipDecision {
  const invoice = known.of("InvoiceIssued").find(({ fact }) => fact.data.invoiceId === command.invoiceId);
  if (!invoice) return err({ type: "InvoiceUnknown" });
  const used = known.of("ExtensionGranted").filter((entry) => atOf(entry) > epochMsOf(now) - YEAR_MS)
    .reduce((sum, { fact }) => sum + fact.data.days, 0);
  const daysLeft = policyOf(invoice.fact.data.policy).extensionDaysAYear - used;
  return command.days > daysLeft
    ? err({ type: "ExtensionTooLong", daysLeft: Math.max(0, daysLeft) })
    : ok([fact("ExtensionGranted", command)]);
}

function hold(now: Instant, command: Of<"PlaceHold">): MembershipDecision {
  if (command.by[0] === command.by[1]) return err({ type: "HoldNeedsTwo" });
  if (command.until <= now) return err({ type: "HoldEndsBefore", now });
  return ok([fact("HoldPlaced", command)]);
}
