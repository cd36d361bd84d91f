import { centimos, formatSoles } from "../../kernel/money.ts";
import { TENDER_NAMES } from "../../kernel/sale.ts";
import { Button } from "../../ui/Button.tsx";
import { cx } from "../../ui/cx.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Later } from "./later.tsx";
import { Keypad } from "./Keypad.tsx";
import { change, choose, confirm, noteText, press, type Standing, standingOf } from "./paying.ts";
import { backToSelling } from "./selling.ts";
import { isWallet, TENDER_ICONS } from "./tenders.ts";
import { T } from "./texts.ts";
import { bigText } from "./Ticket.tsx";
import type { Paying } from "./screens.ts";
import type { Till } from "./till.ts";

/** Notes in circulation that pay a ticket. */
const NOTES = [10, 20, 50, 100, 200];

/** How the buyer pays: the amount on top, the ways below it, a pad, and one button that says what it will do. */
export function Payment({ till, paying }: { readonly till: Till; readonly paying: Paying }) {
  const priced = till.priced.value;
  if (!priced.ok) return null;
  const standing = standingOf(priced.value.total, paying);
  const isCash = paying.method === "efectivo", isCredit = paying.method === "fiado";
  const pad = <Keypad till={till} onKey={(key) => press(till, key)} onEnter={() => void confirm(till)} />;
  return (
    <div class="h-full overflow-y-auto bg-paper">
      <div class="mx-auto max-w-page grid grid-cols-1 md:grid-cols-2 gap-3 md:gap-8 p-3 md:p-6">
        <div class="grid grid-cols-1 gap-3 content-start min-w-0">
          <Amounts till={till} paying={paying} standing={standing} />
          <div role="group" aria-label={T.howToPay} class="grid grid-cols-5 gap-1 md:gap-2">
            {till.methods.value.map((method) => (
              <button
                key={method}
                type="button"
                aria-pressed={method === paying.method}
                onClick={() => choose(till, method)}
                class={cx(
                  "min-h-16 md:min-h-20 flex flex-col items-center justify-center gap-1 rounded border text-14 font-semibold tracking-tight",
                  method === paying.method ? "border-2 border-toldo bg-toldo-mist" : "border-edge bg-paper",
                )}
              >
                <Icon name={TENDER_ICONS[method]} />
                {TENDER_NAMES[method]}
              </button>
            ))}
          </div>
          {paying.exact.length > 0 && <Later part="paidParts" till={till} onClose={stay} />}
          {isCredit && <Later part="debtorCard" till={till} onClose={() => choose(till, "efectivo")} />}
          {paying.method === "tarjeta" && <Later part="operation" till={till} onClose={stay} />}
          <Later part="goods" till={till} onClose={stay} />
        </div>
        <div class="grid grid-cols-1 gap-2 content-start min-w-0">
          {isCash && <Notes till={till} standing={standing} />}
          {isWallet(paying.method) ? <Later part="wallet" till={till} onClose={stay}>{pad}</Later> : pad}
          {paying.error && <p role="alert" class="font-semibold text-rocoto">{paying.error}</p>}
          <div class="sticky bottom-0 bg-paper py-2 safe-bottom">
            <Button
              type="button"
              kind="charge"
              size="charge"
              wide
              disabled={paying.busy || STUCK.has(standing.action)}
              onClick={() => void confirm(till)}
            >
              {actionText(till, paying, standing)}
              {isCash && <kbd aria-hidden="true" class="key-hint">{paying.typed === "" ? "F10" : "↵"}</kbd>}
            </Button>
          </div>
        </div>
      </div>
    </div>
  );
}

/** Without a part that cannot be had now, the payment goes on all the same. */
const stay = (): void => undefined;

const STUCK: ReadonlySet<Standing["action"]> = new Set(["short", "over", "refused"]);

function actionText(till: Till, paying: Paying, { action, amount, due, rest, change }: Standing): string {
  if (action === "unnamed") return T.whoOwes;
  if (action === "refused") return T.lendLeft(formatSoles(paying.debtor!.freeCentimos));
  if (action === "finish" && paying.method === "fiado") {
    return T.lend(formatSoles(amount), paying.debtor!.name);
  }
  if (action === "over") return T.over(paying.method, formatSoles(rest));
  if (paying.method === "efectivo") {
    if (action === "short") return T.missing(formatSoles(centimos(due - amount)));
    return change > 0 ? T.withChange(formatSoles(change)) : T.exactCash(formatSoles(due));
  }
  if (action === "add") return T.addTender(paying.method, formatSoles(amount));
  if (action === "short") return T.amountMissing;
  return isWallet(paying.method)
    ? till.walletText.value || T.arrived(formatSoles(amount))
    : T.payWith(paying.method, formatSoles(amount));
}

function Amounts({ till, paying, standing }: {
  readonly till: Till;
  readonly paying: Paying;
  readonly standing: Standing;
}) {
  const isCash = paying.method === "efectivo";
  const toPay = formatSoles(isCash ? standing.due : standing.rest);
  return (
    <div class="flex items-start justify-between gap-2">
      <div class="min-w-0">
        <p class="text-ink-soft">{T.toPay}</p>
        <output class={cx("block font-extrabold tracking-tight whitespace-nowrap", bigText(toPay))}>
          {toPay}
        </output>
        {isCash && standing.rounding !== 0 && (
          <p class="tabular-nums text-ink-soft">{T.rounding} {formatSoles(standing.rounding)}</p>
        )}
        {!isWallet(paying.method) && (
          <p class="flex flex-wrap gap-x-4 min-h-6 tabular-nums">
            {paying.typed !== "" && (
              <span>{isCash ? T.received : T.amount} {formatSoles(standing.amount)}</span>
            )}
            {standing.change > 0 && (
              <strong class="text-toldo">{T.change} {formatSoles(standing.change)}</strong>
            )}
          </p>
        )}
      </div>
      <Button type="button" kind="quiet" onClick={() => backToSelling(till)}>{T.back}</Button>
    </div>
  );
}

function Notes({ till, standing }: { readonly till: Till; readonly standing: Standing }) {
  const look = cx(
    "tap-till md:min-h-16 rounded border border-edge bg-toldo-mist text-toldo-deep font-semibold tabular-nums disabled:opacity-50",
  );
  return (
    <div role="group" aria-label={T.notes} class="grid grid-cols-3 gap-2">
      {NOTES.map((soles) => (
        <button
          key={soles}
          type="button"
          disabled={soles * 100 < standing.due}
          onClick={() => change(till, { typed: String(soles * 100) })}
          class={look}
        >
          {noteText(soles)}
        </button>
      ))}
      <button type="button" onClick={() => change(till, { typed: "" })} class={look}>{T.exact}</button>
    </div>
  );
}
