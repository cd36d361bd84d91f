import { useEffect } from "preact/hooks";
import { centimos, formatSoles, ZERO } from "../../kernel/money.ts";
import { Button } from "../../ui/Button.tsx";
import { freeOf } from "../../kernel/credit.ts";
import { CREDIT } from "./credit_texts.ts";
import { CustomerPicker } from "./CustomerPicker.tsx";
import { askToLend, chooseDebtor, customerNow, debtorOf } from "./lending.ts";
import { change, lentBy, standingOf } from "./paying.ts";
import { Sheet } from "./Sheet.tsx";
import type { Till } from "./till.ts";

interface Props {
  readonly till: Till;
  readonly onClose: () => void;
}

/** Who takes it home and pays later. */
export const DebtorSheet = ({ till, onClose }: Props) => (
  <Sheet title={CREDIT.whoOwes} onClose={onClose}>
    <CustomerPicker till={till} onPick={(customer) => chooseDebtor(till, customer)} />
  </Sheet>
);

/** Whoever was chosen, with what they owe, what they may owe and what is left: buyer and cashier read it together. */
export function DebtorCard({ till }: Props) {
  const paying = till.paying.value, chosen = paying?.debtor ?? null;
  const customer = chosen && customerNow(till, chosen.customerId);
  const now = customer && JSON.stringify(debtorOf(customer, till.now()));
  useEffect(() => {
    // The server told more of them, or another till gave something back. What was approved stays approved.
    if (!customer || chosen?.approval || now === JSON.stringify(chosen)) return;
    change(till, { debtor: debtorOf(customer, till.now()) });
  }, [now]);
  const total = till.priced.value.ok ? till.priced.value.value.total : ZERO;
  const standing = paying && standingOf(total, paying);
  const open = () => till.sheet.value = { kind: "debtor" };
  if (!customer) {
    return (
      <Button type="button" kind="secondary" size="till" icon="notebook" wide onClick={open}>
        {CREDIT.whoOwes}
      </Button>
    );
  }
  const figures = [
    [CREDIT.balance, formatSoles(customer.balanceCentimos)],
    [CREDIT.limit, formatSoles(customer.limitCentimos)],
    [CREDIT.left, formatSoles(freeOf(customer))],
  ] as const;
  return (
    <section class="grid grid-cols-1 gap-2 rounded border p-3">
      <div class="flex items-center justify-between gap-2">
        <h3 class="min-w-0 text-20 font-semibold">{customer.name}</h3>
        <Button type="button" kind="quiet" onClick={open}>{CREDIT.change}</Button>
      </div>
      <dl class="grid grid-cols-3 gap-2 tabular-nums">
        {figures.map(([label, figure]) => (
          <div key={label} class="min-w-0">
            <dt class="text-14 text-ink-soft">{label}</dt>
            <dd class="font-semibold whitespace-nowrap">{figure}</dd>
          </div>
        ))}
      </dl>
      {standing?.action === "refused"
        ? (
          <>
            <p role="alert" class="font-semibold text-rocoto">{chosen!.why}</p>
            <Button
              type="button"
              kind="secondary"
              icon="lock"
              onClick={() => askToLend(till, chosen!, centimos(standing.amount + lentBy(paying!.exact)))}
            >
              {CREDIT.askLeave}
            </Button>
          </>
        )
        : chosen!.freeCentimos < freeOf(customer) && <p class="text-14 text-ink-soft">{chosen!.why}</p>}
    </section>
  );
}
