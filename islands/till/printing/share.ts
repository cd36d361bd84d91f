import type { ReceiptView } from "../../../kernel/receipt.ts";
import { COLUMNS, type PaperWidth } from "../../../kernel/ticket_print.ts";
import { pdfOf } from "./pdf.ts";
import { plainTicket } from "./plain_ticket.ts";

/** WhatsApp shows equal letters between three backticks, so that the amounts stand under each other. */
const messageOf = (lines: readonly string[]): string => `\`\`\`\n${lines.join("\n").trim()}\n\`\`\``;

/**
 * A ticket without paper: as a PDF to whatever the device shares with, as text where it takes no files, and where it shares
 * nothing at all as a message for WhatsApp. False where the person changed their mind.
 */
export async function shareTicket(view: ReceiptView, paper: PaperWidth): Promise<boolean> {
  const title = `Ticket ${view.ticketNumber}`;
  const pdf = pdfOf(plainTicket(view, paper), COLUMNS[paper], paper);
  const files = [new File([pdf], `${view.ticketNumber}.pdf`, { type: "application/pdf" })];
  const text = messageOf(plainTicket(view, 58));
  try {
    if (navigator.canShare?.({ files })) await navigator.share({ title, files });
    else if (navigator.share) await navigator.share({ title, text });
    else open(`https://wa.me/?text=${encodeURIComponent(text)}`, "_blank", "noopener");
    return true;
  } catch {
    return false;
  }
}
