import { page, type PageProps } from "fresh";
import { openNotice } from "../../../../../commands/wallets/take_notice.ts";
import { raisedNotices, type WalletNotice } from "../../../../../events/store/control/wallet_notices.ts";
import { NOTICES_PAGE, OUTCOME_NAMES } from "../../../../../i18n/es_pe/wallet_pages.ts";
import { formatInstant } from "../../../../../kernel/time.ts";
import { Button } from "../../../../../ui/Button.tsx";
import { EmptyState } from "../../../../../ui/Card.tsx";
import { State } from "../../../../../ui/List.tsx";
import { Notice } from "../../../../../ui/Notice.tsx";
import { defineShop, type ShopState } from "../../../../(_shared)/define.ts";
import { doneOf } from "../../../../(_shared)/form.ts";
import { ShopPage } from "../../../../(_shared)/ShopPage.tsx";
import { walletPlace } from "../(_parts)/wallet_place.ts";

interface Raised extends WalletNotice {
  /** Null where it was erased after its time. */
  readonly words: string | null;
}
interface NoticesPage {
  readonly raised: readonly Raised[];
  readonly isMarked: boolean;
}

const SHOWN = 50;

export const handler = defineShop.handlers({
  async GET(ctx) {
    const { services: { control }, shop } = ctx.state, place = walletPlace(ctx.state);
    const notices = await raisedNotices(control, shop.id, SHOWN);
    const raised = await Promise.all(notices.map(async (notice): Promise<Raised> => {
      const raw = await openNotice(place, notice);
      const words = raw &&
        [raw["title"], raw["subject"], raw["text"], raw["bigText"]].filter(Boolean).join("\n");
      return { ...notice, words };
    }));
    return page<NoticesPage>({ raised, isMarked: doneOf(ctx) === "visto" });
  },
});

/** What came and was not understood: a person says whether it was money. Shown to the owner alone. */
export default defineShop.page<typeof handler>((
  { data: { raised, isMarked }, state, url }: PageProps<NoticesPage, ShopState>,
) => (
  <ShopPage state={state} url={url} title={NOTICES_PAGE.title}>
    <div class="grid gap-4 max-w-prose">
      <p class="text-ink-soft">{NOTICES_PAGE.lead}</p>
      {isMarked && <Notice tone="ok" title={NOTICES_PAGE.marked} />}
      {raised.length === 0
        ? <EmptyState icon="check" title={NOTICES_PAGE.none} />
        : (
          <ul aria-label={NOTICES_PAGE.title} class="grid gap-2">
            {raised.map(({ noticeId, occurredAt, outcome, words }) => (
              <li key={noticeId} class="grid gap-2 rounded border bg-paper p-4">
                <p class="flex flex-wrap items-center gap-2">
                  <span class="font-semibold">{formatInstant(occurredAt)}</span>
                  <State tone="attention">{OUTCOME_NAMES[outcome]}</State>
                </p>
                <p class="whitespace-pre-line break-words">{words ?? NOTICES_PAGE.gone}</p>
                <form method="post" action={`/ajustes/yape-y-plin/avisos/${noticeId}/visto`}>
                  <Button kind="secondary" aria-label={NOTICES_PAGE.seenLabel(occurredAt)}>
                    {NOTICES_PAGE.seen}
                  </Button>
                </form>
              </li>
            ))}
          </ul>
        )}
    </div>
  </ShopPage>
));
