import { type LedgerSource, ledgerSource } from "../../../../commands/ledger/ledger_source.ts";
import { parseVerifierKey, type VerifierKey } from "../../../../events/log/verifier_key.ts";
import { registers } from "../../../../events/projections/shop/queries.ts";
import { everStaffOfShop } from "../../../../events/store/control/people.ts";
import type { ShopState } from "../../../(_shared)/define.ts";

/** The shop's log as the auditor's pages read it. */
export const sourceOf = ({ store }: ShopState): LedgerSource =>
  ledgerSource((sql, args) => store.db.all(sql, args));

/** The log's public key from the keystore. Throws `KeystoreError`, and where the keystore holds no key at all. */
export async function keyOf({ services, store }: ShopState): Promise<{ vkey: string; key: VerifierKey }> {
  const vkey = await services.checkpoints.vkey(store);
  const key = parseVerifierKey(vkey);
  if (!key.ok) throw new TypeError(`the keystore's vkey is none: ${key.error.detail}`);
  return { vkey, key: key.value };
}

/** Names by id of those who work here; a log holds ids alone. */
export async function peopleOf({ services, shop }: ShopState): Promise<ReadonlyMap<string, string>> {
  const staff = await everStaffOfShop(services.control, shop.id);
  return new Map(staff.map(({ personId, name }) => [personId, name]));
}

/** The same, and the registers. */
export async function namesOf(state: ShopState): Promise<ReadonlyMap<string, string>> {
  const tills = await registers(state.store.db);
  return new Map([
    ...await peopleOf(state),
    ...tills.map(({ registerId, name }) => [registerId, name] as const),
  ]);
}

/** A position as a path or a form has it; null where it is none. */
export function positionIn(text: string | null | undefined): number | null {
  return text && /^\d{1,15}$/.test(text) && Number(text) >= 1 ? Number(text) : null;
}
