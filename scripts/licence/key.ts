import { openServices } from "../../compose.ts";
import { readEnvironment } from "../../config.ts";
import { HELP_OPTION, print, readFlags } from "../cli.ts";

export const HELP = `Uso: deno task licence key

Muestra la llave pública de la plataforma, con la que se comprueba una licencia.

  --help   Esta ayuda`;

export async function main(args: readonly string[]): Promise<number> {
  if (readFlags(args, HELP_OPTION).help) {
    print(HELP);
    return 0;
  }
  const services = await openServices(readEnvironment(Deno.env.toObject()));
  try {
    print(await services.platformKey.publicKey());
    return 0;
  } finally {
    await services.close();
  }
}
