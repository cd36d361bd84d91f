import type { Beginning } from "../commands/shops/sign_up.ts";
import { firstCatalogue, withoutFigures } from "./first_catalogue.ts";
import { NICHES } from "./mod.ts";

/** What a shop of a trade begins with; null for a trade that nobody built. `key` makes the ids of its products. */
export async function beginningOf(slug: string, key: string): Promise<Beginning | null> {
  const niche = NICHES.find((other) => other.slug === slug);
  if (!niche) return null;
  const seeds = await niche.catalog();
  return {
    name: niche.shopName,
    owner: "Dueña o dueño",
    catalogue: firstCatalogue(key, seeds.map(withoutFigures)),
  };
}
