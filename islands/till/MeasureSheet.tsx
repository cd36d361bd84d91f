import { useState } from "preact/hooks";
import { type Centimos, formatSoles, ZERO } from "../../kernel/money.ts";
import { lineAmount } from "../../kernel/pricing.ts";
import {
  formatQuantity,
  MAX_QUANTITY,
  ONE,
  parseQuantity,
  type Quantity,
  quantity,
  type Unit,
} from "../../kernel/quantity.ts";
import type { PulledProduct } from "../../kernel/sync.ts";
import { Button } from "../../ui/Button.tsx";
import { cx } from "../../ui/cx.ts";
import type { DraftLine } from "./cart.ts";
import { amountTyped, type PadKey, typed } from "./keypad.ts";
import { Keypad } from "./Keypad.tsx";
import { type Measured, measureFor } from "./measure.ts";
import { addMeasured } from "./selling.ts";
import { Segments } from "./Segments.tsx";
import { Sheet } from "./Sheet.tsx";
import { T } from "./texts.ts";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";

interface Measurable {
  readonly name: string;
  readonly unit: Unit;
  readonly price: Centimos;
}

/** How much of a product that is sold by measure, before it becomes a line. */
export function MeasureSheet({ till, product, onClose }: {
  readonly till: Till;
  readonly product: PulledProduct;
  readonly onClose: () => void;
}) {
  const of = { name: product.name, unit: product.unit, price: product.priceCentimos };
  return (
    <Measure
      till={till}
      of={of}
      onClose={onClose}
      onMeasured={({ quantity, discount }) => addMeasured(till, product, quantity, discount)}
    />
  );
}

/** Another quantity for a line that is on the ticket. */
export function LineSheet({ till, line, onClose }: {
  readonly till: Till;
  readonly line: DraftLine;
  readonly onClose: () => void;
}) {
  const { lineId } = line;
  return (
    <Measure
      till={till}
      of={{ name: line.name, unit: line.unit, price: line.unitPriceCentimos }}
      onClose={onClose}
      onMeasured={(measured) => {
        till.edit({ type: "SetQuantity", lineId, quantity: measured.quantity });
        if (measured.discount > 0) {
          till.edit({
            type: "DiscountLine",
            lineId,
            discount: { kind: "amount", centimos: measured.discount },
          });
        }
        till.sayAdded(lineId);
        onClose();
      }}
    />
  );
}

/** Whole units where it is counted; grams first where it is weighed: 5 7 5 is 0.575 kg, and 0.575 is as well. */
function quantityTyped(text: string, unit: Unit): Quantity | null {
  if (text === "") return null;
  const value = text.includes(".")
    ? parseQuantity(text.replace(/\.$/, ""))
    : quantity(Number(text) * (unit === "unidad" ? ONE : 1));
  return value === null || value <= 0 || value > MAX_QUANTITY || (unit === "unidad" && value % ONE !== 0)
    ? null
    : value;
}

const measuredOf = (text: string, byMoney: boolean, { unit, price }: Measurable): Measured | null => {
  if (byMoney) return measureFor(price, amountTyped(text) ?? ZERO);
  const found = quantityTyped(text, unit);
  return found === null ? null : { quantity: found, discount: ZERO };
};

function Measure({ till, of, onMeasured, onClose }: {
  readonly till: Till;
  readonly of: Measurable;
  readonly onMeasured: (measured: Measured) => void;
  readonly onClose: () => void;
}) {
  const [byMoney, setByMoney] = useState(false);
  const [text, setText] = useState("");
  const { unit, price } = of;
  const measured = measuredOf(text, byMoney, of);
  const total = measured && formatSoles(totalOf(price, measured));
  const done = () => measured && onMeasured(measured);
  const press = (key: PadKey) =>
    setText(byMoney || key === "back" || key === "." ? typed(text, key) : grown(text, key));
  return (
    <Sheet title={of.name} onClose={onClose}>
      <div class="grid gap-3">
        <p class="text-ink-soft tabular-nums">{LATER.priceOf(price, unit)}</p>
        {unit !== "unidad" && (
          <Segments
            label={LATER.quantity}
            choices={[LATER.howMuch(unit), LATER.byMoney]}
            chosen={byMoney ? 1 : 0}
            onChoose={(index) => {
              setByMoney(index === 1);
              setText("");
            }}
          />
        )}
        <div class="flex items-baseline justify-between gap-3 min-h-12 tabular-nums">
          <output class="text-40 font-extrabold tracking-tight whitespace-nowrap">
            {byMoney
              ? formatSoles(amountTyped(text) ?? ZERO)
              : measured
              ? formatQuantity(measured.quantity, unit)
              : <span class="text-ink-soft">{formatQuantity(quantity(0), unit)}</span>}
          </output>
          <span class="text-20 text-ink-soft whitespace-nowrap">
            {measured && (byMoney ? formatQuantity(measured.quantity, unit) : total)}
          </span>
        </div>
        {!byMoney && unit !== "unidad" && (
          <div class="grid grid-cols-3 gap-2">
            {[250, 500, 1000].map((part) => (
              <button
                key={part}
                type="button"
                onClick={() => setText(String(part))}
                class={cx("tap-till rounded border border-edge bg-toldo-mist text-toldo-deep font-semibold")}
              >
                {LATER.part(part, unit)}
              </button>
            ))}
          </div>
        )}
        <Keypad till={till} onKey={press} onEnter={done} />
        <Button type="button" kind="charge" size="charge" wide disabled={!measured} onClick={done}>
          {total ? LATER.addFor(total) : T.accept}
        </Button>
      </div>
    </Sheet>
  );
}

const totalOf = (price: Centimos, measured: Measured): Centimos =>
  (lineAmount({ unitPrice: price, quantity: measured.quantity }) - measured.discount) as Centimos;

/** Seven digits at most: beyond, it is no quantity of a shop. */
const grown = (text: string, key: PadKey): string => (text + key).replace(/^0+(?=\d)/, "").slice(0, 7);
