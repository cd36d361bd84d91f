import type { PlanView } from "../../../../commands/membership/view_plan.ts";
import {
  becauseText,
  nextText,
  OVERLAY_TEXTS,
  PLAN_PAGE,
  stateText,
} from "../../../../i18n/es_pe/membership.ts";
import { formatSoles } from "../../../../kernel/money.ts";
import { formatDay } from "../../../../kernel/time.ts";
import { Button, LinkButton } from "../../../../ui/Button.tsx";
import { Card } from "../../../../ui/Card.tsx";

/** The state in words: since when, what comes next by itself, and the facts that make it so. */
export function Standing({ view, cmdId }: { readonly view: PlanView; readonly cmdId: string }) {
  const { status, terms, next, endsOn, inFavour } = view, { debtCentimos } = status;
  const { title, lead } = stateText(status, terms), coming = nextText(status);
  return (
    <Card title={title}>
      <div class="grid gap-3">
        {debtCentimos > 0 && (
          <p class="text-40 font-extrabold tracking-tight tabular-nums">{formatSoles(debtCentimos)}</p>
        )}
        <p>{lead}</p>
        {endsOn === null && coming && <p>{coming}</p>}
        {endsOn !== null && <Leaving endsOn={formatDay(endsOn)} cmdId={cmdId} />}
        {status.overlays.filter((overlay) => overlay !== "operator_hold").map((overlay) => (
          <p key={overlay}>{OVERLAY_TEXTS[overlay]}</p>
        ))}
        {debtCentimos > 0 && status.state !== "CLOSED" && (
          <LinkButton href="/plan/pagar" size="till">{PLAN_PAGE.pay(debtCentimos)}</LinkButton>
        )}
        {inFavour > 0 && <p>{PLAN_PAGE.inFavour(inFavour)}</p>}
        {debtCentimos === 0 && next && <p>{PLAN_PAGE.next(next)}</p>}
        <details>
          <summary class="py-4 text-14 text-ink-soft">{PLAN_PAGE.why}</summary>
          <p class="text-14 text-ink-soft">{PLAN_PAGE.since(status.since)}</p>
          <ul class="list-disc pl-5 text-14 text-ink-soft">
            {view.because.map((known) => <li key={known.id}>{becauseText(known)}</li>)}
          </ul>
        </details>
      </div>
    </Card>
  );
}

const Leaving = ({ endsOn, cmdId }: { readonly endsOn: string; readonly cmdId: string }) => (
  <form method="post" action="/plan" class="grid gap-3">
    <input type="hidden" name="cmdId" value={cmdId} />
    <input type="hidden" name="deed" value="quedarme" />
    <p>{PLAN_PAGE.leaving(endsOn)}</p>
    <div class="flex flex-wrap gap-3">
      <Button kind="secondary">{PLAN_PAGE.stay}</Button>
      <LinkButton href="/auditoria/exportar" kind="quiet">{PLAN_PAGE.export}</LinkButton>
    </div>
  </form>
);
