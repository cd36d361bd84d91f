/** What a person may not do alone; the last two above an amount of the shop's own. */
export const APPROVAL_KINDS = [
  "void",
  "refund",
  "discount",
  "drawer",
  "credit",
  /** A number read on a phone is taken for a payment. */
  "wallet_number",
  /** Money of a wallet goes back. */
  "wallet_refund",
] as const;
export type ApprovalKind = (typeof APPROVAL_KINDS)[number];

/** Somebody with the right to it typed their PIN for what a cashier asked, on the cashier's own screen. */
export interface Approval {
  readonly kind: ApprovalKind;
  /** Who approved, by id; the command itself says who asked. */
  readonly by: string;
  readonly reason: string;
}
