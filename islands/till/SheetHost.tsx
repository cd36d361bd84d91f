import { formatSoles } from "../../kernel/money.ts";
import { Button } from "../../ui/Button.tsx";
import { List } from "../../ui/List.tsx";
import { Later } from "./later.tsx";
import { LineSheet, MeasureSheet } from "./MeasureSheet.tsx";
import { AmountSheet } from "./AmountSheet.tsx";
import { addProduct } from "./selling.ts";
import { Sheet } from "./Sheet.tsx";
import { T } from "./texts.ts";
import type { Till } from "./till.ts";

/** The sheet of now, if any. Those a first sale does not need come with a script of their own. */
export function SheetHost({ till }: { readonly till: Till }) {
  const sheet = till.sheet.value;
  const close = () => {
    if (till.sheet.value === sheet) till.closeSheet();
  };
  if (!sheet) return null;
  switch (sheet.kind) {
    case "measure":
      return <MeasureSheet key={sheet.product.id} till={till} product={sheet.product} onClose={close} />;
    case "quantity": {
      const line = till.draft.value.lines.find((other) => other.lineId === sheet.lineId);
      return line ? <LineSheet key={line.lineId} till={till} line={line} onClose={close} /> : null;
    }
    case "amount":
      return <AmountSheet till={till} name={sheet.name} onClose={close} />;
    case "unknown":
      return (
        <Sheet
          key={sheet.code}
          title={T.unknown(sheet.code)}
          onClose={close}
          actions={
            <>
              <Button
                type="button"
                kind="secondary"
                onClick={() => till.sheet.value = { kind: "create", code: sheet.code }}
              >
                {T.create}
              </Button>
              <Button type="button" onClick={() => till.sheet.value = { kind: "amount", name: sheet.code }}>
                {T.sellByAmount}
              </Button>
            </>
          }
        >
          <p>{T.unknownHint}</p>
        </Sheet>
      );
    case "choose":
      return (
        <Sheet title={T.choose} onClose={close}>
          <List label={T.choose}>
            {sheet.products.map((product) => (
              <li key={product.id} class="border-b last:border-0">
                <button
                  type="button"
                  class="tap-till w-full flex items-center justify-between gap-3 px-4 text-left ring-inside"
                  onClick={() => {
                    close();
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
    default:
      return <Later part={sheet.kind} till={till} onClose={close} />;
  }
}
