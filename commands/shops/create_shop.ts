import type { NewStaff as Hired, Role } from "../../events/store/control/people.ts";
import { ConstraintError, type ControlDb } from "../../events/store/control/db.ts";
import { addShop, type Shop, shopBySlug } from "../../events/store/control/shops.ts";
import { leftAddress } from "../../events/store/control/gone_shops.ts";
import { freeAddresses } from "../../events/store/control/shop_makings.ts";
import { parseTenantId, type Tenants } from "../../events/store/mod.ts";
import type { TenantId } from "../../events/store/types.ts";
import { sha256, utf8Bytes } from "../../events/log/bytes.ts";
import type { Ids } from "../../kernel/ids.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Clock } from "../../kernel/time.ts";
import { fixedId } from "../fixed_id.ts";
import { type CommandContext, jitter } from "../handle.ts";
import { newPin } from "../people/pin.ts";
import { hashSecret } from "../people/secrets.ts";
import { addRegister } from "../shop/add_register.ts";
import { openShop } from "../shop/open_shop.ts";
import { likenessOf } from "./shop_address.ts";
import { isShopSlug } from "./shop_slug.ts";

export interface PlatformContext {
  readonly control: ControlDb;
  readonly tenants: Tenants;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface NewShop {
  readonly slug: string;
  readonly name: string;
  readonly niche: string;
  readonly address: string | null;
  readonly ruc: string | null;
  readonly registers: readonly string[];
  readonly people: readonly NewStaff[];
}
export interface NewStaff {
  readonly name: string;
  readonly role: Role;
  readonly email: string | null;
  /** In E.164 (kernel/phone.ts). */
  readonly phone?: string | null;
  readonly password: string | null;
  readonly pin: string | null;
}

export type CreateShopRefusal =
  | { readonly type: "SlugMalformed" }
  | { readonly type: "SlugTaken" }
  | { readonly type: "EmailTaken" }
  | { readonly type: "ShopRefused"; readonly detail: string };

/**
 * Makes a shop: its ledger first, its name and people in the registry last and at once. A shop is found by that name
 * alone, so one whose making was cut off is nobody's, and asking again with the same slug completes it.
 */
export async function createShop(
  platform: PlatformContext,
  shop: NewShop,
): Promise<Result<Shop, CreateShopRefusal>> {
  const { control, tenants, clock } = platform;
  const left = await leftAddress(control, shop.slug, clock.now());
  const id = shopId(shop, left.times);
  if (id === null || !isShopSlug(shop.slug)) return err({ type: "SlugMalformed" });
  if (left.restsUntil !== null || await shopBySlug(control, shop.slug)) return err({ type: "SlugTaken" });

  const store = await tenants.create(id);
  const written = await writeShop(systemContext(platform, store), shop.slug, shop);
  if (!written.ok) return written;
  const made: Shop = { id, slug: shop.slug, name: shop.name, niche: shop.niche };
  const staff = await Promise.all(shop.people.map((person) => hired(platform, person)));
  try {
    await addShop(control, made, staff, clock.now());
  } catch (error) {
    if (!(error instanceof ConstraintError)) throw error;
    const [free] = await freeAddresses(
      control,
      [{ slug: shop.slug, likeness: likenessOf(shop.slug) }],
      clock.now(),
    );
    return err({ type: free === undefined ? "SlugTaken" : "EmailTaken" });
  }
  return ok(made);
}

/** What stands in the ledger of every shop from its first day. `key` makes the ids: asked again, it is the same shop. */
export async function writeShop(
  context: CommandContext,
  key: string,
  shop: Pick<NewShop, "name" | "slug" | "niche" | "address" | "ruc" | "registers">,
): Promise<Result<null, CreateShopRefusal>> {
  const step = (name: string) => ({ id: fixedId(`${key}/${name}`) });
  const opened = await openShop(context, step("open"), shop);
  if (!opened.ok) return err({ type: "ShopRefused", detail: opened.error.type });
  for (const [i, name] of shop.registers.entries()) {
    const registerId = fixedId(`${key}/register/${i + 1}`);
    const series = `T${String(i + 1).padStart(3, "0")}`;
    const added = await addRegister(context, step(`register ${i + 1}`), { registerId, name, series });
    if (!added.ok) return err({ type: "ShopRefused", detail: added.error.type });
  }
  return ok(null);
}

/** The same for the same address, so that a making that was cut off is gone on with; another one after a shop has left it. */
function shopId({ niche, slug }: NewShop, timesLeft: number): TenantId | null {
  const name = timesLeft === 0 ? slug : `${slug} ${timesLeft + 1}`;
  return parseTenantId(`${niche}-${sha256(utf8Bytes(name)).toHex().slice(0, 24)}`);
}

async function hired(
  { ids }: PlatformContext,
  { name, role, email, phone = null, password, pin }: NewStaff,
): Promise<Hired> {
  return {
    personId: ids.next(),
    name,
    role,
    email: email?.toLowerCase() ?? null,
    phone,
    passwordHash: password && await hashSecret(password),
    pin: pin === null ? null : await newPin(pin),
  };
}

export const systemContext = (
  { clock, ids }: Pick<PlatformContext, "clock" | "ids">,
  store: CommandContext["store"],
): CommandContext => ({
  store,
  clock,
  ids,
  actor: { kind: "system", id: "platform" },
  dev: null,
  pause: jitter(),
});
