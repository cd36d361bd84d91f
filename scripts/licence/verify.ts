import { licenceOfFile } from "../../kernel/licence.ts";
import { CliError, EXIT, HELP_OPTION, print, printJson, readFlags, required } from "../cli.ts";

export const HELP = `Uso: deno task licence verify --file <archivo> --key <llave>

Comprueba que la plataforma firmó esa licencia. No necesita internet, ni la base de datos, ni la llave privada.

  --file <archivo>   El archivo de la licencia
  --key <llave>      La llave pública de la plataforma, en base64 (deno task licence key)
  --json             La licencia como JSON
  --help             Esta ayuda`;

export async function main(args: readonly string[]): Promise<number> {
  const text = { type: "string" } as const;
  const flags = readFlags(args, { file: text, key: text, json: { type: "boolean" }, ...HELP_OPTION });
  if (flags.help) {
    print(HELP);
    return 0;
  }
  const path = required(flags.file, "--file", "licencia.txt"), key = required(flags.key, "--key", "MCow…");
  const file = await Deno.readTextFile(path).catch(() => {
    throw new CliError(EXIT.noInput, `No pude leer ${path}. Revisa --file`);
  });
  const licence = await licenceOfFile(file, key);
  if (!licence) {
    throw new CliError(EXIT.failed, "Esa licencia no es nuestra o alguien la cambió. Revisa --file y --key");
  }
  if (flags.json) printJson(licence);
  else {print(
      `Licencia válida: ${licence.shop}, ${licence.computers} computadora(s), del ${licence.issuedAt}.`,
    );}
  return 0;
}
