import assert from "node:assert/strict";
import { createShop } from "../../commands/shops/create_shop.ts";
import { openServices, type Services } from "../../compose.ts";
import { readEnvironment } from "../../config.ts";
import type { TenantStore } from "../../events/store/types.ts";
import { HandClock } from "./hand_clock.ts";

/** A whole platform in a folder of its own, closed and removed after the test. */
export async function withServices<T>(
  work: (services: Services, clock: HandClock) => Promise<T>,
  variables: Readonly<Record<string, string>> = {},
): Promise<T> {
  const dir = await Deno.makeTempDir({ prefix: "caserito-" });
  const clock = new HandClock("2026-03-01T03:30:00.000Z"); // 22:30 of 28 February in Lima
  const environment = readEnvironment({
    CASERITO_ENV: "test",
    CASERITO_DATA_DIR: dir,
    CASERITO_BASE_DOMAIN: "caserito.test",
    ...variables,
  });
  const services = await openServices(environment, clock);
  try {
    return await work(services, clock);
  } finally {
    await services.close();
    await Deno.remove(dir, { recursive: true });
  }
}

/** An opened minimarket that nobody works in, by its ledger. */
export async function emptyShop(
  services: Services,
  slug: string,
  registers: readonly string[] = ["Caja 1"],
): Promise<TenantStore> {
  const made = await createShop(services, {
    slug,
    name: "Minimarket Lucha",
    niche: "minimarket",
    address: null,
    ruc: null,
    registers,
    people: [],
  });
  assert.ok(made.ok);
  return await services.tenants.get(made.value.id);
}
