import { saleDecider, type SaleEvent, type SaleState } from "../../domain/sale/decider.ts";
import { saleStream } from "../../domain/streams.ts";
import type { TenantStore } from "../../events/store/types.ts";

/** A sale as its own stream tells it: itself, and what of it went back. */
export async function loadSale(
  store: TenantStore,
  saleId: string,
): Promise<{ sale: SaleState; version: number }> {
  const events = await store.stream(saleStream(saleId));
  const facts = events.map(({ type, data }) => ({ type, data }) as SaleEvent);
  return { sale: facts.reduce(saleDecider.evolve, saleDecider.initial), version: events.length };
}
