import type { ReceiptView } from "../../../kernel/receipt.ts";
import { err, type Result } from "../../../kernel/result.ts";
import { printOverBluetooth } from "./bluetooth.ts";
import { printOverServer } from "./lan.ts";
import { printOverUsb } from "./usb.ts";
import type { PrinterSettings, PrintFault } from "./ways.ts";

/** A ticket on its way to the paper. It is kept until it is there, over a reload too. */
export interface PrintJob {
  /** Also the id of the request to the server. */
  readonly jobId: string;
  /** Null for the paper of a refund, which the server does not print. */
  readonly saleId: string | null;
  readonly view: ReceiptView;
  /** Why it is not printed yet; null while nothing went wrong. */
  readonly fault: PrintFault | null;
}

/** One attempt. The dialog of the system and sharing need a person before them, so no queue goes that way. */
export async function printJob(
  { jobId, saleId, view }: PrintJob,
  { way, paper, cut }: PrinterSettings,
  credential: string | null,
): Promise<Result<void, PrintFault>> {
  if (way === "lan" && saleId !== null) {
    return await printOverServer(`/sales/${saleId}/print${view.copy ? "?copy=1" : ""}`, jobId, credential);
  }
  return await printBytes(view, way, { paper, cut });
}

export async function printBytes(
  view: ReceiptView,
  way: PrinterSettings["way"],
  { paper, cut }: Pick<PrinterSettings, "paper" | "cut">,
): Promise<Result<void, PrintFault>> {
  const { escposOf } = await import("./escpos.ts");
  const bytes = escposOf(view, { width: paper, openDrawer: true, cut });
  if (way === "bluetooth") return await printOverBluetooth(bytes);
  return way === "usb" ? await printOverUsb(bytes) : err("unsupported");
}
