import { Sheet } from "./Sheet.tsx";
import { T } from "./texts.ts";
import type { Till } from "./till.ts";

/** The map of keys. */
export function KeysSheet({ onClose }: { readonly till: Till; readonly onClose: () => void }) {
  return (
    <Sheet title={T.keysTitle} onClose={onClose}>
      <dl class="grid grid-cols-lead gap-x-6 gap-y-2">
        {T.keys.map(([key, does]) => (
          <>
            <dt key={key} class="font-mono font-semibold whitespace-nowrap">{key}</dt>
            <dd>{does}</dd>
          </>
        ))}
      </dl>
    </Sheet>
  );
}
