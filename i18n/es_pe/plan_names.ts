import type { Plan } from "../../events/facts/membership.ts";

export const PLAN_NAMES: Readonly<Record<Plan, string>> = {
  puesto: "Puesto",
  tienda: "Tienda",
  negocio: "Negocio",
};
