import { type Customer, customerDecider, type CustomerEvent } from "../../domain/customer/decider.ts";
import { customerStream } from "../../domain/streams.ts";
import type { SealedCustomer } from "../../events/projections/credit/queries.ts";
import type { TenantStore } from "../../events/store/types.ts";
import { matches, searchKey } from "../../kernel/search.ts";

/** A customer as their own stream tells it. Their debts by sale are elsewhere. */
export async function loadCustomer(
  store: TenantStore,
  customerId: string,
): Promise<{ customer: Customer; version: number }> {
  const events = await store.stream(customerStream(customerId));
  const facts = events.map(({ type, data }) => ({ type, data }) as CustomerEvent);
  return { customer: facts.reduce(customerDecider.evolve, customerDecider.initial), version: events.length };
}

/** A customer with the name a person reads. */
export type OpenCustomer = Omit<SealedCustomer, "name" | "phone"> & {
  /** Null where the person was erased, or nobody knows who it was. */
  readonly name: string | null;
  readonly phone: string | null;
};

export async function openCustomer(store: TenantStore, sealed: SealedCustomer): Promise<OpenCustomer> {
  const [name, phone] = await Promise.all(
    [sealed.name, sealed.phone].map((field) => field === null ? null : store.people.open(field)),
  );
  return { ...sealed, name: name ?? null, phone: phone ?? null };
}

/** One after the other in small groups: a folder of thousands of keys is not opened all at once. */
export async function openCustomers(
  store: TenantStore,
  sealed: readonly SealedCustomer[],
): Promise<OpenCustomer[]> {
  const opened: OpenCustomer[] = [];
  for (let i = 0; i < sealed.length; i += 50) {
    opened.push(
      ...await Promise.all(sealed.slice(i, i + 50).map((customer) => openCustomer(store, customer))),
    );
  }
  return opened;
}

/** By words of the name or digits of the phone, by name. */
export function found<Customer extends OpenCustomer>(
  customers: readonly Customer[],
  query: string,
): Customer[] {
  const key = searchKey(query), digits = query.replace(/\D/g, "");
  return customers.filter(({ name, phone }) =>
    name !== null &&
    (matches(searchKey(name), key) || (digits.length >= 3 && phone !== null && phone.includes(digits)))
  ).toSorted((a, b) => a.name!.localeCompare(b.name!, "es"));
}
