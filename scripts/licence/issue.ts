import { issueLicence } from "../../commands/membership/issue_licence.ts";
import { systemContext } from "../../commands/shops/create_shop.ts";
import { openServices } from "../../compose.ts";
import { readEnvironment } from "../../config.ts";
import { refusalText } from "../../i18n/es_pe.ts";
import { CliError, EXIT, HELP_OPTION, print, printJson, readFlags, required, wholeNumber } from "../cli.ts";
import { namedShop } from "../named_shop.ts";

export const HELP = `Uso: deno task licence issue --shop <tienda> --invoice <cobro> [--computers <n>]

Escribe en la salida el archivo de una licencia pagada, firmado con la llave de la plataforma. Pedirlo otra vez da el
mismo archivo.

  --shop <tienda>     Su dirección, como minimarket-lucha
  --invoice <cobro>   El cobro que dio "deno task licence sell"
  --computers <n>     Para cuántas computadoras se cobró; 1 si no se dice
  --json              La licencia y su archivo como JSON
  --help              Esta ayuda`;

export async function main(args: readonly string[]): Promise<number> {
  const text = { type: "string" } as const;
  const options = { shop: text, invoice: text, computers: text, json: { type: "boolean" } as const };
  const flags = readFlags(args, { ...options, ...HELP_OPTION });
  if (flags.help) {
    print(HELP);
    return 0;
  }
  const slug = required(flags.shop, "--shop", "minimarket-lucha");
  const invoiceId = required(flags.invoice, "--invoice", "0192f0c1-…");
  const computers = wholeNumber(flags.computers, "--computers") ?? 1;
  const services = await openServices(readEnvironment(Deno.env.toObject()));
  try {
    const shop = await namedShop(services.control, slug), log = systemContext(services, services.platform);
    const issued = await issueLicence({ platformKey: services.platformKey, log }, shop, {
      invoiceId,
      computers,
    });
    if (!issued.ok) throw new CliError(EXIT.cannotCreate, refusalText(issued.error));
    if (flags.json) printJson(issued.value);
    else print(issued.value.file.trimEnd());
    return 0;
  } finally {
    await services.close();
  }
}
