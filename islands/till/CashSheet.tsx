import { useMemo, useState } from "preact/hooks";
import { formatSoles } from "../../kernel/money.ts";
import { Button } from "../../ui/Button.tsx";
import { moveCash } from "./drawer_work.ts";
import { amountTyped, typed } from "./keypad.ts";
import { Keypad } from "./Keypad.tsx";
import { Reasons } from "./Reasons.tsx";
import { Segments } from "./Segments.tsx";
import { Sheet } from "./Sheet.tsx";
import { T } from "./texts.ts";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";

/** Cash that comes in or goes out without a sale, always with its reason. */
export function CashSheet({ till, onClose }: { readonly till: Till; readonly onClose: () => void }) {
  const ids = useMemo(() => ({ cmdId: till.ids.next(), movementId: till.ids.next() }), []);
  const [isIn, setIsIn] = useState(false);
  const [text, setText] = useState("");
  const [reason, setReason] = useState("");
  const amount = amountTyped(text)!;
  const done = async () => {
    if (amount === 0 || reason.trim() === "") return;
    const direction = isIn ? "in" : "out";
    if (await moveCash(till, { ...ids, direction, amountCentimos: amount, reason: reason.trim() })) onClose();
  };
  return (
    <Sheet title={LATER.cashTitle} onClose={onClose}>
      <div class="grid gap-3">
        <Segments
          label={LATER.cashTitle}
          choices={[LATER.cashOut, LATER.cashIn]}
          chosen={isIn ? 1 : 0}
          onChoose={(index) => setIsIn(index === 1)}
        />
        <Reasons
          usual={isIn ? LATER.reasonsIn : LATER.reasonsOut}
          reason={reason}
          onReason={setReason}
        />
        <output class="text-right text-40 font-extrabold tracking-tight tabular-nums">
          {formatSoles(amount)}
        </output>
        <Keypad till={till} onKey={(key) => setText(typed(text, key))} onEnter={() => void done()} />
        <Button
          type="button"
          size="charge"
          wide
          disabled={amount === 0 || reason.trim() === ""}
          onClick={() => void done()}
        >
          {amount === 0 ? T.amountMissing : reason.trim() === "" ? LATER.reasonMissing : T.accept}
        </Button>
      </div>
    </Sheet>
  );
}
