import { useState } from "preact/hooks";
import { receiptOf, type ReceiptView, refundReceiptOf } from "../../kernel/receipt.ts";
import { Button } from "../../ui/Button.tsx";
import { Receipt } from "../../ui/Receipt.tsx";
import { shareTicket } from "./printing/share.ts";
import { printerSettings } from "./printing/ways.ts";
import type { Sheet as SheetState } from "./screens.ts";
import { Sheet } from "./Sheet.tsx";
import { markOf } from "./sold_here.ts";
import { T } from "./texts.ts";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";

/** A ticket from what this device knows: it prints and is shared without a network. Seen again it is a copy and says what became of it. */
export function ReceiptSheet({ till, onClose }: { readonly till: Till; readonly onClose: () => void }) {
  const sheet = till.sheet.value, { printer } = till;
  const [, printed] = useState(0);
  if (sheet?.kind !== "receipt") return null;
  const { sale, refund } = sheet, view = viewOf(till, sheet), { paper } = printerSettings();
  const onPrint = () => {
    // The network's printer prints what the server keeps of a sale; the paper of a refund goes by the dialog there.
    if (printer?.print(view, refund ? null : sale.saleId)) return onClose();
    print();
    if (!refund) printer?.given(sale.saleId);
    printed((times) => times + 1);
  };
  return (
    <Sheet
      title={T.ticket}
      onClose={onClose}
      actions={
        <>
          <Button
            type="button"
            kind="secondary"
            size="till"
            icon="share"
            onClick={() => void shareTicket(view, paper)}
          >
            {LATER.share}
          </Button>
          <Button type="button" size="till" icon="print" onClick={onPrint}>
            {view.copy ? LATER.printCopy : LATER.print}
          </Button>
        </>
      }
    >
      <Receipt view={view} paper={paper} />
    </Sheet>
  );
}

function viewOf(till: Till, { sale, sold, refund }: Extract<SheetState, { kind: "receipt" }>): ReceiptView {
  const { shop } = till.props;
  const cashier = nameOf(till, refund ? till.cashier.value.cashierId : sale.cashierId);
  if (refund) return refundReceiptOf(refund, sale, shop, { cashier, madeAt: till.now() });
  const copy = sold !== undefined || till.printer?.hasGiven(sale.saleId) === true;
  return receiptOf(sale, shop, { cashier, copy, mark: sold ? markOf(sold) : null });
}

const nameOf = (till: Till, cashierId: string): string =>
  cashierId === till.cashier.value.cashierId
    ? till.cashier.value.name
    : till.told.value?.cashiers.find((other) => other.cashierId === cashierId)?.name ?? "";
