import { Sheet } from "./Sheet.tsx";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";

/** The map of keys. */
export function KeysSheet({ onClose }: { readonly till: Till; readonly onClose: () => void }) {
  return (
    <Sheet title={LATER.keysTitle} onClose={onClose}>
      <dl class="grid grid-cols-lead gap-x-6 gap-y-2">
        {LATER.keys.map(([key, does]) => (
          <>
            <dt key={key} class="font-mono font-semibold whitespace-nowrap">{key}</dt>
            <dd>{does}</dd>
          </>
        ))}
      </dl>
    </Sheet>
  );
}
