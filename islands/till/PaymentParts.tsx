import type { TargetedInputEvent } from "preact";
import { formatAmount, formatSoles } from "../../kernel/money.ts";
import { formatQuantity } from "../../kernel/quantity.ts";
import { TENDER_NAMES } from "../../kernel/sale.ts";
import { IconButton } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { netOf } from "./cart.ts";
import { change, removeExact } from "./paying.ts";
import { TENDER_ICONS } from "./tenders.ts";
import { T } from "./texts.ts";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";

interface PartProps {
  readonly till: Till;
  readonly onClose: () => void;
}

/** Where there is room, what is being paid stays in sight: buyer and cashier look at it together. */
export function Goods({ till }: PartProps) {
  return (
    <ul aria-label={T.ticket} class="max-md:hidden border-t">
      {till.draft.value.lines.map((line) => (
        <li key={line.lineId} class="flex items-baseline justify-between gap-3 py-2 border-b tabular-nums">
          <span class="min-w-0">
            {line.name}
            <span class="text-14 text-ink-soft">{` · ${formatQuantity(line.quantity, line.unit)}`}</span>
          </span>
          <span>{formatAmount(netOf(line))}</span>
        </li>
      ))}
    </ul>
  );
}

/** What of a split payment is paid already. */
export function PaidParts({ till }: PartProps) {
  return (
    <ul class="rounded border">
      {till.paying.value?.exact.map((tender, index) => (
        <li key={index} class="flex items-center gap-3 pl-4 border-b last:border-0">
          <Icon name={TENDER_ICONS[tender.method]} />
          <span class="flex-1">{TENDER_NAMES[tender.method]}</span>
          <span class="font-semibold tabular-nums">{formatSoles(tender.amountCentimos)}</span>
          <IconButton
            icon="close"
            label={LATER.removeTender(tender.method)}
            onClick={() =>
              removeExact(till, index)}
          />
        </li>
      ))}
    </ul>
  );
}

export function Operation({ till, hint = LATER.operationHint }: PartProps & { readonly hint?: string }) {
  const take = (event: TargetedInputEvent<HTMLInputElement>) => {
    // What a wallet prints is letters, digits and hyphens; spaces come from copying it.
    change(till, { operation: event.currentTarget.value.replace(/[^0-9A-Za-z-]/g, "").slice(0, 24) });
  };
  return (
    <div class="grid gap-1">
      <label for="till-operation" class="font-semibold">{LATER.operation}</label>
      <input
        id="till-operation"
        type="text"
        inputMode="numeric"
        autocomplete="off"
        aria-describedby="till-operation-hint"
        value={till.paying.value?.operation ?? ""}
        onInput={take}
        class="tap-till w-full rounded border border-edge bg-paper px-3 text-20"
      />
      <p id="till-operation-hint" class="text-14 text-ink-soft">{hint}</p>
    </div>
  );
}
