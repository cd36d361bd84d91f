import { Button } from "../../ui/Button.tsx";
import { List } from "../../ui/List.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Sheet } from "./Sheet.tsx";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";

/** Tickets that are not on paper yet, and what to do about it. The sales themselves are made: nobody has to wait. */
export function PrintingSheet({ till, onClose }: { readonly till: Till; readonly onClose: () => void }) {
  const jobs = till.toPrint.value, fault = jobs.find((job) => job.fault)?.fault;
  return (
    <Sheet
      title={LATER.toPrintTitle}
      onClose={onClose}
      actions={
        <>
          <Button
            type="button"
            kind="quiet"
            size="till"
            onClick={() => {
              till.printer?.forget();
              onClose();
            }}
          >
            {LATER.dontPrint}
          </Button>
          <Button type="button" size="till" onClick={() => void till.printer?.retry()}>{LATER.retry}</Button>
        </>
      }
    >
      <div class="grid grid-cols-1 gap-3">
        {fault && (
          <Notice tone="danger" title={LATER.printFaults[fault].cause}>
            {LATER.printFaults[fault].wayOut}
          </Notice>
        )}
        <List label={LATER.toPrintTitle}>
          {jobs.map(({ jobId, view }) => (
            <li
              key={jobId}
              class="flex items-center justify-between gap-3 min-h-row px-4 border-b last:border-0"
            >
              <span>{view.ticketNumber}</span>
              <span class="font-semibold tabular-nums">{view.total.amount}</span>
            </li>
          ))}
        </List>
        <a href="/caja/impresora" class="tap inline-flex items-center font-semibold text-toldo">
          {LATER.tryPrinter}
        </a>
      </div>
    </Sheet>
  );
}
