/** `deno task ledger verify|export|checkpoint|proof|replay`: what an auditor asks of a shop's log. */
import { type Main, runCli, runOrder } from "./cli.ts";

const HELP = `Uso: deno task ledger <orden> --tenant <tienda> [opciones]

  verify       Comprueba el libro entero y cada cifra que sale de él
  export       Escribe el libro en formas abiertas
  checkpoint   Firma el libro como está ahora
  proof        Prueba un registro o una venta, o comprueba una prueba
  replay       Cómo estaba la tienda en una posición

Cada orden se explica con --help. Quien verifica no usa el programa que escribe: lee el archivo por su cuenta.`;

export const ledger: Main = (args) =>
  runOrder(args, HELP, {
    verify: () => import("./ledger/verify.ts"),
    export: () => import("./ledger/export.ts"),
    checkpoint: () => import("./ledger/checkpoint.ts"),
    proof: () => import("./ledger/proof.ts"),
    replay: () => import("./ledger/replay.ts"),
  });

if (import.meta.main) await runCli(ledger);
