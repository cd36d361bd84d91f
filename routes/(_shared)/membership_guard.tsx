import type { Context, Middleware } from "fresh";
import { payerOf } from "../../commands/membership/access.ts";
import { routeAction, tradeAction } from "../../commands/membership/route_actions.ts";
import { NICHES } from "../../niches/mod.ts";
import { may } from "../../commands/people/permissions.ts";
import { payToken } from "../../commands/membership/pay_link.ts";
import type { TenantId } from "../../events/store/types.ts";
import type { State } from "./define.ts";
import { platformOrigin } from "./origins.ts";
import { PausedPage } from "./PausedPage.tsx";

const TRADES = new Set(NICHES.map(({ slug }) => slug));

/** What the table says; a page that it does not name is taken for one that sells. */
function actionOf(method: string, pattern: string) {
  const known = routeAction(method, pattern);
  return known ?? (TRADES.has(pattern.split("/")[1] ?? "") ? tradeAction(method) : "sell");
}

/**
 * Lets a page through where the shop's membership allows what it does (design §7, the first of the three checks), without
 * any I/O once the shop is known here. Whoever is not signed in is let through to the door; the API asks for itself.
 */
export const membershipGuard: Middleware<State> = async (ctx) => {
  const { shop, staff, services: { membership } } = ctx.state;
  if (!shop || !staff || ctx.route === null || ctx.route.startsWith("/api/")) return await ctx.next();
  const action = actionOf(ctx.req.method, ctx.route), payer = payerOf(shop);
  if (action === "always") return await ctx.next();
  if (!membership.knows(payer)) await membership.load(payer);
  const judged = membership.judge(payer, action);
  return judged === "allowed" ? await ctx.next() : await paused(ctx, judged === "unknown" ? 503 : 402);
};

const billLink = async (
  { control, environment, clock }: State["services"],
  shop: TenantId,
): Promise<string> => `${platformOrigin(environment)}/pagar/${await payToken(control, shop, clock.now())}`;

async function paused(ctx: Context<State>, status: 402 | 503): Promise<Response> {
  const { shop, staff, services } = ctx.state;
  const told = status === 402 ? services.membership.statusOf(payerOf(shop!)) : null;
  const pays = may(staff!.role, "manage_plan") && shop!.practiceOf === undefined &&
    (told?.debtCentimos ?? 0) > 0;
  const bill = pays ? await billLink(services, shop!.id) : null;
  return await ctx.render(<PausedPage state={ctx.state} url={ctx.url} status={told} bill={bill} />, {
    status,
    headers: { "cache-control": "private, no-store", ...status === 503 && { "retry-after": "60" } },
  });
}
