/** What a cashier may not do alone. */
export const APPROVAL_KINDS = ["void", "refund", "discount", "drawer", "credit"] as const;
export type ApprovalKind = (typeof APPROVAL_KINDS)[number];

/** Somebody with the right to it typed their PIN for what a cashier asked, on the cashier's own screen. */
export interface Approval {
  readonly kind: ApprovalKind;
  /** Who approved, by id; the command itself says who asked. */
  readonly by: string;
  readonly reason: string;
}
