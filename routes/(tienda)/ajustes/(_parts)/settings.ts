import { TILL_RULES } from "../../../../i18n/es_pe/returns.ts";
import { DEVICES } from "../../../../i18n/es_pe/devices.ts";
import { PLAN_PAGE } from "../../../../i18n/es_pe/membership.ts";
import { STAFF } from "../../../../i18n/es_pe/staff.ts";
import { WALLETS_PAGE } from "../../../../i18n/es_pe/wallet_pages.ts";
import type { Permission } from "../../../../commands/people/permissions.ts";

/** A page where something of the shop is set. */
export interface Setting {
  readonly path: string;
  readonly name: string;
  /** What is decided there. */
  readonly says: string;
  readonly permission: Permission;
}

/** In the order of how often they are opened. Each page brings its line. */
export const SETTINGS: readonly Setting[] = [
  { path: "/equipo", name: STAFF.title, says: STAFF.says, permission: "manage_people" },
  { path: "/ajustes/caja", name: TILL_RULES.title, says: TILL_RULES.says, permission: "manage_people" },
  { path: "/equipos", name: DEVICES.title, says: DEVICES.says, permission: "manage_devices" },
  {
    path: "/ajustes/cobros",
    name: "Con qué te pagan",
    says: "Los botones de pago de tu caja",
    permission: "edit_catalogue",
  },
  {
    path: "/ajustes/yape-y-plin",
    name: WALLETS_PAGE.title,
    says: WALLETS_PAGE.says,
    permission: "manage_wallets",
  },
  {
    path: "/ajustes/horario",
    name: "Tu horario",
    says: "Qué días y a qué horas abres",
    permission: "edit_catalogue",
  },
  {
    path: "/ajustes/llaves",
    name: "Llaves para otros programas",
    says: "Tu contabilidad, tu web: qué puede hacer cada uno",
    permission: "manage_keys",
  },
  { path: "/plan", name: PLAN_PAGE.title, says: PLAN_PAGE.says, permission: "manage_plan" },
];
