import { useState } from "preact/hooks";
import { formatSoles } from "../../kernel/money.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { amountTyped, typed } from "./keypad.ts";
import { Keypad } from "./Keypad.tsx";
import { addAmount } from "./selling.ts";
import { Sheet } from "./Sheet.tsx";
import { T } from "./texts.ts";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";

/** Sells an amount without a product: what nobody has entered yet, while the queue waits. */
export function AmountSheet({ till, name: first, onClose }: {
  readonly till: Till;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const [text, setText] = useState("");
  const [name, setName] = useState(first);
  const amount = amountTyped(text)!;
  const done = () => amount > 0 && addAmount(till, amount, name);
  return (
    <Sheet title={T.byAmountName} onClose={onClose}>
      <div class="grid gap-3">
        <Field
          name="name"
          id="amount-name"
          label={LATER.itemName}
          value={name}
          maxLength={120}
          autocomplete="off"
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <output class="text-right text-40 font-extrabold tracking-tight tabular-nums">
          {formatSoles(amount)}
        </output>
        <Keypad till={till} onKey={(key) => setText(typed(text, key))} onEnter={done} />
        <Button type="button" kind="charge" size="charge" wide disabled={amount === 0} onClick={done}>
          {LATER.addFor(formatSoles(amount))}
        </Button>
      </div>
    </Sheet>
  );
}
