import type { DeviceFact } from "../../events/facts/device.ts";
import type { Decider } from "../../kernel/decider.ts";
import { err, ok, type Result, unreachable } from "../../kernel/result.ts";

/** Stream `device-<deviceId>`. */
export type Device =
  | { readonly status: "none" }
  | {
    readonly status: "paired" | "revoked";
    readonly name: string;
    readonly registerId: string;
    readonly publicKey: string;
  };

export type DeviceCommand =
  | {
    readonly type: "PairDevice";
    readonly deviceId: string;
    readonly name: string;
    readonly registerId: string;
    readonly publicKey: string;
  }
  | { readonly type: "RenameDevice"; readonly deviceId: string; readonly name: string }
  | { readonly type: "RevokeDevice"; readonly deviceId: string };

export type DeviceRefusal =
  | { readonly type: "DeviceUnknown" }
  | { readonly type: "DeviceRevoked" }
  /** The id is another device's: ids are made at random, so somebody copied one. */
  | { readonly type: "DeviceExists" };

function decide(command: DeviceCommand, device: Device): Result<readonly DeviceFact[], DeviceRefusal> {
  switch (command.type) {
    case "PairDevice": {
      if (device.status === "revoked") return err({ type: "DeviceRevoked" });
      const { type: _, ...data } = command;
      if (device.status === "none") return ok([{ type: "DevicePaired", data }]);
      // Asked again, because the answer was lost: the key says that it is the same device.
      return device.publicKey === command.publicKey ? ok([]) : err({ type: "DeviceExists" });
    }
    case "RenameDevice": {
      if (device.status !== "paired") return err({ type: gone(device) });
      const { deviceId, name } = command;
      return ok(name === device.name ? [] : [{ type: "DeviceRenamed", data: { deviceId, name } }]);
    }
    case "RevokeDevice": {
      if (device.status === "none") return err({ type: "DeviceUnknown" });
      const { deviceId } = command;
      return ok(device.status === "revoked" ? [] : [{ type: "DeviceRevoked", data: { deviceId } }]);
    }
    default:
      return unreachable(command);
  }
}

const gone = ({ status }: Device) => status === "none" ? "DeviceUnknown" : "DeviceRevoked";

function evolve(device: Device, event: DeviceFact): Device {
  switch (event.type) {
    case "DevicePaired": {
      const { name, registerId, publicKey } = event.data;
      return { status: "paired", name, registerId, publicKey };
    }
    case "DeviceRenamed":
      return device.status === "none" ? device : { ...device, name: event.data.name };
    case "DeviceRevoked":
      return device.status === "none" ? device : { ...device, status: "revoked" };
    case "DeviceCommandParked":
    case "DeviceTextKept":
      return device;
    default:
      return unreachable(event);
  }
}

export const deviceDecider: Decider<DeviceCommand, Device, DeviceFact, DeviceRefusal> = {
  initial: { status: "none" },
  decide,
  evolve,
};
