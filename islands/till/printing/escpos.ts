import ReceiptPrinterEncoder from "@point-of-sale/receipt-printer-encoder";
import type { ReceiptView } from "../../../kernel/receipt.ts";
import { encoderOptions, type PrintOptions, writeTicket } from "../../../kernel/ticket_print.ts";

/** The bytes of a ticket, made on the device: the same as the server's (tests/printed_bytes_test.ts). A script of its own, for its weight. */
export function escposOf(view: ReceiptView, options: PrintOptions): Uint8Array<ArrayBuffer> {
  const encoder = new ReceiptPrinterEncoder(encoderOptions(options.width));
  writeTicket(encoder, view, options);
  return Uint8Array.from(encoder.encode());
}
