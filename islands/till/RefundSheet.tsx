import { useMemo, useState } from "preact/hooks";
import { formatSoles } from "../../kernel/money.ts";
import { formatQuantity, ONE, type Quantity, quantity } from "../../kernel/quantity.ts";
import { refundFor, type RefundWay, returnableOf } from "../../kernel/refund.ts";
import { type SaleLine, TENDER_NAMES } from "../../kernel/sale.ts";
import { Button, IconButton } from "../../ui/Button.tsx";
import { askApproval } from "./approving.ts";
import { refundSale } from "./giving_back.ts";
import { Reasons } from "./Reasons.tsx";
import { Segments } from "./Segments.tsx";
import { Sheet } from "./Sheet.tsx";
import { T } from "./texts.ts";
import { LATER } from "./texts_later.ts";
import { PEOPLE } from "./texts_people.ts";
import type { Till } from "./till.ts";

interface Part {
  readonly quantity: Quantity;
  readonly restock: boolean;
}
const WAYS: readonly RefundWay[] = ["cash", "as_paid"];

/** Which goods come back, where they go, and how their money goes back. */
export function RefundSheet({ till, onClose }: { readonly till: Till; readonly onClose: () => void }) {
  const ids = useMemo(() => ({ cmdId: till.ids.next(), refundId: till.ids.next() }), []);
  const [parts, setParts] = useState<Readonly<Record<string, Part>>>({});
  const [way, setWay] = useState<RefundWay>("cash"), [reason, setReason] = useState("");
  const sheet = till.sheet.value, drawer = till.drawer.value;
  if (sheet?.kind !== "refund" || !drawer) return null;
  const { sold } = sheet, { sale, refunds } = sold, left = returnableOf(sale, refunds), why = reason.trim();
  const lines = sale.lines.filter((line) => left.quantityOf(line.lineId) > 0);
  const chosen = lines.flatMap(({ lineId }) => {
    const part = parts[lineId];
    return part && part.quantity > 0 ? [{ lineId, ...part }] : [];
  });
  const frame = {
    refundId: ids.refundId,
    saleId: sale.saleId,
    cashSessionId: drawer.cashSessionId,
    reason: why,
  };
  const refund = refundFor(sale, refunds, frame, chosen, way);
  const total = formatSoles(refund.totalCentimos);
  const hasWallet = sale.tenders.some(({ method }) => method !== "efectivo" && method !== "fiado");
  const change = (line: SaleLine, part: Partial<Part>) =>
    setParts({
      ...parts,
      [line.lineId]: { quantity: quantity(0), restock: true, ...parts[line.lineId], ...part },
    });
  const go = () => {
    onClose();
    askApproval(till, {
      kind: "refund",
      reason: why,
      then: (approval) =>
        void refundSale(till, ids.cmdId, sale, refund, approval).then((isKept) => {
          if (isKept) till.sheet.value = { kind: "receipt", sale, sold, refund };
        }),
    });
  };
  return (
    <Sheet title={PEOPLE.whatComesBack} onClose={onClose}>
      <div class="grid gap-4">
        <ul class="grid gap-3">
          {lines.map((line) => (
            <Line
              key={line.lineId}
              line={line}
              left={left.quantityOf(line.lineId)}
              part={parts[line.lineId]}
              onChange={(part) => change(line, part)}
            />
          ))}
        </ul>
        {hasWallet && (
          <Segments
            label={PEOPLE.moneyWay}
            choices={PEOPLE.ways}
            chosen={WAYS.indexOf(way)}
            onChoose={(index) => setWay(WAYS[index]!)}
          />
        )}
        {chosen.length > 0 && (
          <dl class="grid gap-1">
            {refund.tenders.map(({ method, amountCentimos }) => (
              <div key={method} class="flex justify-between gap-3">
                <dt>{method === "fiado" ? PEOPLE.offDebt("").trim() : TENDER_NAMES[method]}</dt>
                <dd class="tabular-nums font-semibold">{formatSoles(amountCentimos)}</dd>
              </div>
            ))}
            {refund.roundingCentimos !== 0 && (
              <div class="flex justify-between gap-3 text-ink-soft">
                <dt>{T.rounding}</dt>
                <dd class="tabular-nums">{formatSoles(refund.roundingCentimos)}</dd>
              </div>
            )}
          </dl>
        )}
        <Reasons usual={PEOPLE.reasons.refund} reason={reason} onReason={setReason} />
        <Button
          type="button"
          kind="charge"
          size="charge"
          wide
          disabled={chosen.length === 0 || why === ""}
          onClick={go}
        >
          {chosen.length === 0
            ? PEOPLE.chooseGoods
            : why === ""
            ? LATER.reasonMissing
            : PEOPLE.giveBackDo(total)}
        </Button>
      </div>
    </Sheet>
  );
}

function Line({ line, left, part, onChange }: {
  readonly line: SaleLine;
  readonly left: Quantity;
  readonly part: Part | undefined;
  readonly onChange: (part: Partial<Part>) => void;
}) {
  const amount = part?.quantity ?? 0;
  // What was weighed comes back as it was bought: nobody weighs half an opened bag again at the counter.
  const step = line.unit === "unidad" && left % ONE === 0 ? ONE : left;
  return (
    <li class="grid gap-2 rounded border p-3">
      <div class="flex items-center gap-2">
        <span class="min-w-0 flex-1">
          <span class="block">{line.name}</span>
          <span class="block text-14 text-ink-soft">
            {formatSoles(line.totalCentimos)} · {PEOPLE.ofSold(formatQuantity(left, line.unit))}
          </span>
        </span>
        <IconButton
          icon="minus"
          label={PEOPLE.lessOne(line.name)}
          disabled={amount <= 0}
          onClick={() => onChange({ quantity: quantity(Math.max(0, amount - step)) })}
        />
        <output class="min-w-16 text-center text-20 font-semibold tabular-nums">
          {formatQuantity(quantity(amount), line.unit)}
        </output>
        <IconButton
          icon="plus"
          label={PEOPLE.moreOne(line.name)}
          disabled={amount >= left}
          onClick={() => onChange({ quantity: quantity(Math.min(left, amount + step)) })}
        />
      </div>
      {amount > 0 && line.productId !== null && (
        <Segments
          label={line.name}
          choices={[PEOPLE.onShelf, PEOPLE.thrown]}
          chosen={part?.restock === false ? 1 : 0}
          onChoose={(index) => onChange({ restock: index === 0 })}
        />
      )}
    </li>
  );
}
