import type { Role } from "../../events/store/control/people.ts";

export type { Role };

/** What a person may do in a shop. Middleware, API and screens all read the one table below. */
export type Permission =
  | "sell"
  | "see_figures"
  | "edit_catalogue"
  | "move_stock"
  | "audit"
  /** Says yes with a PIN to what a cashier may not do alone: void, refund, discount, open drawer. */
  | "override"
  | "manage_people"
  | "manage_devices"
  | "manage_customers"
  /** Let other programs in. */
  | "manage_keys"
  /** Say where the money goes: whose QR is shown, and whose phone is believed. */
  | "manage_wallets"
  /** Say what became of money that nobody could place, and give money of a wallet back. */
  | "resolve_payments"
  /** Export a person's data, and erase a person. */
  | "manage_data"
  /** See what the shop owes the platform, pay it, change the plan. */
  | "manage_plan";

export const PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  owner: [
    "sell",
    "see_figures",
    "edit_catalogue",
    "move_stock",
    "audit",
    "override",
    "manage_people",
    "manage_devices",
    "manage_customers",
    "manage_keys",
    "manage_wallets",
    "resolve_payments",
    "manage_data",
    "manage_plan",
  ],
  manager: [
    "sell",
    "see_figures",
    "edit_catalogue",
    "move_stock",
    "audit",
    "override",
    "manage_devices",
    "manage_customers",
    "resolve_payments",
  ],
  cashier: ["sell", "manage_customers"],
  /** Charges for what they did; the agenda and the records come with their trades. */
  professional: ["sell"],
  /** Reads and verifies, and changes nothing. */
  auditor: ["audit"],
};

export const may = (role: Role, permission: Permission): boolean => PERMISSIONS[role].includes(permission);
