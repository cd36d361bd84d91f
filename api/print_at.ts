import type { Environment } from "../config.ts";
import type { NetworkPrinter } from "../events/projections/shop/queries.ts";
import { escposOf } from "../integrations/printer/escpos.ts";
import { type PrinterFault, printOverTcp } from "../integrations/printer/tcp.ts";
import { mayPrintAt } from "../kernel/printer_address.ts";
import type { ReceiptView } from "../kernel/receipt.ts";
import { type RequestProblem, requestProblem } from "./http/problem.ts";

const FAULTS = {
  off: "PrinterOff",
  refused: "PrinterRefused",
  paper: "PrinterPaper",
  cover: "PrinterCover",
  cut: "PrinterCut",
} as const satisfies Readonly<Record<PrinterFault, RequestProblem>>;

/** What any printing in the network may answer. */
export const PRINT_PROBLEMS: readonly RequestProblem[] = [
  "PrintingElsewhere",
  "PrinterNotSet",
  ...Object.values(FAULTS),
];

/**
 * Sends a ticket to a printer in the shop's own network. The address was checked when it was set and is checked again:
 * the rules may have become stricter, and a ledger may come from a server where trials were allowed.
 */
export async function printAt(
  environment: Environment,
  askedId: string,
  printer: NetworkPrinter | null,
  view: ReceiptView,
): Promise<Response> {
  const isProduction = environment.CASERITO_ENV === "production";
  if (!(environment.CASERITO_LAN_PRINTERS ?? !isProduction)) return requestProblem("PrintingElsewhere");
  if (!printer || !mayPrintAt(printer, !isProduction)) return requestProblem("PrinterNotSet");
  if (printed.has(askedId)) {
    return new Response(null, { status: 204, headers: { "idempotent-replayed": "true" } });
  }
  const bytes = escposOf(view, { width: printer.paper, openDrawer: true, cut: printer.cut });
  const sent = await printOverTcp(printer, bytes);
  if (!sent.ok) return requestProblem(FAULTS[sent.error]);
  remember(askedId);
  return new Response(null, { status: 204 });
}

/** What was printed lately, by the id of the request: sent again because its answer was lost, it is not a second paper. */
const printed = new Set<string>();
const PRINTED_MAX = 1000;

function remember(askedId: string): void {
  printed.add(askedId);
  if (printed.size > PRINTED_MAX) printed.delete(printed.values().next().value!);
}
