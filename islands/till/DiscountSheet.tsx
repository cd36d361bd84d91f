import { useState } from "preact/hooks";
import type { TicketDiscount } from "../../kernel/checkout.ts";
import { type Centimos, formatSoles, sumCentimos } from "../../kernel/money.ts";
import { lineAmount } from "../../kernel/pricing.ts";
import { quantity } from "../../kernel/quantity.ts";
import { Button } from "../../ui/Button.tsx";
import { amountOf, netOf } from "./cart.ts";
import { amountTyped, type PadKey, typed } from "./keypad.ts";
import { Keypad } from "./Keypad.tsx";
import { Segments } from "./Segments.tsx";
import { Sheet } from "./Sheet.tsx";
import { T } from "./texts.ts";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";

/** Takes something off a line, or off the whole ticket: in soles or in percent. */
export function DiscountSheet({ till, onClose }: { readonly till: Till; readonly onClose: () => void }) {
  const sheet = till.sheet.value;
  const lineId = sheet?.kind === "discount" ? sheet.lineId : null;
  const line = till.draft.value.lines.find((other) => other.lineId === lineId);
  const [inPercent, setInPercent] = useState(false);
  const [text, setText] = useState("");
  const whole = line ? amountOf(line) : sumCentimos(till.draft.value.lines.map(netOf));
  const discount = discountTyped(text, inPercent);
  const off = discount ? amountOff(discount, whole) : null;
  const isTooLarge = off !== null && off > whole;

  const give = (given: TicketDiscount | null) => {
    till.edit(
      line
        ? { type: "DiscountLine", lineId: line.lineId, discount: given }
        : { type: "DiscountTicket", discount: given },
    );
    onClose();
  };
  const done = () => discount && !isTooLarge && give(discount);
  const press = (key: PadKey) => {
    const next = inPercent ? percentTyped(text, key) : typed(text, key);
    setText(next);
  };
  const has = line ? line.discountCentimos > 0 : till.draft.value.discount !== null;
  return (
    <Sheet title={line ? LATER.discountLine(line.name) : LATER.discountTicket} onClose={onClose}>
      <div class="grid gap-3">
        <Segments
          label={T.discount}
          choices={[LATER.inSoles, LATER.inPercent]}
          chosen={inPercent ? 1 : 0}
          onChoose={(index) => {
            setInPercent(index === 1);
            setText("");
          }}
        />
        <div class="flex items-baseline justify-between gap-3 tabular-nums">
          <output class="text-40 font-extrabold tracking-tight">
            {inPercent ? `${text || "0"} %` : formatSoles(amountTyped(text)!)}
          </output>
          {off !== null && <span class="text-20 text-ink-soft">−{formatSoles(off)}</span>}
        </div>
        {isTooLarge && (
          <p role="alert" class="font-semibold text-rocoto">{T.discountTooLarge(formatSoles(whole))}</p>
        )}
        <Keypad till={till} onKey={press} onEnter={done} />
        {has && <Button type="button" kind="quiet" wide onClick={() => give(null)}>{LATER.noDiscount}
        </Button>}
        <Button type="button" size="charge" wide disabled={!discount || isTooLarge} onClick={done}>
          {T.accept}
        </Button>
      </div>
    </Sheet>
  );
}

function discountTyped(text: string, inPercent: boolean): TicketDiscount | null {
  if (inPercent) return Number(text) > 0 ? { kind: "percent", perMille: Number(text) * 10 } : null;
  const amount = amountTyped(text);
  return amount ? { kind: "amount", centimos: amount } : null;
}

const amountOff = (discount: TicketDiscount, whole: Centimos): Centimos =>
  discount.kind === "amount"
    ? discount.centimos
    : lineAmount({ unitPrice: whole, quantity: quantity(discount.perMille) });

/** Whole percents from 1 to 100. */
function percentTyped(text: string, key: PadKey): string {
  if (key === "back") return text.slice(0, -1);
  if (key === ".") return text;
  const next = (text + key).replace(/^0+/, "");
  return Number(next) <= 100 ? next : text;
}
