import { page, type PageProps } from "fresh";
import { FACTS, PROJECTIONS } from "../../../compose.ts";
import { type LedgerReport, verifyLedger } from "../../../commands/ledger/verify_ledger.ts";
import { gateProjection } from "../../../events/store/gate.ts";
import type { TenantStore } from "../../../events/store/types.ts";
import { AUDIT, VERIFY } from "../../../i18n/es_pe/audit.ts";
import { FAULT_TEXTS } from "../../../i18n/es_pe/ledger.ts";
import { Button } from "../../../ui/Button.tsx";
import { Card, More } from "../../../ui/Card.tsx";
import { List, ListRow } from "../../../ui/List.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { defineShop, type ShopState } from "../../(_shared)/define.ts";
import { AuditPage } from "./(_parts)/AuditPage.tsx";
import { keyOf, sourceOf } from "./(_parts)/ledger_of.ts";

const FAULTS_SHOWN = 20;

/** Whoever asks while a shop's log is being read gets the answer of that reading: it is work, and it is the same. */
const running = new WeakMap<TenantStore, Promise<LedgerReport>>();

function verify(state: ShopState): Promise<LedgerReport> {
  let report = running.get(state.store);
  if (!report) {
    const projections = [gateProjection, ...PROJECTIONS];
    report = keyOf(state).then(({ key }) => verifyLedger(sourceOf(state), { facts: FACTS, projections, key }))
      .finally(() => running.delete(state.store));
    running.set(state.store, report);
  }
  return report;
}

export const handler = defineShop.handlers({
  GET: () => page<LedgerReport | null>(null),
  POST: async ({ state }) => page<LedgerReport | null>(await verify(state)),
});

export default defineShop.page<typeof handler>(
  ({ data, state, url }: PageProps<LedgerReport | null, ShopState>) => (
    <AuditPage state={state} url={url} title={AUDIT.tabVerify}>
      {data && <Report report={data} />}
      <p class="max-w-prose">{VERIFY.intro}</p>
      <form method="post" action="/auditoria/comprobar">
        <Button icon="shield-check">{data ? VERIFY.again : VERIFY.button}</Button>
      </form>
      <p class="max-w-prose text-14 text-ink-soft">{VERIFY.limits}</p>
    </AuditPage>
  ),
);

function Report({ report }: { readonly report: LedgerReport }) {
  const { ok, events, checkpoints, signedSize, root, replayed, firstBadPos, faults } = report;
  const rows = replayed.reduce((sum, model) => sum + model.rows, 0);
  return (
    <>
      {ok ? <Notice tone="ok" title={VERIFY.good} /> : (
        <Notice
          tone="danger"
          title={VERIFY.bad}
          action={firstBadPos !== null &&
            <More href={`/auditoria/evento/${firstBadPos}`}>{VERIFY.openEvent(firstBadPos)}</More>}
        >
          {firstBadPos === null ? VERIFY.nowhere : VERIFY.firstBad(firstBadPos)}
        </Notice>
      )}
      {faults.length > 0 && (
        <Card title={VERIFY.faults}>
          <ul class="grid gap-3">
            {faults.slice(0, FAULTS_SHOWN).map(({ class: kind, pos, message }, i) => (
              <li key={i} class="border-l-4 border-rocoto pl-3">
                <p class="font-semibold">
                  {pos === null ? FAULT_TEXTS[kind] : `${FAULT_TEXTS[kind]} (${pos})`}
                </p>
                <p class="font-mono text-14 text-ink-soft">{message}</p>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <List label={AUDIT.tabVerify}>
        <ListRow name={VERIFY.events} figure={String(events)} />
        <ListRow name={VERIFY.seals} figure={String(checkpoints)} />
        <ListRow name={VERIFY.unsigned} figure={String(events - signedSize)} />
        <ListRow name={VERIFY.figures} figure={VERIFY.figuresRows(rows)} />
      </List>
      <p>
        {VERIFY.root} <span class="font-mono text-14">{root}</span>
      </p>
    </>
  );
}
