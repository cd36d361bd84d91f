import type { MovementKind } from "../../../../events/projections/stock/movements.ts";

/** Why stock moved, as a kardex says it. */
export const MOVEMENT_NAMES: Readonly<Record<MovementKind, string>> = {
  sale: "Venta",
  void: "Venta anulada",
  refund: "Devolución",
  waste: "Devolución que se botó",
  receipt: "Ingreso",
  loss: "Merma",
  count: "Conteo",
  count_correction: "Corrección de conteo",
  opening: "Stock inicial",
  import_undone: "Importación deshecha",
};
