import { useState } from "preact/hooks";
import { formatSoles } from "../../kernel/money.ts";
import { formatTime } from "../../kernel/time.ts";
import { Button } from "../../ui/Button.tsx";
import { cx } from "../../ui/cx.ts";
import { EmptyState } from "../../ui/Card.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { continueHere, openDrawer, sessionElsewhere } from "./drawer.ts";
import { amountTyped, typed } from "./keypad.ts";
import { Keypad } from "./Keypad.tsx";
import { T } from "./texts.ts";
import type { Till } from "./till.ts";

/** Which register, and how much is in its drawer: what a day at the till begins with. */
export function Opening({ till }: { readonly till: Till }) {
  const registers = till.registers.value;
  const { cashierId } = till.cashier.value;
  const mine = registers.find((register) => sessionElsewhere(till, register)?.cashierId === cashierId);
  const free = registers.find((register) => !sessionElsewhere(till, register));
  const [chosenId, choose] = useState<string | null>(null);
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const register = registers.find(({ registerId }) => registerId === chosenId) ?? mine ?? free ??
    registers[0];
  if (!register) return <EmptyState icon="cash" title={T.noRegisters} />;
  const elsewhere = sessionElsewhere(till, register);
  const isMine = elsewhere?.cashierId === cashierId;
  const float = amountTyped(text)!;
  const begin = async () => {
    if (busy || !till.ready.value) return;
    setBusy(true);
    await (elsewhere ? continueHere(till, register) : openDrawer(till, register, float));
    setBusy(false);
  };
  return (
    <div class="h-full overflow-y-auto">
      <div class="mx-auto max-w-form grid gap-4 p-4">
        <h1 class="text-28 font-extrabold">{T.openTitle}</h1>
        {registers.length > 1 && (
          <fieldset class="grid gap-2">
            <legend class="font-semibold pb-1">{T.whichRegister}</legend>
            {registers.map((other) => (
              <button
                key={other.registerId}
                type="button"
                aria-pressed={other === register}
                onClick={() => choose(other.registerId)}
                class={cx(
                  "tap-till flex items-center justify-between gap-3 rounded border px-4 text-left",
                  other === register ? "border-toldo bg-toldo-mist" : "border-edge bg-paper",
                )}
              >
                <span class="font-semibold">{other.name}</span>
                <span class="text-14 text-ink-soft">
                  {sessionElsewhere(till, other) ? T.inUse : other.series}
                </span>
              </button>
            ))}
          </fieldset>
        )}
        {elsewhere
          ? (
            <>
              <Notice
                tone={isMine ? "info" : "attention"}
                title={(isMine ? T.openMine : T.openElsewhere)(formatTime(elsewhere.openedAt))}
              >
                {isMine ? T.openMineHint : T.openElsewhereHint}
              </Notice>
              <Button
                type="button"
                kind={isMine ? "charge" : "secondary"}
                size="charge"
                wide
                disabled={busy}
                onClick={begin}
              >
                {isMine ? T.goOn : T.continueHere}
              </Button>
            </>
          )
          : (
            <>
              <div>
                <p class="font-semibold">{T.float}</p>
                <p class="text-14 text-ink-soft">{T.floatHint}</p>
                <output class="block text-right text-40 font-extrabold">{formatSoles(float)}</output>
              </div>
              <Keypad till={till} onKey={(key) => setText(typed(text, key))} onEnter={begin} />
              <div class="sticky bottom-0 bg-surface py-2 safe-bottom">
                <Button type="button" kind="charge" size="charge" wide disabled={busy} onClick={begin}>
                  {T.open(formatSoles(float))}
                </Button>
              </div>
            </>
          )}
      </div>
    </div>
  );
}
