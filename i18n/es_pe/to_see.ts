import { TENDER_NAMES, type TenderMethod } from "../../kernel/sale.ts";
import { formatTime, type Instant } from "../../kernel/time.ts";
import { counted } from "./figures.ts";

/** Payments by wallet that a buyer spoke of and nobody has seen: on the owner's day and on the report of a drawer. */
export const TO_SEE = {
  title: "Yape y Plin por ver",
  hint: "El cliente dijo que pagó y todavía no llega. Búscalos en el celular de la tienda.",
  sum: (count: number, amount: string) => `${counted(count, "pago", "pagos")} · ${amount}`,
  row: (
    wallet: string,
    { at, ticket, number }: {
      readonly at: Instant;
      readonly ticket: string | null;
      readonly number: string | null;
    },
  ) =>
    [
      TENDER_NAMES[wallet as TenderMethod] ?? "Billetera",
      formatTime(at),
      ticket ?? "su venta todavía no llega",
      number && `operación ${number}`,
    ].filter(Boolean).join(" · "),
  /** Somebody took its number for payment. */
  marked: "anotado",
  said: "dicho",
  nobody: "Sin nombre",
} as const;
