import type { ComponentChildren } from "preact";
import type { PlanView } from "../../../../commands/membership/view_plan.ts";
import { INTERVALS } from "../../../../events/facts/membership.ts";
import { PLAN_NAMES, PLAN_PAGE, planHolds } from "../../../../i18n/es_pe/membership.ts";
import { formatSoles } from "../../../../kernel/money.ts";
import { formatDay } from "../../../../kernel/time.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Card } from "../../../../ui/Card.tsx";

/** Up today, down with the next period; monthly or yearly. */
export function ChangePlan({ view, cmdId }: { readonly view: PlanView; readonly cmdId: string }) {
  const { terms, wish } = view, chosen = wish ?? terms;
  return (
    <Card title={PLAN_PAGE.change}>
      <form method="post" action="/plan" class="grid gap-4">
        <input type="hidden" name="cmdId" value={cmdId} />
        <input type="hidden" name="deed" value="cambiado" />
        {wish && <p class="font-semibold">{PLAN_PAGE.wish(wish, formatDay(wish.from))}</p>}
        <fieldset class="grid gap-2">
          <legend class="font-semibold pb-1">{PLAN_PAGE.plan}</legend>
          {view.offers.map(({ plan, monthCentimos }) => (
            <Option key={plan} name="plan" value={plan} checked={chosen?.plan === plan}>
              <span class="flex-1">
                <span class="block font-semibold">{PLAN_NAMES[plan]}</span>
                <span class="block text-14 text-ink-soft">{planHolds(plan)}</span>
              </span>
              <span class="tabular-nums whitespace-nowrap">{formatSoles(monthCentimos)}</span>
            </Option>
          ))}
        </fieldset>
        <fieldset class="grid gap-2">
          <legend class="font-semibold pb-1">{PLAN_PAGE.interval}</legend>
          {INTERVALS.map((interval) => (
            <Option key={interval} name="interval" value={interval} checked={chosen?.interval === interval}>
              <span>{PLAN_PAGE.intervals[interval]}</span>
            </Option>
          ))}
        </fieldset>
        <p class="text-14 text-ink-soft">{PLAN_PAGE.changeHint}</p>
        <div>
          <Button kind="secondary">{PLAN_PAGE.changeButton}</Button>
        </div>
      </form>
    </Card>
  );
}

const Option = ({ name, value, checked, children }: {
  readonly name: string;
  readonly value: string;
  readonly checked: boolean;
  readonly children: ComponentChildren;
}) => (
  <label class="choice tap-till flex items-center gap-3 rounded border border-edge bg-paper px-4 py-2">
    <input type="radio" name={name} value={value} checked={checked} required />
    {children}
  </label>
);
