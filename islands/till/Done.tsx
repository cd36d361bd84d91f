import { formatSoles } from "../../kernel/money.ts";
import { type Sale, TENDER_NAMES } from "../../kernel/sale.ts";
import { Button } from "../../ui/Button.tsx";
import { cx } from "../../ui/cx.ts";
import { Later } from "./later.tsx";
import { changeOf } from "./paying.ts";
import { startNext } from "./selling.ts";
import { T } from "./texts.ts";
import { bigText } from "./Ticket.tsx";
import type { Till } from "./till.ts";

/** The change, larger than anything else, until the next product is scanned. */
export function Done({ till, sale }: { readonly till: Till; readonly sale: Sale }) {
  const change = changeOf(sale.tenders), text = formatSoles(change);
  return (
    <div class="flex-1 flex flex-col min-h-0 overflow-y-auto">
      <div class="flex-1 grid content-center gap-4 p-4 text-center">
        <div class="rounded bg-toldo-mist text-toldo-deep px-4 py-8">
          <p class="text-28 font-semibold">{change > 0 ? T.change : T.noChange}</p>
          {change > 0 && <p class={cx("font-extrabold tabular-nums tracking-tight", bigText(text))}>{text}
          </p>}
        </div>
        <dl class="grid gap-1">
          <div class="flex justify-between gap-3 font-semibold">
            <dt>{T.total}</dt>
            <dd class="tabular-nums">{formatSoles(sale.totalCentimos)}</dd>
          </div>
          {sale.roundingCentimos !== 0 && (
            <div class="flex justify-between gap-3 text-ink-soft">
              <dt>{T.rounding}</dt>
              <dd class="tabular-nums">{formatSoles(sale.roundingCentimos)}</dd>
            </div>
          )}
          {sale.tenders.map((tender) => (
            <div key={tender.method} class="flex justify-between gap-3 text-ink-soft">
              <dt>{TENDER_NAMES[tender.method]}</dt>
              <dd class="tabular-nums">{formatSoles(tender.receivedCentimos)}</dd>
            </div>
          ))}
        </dl>
        <p class="text-14 text-ink-soft">{sale.ticketNumber}</p>
        <Later part="install" till={till} onClose={() => undefined} />
      </div>
      <div class="flex-none grid gap-2 border-t bg-paper p-4 safe-bottom">
        <Button
          type="button"
          kind="secondary"
          size="till"
          icon="print"
          wide
          onClick={() => till.sheet.value = { kind: "receipt", sale }}
        >
          {T.showReceipt}
        </Button>
        <Button type="button" kind="charge" size="charge" wide onClick={() => startNext(till)}>
          {T.nextSale}
        </Button>
      </div>
    </div>
  );
}
