import type { Role } from "../../events/store/control/people.ts";

export type { Role };

/** What a person may do in a shop. Middleware, API and screens all read the one table below. */
export type Permission =
  | "sell"
  | "see_figures"
  | "edit_catalogue"
  | "move_stock"
  | "audit"
  | "override"
  | "manage_devices";

export const PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  owner: ["sell", "see_figures", "edit_catalogue", "move_stock", "audit", "override", "manage_devices"],
  manager: ["sell", "see_figures", "edit_catalogue", "move_stock", "audit", "override", "manage_devices"],
  cashier: ["sell"],
  auditor: ["audit"],
};

export const may = (role: Role, permission: Permission): boolean => PERMISSIONS[role].includes(permission);
