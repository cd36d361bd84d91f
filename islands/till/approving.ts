import type { Approval, ApprovalKind } from "../../kernel/approval.ts";
import type { Till } from "./till.ts";

/** Something a cashier may not do alone. */
export interface Ask {
  readonly kind: ApprovalKind;
  readonly reason: string;
  /** Null where nobody on this device could be asked: the owner will see it flagged. */
  readonly then: (approval: Approval | null) => void;
}

/** Asks for a supervisor's PIN; who may approve and sells themself is not asked for it again. */
export function askApproval(till: Till, ask: Ask): void {
  const { cashierId } = till.cashier.value, { kind, reason, then } = ask;
  const isSupervisor = till.told.value?.cashiers.some((other) =>
    other.cashierId === cashierId && other.mayOverride
  );
  if (isSupervisor) return then({ kind, by: cashierId, reason });
  till.sheet.value = { kind: "override", ask };
}
