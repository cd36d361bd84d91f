import { TENDER_NAMES } from "../../kernel/sale.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { startPaying } from "./paying.ts";
import { isWallet, TENDER_ICONS } from "./tenders.ts";
import { T } from "./texts.ts";
import type { Till } from "./till.ts";

/** The one green button, and beside it each wallet: half of the buyers say "Yape" before the total is read to them. */
export function ChargeButtons({ till, text }: { readonly till: Till; readonly text: string }) {
  const shut = till.draft.value.lines.length === 0 || !till.priced.value.ok || !till.ready.value ||
    till.whyBlocked() !== null;
  return (
    <div class="flex gap-2">
      {till.methods.value.filter(isWallet).map((method) => (
        <button
          key={method}
          type="button"
          aria-label={T.chargeBy(method)}
          disabled={shut}
          onClick={() => startPaying(till, method)}
          class="min-h-16 w-16 flex-none flex flex-col items-center justify-center rounded border border-edge bg-paper text-14 font-semibold disabled:opacity-50 active:bg-toldo-mist"
        >
          <Icon name={TENDER_ICONS[method]} />
          {TENDER_NAMES[method]}
        </button>
      ))}
      <Button
        type="button"
        kind="charge"
        size="charge"
        wide
        disabled={shut}
        aria-keyshortcuts="F9"
        onClick={() => startPaying(till)}
      >
        {text}
        <kbd aria-hidden="true" class="key-hint">F9</kbd>
      </Button>
    </div>
  );
}
