import type { Instant } from "../../kernel/time.ts";
import type { PlanLimitReached } from "./plans.ts";

/** Why the platform does not take what it was asked about a membership. */
export type MembershipRefusal =
  | { readonly type: "MembershipMissing" }
  | { readonly type: "MembershipExists" }
  | { readonly type: "MembershipEnded" }
  /** Only a shop that was let go, or that nobody paid for in two months, is closed for ever. */
  | { readonly type: "NotDormant" }
  | { readonly type: "InvoiceNotDue" }
  | { readonly type: "InvoiceUnknown" }
  | { readonly type: "NothingOwed" }
  | { readonly type: "PlanUnchanged" }
  | { readonly type: "AlreadyLeft" }
  | { readonly type: "NotLeft" }
  /** Once for an invoice, twice a year (case 13). */
  | { readonly type: "ClaimUsedUp"; readonly per: "invoice" | "year" }
  | { readonly type: "OperationTaken" }
  /** The money of that operation was counted for another shop. */
  | { readonly type: "OperationCounted" }
  | { readonly type: "ClaimUnknown" }
  | { readonly type: "ClaimResolved" }
  | { readonly type: "ExtensionTooLong"; readonly daysLeft: number }
  | { readonly type: "HoldNeedsTwo" }
  | { readonly type: "HoldEndsBefore"; readonly now: Instant }
  | { readonly type: "HoldUnknown" }
  | { readonly type: "NoticeIssuedBefore" }
  | { readonly type: "NothingToReturn" }
  | { readonly type: "LicenceNotPaid" }
  | { readonly type: "LicenceIssuedBefore" }
  | PlanLimitReached;
