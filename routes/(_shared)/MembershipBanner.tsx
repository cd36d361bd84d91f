import { PAY_PATH } from "../../commands/membership/route_actions.ts";
import { bannerText, PAUSE } from "../../i18n/es_pe/blocked.ts";
import { limaDay, plusDays, startOfDay } from "../../kernel/time.ts";
import { LinkButton } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import type { State } from "./define.ts";

/** How far ahead a block is named. */
const DAYS_AHEAD = 8;

/** Where the owner's plan stands, above their pages and nobody else's, from the day after a due day (features §4.3). */
export function MembershipBanner({ state, path }: { readonly state: State; readonly path: string }) {
  const { shop, staff, services: { membership, clock } } = state;
  if (!shop || shop.practiceOf !== undefined || staff?.role !== "owner" || path === PAY_PATH) return null;
  const status = membership.statusOf(shop.id);
  if (status === null) return null;
  const horizon = startOfDay(plusDays(limaDay(clock.now()), DAYS_AHEAD));
  const told = bannerText(status, membership.stopsSellingAt(shop.id, horizon));
  return told && (
    <div class="pb-4 no-print">
      <Notice
        tone={told.tone}
        title={told.title}
        action={<LinkButton href={PAY_PATH} kind="secondary">{PAUSE.pay(status.debtCentimos)}</LinkButton>}
      >
        {told.text}
      </Notice>
    </div>
  );
}
