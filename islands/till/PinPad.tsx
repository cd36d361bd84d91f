import { useEffect, useRef, useState } from "preact/hooks";
import type { PulledCashier } from "../../kernel/sync.ts";
import { cx } from "../../ui/cx.ts";
import type { PadKey } from "./keypad.ts";
import { tryPin, waitOf } from "./people.ts";
import { PEOPLE } from "./texts_people.ts";
import type { Till } from "./till.ts";

const LENGTH = 4;
const KEYS: readonly PadKey[] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "back", "0"];

/** Four digits of somebody's PIN; with the fourth it is checked. What was typed is nowhere but in here. */
export function PinPad({ till, person, onFits }: {
  readonly till: Till;
  readonly person: PulledCashier;
  readonly onFits: () => void;
}) {
  const [typed, setTyped] = useState(""), [said, setSaid] = useState("");
  const [waitMs, setWaitMs] = useState(() => waitOf(till, person.cashierId));
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (waitMs <= 0) return;
    const timer = setTimeout(() => setWaitMs(waitOf(till, person.cashierId)), 1000);
    return () => clearTimeout(timer);
  }, [waitMs]);
  const check = async (pin: string) => {
    setBusy(true);
    const { fits, waitMs } = await tryPin(till, person, pin);
    setBusy(false);
    setTyped("");
    if (fits) return onFits();
    setWaitMs(waitMs);
    setSaid(waitMs > 0 ? "" : PEOPLE.wrongPin);
  };
  const press = (key: PadKey) => {
    if (busy || waitMs > 0) return;
    const next = key === "back" ? typed.slice(0, -1) : /^\d$/.test(key) ? typed + key : typed;
    setSaid("");
    setTyped(next);
    if (next.length === LENGTH) void check(next);
  };
  const latest = useRef(press);
  latest.current = press;
  useEffect(() => {
    const pad = { onKey: (key: PadKey) => latest.current(key), onEnter: () => undefined };
    till.pads.push(pad);
    return () => void till.pads.splice(till.pads.indexOf(pad), 1);
  }, []);
  return (
    <div class="grid gap-3">
      <p class="text-center font-semibold">{PEOPLE.pinOf(person.name)}</p>
      <p class="flex justify-center gap-4" role="status" aria-label={PEOPLE.pinTyped(typed.length)}>
        {Array.from({ length: LENGTH }, (_, n) => (
          <span
            key={n}
            class={cx("w-4 h-4 rounded-full border-2 border-toldo", n < typed.length && "bg-toldo")}
          />
        ))}
      </p>
      <p role="alert" class="min-h-6 text-center font-semibold text-rocoto">
        {waitMs > 0 ? PEOPLE.wait(waitMs) : said}
      </p>
      <div role="group" aria-label={PEOPLE.pin} class="grid grid-cols-3 gap-2">
        {KEYS.map((key) => (
          <button
            key={key}
            type="button"
            disabled={busy || waitMs > 0}
            aria-label={key === "back" ? PEOPLE.erase : undefined}
            onClick={() => press(key)}
            class="min-h-16 flex items-center justify-center rounded border border-edge bg-paper text-28 font-semibold tabular-nums select-none active:bg-toldo-mist disabled:opacity-50"
          >
            {key === "back" ? "←" : key}
          </button>
        ))}
      </div>
    </div>
  );
}
