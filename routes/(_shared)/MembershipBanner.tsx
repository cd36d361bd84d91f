import type { MembershipStatus } from "../../commands/membership/access.ts";
import { PAY_PATH } from "../../commands/membership/route_actions.ts";
import { may } from "../../commands/people/permissions.ts";
import { bannerText, PAUSE, staffPause } from "../../i18n/es_pe/blocked.ts";
import { limaDay, plusDays, startOfDay } from "../../kernel/time.ts";
import { LinkButton } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import type { State } from "./define.ts";

/** How far ahead a block is named. */
const DAYS_AHEAD = 8;

/**
 * Where the owner's plan stands, above their pages from the day after a due day (features §4.3). Everybody else is told
 * nothing until it keeps something from them, and nothing of money then (§4.2 case 25).
 */
export function MembershipBanner({ state, path }: { readonly state: State; readonly path: string }) {
  const { shop, staff, services: { membership, clock } } = state;
  if (!shop || !staff || shop.practiceOf !== undefined || path === PAY_PATH) return null;
  const status = membership.statusOf(shop.id);
  if (status === null) return null;
  if (!may(staff.role, "manage_plan")) return isQuiet(status.state) ? null : <StaffNotice status={status} />;
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

const isQuiet = (state: MembershipStatus["state"]): boolean => ["TRIAL", "ACTIVE", "GRACE"].includes(state);

function StaffNotice({ status }: { readonly status: MembershipStatus }) {
  const { title, lead } = staffPause(status);
  return (
    <div class="pb-4 no-print">
      <Notice title={title}>{lead}</Notice>
    </div>
  );
}
