import { openServices } from "../../compose.ts";
import { readEnvironment } from "../../config.ts";
import { toBase64 } from "../../events/log/bytes.ts";
import { signRefusalText } from "../../i18n/es_pe/ledger.ts";
import { CliError, EXIT, HELP_OPTION, print, printJson, readFlags, required } from "../cli.ts";
import { namedShop } from "../named_shop.ts";

export const HELP = `Uso: deno task ledger checkpoint --tenant <tienda> [--json]

Firma el libro como está ahora (si creció desde el último sello) y escribe el sello. Guárdalo fuera de aquí: con él,
ledger verify --checkpoint descubre que falta el final del libro.

  --tenant <tienda>   La tienda, por su dirección (minimarket-lucha) o su código
  --json              El sello, la raíz y la clave como JSON
  --help              Esta ayuda`;

export async function main(args: readonly string[]): Promise<number> {
  const flags = readFlags(args, { tenant: { type: "string" }, json: { type: "boolean" }, ...HELP_OPTION });
  if (flags.help) {
    print(HELP);
    return 0;
  }
  const wanted = required(flags.tenant, "--tenant", "minimarket-lucha");
  const services = await openServices(readEnvironment(Deno.env.toObject()));
  try {
    const shop = await namedShop(services.control, wanted);
    const store = await services.tenants.get(shop.id);
    const signed = await services.checkpoints.sign(store);
    if (!signed.ok) throw new CliError(EXIT.failed, signRefusalText(signed.error));
    const { size, root, note } = signed.value, vkey = await services.checkpoints.vkey(store);
    if (flags.json) printJson({ name: wanted, size, root: toBase64(root), vkey, note });
    else print(note.trimEnd());
    return 0;
  } finally {
    await services.close();
  }
}
