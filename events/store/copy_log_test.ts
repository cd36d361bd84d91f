import assert from "node:assert/strict";
import { addRegister } from "../../commands/shop/add_register.ts";
import { FACTS, PROJECTIONS, type Services } from "../../compose.ts";
import { shopOver } from "../../tests/support/shop_over.ts";
import { withServices } from "../../tests/support/services.ts";
import { taken, type TestShop } from "../../tests/support/test_shop.ts";
import { copyLog, type LogReader } from "./copy_log.ts";
import { LogBroken } from "./group_state.ts";
import { type DatabaseConfig, openTenants } from "./mod.ts";
import type { TenantId, TenantStore } from "./types.ts";

const EVENTS = 250;

/** A shop whose log is longer than two pages of a copy, and a place for the copy. */
const withLog = (
  test: (
    services: Services,
    shop: TestShop & { shop: { id: TenantId } },
    to: DatabaseConfig,
  ) => Promise<void>,
) =>
  withServices(async (services, clock) => {
    const shop = await shopOver(services, clock, "minimarket-ana");
    for (let n = 2; n < EVENTS; n++) {
      const register = {
        registerId: services.ids.next(),
        name: `Caja ${n}`,
        series: `T${String(n).padStart(3, "0")}`,
      };
      taken(await addRegister(shop.as(), { id: services.ids.next() }, register));
    }
    taken(await services.checkpoints.sign(shop.store));
    const dir = await Deno.makeTempDir({ prefix: "caserito-log-" });
    try {
      await test(services, shop, { kind: "embedded", dir });
    } finally {
      await Deno.remove(dir, { recursive: true });
    }
  });

const reading = ({ db }: TenantStore): LogReader => (sql, args) => db.all(sql, args);

async function inCopy(config: DatabaseConfig, tenant: TenantId, look: (store: TenantStore) => Promise<void>) {
  const tenants = await openTenants({ config, baseDomain: "x", facts: FACTS, projections: PROJECTIONS });
  try {
    await look(await tenants.get(tenant));
  } finally {
    await tenants.close();
  }
}

Deno.test("a copied log is the same log: origin, bytes, root, checkpoints, outcomes and read models", () =>
  withLog(async (_services, { store, shop }, to) => {
    await copyLog(reading(store), to, shop.id);
    await inCopy(to, shop.id, async (copy) => {
      assert.equal(copy.origin, store.origin);
      assert.deepEqual(await copy.head(), await store.head());
      assert.deepEqual(await copy.bodies(1, 1_000), await store.bodies(1, 1_000));
      assert.deepEqual(await copy.checkpoints(), await store.checkpoints());
      for (
        const sql of ["SELECT * FROM command ORDER BY cmd_id", "SELECT * FROM register ORDER BY register_id"]
      ) {
        assert.deepEqual(await copy.db.all(sql), await store.db.all(sql), sql);
      }
    });
  }));

Deno.test("a copy that was cut off between two pages is gone on with, and a finished one is left as it is", () =>
  withLog(async (_services, { store, shop }, to) => {
    let pages = 0;
    const cut: LogReader = (sql, args) => {
      if (/FROM event/.test(sql) && ++pages === 2) throw new Error("the line broke");
      return store.db.all(sql, args);
    };
    await assert.rejects(copyLog(cut, to, shop.id), /the line broke/);
    const read: number[] = [];
    await copyLog(
      (sql, args) => {
        if (/FROM event/.test(sql)) read.push(Number(args?.[0]));
        return store.db.all(sql, args);
      },
      to,
      shop.id,
    );
    assert.deepEqual(read, [100, 200]);
    await copyLog(reading(store), to, shop.id);
    await inCopy(to, shop.id, async (copy) => assert.deepEqual(await copy.head(), await store.head()));
  }));

Deno.test("a copy is never written over another log, nor one that went on by itself", () =>
  withLog(async (services, { store, shop, clock, ids }, to) => {
    const other = await shopOver(services, clock, "minimarket-bea");
    await copyLog(reading(other.store), to, shop.id);
    await assert.rejects(copyLog(reading(store), to, shop.id), LogBroken);
    await inCopy(to, shop.id, async (copy) => assert.deepEqual(await copy.head(), await other.store.head()));

    await copyLog(reading(store), to, other.shop.id);
    await inCopy(to, other.shop.id, async (copy) => {
      const register = { registerId: ids.next(), name: "Otra", series: "T900" };
      taken(await addRegister({ ...shopContext(copy), clock, ids }, { id: ids.next() }, register));
    });
    await assert.rejects(copyLog(reading(store), to, other.shop.id), LogBroken);
  }));

const shopContext = (store: TenantStore) => ({
  store,
  actor: { kind: "system", id: "platform" } as const,
  dev: null,
  pause: () => Promise.resolve(),
});
