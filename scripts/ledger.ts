/** `deno task ledger verify|export|checkpoint|proof|replay`: what an auditor asks of a shop's log. */
import { print, runCli, UsageError } from "./cli.ts";

const HELP = `Uso: deno task ledger <orden> --tenant <tienda> [opciones]

  verify       Comprueba el libro entero y cada cifra que sale de él
  export       Escribe el libro en formas abiertas
  checkpoint   Firma el libro como está ahora
  proof        Prueba un registro o una venta, o comprueba una prueba
  replay       Cómo estaba la tienda en una posición

Cada orden se explica con --help. Quien verifica no usa el programa que escribe: lee el archivo por su cuenta.`;

const COMMANDS: Readonly<Record<string, () => Promise<{ main(args: readonly string[]): Promise<number> }>>> =
  {
    verify: () => import("./ledger/verify.ts"),
    export: () => import("./ledger/export.ts"),
    checkpoint: () => import("./ledger/checkpoint.ts"),
    proof: () => import("./ledger/proof.ts"),
    replay: () => import("./ledger/replay.ts"),
  };

export async function ledger([name = "--help", ...args]: readonly string[]): Promise<number> {
  if (name === "--help") {
    print(HELP);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UsageError(`No conozco la orden "${name}". Mira las que hay con --help`);
  return await (await command()).main(args);
}

if (import.meta.main) await runCli(ledger);
