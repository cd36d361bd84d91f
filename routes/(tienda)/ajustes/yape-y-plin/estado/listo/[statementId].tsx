import { HttpError, page, type PageProps } from "fresh";
import { reconciliationOf } from "../../../../../../commands/wallets/load_reconciliation.ts";
import {
  type StatementFact,
  statementNoted,
} from "../../../../../../commands/wallets/statement/take_statement.ts";
import { PAIR_PAGE, RECONCILE_PAGE, STATEMENT_PAGE } from "../../../../../../i18n/es_pe/wallet_pages.ts";
import { isUuid } from "../../../../../../kernel/ids.ts";
import { formatDay, type LimaDay, plusDays } from "../../../../../../kernel/time.ts";
import { LinkButton } from "../../../../../../ui/Button.tsx";
import { List, ListRow } from "../../../../../../ui/List.tsx";
import { Notice } from "../../../../../../ui/Notice.tsx";
import { defineShop, type ShopState } from "../../../../../(_shared)/define.ts";
import { ShopPage } from "../../../../../(_shared)/ShopPage.tsx";

interface DayLine {
  readonly day: LimaDay;
  readonly matched: number;
  readonly salesWithoutMoney: number;
  readonly moneyWithoutSale: number;
}
interface DonePage {
  readonly statement: StatementFact;
  readonly isBefore: boolean;
  readonly days: readonly DayLine[];
}

/** A month: a longer file is looked through day by day. */
const DAYS_MAX = 31;

async function dayLine(state: ShopState, day: LimaDay): Promise<DayLine> {
  const all = await reconciliationOf(state.store.db, day);
  const sum = (of: (one: (typeof all)[number]) => readonly unknown[]) =>
    all.reduce((count, one) => count + of(one).length, 0);
  return {
    day,
    matched: sum(({ matched }) => matched),
    salesWithoutMoney: sum(({ salesWithoutMoney }) => salesWithoutMoney),
    moneyWithoutSale: sum(({ moneyWithoutSale }) => moneyWithoutSale),
  };
}

export const handler = defineShop.handlers({
  async GET(ctx) {
    const { statementId = "" } = ctx.params;
    const statement = isUuid(statementId) ? await statementNoted(ctx.state.store, statementId) : null;
    if (!statement) throw new HttpError(404);
    const days: DayLine[] = [];
    for (
      let day = statement.lastDay as LimaDay;
      day >= statement.firstDay && days.length < DAYS_MAX;
      day = plusDays(day, -1)
    ) days.push(await dayLine(ctx.state, day));
    return page<DonePage>({ statement, isBefore: ctx.url.searchParams.has("antes"), days });
  },
});

/** What came of a file: what was known, and what of its days still has no counterpart. */
export default defineShop.page<typeof handler>((
  { data: { statement, isBefore, days }, state, url }: PageProps<DonePage, ShopState>,
) => (
  <ShopPage state={state} url={url} title={STATEMENT_PAGE.title}>
    <div class="grid gap-6 max-w-prose">
      <Notice
        tone="ok"
        title={isBefore
          ? STATEMENT_PAGE.before
          : STATEMENT_PAGE.doneSays(statement.lines, statement.totalCentimos)}
      >
        {STATEMENT_PAGE.newOnes(statement.lines - statement.known)}
      </Notice>
      <List label={RECONCILE_PAGE.title}>
        {days.map(({ day, matched, salesWithoutMoney, moneyWithoutSale }) => (
          <ListRow
            key={day}
            href={`/ajustes/yape-y-plin/conciliacion?dia=${day}`}
            name={formatDay(day)}
            detail={RECONCILE_PAGE.daySays(matched, salesWithoutMoney, moneyWithoutSale)}
            state={salesWithoutMoney + moneyWithoutSale === 0
              ? undefined
              : { tone: "attention", word: RECONCILE_PAGE.look }}
          />
        ))}
      </List>
      <div class="flex flex-wrap gap-2">
        <LinkButton href="/ajustes/yape-y-plin/estado" kind="secondary">{STATEMENT_PAGE.another}</LinkButton>
        <LinkButton href="/ajustes/yape-y-plin" kind="secondary">{PAIR_PAGE.back}</LinkButton>
      </div>
    </div>
  </ShopPage>
));
