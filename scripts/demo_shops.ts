import type { Services } from "../compose.ts";
import { importCatalogue } from "../commands/catalogue/import_catalogue.ts";
import { createShop, fixedId, systemContext } from "../commands/shops/create_shop.ts";
import type { Shop } from "../events/store/control/shops.ts";
import { shopBySlug } from "../events/store/control/shops.ts";
import type { CatalogueSeed, Niche } from "../niches/define_niche.ts";
import { NICHES } from "../niches/mod.ts";

/** People of the demo are invented; their secrets are in the README, so this never runs outside development. */
const PEOPLE = [
  { name: "Lucha Quispe", role: "owner", email: "lucha@caserito.test", password: "caserito-demo", pin: null },
  { name: "Rosa Mamani", role: "cashier", email: null, password: null, pin: "1234" },
  { name: "Julio Condori", role: "cashier", email: null, password: null, pin: "1234" },
] as const;

/** One shop per built trade, each with its catalogue. Safe to run again: what is there stays. */
export async function seedDemoShops(services: Services): Promise<void> {
  if (services.environment.CASERITO_ENV === "production") {
    throw new Error("demo shops are refused in production");
  }
  for (const niche of NICHES) await seedShop(services, niche);
}

async function seedShop(services: Services, niche: Niche): Promise<void> {
  const slug = `${niche.slug}-lucha`;
  const made = await createShop(services, {
    slug,
    name: `${niche.title} Lucha`,
    niche: niche.slug,
    address: "Jr. Los Claveles 245, San Juan de Lurigancho",
    ruc: null,
    registers: ["Caja 1", "Caja 2"],
    // One e-mail is one person on the whole platform; the first trade's owner is enough to look around.
    people: niche === NICHES[0]
      ? PEOPLE
      : PEOPLE.map((person) => ({ ...person, email: null, password: null })),
  });
  if (!made.ok && made.error.type !== "SlugTaken") {
    throw new Error(`demo shop ${slug}: ${JSON.stringify(made.error)}`);
  }
  const shop = made.ok ? made.value : await shopBySlug(services.control, slug);
  if (shop) await stockShelves(services, shop, await niche.catalog());
}

async function stockShelves(services: Services, shop: Shop, seeds: readonly CatalogueSeed[]): Promise<void> {
  if (seeds.length === 0) return;
  const context = systemContext(services, await services.tenants.get(shop.id));
  const imported = await importCatalogue(context, { id: fixedId(`${shop.slug}/catalogue`) }, {
    importId: fixedId(`${shop.slug}/import`),
    fileName: "Catálogo de la demo",
    fileSha256: "0".repeat(64),
    changes: seeds.map((seed) => ({
      before: null,
      after: productOf(shop, seed),
      openingStock: seed.openingStock,
    })),
  });
  if (!imported.ok) throw new Error(`demo catalogue: ${JSON.stringify(imported.error).slice(0, 400)}`);
}

const productOf = (shop: Shop, seed: CatalogueSeed) => ({
  productId: fixedId(`${shop.slug}/product/${seed.barcode ?? seed.code ?? seed.name}`),
  name: seed.name,
  barcodes: seed.barcode === null ? [] : [seed.barcode],
  code: seed.code,
  unit: seed.unit,
  priceCentimos: seed.priceCentimos,
  costCentimos: seed.costCentimos,
  taxClass: seed.taxClass,
  category: seed.category,
  minStock: seed.minStock,
  favourite: seed.favourite,
  active: true,
});
