import type { ShopFact } from "../../events/facts/shop.ts";
import type { Decider } from "../../kernel/decider.ts";
import { ok } from "../../kernel/result.ts";

type GateEvent = Extract<ShopFact, { type: "SalesGateSet" }>;

/** Stream `gate`. A shop nobody closed may sell. */
export interface Gate {
  readonly open: boolean;
  readonly reason: string;
}

export interface SetSalesGate {
  readonly type: "SetSalesGate";
  readonly open: boolean;
  readonly reason: string;
}

/** Setting the gate as it stands changes nothing, so that the platform may say it as often as it likes. */
export const gateDecider: Decider<SetSalesGate, Gate, GateEvent, never> = {
  initial: { open: true, reason: "" },
  decide: ({ open, reason }, gate) =>
    ok(
      gate.open === open && (open || gate.reason === reason)
        ? []
        : [{ type: "SalesGateSet", data: { open, reason } }],
    ),
  evolve: (_, event) => event.data,
};
