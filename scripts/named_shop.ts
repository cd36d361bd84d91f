import type { ControlDb } from "../events/store/control/db.ts";
import { type Shop, shopById, shopBySlug } from "../events/store/control/shops.ts";
import { parseTenantId } from "../events/store/mod.ts";
import { CliError, EXIT } from "./cli.ts";

/** The shop that `--tenant` names, by its address or its id. Throws {@link CliError} where there is none. */
export async function namedShop(control: ControlDb, wanted: string): Promise<Shop> {
  const id = parseTenantId(wanted);
  const shop = await shopBySlug(control, wanted) ?? (id && await shopById(control, id));
  if (!shop) throw unknownShop(wanted);
  return shop;
}

export const unknownShop = (wanted: string): CliError =>
  new CliError(EXIT.noInput, `No hay una tienda "${wanted}". Mira las que hay con: deno task tenant list`);
