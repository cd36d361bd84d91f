import { useEffect, useRef } from "preact/hooks";
import type { PadKey } from "./keypad.ts";
import type { Till } from "./till.ts";

const KEYS: readonly PadKey[] = ["7", "8", "9", "back", "4", "5", "6", "00", "1", "2", "3", "0"];

/** Four columns of keys for a thumb. While it is on screen a keyboard types on it too, and Enter does `onEnter`. */
export function Keypad({ till, onKey, onEnter }: {
  readonly till: Till;
  readonly onKey: (key: PadKey) => void;
  readonly onEnter: () => void;
}) {
  const latest = useRef({ onKey, onEnter });
  latest.current = { onKey, onEnter };
  useEffect(() => {
    const pad = {
      onKey: (key: PadKey) => latest.current.onKey(key),
      onEnter: () => latest.current.onEnter(),
    };
    till.pads.push(pad);
    return () => void till.pads.splice(till.pads.indexOf(pad), 1);
  }, []);
  return (
    <div role="group" aria-label="Teclado" class="grid grid-cols-4 gap-2">
      {KEYS.map((key) => (
        <button
          key={key}
          type="button"
          aria-label={key === "back" ? "Borrar" : undefined}
          onClick={() => onKey(key)}
          class="tap-till md:min-h-16 flex items-center justify-center rounded border border-edge bg-paper text-20 font-semibold tabular-nums select-none active:bg-toldo-mist"
        >
          {key === "back" ? "←" : key}
        </button>
      ))}
    </div>
  );
}
