import type { Environment } from "../config.ts";
import type { NetworkPrinter } from "../events/projections/shop/queries.ts";
import { escposOf } from "../integrations/printer/escpos.ts";
import { type PrinterFault, printOverTcp } from "../integrations/printer/tcp.ts";
import { mayPrintAt } from "../kernel/printer_address.ts";
import type { ReceiptView } from "../kernel/receipt.ts";
import { DRAWER_PULSE } from "../kernel/ticket_print.ts";
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

export const printAt = (
  environment: Environment,
  askedId: string,
  printer: NetworkPrinter | null,
  view: ReceiptView,
): Promise<Response> =>
  sendTo(
    environment,
    askedId,
    printer,
    ({ paper, cut }) => escposOf(view, { width: paper, openDrawer: true, cut }),
  );

/** Opens the drawer that hangs on the printer: once for each opening that the ledger knows of. */
export const openDrawerAt = (
  environment: Environment,
  openingId: string,
  printer: NetworkPrinter | null,
): Promise<Response> => sendTo(environment, openingId, printer, () => DRAWER_PULSE);

/**
 * Sends bytes to a printer in the shop's own network. The address was checked when it was set and is checked again:
 * the rules may have become stricter, and a ledger may come from a server where trials were allowed.
 */
async function sendTo(
  environment: Environment,
  askedId: string,
  printer: NetworkPrinter | null,
  bytesFor: (printer: NetworkPrinter) => Uint8Array,
): Promise<Response> {
  const isProduction = environment.CASERITO_ENV === "production";
  if (!(environment.CASERITO_LAN_PRINTERS ?? !isProduction)) return requestProblem("PrintingElsewhere");
  if (!printer || !mayPrintAt(printer, !isProduction)) return requestProblem("PrinterNotSet");
  if (printed.has(askedId)) {
    return new Response(null, { status: 204, headers: { "idempotent-replayed": "true" } });
  }
  const sent = await printOverTcp(printer, bytesFor(printer));
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
