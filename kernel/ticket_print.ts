import type { ReceiptPair, ReceiptView } from "./receipt.ts";

/** Roll width in millimetres, as printers are sold in Peru. */
export type PaperWidth = 80 | 58;

/** Characters of font A on a line: 576 and 384 dots at 12 dots each. */
export const COLUMNS: Readonly<Record<PaperWidth, number>> = { 80: 48, 58: 32 };

export interface PrintOptions {
  readonly width: PaperWidth;
  /** Pulses the drawer if the sale took cash; a copy never opens it. */
  readonly openDrawer: boolean;
  /** False for a printer without a cutter: the paper is only fed past the tear bar. */
  readonly cut: boolean;
}

export interface TicketColumn {
  readonly width: number;
  readonly align: "left" | "right";
  readonly overflow: "wrap";
  readonly marginRight?: number;
}

/** What writes a ticket: `@point-of-sale/receipt-printer-encoder` on the server and on the device, plain lines for text and PDF. */
export interface TicketEncoder {
  initialize(): unknown;
  pulse(): unknown;
  codepage(name: "cp850"): unknown;
  align(where: "left" | "center"): unknown;
  bold(on: boolean): unknown;
  size(width: number, height: number): unknown;
  line(text: string): unknown;
  table(columns: TicketColumn[], rows: string[][]): unknown;
  rule(): unknown;
  newline(count?: number): unknown;
  cut(kind: "partial"): unknown;
}

/** ESC p: 50 ms on the first drawer, 500 ms of rest. */
export const DRAWER_PULSE: Uint8Array<ArrayBuffer> = Uint8Array.of(0x1b, 0x70, 0, 25, 250);

/** How an encoder is made for a paper, so that server and device make the same bytes. */
export const encoderOptions = (width: PaperWidth) =>
  ({ language: "esc-pos", columns: COLUMNS[width], feedBeforeCut: 4 }) as const;

/**
 * The one layout of a ticket. Text goes out in code page 850 (`ESC t 2`): it has every letter of Spanish, capitals with
 * tilde too, and stands at number 2 in cheap clones and branded printers alike.
 */
export function writeTicket(
  encoder: TicketEncoder,
  view: ReceiptView,
  { width, openDrawer, cut }: PrintOptions,
): void {
  const columns = COLUMNS[width];
  const line = (text: string) => encoder.line(plain(text));
  const pairs = (rows: readonly ReceiptPair[]) => {
    if (rows.length > 0) {
      encoder.table(
        columnsOf(columns, rows),
        rows.map(({ text, amount }) => [text, amount].map(plain)),
      );
    }
  };
  encoder.initialize();
  if (openDrawer && view.paidInCash && !view.copy) encoder.pulse(); // first: change is counted while it prints
  encoder.codepage("cp850");
  encoder.align("center");
  encoder.bold(true);
  encoder.size(1, 2);
  line(view.shopName);
  encoder.size(1, 1);
  encoder.bold(false);
  view.shopLines.forEach(line);
  encoder.newline();
  if (view.copy) {
    encoder.bold(true);
    line("COPIA");
    encoder.bold(false);
  }
  if (view.mark) {
    encoder.bold(true);
    line(view.mark);
    encoder.bold(false);
  }
  line(view.title);
  encoder.align("left");
  pairs([{ text: view.stamp, amount: view.cashier }]);
  encoder.rule();
  for (const item of view.items) {
    line(item.name);
    pairs([{ text: `  ${item.detail}`, amount: item.amount }]);
    if (item.discount) pairs([{ text: "  Descuento", amount: item.discount }]);
  }
  encoder.rule();
  pairs(view.sums);
  encoder.bold(true);
  encoder.size(1, 2);
  pairs([{ ...view.total, text: view.total.text.toUpperCase() }]);
  encoder.size(1, 1);
  encoder.bold(false);
  pairs(view.tenders);
  if (view.change) pairs([view.change]);
  encoder.newline();
  encoder.align("center");
  line(view.notice);
  encoder.align("left");
  if (cut) encoder.cut("partial");
  else encoder.newline(4);
}

/** The amount gets the room it needs, the words wrap in what is left. */
function columnsOf(columns: number, rows: readonly ReceiptPair[]): TicketColumn[] {
  const widest = Math.max(1, ...rows.map((row) => row.amount.length)); // a cashier may have no name any more
  const amount = Math.min(widest, columns >> 1);
  return [
    { width: columns - amount - 1, align: "left", overflow: "wrap", marginRight: 1 },
    { width: amount, align: "right", overflow: "wrap" },
  ];
}

/** Code page 850 has a no-break space that some clones print as a block. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");

/** What a printer is tried with: every letter that clones get wrong, both ends of a line, and a cut. */
export const testView = (shopName: string, stamp: string, cashier: string): ReceiptView => ({
  shopName,
  shopLines: ["Prueba de impresión"],
  copy: false,
  mark: null,
  title: "Ticket de prueba",
  ticketNumber: "de prueba",
  stamp,
  cashier,
  items: [
    { lineId: "1", name: "áéíóúüñ ÁÉÍÓÚÜÑ ¿? ¡!", detail: "2 × 3.50", amount: "7.00", discount: null },
  ],
  sums: [],
  total: { text: "Total", amount: "S/ 7.00" },
  tenders: [],
  paidInCash: false,
  change: null,
  notice: "Si lees esto completo, tu ticketera está lista",
});
