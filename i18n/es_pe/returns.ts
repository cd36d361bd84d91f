import { counted } from "./figures.ts";

/** What went back over the counter, as the owner's pages say it. */
export const RETURNS = {
  title: "Lo que se devolvió",
  kinds: { void: "Anulación", refund: "Devolución" },
  voided: "anulada",
  refunded: "devuelta",
  partly: "devuelta en parte",
  /** `Rosa; permiso de Lucha; llegó abierto`. */
  who: (cashier: string, approvedBy: string | null, reason: string) =>
    [cashier, approvedBy === null ? "sin permiso" : `permiso de ${approvedBy}`, reason].filter(Boolean)
      .join(" · "),
  review: "Mira lo que se devolvió de ella",
  seeTicket: "Ver ticket",
  discountApproved: (by: string) => `Descuento con permiso de ${by}`,
  sums: (voided: number) => counted(voided, "anulada", "anuladas"),
  refundedSum: (amount: string) => `${amount} devuelto`,
  today: (voids: number, refunds: number, amount: string) =>
    `${
      [
        voids > 0 && counted(voids, "venta anulada", "ventas anuladas"),
        refunds > 0 && counted(refunds, "devolución", "devoluciones"),
      ].filter(Boolean).join(" y ")
    } por ${amount}, ya descontadas`,
  // Z report
  voids: "Anulaciones",
  refunds: "Devoluciones",
  cashVoids: "Anuladas en efectivo",
  cashRefunds: "Devuelto en efectivo",
  openings: "Cajón abierto sin venta",
} as const;

/** The page where the owner says what a cashier may do alone. */
export const TILL_RULES = {
  title: "Reglas de la caja",
  says: "Descuento sin permiso, PIN después de cada venta",
  discount: "Descuento que la cajera da sola (%)",
  discountHint: "Por producto. Más que eso pide el PIN de la encargada.",
  lock: "Pedir el PIN después de cada venta",
  lockHint: "Para cajas que atienden varias personas: cada venta queda con su nombre.",
  always: "Anular, devolver y abrir el cajón siempre piden el PIN de la encargada.",
  save: "Guardar",
  saved: "Guardado. Las cajas lo saben en un minuto",
} as const;
