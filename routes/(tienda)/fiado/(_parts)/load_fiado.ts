import { found, type OpenCustomer, openCustomers } from "../../../../commands/customer/load_customer.ts";
import {
  allCustomers,
  customersPage,
  entriesOf,
  type SealedCustomer,
} from "../../../../events/projections/credit/queries.ts";
import { type CreditEntry, debtsOf, isTooOld } from "../../../../kernel/credit.ts";
import { type Centimos, centimos, sumCentimos } from "../../../../kernel/money.ts";
import { epochMsOf, type Instant } from "../../../../kernel/time.ts";
import type { ShopState } from "../../../(_shared)/define.ts";

export interface Debtor extends OpenCustomer {
  readonly oldestDebtAt: Instant | null;
  /** The oldest debt stands longer than it may. */
  readonly isLate: boolean;
}

export interface FiadoPage {
  readonly total: Centimos;
  readonly debtors: number;
  readonly oldest: Debtor | null;
  /** What is owed, by age of the debt: to 7 days, 30, 60, older. */
  readonly ages: readonly Centimos[];
  readonly customers: readonly Debtor[];
  readonly query: string;
  readonly cursor: string | undefined;
  readonly next: string | null;
}

const PAGE = 50, DAY_MS = 86_400_000, AGES = [7, 30, 60];

export async function loadFiado({ store, services }: ShopState, params: URLSearchParams): Promise<FiadoPage> {
  const query = params.get("q")?.trim() ?? "", cursor = params.get("desde") ?? undefined;
  const now = services.clock.now();
  const [everybody, entries] = await Promise.all([allCustomers(store.db), entriesOf(store.db)]);
  const owing = everybody.filter(({ balanceCentimos }) => balanceCentimos > 0);
  const standing = (customer: OpenCustomer): Debtor => debtorOf(customer, entries, now);
  const { items, next } = query === ""
    ? await customersPage(store.db, { limit: PAGE, ...cursor !== undefined && { cursor } })
    : { items: everybody, next: null };
  const opened = (await openCustomers(store, items)).map(standing);
  const oldest = owing.toSorted((a, b) => sinceOf(a, entries) < sinceOf(b, entries) ? -1 : 1)[0];
  return {
    total: sumCentimos(owing.map(({ balanceCentimos }) => balanceCentimos)),
    debtors: owing.length,
    oldest: oldest ? standing((await openCustomers(store, [oldest]))[0]!) : null,
    ages: agesOf(owing, entries, now),
    customers: query === "" ? opened : found(opened, query).slice(0, PAGE),
    query,
    cursor,
    next,
  };
}

type Entries = ReadonlyMap<string, readonly CreditEntry[]>;

const openDebts = ({ customerId }: Pick<SealedCustomer, "customerId">, entries: Entries) =>
  debtsOf(entries.get(customerId) ?? []).filter(({ openCentimos }) => openCentimos > 0);
const sinceOf = (customer: SealedCustomer, entries: Entries): string =>
  openDebts(customer, entries)[0]?.entry.occurredAt ?? "9";

export function debtorOf(customer: OpenCustomer, entries: Entries, now: Instant): Debtor {
  const oldestDebtAt = openDebts(customer, entries)[0]?.entry.occurredAt ?? null;
  return { ...customer, oldestDebtAt, isLate: isTooOld(oldestDebtAt, customer.maxAgeDays, now) };
}

function agesOf(owing: readonly SealedCustomer[], entries: Entries, now: Instant): Centimos[] {
  const sums = [0, 0, 0, 0];
  for (const customer of owing) {
    for (const { entry, openCentimos } of openDebts(customer, entries)) {
      const days = Math.floor((epochMsOf(now) - epochMsOf(entry.occurredAt)) / DAY_MS);
      const age = AGES.findIndex((upTo) => days <= upTo);
      sums[age < 0 ? AGES.length : age]! += openCentimos;
    }
  }
  return sums.map(centimos);
}
