import type { PeopleFact } from "../../events/facts/people.ts";
import { err, ok, type Result, unreachable } from "../../kernel/result.ts";

type Role = Extract<PeopleFact, { type: "StaffAdded" }>["data"]["role"];

/** A person's place in the shop as the registry has it. It is older than the ledger's facts of people, so they do not make it. */
export type StaffPlace = {
  readonly role: Role;
  readonly active: boolean;
  /** Nobody else here is an active owner. */
  readonly lastOwner: boolean;
} | null;

export type StaffCommand =
  | { readonly type: "AddStaff"; readonly personId: string; readonly role: Role; readonly pin: boolean }
  | { readonly type: "ChangeStaffRole"; readonly personId: string; readonly role: Role }
  | { readonly type: "DeactivateStaff"; readonly personId: string }
  | { readonly type: "ReactivateStaff"; readonly personId: string }
  | { readonly type: "SetStaffPin"; readonly personId: string }
  | { readonly type: "EraseStaff"; readonly personId: string };

export type StaffRefusal =
  | { readonly type: "StaffUnknown" }
  | { readonly type: "StaffExists" }
  /** A shop without an owner is nobody's to open again. */
  | { readonly type: "LastOwner" };

export function decideStaff(
  command: StaffCommand,
  place: StaffPlace,
): Result<readonly PeopleFact[], StaffRefusal> {
  const { personId } = command;
  if (command.type === "AddStaff") {
    if (place?.active) return err({ type: "StaffExists" });
    const added: PeopleFact = { type: "StaffAdded", data: { personId, role: command.role } };
    return ok(command.pin ? [added, { type: "PinSet", data: { personId } }] : [added]);
  }
  if (place === null) return err({ type: "StaffUnknown" });
  switch (command.type) {
    case "ChangeStaffRole":
      if (!place.active) return err({ type: "StaffUnknown" });
      if (place.role === command.role) return ok([]);
      if (place.lastOwner) return err({ type: "LastOwner" });
      return ok([{ type: "StaffRoleChanged", data: { personId, from: place.role, to: command.role } }]);
    case "DeactivateStaff":
      if (place.lastOwner) return err({ type: "LastOwner" });
      return ok(place.active ? [{ type: "StaffDeactivated", data: { personId } }] : []);
    case "ReactivateStaff":
      return ok(place.active ? [] : [{ type: "StaffReactivated", data: { personId, role: place.role } }]);
    case "SetStaffPin":
      return place.active ? ok([{ type: "PinSet", data: { personId } }]) : err({ type: "StaffUnknown" });
    case "EraseStaff":
      if (place.lastOwner) return err({ type: "LastOwner" });
      return ok([
        ...place.active ? [{ type: "StaffDeactivated" as const, data: { personId } }] : [],
        { type: "StaffErased", data: { personId } },
      ]);
    default:
      return unreachable(command);
  }
}
