import { cx } from "../../ui/cx.ts";
import { UndoBar, UndoButton } from "../../ui/Notice.tsx";
import { piecesOf } from "./cart.ts";
import { ChargeButtons } from "./ChargeButtons.tsx";
import { Done } from "./Done.tsx";
import { Finder } from "./Finder.tsx";
import { T } from "./texts.ts";
import { Ticket } from "./Ticket.tsx";
import type { Till } from "./till.ts";

/** Products at the left, the ticket at the right; on a phone the ticket lies over the products when asked for. */
export function Selling({ till }: { readonly till: Till }) {
  const done = till.done.value;
  return (
    <div class="h-full grid md:grid-cols-till">
      <div class="flex flex-col min-h-0 min-w-0 bg-surface">
        <Finder till={till} />
        <div class="md:hidden">
          <PhoneBar till={till} />
        </div>
      </div>
      <section
        aria-label={T.ticket}
        class={cx(
          "flex flex-col min-h-0 min-w-0 bg-paper md:border-l",
          "max-md:absolute max-md:inset-0 max-md:z-10",
          !till.ticketOpen.value && "max-md:hidden",
        )}
      >
        {done ? <Done till={till} sale={done} /> : <Ticket till={till} />}
      </section>
      {till.undoText.value && (
        <div class="absolute z-20 left-3 right-3 bottom-40 md:right-auto md:w-96 md:bottom-3">
          <UndoBar undo={<UndoButton onClick={() => till.undo()} />}>{till.undoText.value}</UndoBar>
        </div>
      )}
    </div>
  );
}

/** Never leaves the foot of a phone: what is in the basket, what it costs, and on to paying. */
function PhoneBar({ till }: { readonly till: Till }) {
  const pieces = piecesOf(till.draft.value), total = till.totalText.value;
  return (
    <div class="flex-none grid gap-1 border-t bg-paper p-2 safe-bottom">
      <button
        type="button"
        onClick={() => till.ticketOpen.value = true}
        class="tap-till flex items-center justify-between gap-3 rounded px-3 min-w-0 text-left"
      >
        <span class="flex-none rounded-full bg-toldo-mist text-toldo-deep px-3 py-1 font-semibold tabular-nums">
          <span class="sr-only">{T.openTicket}</span> {pieces}
        </span>
        <output class="text-40 font-extrabold tracking-tight whitespace-nowrap">{total}</output>
      </button>
      <ChargeButtons till={till} text={T.chargeNothing} />
    </div>
  );
}
