import { payerOf } from "../../commands/membership/access.ts";
import { PAY_PATH, type RouteAction, routeAction } from "../../commands/membership/route_actions.ts";
import type { Shop } from "../../events/store/control/shops.ts";
import { PAUSE, pauseDetail } from "../../i18n/es_pe/blocked.ts";
import type { Caller } from "./authenticate.ts";
import type { ApiPlace } from "./place.ts";
import { type ProblemType, requestProblem } from "./problem.ts";

/** Throws for an endpoint that the table of actions does not name: nobody has said what a blocked shop may do there. */
export function endpointAction(method: string, pattern: string): RouteAction {
  const action = routeAction(method, pattern);
  if (action === null) throw new TypeError(`${method} ${pattern} is not in ROUTE_ACTIONS`);
  return action;
}

/** What an endpoint that needs the membership may answer besides its own. */
export const MEMBERSHIP_PROBLEMS: readonly ProblemType[] = ["PaymentNeeded", "MembershipUnknown"];

/**
 * Null where the shop's membership allows it; otherwise 402 with the amount, how to pay and when service returns, or 503
 * where it cannot be known. The owner and the owner's programs are told of money, nobody else (features §4.2 case 25).
 */
export async function membershipProblem(
  request: Request,
  { services: { membership, environment } }: ApiPlace,
  shop: Shop,
  caller: Caller,
  action: RouteAction,
): Promise<Response | null> {
  if (action === "always") return null;
  const payer = payerOf(shop);
  if (!membership.knows(payer)) await membership.load(payer);
  const judged = membership.judge(payer, action);
  if (judged === "allowed") return null;
  const status = membership.statusOf(payer);
  if (judged === "unknown" || !status) {
    return requestProblem("MembershipUnknown", { headers: { "retry-after": "60" } });
  }
  const tellsDebt = shop.practiceOf === undefined &&
    (caller.kind === "program" || caller.kind === "person" && caller.staff.role === "owner");
  const detail = pauseDetail(status, tellsDebt);
  if (!tellsDebt || status.state === "CLOSED") {
    return requestProblem("PaymentNeeded", { detail, more: { action, state: status.state } });
  }
  const payUrl = new URL(PAY_PATH, request.url);
  if (environment.CASERITO_ENV === "production") payUrl.protocol = "https:";
  return requestProblem("PaymentNeeded", {
    detail,
    more: {
      action,
      state: status.state,
      amountCentimos: status.debtCentimos,
      currency: "PEN",
      dueOn: status.dueOn,
      howToPay: PAUSE.ways,
      payUrl: payUrl.href,
      returns: PAUSE.returns,
    },
  });
}
