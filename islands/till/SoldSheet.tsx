import { useEffect, useMemo, useState } from "preact/hooks";
import { formatSoles } from "../../kernel/money.ts";
import { formatQuantity } from "../../kernel/quantity.ts";
import { Button } from "../../ui/Button.tsx";
import { List } from "../../ui/List.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { askApproval } from "./approving.ts";
import { fetchSale, voidSale } from "./giving_back.ts";
import { Reasons } from "./Reasons.tsx";
import { Sheet } from "./Sheet.tsx";
import { markOf, withReturns } from "./sold_here.ts";
import { T } from "./texts.ts";
import { LATER } from "./texts_later.ts";
import { PEOPLE } from "./texts_people.ts";
import type { Till } from "./till.ts";

/** One sale, and what can still be done about it. */
export function SoldSheet({ till, onClose }: { readonly till: Till; readonly onClose: () => void }) {
  const ids = useMemo(() => ({ cmdId: till.ids.next(), id: till.ids.next() }), []);
  const [isVoiding, setVoiding] = useState(false), [reason, setReason] = useState("");
  const sheet = till.sheet.value;
  useEffect(() => {
    if (sheet?.kind !== "sold") return;
    void fetchSale(till, sheet.sold.sale.ticketNumber).then((there) => {
      if (there?.sale.saleId !== sheet.sold.sale.saleId || till.sheet.value !== sheet) return;
      till.sheet.value = { kind: "sold", sold: withReturns(sheet.sold, there) };
    });
  }, []);
  if (sheet?.kind !== "sold") return null;
  const { sold } = sheet, { sale } = sold, mark = markOf(sold), why = reason.trim();
  const total = formatSoles(sale.totalCentimos), drawer = till.drawer.value;
  // Only the drawer that took the money may take the sale back, and whole: after that it is a refund.
  const canVoid = mark === null && drawer?.cashSessionId === sale.cashSessionId;
  const canRefund = drawer !== null && (mark === null || mark === "partly");
  const annul = () => {
    onClose();
    askApproval(till, {
      kind: "void",
      reason: why,
      then: (approval) => void voidSale(till, ids, sale, why, approval),
    });
  };
  return (
    <Sheet
      title={sale.ticketNumber}
      onClose={onClose}
      actions={!isVoiding && (
        <>
          <Button
            type="button"
            kind="secondary"
            size="till"
            onClick={() => till.sheet.value = { kind: "receipt", sale, sold }}
          >
            {PEOPLE.seeTicket}
          </Button>
          {canVoid && (
            <Button type="button" kind="danger" size="till" onClick={() => setVoiding(true)}>
              {PEOPLE.annul}
            </Button>
          )}
          {canRefund && (
            <Button
              type="button"
              size="till"
              onClick={() => till.sheet.value = { kind: "refund", sold }}
            >
              {PEOPLE.giveBack}
            </Button>
          )}
        </>
      )}
    >
      <div class="grid gap-3">
        {mark && (
          <Notice
            tone="attention"
            title={PEOPLE.marks[mark].replace(/^d|^a/, (letter) => letter.toUpperCase())}
          />
        )}
        <List label={T.products}>
          {sale.lines.map((line) => (
            <li
              key={line.lineId}
              class="flex items-baseline justify-between gap-3 px-4 py-2 border-b last:border-0"
            >
              <span>
                {line.name}
                <span class="text-14 text-ink-soft">{` · ${formatQuantity(line.quantity, line.unit)}`}</span>
              </span>
              <span class="tabular-nums whitespace-nowrap">{formatSoles(line.totalCentimos)}</span>
            </li>
          ))}
        </List>
        <p class="flex justify-between gap-3 text-20 font-extrabold">
          <span>{T.total}</span>
          <span class="tabular-nums">{total}</span>
        </p>
        {isVoiding && (
          <>
            <p>{PEOPLE.annulHint(total)}</p>
            <Reasons usual={PEOPLE.reasons.void} reason={reason} onReason={setReason} />
            <Button type="button" kind="danger" size="charge" wide disabled={why === ""} onClick={annul}>
              {why === "" ? LATER.reasonMissing : PEOPLE.annulDo(total)}
            </Button>
          </>
        )}
      </div>
    </Sheet>
  );
}
