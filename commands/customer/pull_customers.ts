import { customersChangedAfter, entriesOf } from "../../events/projections/credit/queries.ts";
import { deviceById } from "../../events/projections/device/queries.ts";
import type { TenantStore } from "../../events/store/types.ts";
import { allowanceOf, oldestDebtAt, WHOLE_SHARE } from "../../kernel/credit.ts";
import type { PulledCustomer } from "../../kernel/sync.ts";
import { type CreditShare, type LendingTill, shareOf } from "./credit_share.ts";
import { openCustomers } from "./load_customer.ts";

/** Where a till stands in the changes of the customers, and which share its allowances were counted with. */
interface CustomerPlace {
  readonly pos: number;
  readonly version: number;
  /** All customers came with that share. */
  readonly whole: boolean;
}

export interface Lending {
  /** Null for a program that is not paired: it may lend where no till is. */
  readonly till: LendingTill | null;
  readonly othersLend: boolean;
}

export interface CustomersPage {
  readonly customers: readonly PulledCustomer[];
  readonly removed: readonly string[];
  readonly share: number;
  /** Of the till's own commands, the last that is in these customers; null where that cannot be said. */
  readonly seq: number | null;
  readonly place: string;
  readonly more: boolean;
}

/**
 * The customers that changed, each with what this till may lend them (kernel/credit, escrow). A new share changes what
 * may be lent to everybody, so then all of them come again.
 */
export async function pullCustomers(
  store: TenantStore,
  { till, othersLend }: Lending,
  cursor: string | undefined,
  limit: number,
): Promise<CustomersPage> {
  const place = readPlace(cursor), seq = till && await lastSeq(store, till.deviceId);
  const isFlushed = seq !== null && till?.made !== null && seq >= (till?.made ?? 0);
  const follows = place?.whole && isFlushed ? place.version : null;
  const share = till ? await shareOf(store, till, follows) : unpaired(othersLend);
  const { own, version } = share, after = place?.version === version ? place.pos : 0;
  if (limit <= 0) {
    const cut = placeText(after, version, false);
    return { customers: [], removed: [], share: own, seq: null, place: cut, more: true };
  }
  const { changed, removed, pos, more } = await customersChangedAfter(store.db, after, limit);
  const entries = await entriesOf(store.db, changed.map(({ customerId }) => customerId));
  const customers = (await openCustomers(store, changed)).flatMap((customer): PulledCustomer[] => {
    const { customerId, name, phone, limitCentimos, maxAgeDays, balanceCentimos } = customer;
    if (name === null) return []; // nobody to look for
    const account = entries.get(customerId) ?? [];
    return [{
      customerId,
      name,
      phone,
      limitCentimos,
      maxAgeDays,
      balanceCentimos,
      oldestDebtAt: oldestDebtAt(account),
      ...allowanceOf(limitCentimos, account, till?.deviceId ?? "", share.all, own),
    }];
  });
  // A command of this very till came in between: what is in and what is not, nobody can say.
  const isStill = till === null || await lastSeq(store, till.deviceId) === seq;
  return {
    customers,
    removed,
    share: own,
    seq: isStill ? seq : null,
    place: placeText(pos, version, !more),
    more,
  };
}

const lastSeq = async ({ db }: TenantStore, deviceId: string): Promise<number> =>
  (await deviceById(db, deviceId))?.lastSeq ?? 0;

const unpaired = (othersLend: boolean): CreditShare => ({
  own: othersLend ? 0 : WHOLE_SHARE,
  version: 0,
  all: new Map(),
});

const placeText = (pos: number, version: number, whole: boolean) => `${pos}.${version}.${whole ? 1 : 0}`;
function readPlace(text: string | undefined): CustomerPlace | null {
  const parts = /^(\d{1,15})\.(\d{1,9})\.([01])$/.exec(text ?? "");
  return parts && { pos: Number(parts[1]), version: Number(parts[2]), whole: parts[3] === "1" };
}
