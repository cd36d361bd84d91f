import { sellOnce } from "../../commands/membership/billing.ts";
import { fixedId } from "../../commands/fixed_id.ts";
import { systemContext } from "../../commands/shops/create_shop.ts";
import { openServices } from "../../compose.ts";
import { readEnvironment } from "../../config.ts";
import { licencePrice } from "../../domain/membership/plans.ts";
import { refusalText } from "../../i18n/es_pe.ts";
import { formatSoles } from "../../kernel/money.ts";
import { CliError, EXIT, HELP_OPTION, print, printJson, readFlags, required, wholeNumber } from "../cli.ts";
import { namedShop } from "../named_shop.ts";

export const HELP = `Uso: deno task licence sell --shop <tienda> [--computers <n>]

Cobra una licencia de escritorio: S/ 300 por una computadora, S/ 50 por cada una más, S/ 500 como máximo. Vence en una
semana, como cualquier otro cobro de la tienda. Pedirlo dos veces el mismo día cobra una vez.

  --shop <tienda>     Su dirección, como minimarket-lucha
  --computers <n>     Para cuántas computadoras; 1 si no se dice
  --json              Lo cobrado como JSON
  --help              Esta ayuda`;

export async function main(args: readonly string[]): Promise<number> {
  const text = { type: "string" } as const;
  const flags = readFlags(args, { shop: text, computers: text, json: { type: "boolean" }, ...HELP_OPTION });
  if (flags.help) {
    print(HELP);
    return 0;
  }
  const slug = required(flags.shop, "--shop", "minimarket-lucha");
  const computers = wholeNumber(flags.computers, "--computers") ?? 1,
    amountCentimos = licencePrice(computers);
  const services = await openServices(readEnvironment(Deno.env.toObject()));
  try {
    const shop = await namedShop(services.control, slug), day = services.clock.now().slice(0, 10);
    const invoiceId = fixedId(JSON.stringify(["licence", shop.id, computers, day]));
    const sold = await sellOnce(systemContext(services, services.platform), { id: invoiceId }, {
      ...{ shop: shop.id, invoiceId, item: "licence", amountCentimos },
    });
    if (!sold.ok) throw new CliError(EXIT.cannotCreate, refusalText(sold.error));
    if (flags.json) printJson({ invoiceId, amountCentimos });
    else print(`Cobro ${invoiceId} de ${formatSoles(amountCentimos)} para ${slug}.`);
    return 0;
  } finally {
    await services.close();
  }
}
