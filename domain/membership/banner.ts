import type { Centimos } from "../../kernel/money.ts";
import type { Instant, LimaDay } from "../../kernel/time.ts";
import type { MembershipStatus, State } from "./status.ts";

/** What stands above the pages of a shop. Who may not manage its plan never sees what it owes (case 25). */
export type Banner =
  | {
    readonly to: "owner";
    readonly state: Extract<State, "GRACE" | "RESTRICTED" | "BLOCKED" | "DORMANT">;
    readonly debtCentimos: Centimos;
    readonly dueOn: LimaDay | null;
    readonly nextChangeAt: Instant | null;
  }
  | { readonly to: "staff"; readonly state: Extract<State, "RESTRICTED" | "BLOCKED" | "DORMANT"> };

/** Null where there is nothing to say to this person. */
export function bannerFor(mayManagePlan: boolean, status: MembershipStatus | null): Banner | null {
  if (status === null) return null;
  const { state, debtCentimos, dueOn, nextChangeAt } = status;
  if (state === "TRIAL" || state === "ACTIVE" || state === "CLOSED") return null;
  if (mayManagePlan) return { to: "owner", state, debtCentimos, dueOn, nextChangeAt };
  return state === "GRACE" ? null : { to: "staff", state };
}
