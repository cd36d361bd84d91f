import { useEffect, useRef } from "preact/hooks";
import { centimos, formatSoles } from "../../kernel/money.ts";
import { formatAmount } from "../../kernel/money.ts";
import { formatQuantity } from "../../kernel/quantity.ts";
import { Button, IconButton } from "../../ui/Button.tsx";
import { cx } from "../../ui/cx.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Stepper } from "../../ui/Stepper.tsx";
import { ChargeButtons } from "./ChargeButtons.tsx";
import { amountOf, type DraftLine } from "./cart.ts";
import { clear, hold, remove, step } from "./selling.ts";
import { T } from "./texts.ts";
import type { Till } from "./till.ts";

/** The ticket being rung up, its total and the one green button. */
export function Ticket({ till }: { readonly till: Till }) {
  const draft = till.draft.value;
  return (
    <>
      <div class="flex-none flex items-center justify-between gap-2 min-h-row px-4 border-b">
        <h2 class="font-semibold">{T.ticket}</h2>
        <div class="flex items-center gap-1">
          {till.holds.value.length > 0 && (
            <Button
              type="button"
              kind="quiet"
              onClick={() => till.sheet.value = { kind: "holds" }}
            >
              {T.holds(till.holds.value.length)}
            </Button>
          )}
          {draft.lines.length > 0 && <IconButton icon="trash" label={T.clear} onClick={() => clear(till)} />}
          <span class="md:hidden">
            <IconButton icon="close" label={T.backToProducts} onClick={() => till.ticketOpen.value = false} />
          </span>
        </div>
      </div>
      {draft.lines.length === 0
        ? <Empty />
        : (
          <ul aria-label={T.ticket} class="flex-1 min-h-0 overflow-y-auto">
            {draft.lines.map((line) => (
              <Line key={line.lineId} till={till} line={line} selected={line.lineId === draft.selected} />
            ))}
          </ul>
        )}
      {draft.lines.length > 0 && <Foot till={till} />}
    </>
  );
}

const Empty = () => (
  <div class="flex-1 grid content-center justify-items-center gap-2 p-6 text-center text-ink-soft">
    <Icon name="scan" class="icon-large" />
    <p class="text-20 text-ink">{T.emptyTicket}</p>
    <p>{T.emptyTicketHint}</p>
  </div>
);

function Line({ till, line, selected }: {
  readonly till: Till;
  readonly line: DraftLine;
  readonly selected: boolean;
}) {
  const select = () => till.edit({ type: "Select", lineId: selected ? null : line.lineId });
  const figure = formatQuantity(line.quantity, line.unit);
  const row = useRef<HTMLLIElement>(null);
  // The line just rung up is the one to check: on a long ticket it would be below the edge.
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: "nearest" });
  }, [selected, line.quantity]);
  return (
    <li ref={row} class={cx("border-b", selected && "bg-toldo-mist")}>
      <button
        type="button"
        aria-expanded={selected}
        onClick={select}
        class="w-full min-h-row flex items-center gap-3 px-4 py-2 text-left ring-inside"
      >
        <span class="min-w-0 flex-1">
          <span class="block leading-figure">{line.name}</span>
          <span class="block text-14 text-ink-soft tabular-nums">
            {figure} × {formatAmount(line.unitPriceCentimos)}
            {line.discountCentimos > 0 && ` − ${formatAmount(line.discountCentimos)}`}
          </span>
        </span>
        <span class="text-20 font-semibold tabular-nums whitespace-nowrap">
          {formatAmount(centimos(amountOf(line) - line.discountCentimos))}
        </span>
      </button>
      {selected && (
        <div class="flex flex-wrap items-center justify-between gap-2 px-4 pb-3">
          {line.unit === "unidad"
            ? (
              <Stepper
                label={line.name}
                figure={figure}
                onLess={() => step(till, line.lineId, -1)}
                onMore={() => step(till, line.lineId, 1)}
              />
            )
            : (
              <Button
                type="button"
                kind="secondary"
                size="till"
                onClick={() => till.sheet.value = { kind: "quantity", lineId: line.lineId }}
              >
                {figure}
              </Button>
            )}
          <div class="flex items-center gap-1">
            <Button
              type="button"
              kind="quiet"
              aria-keyshortcuts="F4"
              onClick={() => till.sheet.value = { kind: "discount", lineId: line.lineId }}
            >
              {T.discount}
              <kbd aria-hidden="true" class="key-hint">F4</kbd>
            </Button>
            <IconButton
              icon="trash"
              label={`${T.remove}: ${line.name}`}
              onClick={() => remove(till, line.lineId)}
            />
          </div>
        </div>
      )}
    </li>
  );
}

function Foot({ till }: { readonly till: Till }) {
  const priced = till.priced.value, total = till.totalText.value;
  return (
    <div class="flex-none grid gap-2 border-t bg-paper p-4 safe-bottom">
      {priced.ok && priced.value.discount > 0 && (
        <p class="flex justify-between tabular-nums">
          <span>{T.discount}</span>
          <span>{formatSoles(centimos(-priced.value.discount))}</span>
        </p>
      )}
      {!priced.ok && (
        <p role="alert" class="font-semibold text-rocoto">
          {priced.error.type === "DiscountTooLarge"
            ? T.discountTooLarge(formatSoles(priced.error.maxCentimos))
            : T.amountTooLarge}
        </p>
      )}
      <div class="flex flex-wrap items-end justify-between gap-x-3">
        <span class="text-ink-soft">{T.total}</span>
        <output class={cx("font-extrabold tracking-tight whitespace-nowrap", bigText(total))}>{total}</output>
      </div>
      <div class="grid grid-cols-2 gap-2">
        <Button type="button" kind="secondary" aria-keyshortcuts="F8" onClick={() => hold(till)}>
          {T.hold}
          <kbd aria-hidden="true" class="key-hint">F8</kbd>
        </Button>
        <Button
          type="button"
          kind="secondary"
          onClick={() => till.sheet.value = { kind: "discount", lineId: null }}
        >
          {T.discount}
        </Button>
      </div>
      <ChargeButtons till={till} text={T.charge(total)} />
    </div>
  );
}

/** The total is the loudest thing on the screen, as long as it fits its column. */
export const bigText = (text: string): string => text.length <= 8 ? cx("text-56") : cx("text-40 lg:text-56");
