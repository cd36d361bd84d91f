import { effect } from "@preact/signals";
import { receiptOf, type ReceiptView } from "../../../kernel/receipt.ts";
import type { Result } from "../../../kernel/result.ts";
import { DRAWER_PULSE } from "../../../kernel/ticket_print.ts";
import { keep, kept } from "../kept.ts";
import type { Till } from "../till.ts";
import { printOverBluetooth } from "./bluetooth.ts";
import { type PrintJob, printJob } from "./print_job.ts";
import { printOverServer } from "./lan.ts";
import { PrintQueue } from "./queue.ts";
import { printOverUsb } from "./usb.ts";
import { printerSettings, type PrintFault } from "./ways.ts";

const JOBS_KEY = "caserito.imprimir.1", GIVEN_KEY = "caserito.impresos.1";
/** How many tickets back a second print is known to be one. */
const GIVEN_MAX = 200;
const TRIES = 8, AGAIN_MS = 500;

/** The printer of this till. Printing goes on behind the selling, and never stands in its way. */
export class Printer {
  readonly #queue: PrintQueue;
  #given: readonly string[] = kept<readonly string[]>(GIVEN_KEY, []);

  constructor(private readonly till: Till) {
    till.toPrint.value = kept<readonly PrintJob[]>(JOBS_KEY, []);
    this.#queue = new PrintQueue({
      jobs: till.toPrint,
      keep: (jobs) => keep(JOBS_KEY, jobs),
      print: (job) => this.#attempt(job),
    });
  }

  /** A ticket of this sale came out here before: another one is a copy. */
  hasGiven(saleId: string): boolean {
    return this.#given.includes(saleId);
  }

  /** Sends it to the printer of this device; false where it has none, and the dialog of the system must do. */
  print(view: ReceiptView, saleId: string | null): boolean {
    const { way } = printerSettings();
    if (way === null || way === "system" || way === "share" || way === "lan" && saleId === null) return false;
    if (this.till.toPrint.peek().some((job) => job.saleId !== null && job.saleId === saleId)) {
      void this.retry();
      return true;
    }
    this.#queue.add({ jobId: this.till.ids.next(), saleId, view, fault: null });
    return true;
  }

  given(saleId: string): void {
    this.#given = [...this.#given, saleId].slice(-GIVEN_MAX);
    keep(GIVEN_KEY, this.#given);
  }

  /** Something got through to the server: what waited for that may come out by itself. */
  connected(): void {
    const fault = this.till.toPrint.peek()[0]?.fault;
    if (fault === "unsent" || fault === "no_network") void this.#queue.run();
  }

  /** Within a tap, so that the browser may ask which printer. What still fails is shown with its reason. */
  async retry(): Promise<void> {
    const isDone = await this.#queue.run();
    if (isDone && this.till.sheet.value?.kind === "printing") this.till.closeSheet();
    if (!isDone) this.till.sheet.value = { kind: "printing" };
  }

  /** Opens the drawer that hangs on the printer; without such a printer somebody turns its key. */
  async openDrawer(cashSessionId: string, openingId: string): Promise<void> {
    const { way } = printerSettings();
    if (way === "lan") {
      const path = `/cash-sessions/${cashSessionId}/drawer-pulses?openingId=${openingId}`;
      const credential = await this.#credential();
      await whenKnown(() => printOverServer(path, openingId, credential));
    }
    if (way === "bluetooth") await printOverBluetooth(DRAWER_PULSE);
    if (way === "usb") await printOverUsb(DRAWER_PULSE);
  }

  async #credential(): Promise<string | null> {
    return (await this.till.store?.load())?.device?.paired?.credential ?? null;
  }

  forget(): void {
    this.#queue.forget();
  }

  async #attempt(job: PrintJob): Promise<Result<void, PrintFault>> {
    const credential = await this.#credential();
    const printed = await whenKnown(() => printJob(job, printerSettings(), credential));
    if (printed.ok && job.saleId !== null) this.given(job.saleId);
    return printed;
  }
}

/** The server prints what it knows, and what was just done here is on its way there. */
async function whenKnown(print: () => Promise<Result<void, PrintFault>>): Promise<Result<void, PrintFault>> {
  for (let tries = 1;; tries++) {
    const printed = await print();
    if (printed.ok || printed.error !== "unsent" || tries === TRIES) return printed;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** Gives the till its printer, and each sale its ticket where this device was told so. Returns how to end it. */
export function printAlong(till: Till): () => void {
  const printer = new Printer(till);
  till.printer = printer;
  let last = till.done.peek()?.saleId;
  const ending = [
    effect(() => {
      const sale = till.done.value;
      if (!sale || sale.saleId === last) return;
      last = sale.saleId;
      const { shop } = till.props, { name: cashier } = till.cashier.peek();
      if (printerSettings().auto) {
        queueMicrotask(() => printer.print(receiptOf(sale, shop, { cashier }), sale.saleId));
      }
    }),
    effect(() => {
      if (till.sentAt.value) queueMicrotask(() => printer.connected());
    }),
  ];
  return () => ending.forEach((end) => end());
}
