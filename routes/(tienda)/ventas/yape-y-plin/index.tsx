import { page, type PageProps } from "fresh";
import { may } from "../../../../commands/people/permissions.ts";
import { CASE_MEANS, CASE_WORDS, CASES } from "../../../../i18n/es_pe/wallet_cases.ts";
import { formatSoles } from "../../../../kernel/money.ts";
import { formatDay, formatInstant, limaDay, parseDay, plusDays } from "../../../../kernel/time.ts";
import { LinkButton } from "../../../../ui/Button.tsx";
import { Card, EmptyState } from "../../../../ui/Card.tsx";
import { List, ListRow } from "../../../../ui/List.tsx";
import { Notice } from "../../../../ui/Notice.tsx";
import { defineShop, type ShopState } from "../../../(_shared)/define.ts";
import { doneOf } from "../../../(_shared)/form.ts";
import { OutageNotice } from "../../../(_shared)/OutageNotice.tsx";
import { PaymentsToSee } from "../../../(_shared)/PaymentsToSee.tsx";
import { ShopPage } from "../../../(_shared)/ShopPage.tsx";
import { Came } from "./(_parts)/Came.tsx";
import { loadWalletDay, type WalletDay } from "./(_parts)/load_wallet_day.ts";

export const handler = defineShop.handlers({
  async GET(ctx) {
    const today = limaDay(ctx.state.services.clock.now());
    const asked = parseDay(ctx.url.searchParams.get("dia") ?? "");
    const day = asked !== null && asked < today ? asked : today;
    return page(await loadWalletDay(ctx.state, day, doneOf(ctx)));
  },
});

/** Yape and Plin of a day: what waits for a person, what was said and not seen, and all that came in. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<WalletDay, ShopState>) => {
  const { accounts, waiting, toSee, came, nameOf, done } = data;
  return (
    <ShopPage state={state} url={url} title={CASES.title} actions={<Days {...data} />}>
      <div class="grid gap-4">
        {CASES.done[done] && <Notice tone="ok" title={CASES.done[done]!} />}
        <OutageNotice out={data.out} />
        {waiting.length > 0 && <Waits {...data} />}
        <PaymentsToSee toSee={toSee} nameOf={nameOf} saleAt={(saleId) => `/ventas/${saleId}`} />
        {came.length > 0
          ? <Came {...data} />
          : accounts.length > 0
          ? <EmptyState icon="yape" title={CASES.nothingCame}>{CASES.nothingCameHint}</EmptyState>
          : (
            <EmptyState
              icon="yape"
              title={CASES.noAccounts}
              action={may(state.staff.role, "manage_wallets") && (
                <LinkButton href="/ajustes/yape-y-plin">{CASES.setUp}</LinkButton>
              )}
            >
              {CASES.noAccountsHint}
            </EmptyState>
          )}
      </div>
    </ShopPage>
  );
});

/** Whatever day it is of: it waits until somebody answers. */
const Waits = ({ waiting }: WalletDay) => (
  <Card title={CASES.waits}>
    <div class="grid gap-3">
      <p>{CASES.waitsHint}</p>
      <List label={CASES.waits}>
        {waiting.map(({ exceptionId, kind, amountCentimos, raisedAt, payerShown }) => (
          <ListRow
            key={exceptionId}
            href={`/ventas/yape-y-plin/${exceptionId}`}
            name={CASE_MEANS[kind][0]}
            detail={[formatInstant(raisedAt), payerShown].filter(Boolean).join(" · ")}
            figure={formatSoles(amountCentimos)}
            state={{ tone: kind === "suspected_fraud" ? "danger" : "attention", word: CASE_WORDS[kind] }}
          />
        ))}
      </List>
    </div>
  </Card>
);

function Days({ day, today }: WalletDay) {
  const at = (other: typeof day) => `/ventas/yape-y-plin?dia=${other}`;
  return (
    <>
      <LinkButton kind="secondary" href={at(plusDays(day, -1))} rel="prev">
        {`← ${formatDay(plusDays(day, -1))}`}
      </LinkButton>
      {day < today && <LinkButton kind="secondary" href="/ventas/yape-y-plin">{CASES.soFar}</LinkButton>}
    </>
  );
}
