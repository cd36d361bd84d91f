import assert from "node:assert/strict";
import { salesGate } from "../../events/projections/gate/queries.ts";
import { registers } from "../../events/projections/shop/queries.ts";
import { taken, withShop } from "../../tests/support/test_shop.ts";
import { addRegister } from "./add_register.ts";
import { openShop } from "./open_shop.ts";
import { setSalesGate } from "./set_sales_gate.ts";

Deno.test("a shop opens once, and says what is wrong with its papers", () =>
  withShop(async (shop) => {
    const lucha = { name: "Minimarket Lucha", slug: "minimarket-lucha", niche: "minimarket" };
    assert.deepEqual(await openShop(shop.as(), { id: shop.ids.next() }, lucha), {
      ok: false,
      error: { type: "ShopAlreadyOpen" },
    });
    assert.deepEqual(
      await openShop(shop.as(), { id: shop.ids.next() }, { ...lucha, slug: "-lucha", name: " ", ruc: "123" }),
      {
        ok: false,
        error: {
          type: "InvalidInput",
          faults: [
            { field: "name", fault: "required" },
            { field: "slug", fault: "slug" },
            { field: "ruc", fault: "ruc" },
          ],
        },
      },
    );
  }));

Deno.test("two registers never share a series, even when they are added at once", () =>
  withShop(async (shop) => {
    const add = (name: string) =>
      addRegister(shop.as(), { id: shop.ids.next() }, { registerId: shop.ids.next(), name, series: "T002" });
    const results = await Promise.all([add("Caja 2"), add("Caja 3")]);
    assert.deepEqual(results.map((result) => result.ok || result.error.type), [true, "SeriesTaken"]);
    assert.deepEqual((await registers(shop.store.db)).map(({ name, series }) => `${name} ${series}`), [
      "Caja 1 T001",
      "Caja 2 T002",
    ]);
  }));

Deno.test("the gate closes and opens, and saying it twice writes nothing", () =>
  withShop(async (shop) => {
    const set = async (open: boolean, reason: string) =>
      taken(await setSalesGate(shop.as(), { id: shop.ids.next() }, { open, reason }));
    await set(false, "plan vencido");
    const { size } = await shop.store.head();
    await set(false, "plan vencido");
    assert.equal((await shop.store.head()).size, size);
    assert.deepEqual(await salesGate(shop.store.db), { open: false, reason: "plan vencido" });
    await set(true, "pagado");
    assert.equal((await salesGate(shop.store.db)).open, true);
  }));
