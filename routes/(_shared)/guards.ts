import { type Context, HttpError, type Middleware } from "fresh";
import { noteAuditAccess } from "../../commands/people/note_audit.ts";
import { may, type Permission } from "../../commands/people/permissions.ts";
import { placeOfHost } from "./host.ts";
import { commandContext, type ShopState, type State } from "./define.ts";
import { sessionToken } from "./session_cookie.ts";
import { accountOfToken, staffOfToken } from "../../commands/people/sessions.ts";
import { shopBySlug } from "../../events/store/control/shops.ts";

export const isSecure = (state: State): boolean => state.services.environment.CASERITO_ENV === "production";

/** Finds the shop of the host and who is signed in there. A host that is not ours gets 421 (RFC 9110 §15.5.20). */
export async function findShop(ctx: Context<State>): Promise<Response> {
  const { services } = ctx.state;
  ctx.state.shop = null;
  ctx.state.store = null;
  ctx.state.staff = null;
  ctx.state.account = null;
  // Two hosts in one request, or a target that names another one: whoever reads the other of them sees another shop.
  const named = ctx.req.headers.get("host");
  if (named !== null && named.toLowerCase() !== ctx.url.host) throw new HttpError(421);
  const place = placeOfHost(ctx.url.host, services.environment.CASERITO_BASE_DOMAIN);
  if (place.kind === "unknown") throw new HttpError(421);
  const token = sessionToken(ctx.req.headers, isSecure(ctx.state));
  if (place.kind === "platform") {
    ctx.state.account = token === null ? null : await accountOfToken(services, token);
    return await ctx.next();
  }

  const shop = await shopBySlug(services.control, place.slug);
  if (!shop) throw new HttpError(404);
  ctx.state.shop = shop;
  ctx.state.staff = token === null
    ? null
    : await staffOfToken({ control: services.control, shop: shop.id, clock: services.clock }, token);
  return await services.tenants.withTenant(shop.id, (store) => {
    ctx.state.store = store;
    return ctx.next();
  });
}

/** Whoever may only read leaves a trace of having read. */
const noteVisit = (state: ShopState): Promise<void> =>
  noteAuditAccess(commandContext(state), state.staff.personId);

/** Pages of a shop: without a session you are sent to sign in and come back; without the permission you are told so. */
export function require(permission: Permission): Middleware<State> {
  return async (ctx) => {
    if (!ctx.state.shop) throw new HttpError(404);
    if (!ctx.state.staff) {
      return ctx.redirect(`/ingresar?ir=${encodeURIComponent(ctx.url.pathname + ctx.url.search)}`, 303);
    }
    if (!may(ctx.state.staff.role, permission)) throw new HttpError(403);
    if (ctx.state.staff.role === "auditor") await noteVisit(ctx.state as ShopState);
    const response = await ctx.next();
    // What a signed-in person sees is theirs alone: no shared cache keeps it (ledger T6).
    if (!response.headers.has("cache-control")) response.headers.set("cache-control", "private, no-store");
    return response;
  };
}
