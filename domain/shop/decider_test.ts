import assert from "node:assert/strict";
import { scenario } from "../../tests/support/scenario.ts";
import { shopDecider } from "./decider.ts";

const shop = scenario(shopDecider, assert.deepEqual);
const lucha = {
  name: "Minimarket Lucha",
  slug: "minimarket-lucha",
  niche: "minimarket",
  address: null,
  ruc: null,
};
const opened = { type: "ShopOpened", data: lucha } as const;
const till = { registerId: "0192f0c1-0000-7000-8000-000000000001", name: "Caja 1", series: "T001" };
const added = { type: "RegisterAdded", data: till } as const;
const secondId = "0192f0c1-0000-7000-8000-000000000002";

Deno.test("a shop opens once", () => {
  shop.given().when({ type: "OpenShop", ...lucha }).then(opened);
  shop.given(opened).when({ type: "OpenShop", ...lucha }).refused({ type: "ShopAlreadyOpen" });
});

Deno.test("a register brings a series of its own", () => {
  shop.given(opened).when({ type: "AddRegister", ...till }).then(added);
  shop.given().when({ type: "AddRegister", ...till }).refused({ type: "ShopNotOpen" });
  shop.given(opened, added).when({ type: "AddRegister", ...till })
    .refused({ type: "RegisterExists", registerId: till.registerId });
  shop.given(opened, added).when({ type: "AddRegister", ...till, registerId: secondId, name: "Caja 2" })
    .refused({ type: "SeriesTaken", series: "T001", registerName: "Caja 1" });
});

Deno.test("a register of the shop prints where it is told, and another has none to tell", () => {
  const printer = { host: "192.168.1.50", port: 9100, paper: 80, cut: true } as const;
  const set = { registerId: till.registerId, printer };
  shop.given(opened, added).when({ type: "SetRegisterPrinter", ...set }).then({
    type: "RegisterPrinterSet",
    data: set,
  });
  shop.given(opened, added, { type: "RegisterPrinterSet", data: set })
    .when({ type: "SetRegisterPrinter", registerId: till.registerId, printer: null })
    .then({ type: "RegisterPrinterSet", data: { registerId: till.registerId, printer: null } });
  shop.given(opened).when({ type: "SetRegisterPrinter", ...set })
    .refused({ type: "RegisterUnknown", registerId: till.registerId });
  shop.given().when({ type: "SetRegisterPrinter", ...set }).refused({ type: "ShopNotOpen" });
});
