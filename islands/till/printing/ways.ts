import type { PaperWidth } from "../../../kernel/ticket_print.ts";
import { keep, kept } from "../kept.ts";

/** The ladder, best first: what a shop's own network and cables can do, then the browser's dialog, then no paper at all. */
export const WAYS = ["lan", "bluetooth", "usb", "system", "share"] as const;
export type Way = (typeof WAYS)[number];

/** How this device prints: its own affair, since two tills of a shop may stand beside two printers. */
export interface PrinterSettings {
  /** Null until one was tried and worked. */
  readonly way: Way | null;
  readonly paper: PaperWidth;
  readonly cut: boolean;
  /** A ticket for each sale, unasked. */
  readonly auto: boolean;
}

const KEY = "caserito.impresora.1";
const NONE: PrinterSettings = { way: null, paper: 80, cut: true, auto: false };

export const printerSettings = (): PrinterSettings => ({
  ...NONE,
  ...kept<Partial<PrinterSettings>>(KEY, {}),
});
export const keepPrinterSettings = (settings: PrinterSettings): void => keep(KEY, settings);

/** Why no paper came, by what a person can do about it. `cut`: part of it may be printed. */
export type PrintFault =
  | "unsupported"
  | "denied"
  | "needs_tap"
  | "radio_off"
  | "off"
  | "busy"
  | "not_printer"
  | "paper"
  | "cover"
  | "cut"
  | "no_address"
  | "elsewhere"
  | "no_network"
  | "unsent";
