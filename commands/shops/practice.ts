import { productsPage } from "../../events/projections/catalogue/queries.ts";
import { removeShop } from "../../events/store/control/gone_shops.ts";
import { owning, type Staff } from "../../events/store/control/people.ts";
import { claimAddress, finishMaking } from "../../events/store/control/shop_makings.ts";
import { practiceShopOf, type Shop } from "../../events/store/control/shops.ts";
import { parseTenantId } from "../../events/store/tenant_id.ts";
import type { SubjectKeys } from "../../events/store/subject_keys.ts";
import { sha256, utf8Bytes } from "../../events/log/bytes.ts";
import { plusMs } from "../../kernel/time.ts";
import { importCatalogue } from "../catalogue/import_catalogue.ts";
import { fixedId } from "../fixed_id.ts";
import { type PlatformContext, systemContext, writeShop } from "./create_shop.ts";

export interface PracticeContext extends PlatformContext {
  readonly subjectKeys: SubjectKeys;
}

const MAKING_MS = 120_000;
/** As many products as anybody tries out. */
const PRODUCTS_MOST = 2_000;

/**
 * The shop where the people of a shop may try everything: made where there is none, with the same products. Its ledger and
 * its address are its own, so that nothing of it ever reaches the real one. Whoever comes owns it, to try that too.
 */
export async function practise(context: PracticeContext, shop: Shop, { personId }: Staff): Promise<Shop> {
  const { control } = context;
  const there = await practiceShopOf(control, shop.id) ?? await make(context, shop, personId);
  await control.batch([owning(there.id, personId)]);
  return there;
}

async function make(context: PracticeContext, real: Shop, personId: string): Promise<Shop> {
  const { control, tenants, clock, ids } = context, key = ids.next(), now = clock.now();
  const hex = sha256(utf8Bytes(key)).toHex(), id = parseTenantId(`practica-${hex.slice(0, 24)}`)!;
  // Another address each time: what a browser kept of a practice that is over belongs to nobody.
  const slug = `practica-${hex.slice(0, 6)}-${real.slug}`.slice(0, 40).replace(/-+$/, "");
  const shop: Shop = {
    id,
    slug,
    name: `Práctica de ${real.name}`.slice(0, 80),
    niche: real.niche,
    practiceOf: real.id,
  };
  if (!await claimAddress(control, { tenant: id, slug, until: plusMs(now, MAKING_MS) }, now)) {
    throw new Error(`${slug} is taken, and nobody could have known it`);
  }
  const system = systemContext(context, await tenants.create(id));
  const rest = { address: null, ruc: null, registers: ["Caja 1"] };
  const written = await writeShop(system, key, { ...shop, ...rest });
  if (!written.ok) throw new Error(`practice shop: ${JSON.stringify(written.error)}`);
  await copyProducts(context, real, system, key);
  const isPractice = { sql: "UPDATE shop SET practice_of = ? WHERE id = ?", args: [real.id, id] };
  const first = [isPractice, owning(id, personId)];
  if (await finishMaking(control, shop, [], first, clock.now())) return shop;
  // Somebody else of the shop began at the same moment; the ledger made here is swept away with its claim.
  const other = await practiceShopOf(control, real.id);
  if (!other) throw new Error("practice shop: it took too long to make");
  return other;
}

async function copyProducts(
  { tenants }: PracticeContext,
  real: Shop,
  system: Parameters<typeof importCatalogue>[0],
  key: string,
): Promise<void> {
  const { db } = await tenants.get(real.id), { items } = await productsPage(db, { limit: PRODUCTS_MOST });
  if (items.length === 0) return;
  const imported = await importCatalogue(system, { id: fixedId(`${key}/catalogue`) }, {
    importId: fixedId(`${key}/import`),
    fileName: "Tus productos",
    fileSha256: "0".repeat(64),
    changes: items.map((after) => ({ before: null, after, openingStock: null })),
  });
  if (!imported.ok) throw new Error(`practice catalogue: ${JSON.stringify(imported.error).slice(0, 400)}`);
}

/** Throws a practice away whole: out of the registry first, so that nobody finds it, then its ledger and its people's keys. */
export async function endPractice(
  { control, tenants, subjectKeys, clock }: PracticeContext,
  shop: Shop,
): Promise<void> {
  if (shop.practiceOf === undefined) throw new TypeError("a real shop is no practice");
  await removeShop(control, shop, clock.now());
  await tenants.remove(shop.id);
  await subjectKeys.eraseAll(shop.id);
}
