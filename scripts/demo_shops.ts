import { importCatalogue } from "../commands/catalogue/import_catalogue.ts";
import { fixedId } from "../commands/fixed_id.ts";
import { createShop, systemContext } from "../commands/shops/create_shop.ts";
import { openServices, type Services } from "../compose.ts";
import { personByLookup } from "../events/store/control/accounts.ts";
import { placing } from "../events/store/control/staff_records.ts";
import { staffOfShop } from "../events/store/control/people.ts";
import type { Shop } from "../events/store/control/shops.ts";
import { shopBySlug } from "../events/store/control/shops.ts";
import { type Instant, limaDay, plusDays, plusMs, startOfDay } from "../kernel/time.ts";
import type { CatalogueSeed, Niche } from "../niches/define_niche.ts";
import { firstCatalogue } from "../niches/first_catalogue.ts";
import { NICHES } from "../niches/mod.ts";
import { waresOf } from "./demo/day_plan.ts";
import { playHistory } from "./demo/play_history.ts";
import { PastClock } from "./demo/stage.ts";
import { Chance } from "./demo/random.ts";

/** People of the demo are invented; their secrets are in the README, so this never runs outside development. */
const PEOPLE = [
  {
    name: "Lucha Quispe",
    role: "owner",
    email: "lucha@caserito.test",
    phone: "+51987654321",
    password: "caserito-demo",
    pin: null,
  },
  { name: "Rosa Mamani", role: "cashier", email: null, password: null, pin: "1234" },
  { name: "Julio Condori", role: "cashier", email: null, password: null, pin: "1234" },
] as const;

/** Where the demo is and how to get in, for the developer who started it. */
export const demoGreeting = (baseDomain: string): string =>
  `Abre http://minimarket-lucha.${baseDomain}  dueña: ${PEOPLE[0].email} / ${PEOPLE[0].password}  caja: PIN ${
    PEOPLE[1].pin
  }`;

export interface DemoOptions {
  /** Days sold before today, for a shop that is made now; none where it is left out. */
  readonly historyDays?: number;
}

/** One shop per built trade, each with its catalogue. Safe to run again: what is there stays. */
export async function seedDemoShops(services: Services, { historyDays }: DemoOptions = {}): Promise<void> {
  if (services.environment.CASERITO_ENV === "production") {
    throw new Error("demo shops are refused in production");
  }
  for (const niche of NICHES) await seedShop(services, niche, historyDays);
}

async function seedShop(services: Services, niche: Niche, historyDays?: number): Promise<void> {
  const shop = await shopBySlug(services.control, slugOf(niche)), seeds = await niche.catalog();
  if (shop) return await stockShelves(services, shop, seeds);
  const until = services.clock.now();
  // One shop with a past is enough to look at figures: seven would keep whoever starts waiting.
  if (historyDays === undefined || niche !== NICHES[0]) {
    return await stockShelves(services, await makeShop(services, niche), seeds);
  }
  // A shop with a past is made in it: its own services, whose clock the history moves.
  const opened = plusMs(startOfDay(plusDays(limaDay(until), -historyDays)), 5 * 3_600_000);
  const clock = new PastClock(opened), past = await openServices(services.environment, clock);
  try {
    const made = await makeShop(past, niche);
    await stockShelves(past, made, seeds);
    if (seeds.length > 0) await liveThrough(past, { shop: made, clock, seeds, until, historyDays });
  } finally {
    await past.close();
  }
}

const slugOf = (niche: Niche): string => `${niche.slug}-lucha`;

async function makeShop(services: Services, niche: Niche): Promise<Shop> {
  const slug = slugOf(niche);
  const made = await createShop(services, {
    slug,
    name: `${niche.title} Lucha`,
    niche: niche.slug,
    address: "Jr. Los Claveles 245, San Juan de Lurigancho",
    ruc: null,
    registers: ["Caja 1", "Caja 2"],
    people: niche === NICHES[0] ? PEOPLE : PEOPLE.slice(1),
  });
  if (made.ok) {
    if (niche !== NICHES[0]) await ownToo(services, made.value);
    return made.value;
  }
  const other = made.error.type === "SlugTaken" && await shopBySlug(services.control, slug);
  if (!other) throw new Error(`demo shop ${slug}: ${JSON.stringify(made.error)}`);
  return other;
}

/** One e-mail is one person on the whole platform: the first trade's owner has all the other shops too. */
async function ownToo({ control, clock }: Services, { id }: Shop): Promise<void> {
  const { email, name, role, phone } = PEOPLE[0], lucha = await personByLookup(control, "email", email);
  if (!lucha) throw new Error(`the demo has no ${email}`);
  const place = { personId: lucha.personId, name, role, phone, pin: null };
  await control.batch(await placing(control, id, place, clock.now()));
}

async function stockShelves(services: Services, shop: Shop, seeds: readonly CatalogueSeed[]): Promise<void> {
  if (seeds.length === 0) return;
  const context = systemContext(services, await services.tenants.get(shop.id));
  const imported = await importCatalogue(context, { id: fixedId(`${shop.slug}/catalogue`) }, {
    importId: fixedId(`${shop.slug}/import`),
    fileName: "Catálogo de la demo",
    fileSha256: "0".repeat(64),
    changes: firstCatalogue(shop.slug, seeds),
  });
  if (!imported.ok) throw new Error(`demo catalogue: ${JSON.stringify(imported.error).slice(0, 400)}`);
}

interface Past {
  readonly shop: Shop;
  readonly clock: PastClock;
  readonly seeds: readonly CatalogueSeed[];
  readonly until: Instant;
  readonly historyDays: number;
}

/** Weeks of invented trade on Caja 2, the same for everybody who starts on the same day; Caja 1 waits for its first sale. */
async function liveThrough(past: Services, { shop, clock, seeds, until, historyDays }: Past): Promise<void> {
  const staff = await staffOfShop(past.control, shop.id), today = limaDay(until);
  const idOf = (name: string) => staff.find((person) => person.name === name)?.personId ?? "";
  const chance = new Chance(20_261_122);
  await playHistory(
    {
      context: systemContext(past, await past.tenants.get(shop.id)),
      clock,
      registerId: fixedId(`${shop.slug}/register/2`),
      series: "T002",
      cashiers: [idOf(PEOPLE[1].name), idOf(PEOPLE[2].name)],
      owner: idOf(PEOPLE[0].name),
      wares: waresOf(firstCatalogue(shop.slug, seeds).map(({ after }) => after), seeds, chance),
      chance,
    },
    Array.from({ length: historyDays + 1 }, (_, i) => plusDays(today, i - historyDays)),
    until,
  );
}
