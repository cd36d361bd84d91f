import assert from "node:assert/strict";
import { viewPlan } from "../commands/membership/view_plan.ts";
import { shopList } from "../events/store/control/shops.ts";
import { seedDemoMemberships } from "../scripts/demo/memberships.ts";
import { seedDemoShops } from "../scripts/demo_shops.ts";
import { withServices } from "./support/services.ts";

Deno.test("the demo has a shop that pays, one that tries and one that is late, and is made once", () =>
  withServices(async (services) => {
    await seedDemoShops(services);
    await seedDemoMemberships(services);
    const { size } = await services.platform.head();
    await seedDemoMemberships(services);
    assert.equal((await services.platform.head()).size, size);
    const states = await Promise.all((await shopList(services.control)).map(async ({ id, slug }) => {
      const view = await viewPlan(services.platform, id, services.clock.now());
      return [slug, `${view?.status.state} ${view?.status.debtCentimos}`] as const;
    }));
    const stateOf = new Map(states);
    assert.equal(stateOf.get("minimarket-lucha"), "ACTIVE 0");
    assert.equal(stateOf.get("peluqueria-lucha"), "TRIAL 0");
    assert.equal(stateOf.get("bodega-lucha"), "GRACE 5000");
    assert.deepEqual([...new Set(stateOf.values())].toSorted(), ["ACTIVE 0", "GRACE 5000", "TRIAL 0"]);
  }));
