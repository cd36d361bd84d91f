import type { Context } from "fresh";
import { type Workplace, workplaces } from "../../../events/store/control/accounts.ts";
import type { Shop } from "../../../events/store/control/shops.ts";
import { isShopSlug } from "../../../commands/shops/shop_slug.ts";
import type { State } from "../../(_shared)/define.ts";
import { ownPath, shopOrigin } from "../../(_shared)/origins.ts";

/** A shop and a page of it, as the address of the platform's `/ingresar` carries them. */
interface Wish {
  readonly slug: string | null;
  readonly next: string;
}

export function wishOf({ searchParams }: URL): Wish {
  const slug = searchParams.get("tienda") ?? "";
  return { slug: isShopSlug(slug) ? slug : null, next: ownPath(searchParams.get("ir")) };
}

export const wishQuery = ({ slug, next }: Wish): string =>
  new URLSearchParams({ ...slug === null ? {} : { tienda: slug }, ir: next }).toString();

/** Where a hand-over into the shop begins (commands/people/hand_over.ts). */
export const doorOf = ({ state }: Context<State>, shop: Pick<Shop, "slug">, next = "/"): string =>
  `${shopOrigin(state.services.environment, shop)}/entrar?${new URLSearchParams({ ir: next })}`;

/** After signing in: the shop that was asked for, a page of the account, the only shop there is, or the list. */
export async function goOn(ctx: Context<State>, personId: string): Promise<string> {
  const { slug, next } = wishOf(ctx.url);
  if (slug !== null) return doorOf(ctx, { slug }, next);
  if (next !== "/") return next;
  const places = await workplaces(ctx.state.services.control, personId);
  return places.length === 1 ? doorOf(ctx, places[0]!.shop) : "/ingresar";
}

export const doorsOf = (ctx: Context<State>, places: readonly Workplace[]) =>
  places.map((place) => ({ ...place, href: doorOf(ctx, place.shop) }));
