import type { Context } from "fresh";
import { type MembershipStatus, PROPOSAL_MS, STATES } from "../../../commands/membership/shop_account.ts";
import { statusesOf } from "../../../commands/membership/statuses.ts";
import { type BilledShop, billedShops, holdsThatWait } from "../../../events/projections/console/queries.ts";
import { cursorOf, readCursor } from "../../../events/projections/cursor.ts";
import { type ShopLine, shopLines, type ShopSearch } from "../../../events/store/control/operators.ts";
import type { OperatorState } from "../../(_shared)/define.ts";

export interface ListedShop extends ShopLine {
  readonly status: MembershipStatus | null;
  readonly billed: BilledShop | null;
}

export interface ShopList {
  readonly shops: readonly ListedShop[];
  readonly part: string;
  /** A state, `ninguno` for a shop nobody billed, `aviso` and `retencion` for what waits; empty for all. */
  readonly state: string;
  readonly cursor: string | undefined;
  readonly next: string | null;
}

const PAGE = 30;

export async function shopList({ state: { services }, url }: Context<OperatorState>): Promise<ShopList> {
  const { control, platform, clock } = services, query = url.searchParams;
  const part = (query.get("q") ?? "").trim().toLowerCase().slice(0, 63), state = query.get("estado") ?? "";
  const cursor = query.get("desde") ?? undefined, afterSlug = readCursor(cursor)?.[0] ?? "";
  const statuses = await statusesOf(platform, clock);
  const waiting = state === "retencion" ? await holdsThatWait(platform.db, clock.now(), PROPOSAL_MS) : [];
  const ids = idsOf(state, statuses, waiting);
  const found = await shopLines(control, { part, ids, afterSlug, limit: PAGE + 1 });
  const shown = found.slice(0, PAGE), last = shown.at(-1);
  const billed = await billedShops(platform.db, shown.map(({ id }) => id));
  return {
    shops: shown.map((line) => ({
      ...line,
      status: statuses.get(line.id) ?? null,
      billed: billed.get(line.id) ?? null,
    })),
    ...{ part, state, cursor },
    next: found.length > PAGE && last ? cursorOf([last.slug]) : null,
  };
}

function idsOf(
  state: string,
  statuses: ReadonlyMap<string, MembershipStatus>,
  waiting: readonly string[],
): ShopSearch["ids"] {
  const among = (is: (status: MembershipStatus) => boolean) => ({
    among: [...statuses].flatMap(([id, status]) => is(status) ? [id] : []),
  });
  if (state === "ninguno") return { except: [...statuses.keys()] };
  if (state === "aviso") return among(({ blockWaitsForNotice }) => blockWaitsForNotice);
  if (state === "retencion") return { among: waiting };
  return STATES.some((known) => known === state) ? among((status) => status.state === state) : undefined;
}
