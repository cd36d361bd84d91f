/** `deno task projections rebuild|compare`: makes read models again from their events. */
import { type Books, openServices, PLATFORM_BOOKS, SHOP_BOOKS } from "../compose.ts";
import { readEnvironment } from "../config.ts";
import { compareRebuild } from "../events/projections/compare.ts";
import type { Projection } from "../events/projections/define_projection.ts";
import { rebuildTogether } from "../events/projections/rebuild.ts";
import { PLATFORM_LOG, type TenantStore } from "../events/store/mod.ts";
import { EXIT, HELP_OPTION, print, printJson, readFlags, required, runCli, UsageError } from "./cli.ts";
import { namedShop } from "./named_shop.ts";

const namesOf = ({ projections }: Books): string => projections.map(({ name }) => name).join(", ");

const HELP = `Uso: deno task projections <orden> --tenant <tienda> [--name <cuadro>] [--json]

  rebuild   Vuelve a hacer los cuadros desde los registros y los cambia por los de antes, sin que la tienda pare
  compare   Los hace aparte y dice cuáles no son iguales a los de hoy. Termina con 1 si alguno difiere

  --tenant <tienda>   La tienda, por su dirección (minimarket-lucha) o su código; ${PLATFORM_LOG} es el libro de la
                      plataforma
  --name <cuadro>     Solo uno. Se puede repetir. Hay: ${namesOf(SHOP_BOOKS)};
                      en el de la plataforma: ${namesOf(PLATFORM_BOOKS)}
  --json              El resultado como JSON
  --help              Esta ayuda`;

const COMMANDS = { rebuild: rebuildAll, compare: compareAll } as const;

export async function projections([order = "--help", ...args]: readonly string[]): Promise<number> {
  const flags = readFlags(order === "--help" ? [order] : args, {
    tenant: { type: "string" },
    name: { type: "string", multiple: true },
    json: { type: "boolean" },
    ...HELP_OPTION,
  });
  if (flags.help) {
    print(HELP);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, order) ? COMMANDS[order as keyof typeof COMMANDS] : undefined;
  if (!command) throw new UsageError(`No conozco la orden "${order}". Mira las que hay con --help`);
  const wanted = required(flags.tenant, "--tenant", "minimarket-lucha");
  const ofPlatform = wanted === PLATFORM_LOG;
  const models = modelsNamed(ofPlatform ? PLATFORM_BOOKS : SHOP_BOOKS, flags.name);
  const services = await openServices(readEnvironment(Deno.env.toObject()));
  try {
    const store = ofPlatform
      ? services.platform
      : await services.tenants.get((await namedShop(services.control, wanted)).id);
    return await command(store, models, flags.json === true);
  } finally {
    await services.close();
  }
}

function modelsNamed({ projections }: Books, names: readonly string[] | undefined): readonly Projection[] {
  if (names === undefined) return projections;
  return names.map((wanted) => {
    const model = projections.find(({ name }) => name === wanted);
    if (!model) throw new UsageError(`--name: no hay un cuadro "${wanted}". Mira los que hay con --help`);
    return model;
  });
}

async function rebuildAll(store: TenantStore, models: readonly Projection[], json: boolean): Promise<number> {
  await rebuildTogether(store, models);
  const { size } = await store.head();
  const names = models.map(({ name }) => name);
  if (json) printJson({ rebuilt: names, size });
  else print(`Rehechos desde ${size} registros: ${names.join(", ")}.`);
  return 0;
}

async function compareAll(store: TenantStore, models: readonly Projection[], json: boolean): Promise<number> {
  const compared = await compareRebuild(store, models);
  const differing = compared.filter(({ live, rebuilt }) => live !== rebuilt).map(({ name }) => name);
  if (json) printJson({ compared, differing });
  else if (differing.length === 0) print(`Los ${compared.length} cuadros son los que dicen los registros.`);
  else {print(
      `No son los que dicen los registros: ${differing.join(", ")}. Rehazlos con: projections rebuild`,
    );}
  return differing.length === 0 ? 0 : EXIT.failed;
}

if (import.meta.main) await runCli(projections);
