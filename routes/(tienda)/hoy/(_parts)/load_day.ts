import { type CashSessionState, sessionById } from "../../../../events/projections/cash_session/queries.ts";
import { type CashDifference, cashDifferences } from "../../../../events/projections/cash_session/queries.ts";
import { catalogueSize } from "../../../../events/projections/catalogue/queries.ts";
import {
  idleProducts,
  type ProductCover,
  type ProductFigures,
  stockCover,
  topProducts,
} from "../../../../events/projections/owner/products.ts";
import {
  type HourFigures,
  hours,
  paymentMix,
  type PaymentShare,
  rollupsBehind,
  type Today,
  today,
} from "../../../../events/projections/owner/queries.ts";
import { saleList, type SaleSummary } from "../../../../events/projections/sales/queries.ts";
import { type Register, registers } from "../../../../events/projections/shop/queries.ts";
import { openExceptions } from "../../../../events/projections/payments/queries.ts";
import { type OutageWallet, walletsOut } from "../../../../commands/payments/outages.ts";
import { may } from "../../../../commands/people/permissions.ts";
import { paymentsToSee, type ToSee } from "../../../../events/projections/payments/till_queries.ts";
import { everStaffOfShop } from "../../../../events/store/control/people.ts";
import { saidPhone } from "../../../../events/store/control/phones_said.ts";
import type { TenantDb } from "../../../../events/store/types.ts";
import { type Measured, measured } from "../../../../i18n/es_pe/figures.ts";
import {
  type Instant,
  type LimaDay,
  limaDay,
  parseDay,
  plusDays,
  plusMs,
  startOfDay,
} from "../../../../kernel/time.ts";
import { NICHES } from "../../../../niches/mod.ts";
import { onboardingOf, type StepState } from "../../../../niches/onboarding.ts";
import { platformOrigin } from "../../../(_shared)/origins.ts";
import type { ShopState } from "../../../(_shared)/define.ts";

/** How the best products are ranked. */
export type Ranking = "margin" | "quantity";

export interface DayPage {
  readonly when: Measured;
  readonly now: Instant;
  readonly today: Today;
  readonly hours: readonly HourFigures[];
  readonly by: Ranking;
  readonly best: readonly ProductFigures[];
  /** Products on the shelf that nobody bought in 30 days. */
  readonly idle: number;
  readonly cover: readonly ProductCover[];
  /** Oldest first, as a chart reads. */
  readonly differences: readonly CashDifference[];
  readonly mix: readonly PaymentShare[];
  readonly open: readonly OpenDrawer[];
  readonly flagged: readonly SaleSummary[];
  /** Paid by wallet on this day, as the buyers said, and not seen until now. */
  readonly toSee: readonly ToSee[];
  /** Payments by wallet that nobody could place, on this reader's way to answer them. */
  readonly waiting: number;
  /** Wallets that do not work now. */
  readonly out: readonly OutageWallet[];
  readonly products: number;
  /** Facts that the figures by product and by hour have still to take in. */
  readonly behind: number;
  /** What is to do in the first days; empty for a trade that asks nothing. */
  readonly steps: readonly StepState[];
  /** Where the phone that this person signed up with is shown to be theirs; null where it is, or where none was said. */
  readonly phoneToShow: string | null;
  readonly nameOf: (personId: string) => string;
  readonly registers: readonly Register[];
}

export interface OpenDrawer {
  readonly register: Register;
  readonly session: CashSessionState;
}

const BEST = 10, BEST_DAYS = 7, IDLE_DAYS = 30, IDLE_MOST = 500;
/** Most suppliers of a bodega come once a week. */
const COVER_DAYS = 7, COVER_MOST = 8;
const DIFFERENCE_DAYS = 30, DIFFERENCES_MOST = 60, FLAGGED_MOST = 5;

/** The day an address asks for; tomorrow has no figures, so it is today. */
export function dayOf(asked: string | null, now: Instant): LimaDay {
  const day = parseDay(asked ?? ""), current = limaDay(now);
  return day !== null && day < current ? day : current;
}

/** Everything the page of a day shows, asked side by side. */
export async function loadDay(state: ShopState, day: LimaDay, by: Ranking): Promise<DayPage> {
  const { services, shop, staff: reader, store: { db } } = state;
  const niche = NICHES.find(({ slug }) => slug === shop.niche);
  const now = services.clock.now(), when = measured(day, now);
  const until = when.soFar ? now : plusMs(startOfDay(plusDays(day, 1)), -1);
  const [
    figures,
    perHour,
    best,
    idle,
    cover,
    differences,
    mix,
    flagged,
    toSee,
    exceptions,
    outages,
    products,
    behind,
    staff,
    tills,
    steps,
    phone,
  ] = await Promise.all([
    today(db, until),
    hours(db, day),
    topProducts(db, { from: plusDays(day, 1 - BEST_DAYS), to: day, by, limit: BEST }),
    idleProducts(db, plusDays(day, -IDLE_DAYS), IDLE_MOST),
    stockCover(db, day, { atMostDays: COVER_DAYS, limit: COVER_MOST }),
    cashDifferences(db, {
      since: startOfDay(plusDays(day, 1 - DIFFERENCE_DAYS)),
      limit: DIFFERENCES_MOST,
    }),
    paymentMix(db, day, day),
    saleList(db, { day, flagged: true, limit: FLAGGED_MOST }),
    paymentsToSee(db, startOfDay(day)),
    may(reader.role, "resolve_payments") ? openExceptions(db) : [],
    walletsOut(services.platform),
    catalogueSize(db),
    rollupsBehind(db, ["sales_hourly", "product_daily"]),
    everStaffOfShop(services.control, shop.id),
    registers(db),
    niche ? onboardingOf(db, niche) : [],
    saidPhone(services.control, reader.personId),
  ]);
  const names = new Map(staff.map(({ personId, name }) => [personId, name]));
  return {
    when,
    now,
    today: figures,
    hours: perHour,
    by,
    best,
    idle: idle.length,
    cover,
    differences: differences.toReversed(),
    mix: mix.filter(({ amountCentimos }) => amountCentimos !== 0),
    open: await openDrawers(db, tills),
    flagged,
    out: when.soFar ? outages : [],
    waiting: when.soFar ? exceptions.length : 0,
    toSee: toSee.filter(({ at }) => limaDay(at) === day),
    products,
    behind,
    steps,
    phoneToShow: phone && `${platformOrigin(services.environment)}/cuenta/celular`,
    nameOf: (personId) => names.get(personId) ?? "Ya no trabaja aquí",
    registers: tills,
  };
}

async function openDrawers(db: TenantDb, tills: readonly Register[]): Promise<OpenDrawer[]> {
  const drawers = await Promise.all(tills.map(async (register) => {
    const session = register.openSessionId && await sessionById(db, register.openSessionId);
    return session ? [{ register, session }] : [];
  }));
  return drawers.flat();
}
