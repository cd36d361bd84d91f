import { formatSoles, sumCentimos } from "../../kernel/money.ts";
import { formatTime } from "../../kernel/time.ts";
import { List } from "../../ui/List.tsx";
import { netOf, piecesOf } from "./cart.ts";
import { resume } from "./selling.ts";
import { Sheet } from "./Sheet.tsx";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";

/** Tickets set aside, oldest first. A tap takes one back. */
export function HoldsSheet({ till, onClose }: { readonly till: Till; readonly onClose: () => void }) {
  const holds = till.holds.value;
  return (
    <Sheet title={LATER.holdsTitle} onClose={onClose}>
      {holds.length === 0 ? <p>{LATER.holdsEmpty}</p> : (
        <List label={LATER.holdsTitle}>
          {holds.map(({ holdId, heldAt, draft }) => (
            <li key={holdId} class="border-b last:border-0">
              <button
                type="button"
                onClick={() => resume(till, holdId)}
                class="tap-till w-full flex items-center gap-3 px-4 py-2 text-left ring-inside hover:bg-toldo-mist"
              >
                <span class="min-w-0 flex-1">
                  <span class="block truncate">{draft.lines.map((line) => line.name).join(", ")}</span>
                  <span class="block text-14 text-ink-soft">
                    {formatTime(heldAt)} · {LATER.pieces(piecesOf(draft))}
                  </span>
                </span>
                <span class="text-20 font-semibold tabular-nums whitespace-nowrap">
                  {formatSoles(sumCentimos(draft.lines.map(netOf)))}
                </span>
              </button>
            </li>
          ))}
        </List>
      )}
    </Sheet>
  );
}
