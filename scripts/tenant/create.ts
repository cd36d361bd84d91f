import { openServices, type Services } from "../../compose.ts";
import { readEnvironment } from "../../config.ts";
import { createShop, type CreateShopRefusal, type NewShop } from "../../commands/shops/create_shop.ts";
import { isShopSlug } from "../../commands/shops/shop_slug.ts";
import type { Shop } from "../../events/store/control/shops.ts";
import { KeystoreError } from "../../events/store/keystore.ts";
import { unreachable } from "../../kernel/result.ts";
import { NICHES } from "../../niches/mod.ts";
import {
  CliError,
  EXIT,
  HELP_OPTION,
  print,
  printJson,
  readFlags,
  required,
  UsageError,
  wholeNumber,
} from "../cli.ts";
import { ownerPassword } from "./owner_password.ts";

const NICHE_NAMES = NICHES.map(({ slug }) => slug).join(", ");
const REGISTERS = 2, REGISTERS_MAX = 99;

export const HELP =
  `Uso: deno task tenant create --slug <dirección> --name <nombre> --niche <rubro> --owner-email <correo>

Hace una tienda: su base de datos, su libro, sus cajas y su dueña. La clave de la dueña no va como opción, que se ve en
la lista de procesos: va en la variable CASERITO_OWNER_PASSWORD o por la entrada, en una línea.

  --slug <dirección>      La tienda atiende en <dirección>.<dominio>: de 3 a 40 letras sin tilde, números y guiones
  --name <nombre>         Como sale en los tickets
  --niche <rubro>         ${NICHE_NAMES}
  --owner-email <correo>  Con este correo entra la dueña
  --owner-name <nombre>   Por omisión, lo que va antes de la arroba
  --registers <número>    Cuántas cajas; por omisión ${REGISTERS}
  --ruc <número>          RUC de la tienda
  --address <texto>       Dirección que sale en los tickets
  --json                  La tienda como JSON
  --help                  Esta ayuda`;

export async function main(args: readonly string[]): Promise<number> {
  const text = { type: "string" } as const;
  const flags = readFlags(args, {
    ...{ slug: text, name: text, niche: text, "owner-email": text, "owner-name": text },
    ...{ registers: text, ruc: text, address: text, json: { type: "boolean" }, ...HELP_OPTION },
  });
  if (flags.help) {
    print(HELP);
    return 0;
  }
  const email = required(flags["owner-email"], "--owner-email", "lucha@correo.pe");
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new UsageError(`--owner-email no es un correo: "${email}"`);
  const shop: Omit<NewShop, "people"> = {
    slug: slugOf(required(flags.slug, "--slug", "bodega-lucha")),
    name: required(flags.name, "--name", '"Bodega Lucha"'),
    niche: nicheOf(required(flags.niche, "--niche", NICHES[0]?.slug ?? "")),
    address: flags.address ?? null,
    ruc: rucOf(flags.ruc),
    registers: registersOf(wholeNumber(flags.registers, "--registers") ?? REGISTERS),
  };
  const environment = readEnvironment(Deno.env.toObject());
  const password = await ownerPassword();
  const owner = {
    name: flags["owner-name"] ?? email.slice(0, email.indexOf("@")),
    role: "owner",
    email,
    password,
    pin: null,
  } as const;
  const services = await openServices(environment);
  try {
    const made = await createShop(services, { ...shop, people: [owner] });
    if (!made.ok) throw refused(made.error, shop.slug, email);
    const vkey = await keyOf(services, made.value);
    const address = `${shop.slug}.${environment.CASERITO_BASE_DOMAIN}`;
    if (flags.json) printJson({ shop: made.value, address, vkey });
    else {
      print(`${shop.name} atiende en ${address}. Entra con ${email}.`);
      print(`Clave pública de su libro; guárdala fuera de aquí, sirve para auditarlo:\n${vkey}`);
    }
    return 0;
  } finally {
    await services.close();
  }
}

function slugOf(slug: string): string {
  if (isShopSlug(slug)) return slug;
  throw malformed(slug);
}

const malformed = (slug: string): UsageError =>
  new UsageError(
    `--slug no puede ser "${slug}": lleva de 3 a 40 letras minúsculas sin tilde, números y guiones en medio, una ` +
      "letra al menos, y no es un nombre reservado",
  );

function nicheOf(niche: string): string {
  if (NICHES.some(({ slug }) => slug === niche)) return niche;
  throw new UsageError(`--niche no conoce el rubro "${niche}". Hay: ${NICHE_NAMES}`);
}

function rucOf(ruc: string | undefined): string | null {
  if (ruc === undefined || /^\d{11}$/.test(ruc)) return ruc ?? null;
  throw new UsageError(`--ruc lleva 11 números, no "${ruc}"`);
}

function registersOf(count: number): string[] {
  if (count > REGISTERS_MAX) throw new UsageError(`--registers lleva de 1 a ${REGISTERS_MAX}, no ${count}`);
  return Array.from({ length: count }, (_, i) => `Caja ${i + 1}`);
}

/** A log has its key from the beginning, so that whoever audits can keep the public half before the first sale. */
async function keyOf(services: Services, shop: Shop): Promise<string> {
  try {
    return await services.checkpoints.vkey(await services.tenants.get(shop.id));
  } catch (error) {
    if (!(error instanceof KeystoreError)) throw error;
    throw new CliError(
      EXIT.config,
      `La tienda está hecha, pero su libro no tiene llave (${error.message}). Revisa CASERITO_KEYSTORE y fírmalo con: deno task ledger checkpoint --tenant ${shop.slug}`,
    );
  }
}

function refused(refusal: CreateShopRefusal, slug: string, email: string): CliError {
  switch (refusal.type) {
    case "SlugMalformed":
      return malformed(slug);
    case "SlugTaken":
      return new CliError(EXIT.cannotCreate, `Ya hay una tienda "${slug}". Elige otra dirección con --slug`);
    case "EmailTaken":
      return new CliError(
        EXIT.cannotCreate,
        `${email} ya es de otra persona del sistema. Usa otro correo con --owner-email`,
      );
    case "ShopRefused":
      return new CliError(
        EXIT.failed,
        `La tienda no se pudo abrir (${refusal.detail}). No quedó registrada: corrige y repite la orden`,
      );
    default:
      return unreachable(refusal);
  }
}
