import { type Shop, shopDecider } from "../../domain/shop/decider.ts";
import { SHOP } from "../../domain/streams.ts";
import type { ShopFact } from "../../events/facts/shop.ts";
import type { TenantStore } from "../../events/store/types.ts";

type ShopEvent = Exclude<ShopFact, { type: "SalesGateSet" }>;

export async function loadShop(store: TenantStore): Promise<{ shop: Shop; version: number }> {
  const events = await store.stream(SHOP);
  const facts = events.map(({ type, data }) => ({ type, data }) as ShopEvent);
  return { shop: facts.reduce(shopDecider.evolve, shopDecider.initial), version: events.length };
}
