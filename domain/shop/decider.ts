import type { ShopFact } from "../../events/facts/shop.ts";
import type { Decider } from "../../kernel/decider.ts";
import { err, ok, type Result, unreachable } from "../../kernel/result.ts";

type ShopEvent = Exclude<ShopFact, { type: "SalesGateSet" }>;

/** Stream `shop`. */
export type Shop =
  | { readonly status: "none" }
  | {
    readonly status: "open";
    readonly registers: readonly {
      readonly registerId: string;
      readonly name: string;
      readonly series: string;
    }[];
  };

export type RegisterPrinter = NonNullable<
  Extract<ShopEvent, { type: "RegisterPrinterSet" }>["data"]["printer"]
>;

export type ShopCommand =
  | {
    readonly type: "OpenShop";
    readonly name: string;
    readonly slug: string;
    readonly niche: string;
    readonly address: string | null;
    readonly ruc: string | null;
  }
  | {
    readonly type: "AddRegister";
    readonly registerId: string;
    readonly name: string;
    readonly series: string;
  }
  | {
    readonly type: "SetRegisterPrinter";
    readonly registerId: string;
    readonly printer: RegisterPrinter | null;
  };

export type ShopRefusal =
  | { readonly type: "ShopAlreadyOpen" }
  | { readonly type: "ShopNotOpen" }
  | { readonly type: "RegisterUnknown"; readonly registerId: string }
  | { readonly type: "RegisterExists"; readonly registerId: string }
  /** One series is never shared: two registers would print the same ticket number. */
  | { readonly type: "SeriesTaken"; readonly series: string; readonly registerName: string };

function decide(command: ShopCommand, shop: Shop): Result<readonly ShopEvent[], ShopRefusal> {
  switch (command.type) {
    case "OpenShop": {
      if (shop.status === "open") return err({ type: "ShopAlreadyOpen" });
      const { type: _, ...data } = command;
      return ok([{ type: "ShopOpened", data }]);
    }
    case "AddRegister": {
      if (shop.status !== "open") return err({ type: "ShopNotOpen" });
      const { type: _, ...data } = command;
      if (shop.registers.some((register) => register.registerId === data.registerId)) {
        return err({ type: "RegisterExists", registerId: data.registerId });
      }
      const owner = shop.registers.find((register) => register.series === data.series);
      if (owner) return err({ type: "SeriesTaken", series: data.series, registerName: owner.name });
      return ok([{ type: "RegisterAdded", data }]);
    }
    case "SetRegisterPrinter": {
      if (shop.status !== "open") return err({ type: "ShopNotOpen" });
      const { type: _, ...data } = command;
      const isKnown = shop.registers.some(({ registerId }) => registerId === data.registerId);
      return isKnown
        ? ok([{ type: "RegisterPrinterSet", data }])
        : err({ type: "RegisterUnknown", registerId: data.registerId });
    }
    default:
      return unreachable(command);
  }
}

function evolve(shop: Shop, event: ShopEvent): Shop {
  switch (event.type) {
    case "ShopOpened":
      return { status: "open", registers: [] };
    case "RegisterAdded":
      return shop.status === "open" ? { ...shop, registers: [...shop.registers, event.data] } : shop;
    case "RegisterPrinterSet":
      return shop; // no other decision hangs on it
    default:
      return unreachable(event);
  }
}

export const shopDecider: Decider<ShopCommand, Shop, ShopEvent, ShopRefusal> = {
  initial: { status: "none" },
  decide,
  evolve,
};
