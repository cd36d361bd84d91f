import type { DeviceRefusal } from "../../domain/device/decider.ts";
import type { SeriesRefusal } from "../../domain/series/decider.ts";

export type DevicesRefusal =
  | DeviceRefusal
  | SeriesRefusal
  /** Every series of the shop was used by some device once. */
  | { readonly type: "SeriesExhausted" }
  /** Who asks does not hold the key it wants to register. */
  | { readonly type: "ProofInvalid" }
  /** Wrong, used or too old: which of them is nobody's business. */
  | { readonly type: "PairingCodeWrong" }
  /** The owner lets no device in without a code. */
  | { readonly type: "PairingCodeMissing" };
