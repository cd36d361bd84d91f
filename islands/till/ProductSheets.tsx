import { formatSoles } from "../../kernel/money.ts";
import { Button } from "../../ui/Button.tsx";
import { List } from "../../ui/List.tsx";
import { AmountSheet } from "./AmountSheet.tsx";
import { LineSheet, MeasureSheet } from "./MeasureSheet.tsx";
import { addProduct } from "./selling.ts";
import { Sheet } from "./Sheet.tsx";
import { T } from "./texts.ts";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";

interface Props {
  readonly till: Till;
  readonly onClose: () => void;
}

/** How much of what is sold by measure. */
export function Measure({ till, onClose }: Props) {
  const sheet = till.sheet.value;
  if (sheet?.kind !== "measure") return null;
  return <MeasureSheet key={sheet.product.id} till={till} product={sheet.product} onClose={onClose} />;
}

/** How much of a line that is on the ticket already. */
export function LineQuantity({ till, onClose }: Props) {
  const sheet = till.sheet.value;
  const line = sheet?.kind === "quantity"
    ? till.draft.value.lines.find((other) => other.lineId === sheet.lineId)
    : null;
  return line ? <LineSheet key={line.lineId} till={till} line={line} onClose={onClose} /> : null;
}

/** Something without a product, by what it costs. */
export function Amount({ till, onClose }: Props) {
  const sheet = till.sheet.value;
  return sheet?.kind === "amount" ? <AmountSheet till={till} name={sheet.name} onClose={onClose} /> : null;
}

/** A code that no product has. The gun stays live. */
export function Unknown({ till, onClose }: Props) {
  const sheet = till.sheet.value;
  if (sheet?.kind !== "unknown") return null;
  const { code } = sheet;
  return (
    <Sheet
      key={code}
      title={T.unknown(code)}
      onClose={onClose}
      actions={
        <>
          <Button type="button" kind="secondary" onClick={() => till.sheet.value = { kind: "create", code }}>
            {LATER.create}
          </Button>
          <Button type="button" onClick={() => till.sheet.value = { kind: "amount", name: code }}>
            {LATER.sellByAmount}
          </Button>
        </>
      }
    >
      <p>{LATER.unknownHint}</p>
    </Sheet>
  );
}

/** One code, several products: the cashier says which (features §3 item 31). */
export function Choose({ till, onClose }: Props) {
  const sheet = till.sheet.value;
  if (sheet?.kind !== "choose") return null;
  return (
    <Sheet title={LATER.choose} onClose={onClose}>
      <List label={LATER.choose}>
        {sheet.products.map((product) => (
          <li key={product.id} class="border-b last:border-0">
            <button
              type="button"
              class="tap-till w-full flex items-center justify-between gap-3 px-4 text-left ring-inside"
              onClick={() => {
                onClose();
                addProduct(till, product);
              }}
            >
              <span>{product.name}</span>
              <span class="font-semibold tabular-nums">{formatSoles(product.priceCentimos)}</span>
            </button>
          </li>
        ))}
      </List>
    </Sheet>
  );
}
