import { fixedId } from "../../commands/fixed_id.ts";
import { createShop } from "../../commands/shops/create_shop.ts";
import type { Services } from "../../compose.ts";
import type { Shop } from "../../events/store/control/shops.ts";
import { staffOfShop } from "../../events/store/control/people.ts";
import type { HandClock } from "./hand_clock.ts";
import { taken, type TestShop, testShop } from "./test_shop.ts";

export const OWNER_PASSWORD = "una clave larga";
export const ownerEmail = (slug: string): string => `duena@${slug}.pe`;

/** A minimarket with one till and an owner, made as the platform makes it, in the hands that {@link TestShop} is. */
export async function shopOver(
  services: Services,
  clock: HandClock,
  slug: string,
): Promise<TestShop & { readonly shop: Shop }> {
  const owner = {
    name: "Dueña",
    role: "owner",
    email: ownerEmail(slug),
    password: OWNER_PASSWORD,
    pin: null,
  } as const;
  const shop = taken(
    await createShop(services, {
      ...{ slug, name: slug, niche: "minimarket", address: null, ruc: null },
      ...{ registers: ["Caja 1"], people: [owner] },
    }),
  );
  const store = await services.tenants.get(shop.id), { ids } = services;
  const [staff] = await staffOfShop(services.control, shop.id);
  const registerId = fixedId(`${slug}/register/1`), lucha = staff!.personId;
  return { shop, ...testShop({ store, clock, ids, registerId, lucha }) };
}
