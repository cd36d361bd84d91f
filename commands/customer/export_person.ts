import { customerStream } from "../../domain/streams.ts";
import { customerById, entriesOf } from "../../events/projections/credit/queries.ts";
import type { Recorded, TenantStore } from "../../events/store/types.ts";
import { type OpenCustomer, openCustomer } from "./load_customer.ts";

/** Everything this shop holds of one person, in clear, for that person. */
export interface PersonExport {
  readonly kind: "caserito-person/1";
  readonly customer: OpenCustomer;
  readonly account: readonly {
    readonly pos: number;
    readonly kind: string;
    readonly ref: string;
    readonly amountCentimos: number;
    readonly occurredAt: string;
  }[];
  /** Their own events and those of their sales, each with its personal fields opened. */
  readonly events:
    readonly (Omit<Recorded, "pii"> & { readonly personal: Readonly<Record<string, string | null>> })[];
}

/** Null where the shop knows nobody of that id. */
export async function exportPerson(store: TenantStore, customerId: string): Promise<PersonExport | null> {
  const sealed = await customerById(store.db, customerId);
  if (!sealed) return null;
  const entries = (await entriesOf(store.db, [customerId])).get(customerId) ?? [];
  const own = await store.stream(customerStream(customerId));
  const seen = new Set(own.map(({ pos }) => pos));
  const others = await Promise.all(
    entries.filter(({ pos }) => !seen.has(pos)).map(({ pos }) =>
      store.read({ after: pos - 1, upTo: pos, limit: 1 })
    ),
  );
  const events = [...own, ...others.flat()].sort((a, b) => a.pos - b.pos);
  return {
    kind: "caserito-person/1",
    customer: await openCustomer(store, sealed),
    account: entries.map(({ pos, kind, ref, amountCentimos, occurredAt }) => ({
      pos,
      kind,
      ref,
      amountCentimos,
      occurredAt,
    })),
    events: await Promise.all(events.map(async ({ pii, ...event }) => ({
      ...event,
      personal: Object.fromEntries(
        await Promise.all(pii.map(async (field) => [field.field, await store.people.open(field)] as const)),
      ),
    }))),
  };
}
