import { receiptOf } from "../../kernel/receipt.ts";
import { Button } from "../../ui/Button.tsx";
import { Receipt } from "../../ui/Receipt.tsx";
import { Sheet } from "./Sheet.tsx";
import { T } from "./texts.ts";
import type { Till } from "./till.ts";

/** The ticket of the sale just made, from what this device knows: it prints without a network. */
export function ReceiptSheet({ till, onClose }: { readonly till: Till; readonly onClose: () => void }) {
  const sheet = till.sheet.value;
  if (sheet?.kind !== "receipt") return null;
  const { shop, cashier } = till.props;
  return (
    <Sheet
      title={T.ticket}
      onClose={onClose}
      actions={<Button type="button" icon="print" onClick={() => print()}>{T.print}</Button>}
    >
      <Receipt view={receiptOf(sheet.sale, shop, { cashier: cashier.name })} paper={80} />
    </Sheet>
  );
}
