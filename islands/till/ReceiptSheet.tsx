import { receiptOf, refundReceiptOf } from "../../kernel/receipt.ts";
import { Button } from "../../ui/Button.tsx";
import { Receipt } from "../../ui/Receipt.tsx";
import { Sheet } from "./Sheet.tsx";
import { markOf } from "./sold_here.ts";
import { T } from "./texts.ts";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";

/** A ticket from what this device knows: it prints without a network. Seen again it is a copy and says what became of it. */
export function ReceiptSheet({ till, onClose }: { readonly till: Till; readonly onClose: () => void }) {
  const sheet = till.sheet.value;
  if (sheet?.kind !== "receipt") return null;
  const { sale, sold, refund } = sheet, { shop } = till.props;
  const cashier = nameOf(till, refund ? till.cashier.value.cashierId : sale.cashierId);
  const view = refund
    ? refundReceiptOf(refund, sale, shop, { cashier, madeAt: till.now() })
    : receiptOf(sale, shop, { cashier, copy: sold !== undefined, mark: sold ? markOf(sold) : null });
  return (
    <Sheet
      title={T.ticket}
      onClose={onClose}
      actions={<Button type="button" icon="print" onClick={() => print()}>{LATER.print}</Button>}
    >
      <Receipt view={view} paper={80} />
    </Sheet>
  );
}

const nameOf = (till: Till, cashierId: string): string =>
  cashierId === till.cashier.value.cashierId
    ? till.cashier.value.name
    : till.told.value?.cashiers.find((other) => other.cashierId === cashierId)?.name ?? "";
