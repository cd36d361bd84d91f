import type { ReceiptView } from "../../../kernel/receipt.ts";
import {
  COLUMNS,
  type PaperWidth,
  type TicketColumn,
  type TicketEncoder,
  writeTicket,
} from "../../../kernel/ticket_print.ts";

/** A ticket as lines of equal letters: for a message, and for the page of a PDF. */
export function plainTicket(view: ReceiptView, width: PaperWidth): string[] {
  const lines = new PlainLines(COLUMNS[width]);
  writeTicket(lines, view, { width, openDrawer: false, cut: true });
  return lines.lines;
}

class PlainLines implements TicketEncoder {
  readonly lines: string[] = [];
  #isCentered = false;

  constructor(private readonly columns: number) {}

  initialize(): void {}
  pulse(): void {}
  codepage(): void {}
  bold(): void {}
  size(): void {}
  cut(): void {}

  align(where: "left" | "center"): void {
    this.#isCentered = where === "center";
  }

  line(text: string): void {
    for (const part of wrapped(text, this.columns)) {
      const left = this.#isCentered ? (this.columns - part.length) >> 1 : 0;
      this.lines.push(" ".repeat(left) + part);
    }
  }

  rule(): void {
    this.lines.push("-".repeat(this.columns));
  }

  newline(count = 1): void {
    for (let i = 0; i < count; i++) this.lines.push("");
  }

  table(columns: TicketColumn[], rows: string[][]): void {
    for (const row of rows) {
      const cells = columns.map(({ width }, i) => wrapped(row[i] ?? "", width));
      for (let line = 0; line < Math.max(...cells.map((cell) => cell.length)); line++) {
        const parts = columns.map(({ width, align, marginRight = 0 }, i) => {
          const text = cells[i]![line] ?? "";
          return (align === "right" ? text.padStart(width) : text.padEnd(width)) + " ".repeat(marginRight);
        });
        this.lines.push(parts.join("").trimEnd());
      }
    }
  }
}

/** Broken between words, and within one that is longer than the paper is wide. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const space = rest.lastIndexOf(" ", width);
    const at = space > 0 ? space : width;
    lines.push(rest.slice(0, at));
    rest = rest.slice(at).replace(/^ /, "");
  }
  return [...lines, rest];
}
