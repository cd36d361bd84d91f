import ReceiptPrinterEncoder from "@point-of-sale/receipt-printer-encoder";
import type { ReceiptView } from "../../kernel/receipt.ts";
import { encoderOptions, type PrintOptions, writeTicket } from "../../kernel/ticket_print.ts";

/** The bytes of a ticket for any ESC/POS printer. A device without a network makes the same (islands/till/printing). */
export function escposOf(view: ReceiptView, options: PrintOptions): Uint8Array {
  const encoder = new ReceiptPrinterEncoder(encoderOptions(options.width));
  writeTicket(encoder, view, options);
  return encoder.encode();
}
