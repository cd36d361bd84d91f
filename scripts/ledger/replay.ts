import { FACTS } from "../../compose.ts";
import { EventUnreadable, type StateAt, stateAt } from "../../commands/ledger/state_at.ts";
import { AUDIT, STATE } from "../../i18n/es_pe/audit.ts";
import { formatSoles } from "../../kernel/money.ts";
import { formatQuantity } from "../../kernel/quantity.ts";
import { formatInstant } from "../../kernel/time.ts";
import { CliError, EXIT, print, printJson, readFlags, wholeNumber } from "../cli.ts";
import { TARGET_HELP, TARGET_OPTIONS, withTarget } from "./target.ts";

export const HELP = `Uso: deno task ledger replay --tenant <tienda> [--at <posición>] [opciones]

Vuelve a contar la historia hasta una posición y dice cómo estaba la tienda: inventario y cajas abiertas.

  --at <posición>     Hasta cuál registro; por omisión el último
${TARGET_HELP}`;

export async function main(args: readonly string[]): Promise<number> {
  const flags = readFlags(args, { ...TARGET_OPTIONS, at: { type: "string" } });
  if (flags.help) {
    print(HELP);
    return 0;
  }
  const at = wholeNumber(flags.at, "--at") ?? Number.MAX_SAFE_INTEGER;
  return await withTarget(flags, async ({ name, source }) => {
    const state = await stateAt(source, FACTS, at).catch((error) => {
      if (!(error instanceof EventUnreadable)) throw error;
      throw new CliError(EXIT.failed, `${AUDIT.unreadable}, con: deno task ledger verify`);
    });
    if (flags.json) printJson({ name, ...state });
    else tell(name, state);
    return 0;
  });
}

function tell(name: string, { pos, size, recordedAt, drawers, stock }: StateAt): void {
  print(`${name} en la posición ${pos} de ${size}${recordedAt ? `, ${formatInstant(recordedAt)}` : ""}`);
  print(`\nCajas abiertas: ${drawers.length}`);
  for (const { registerName, tickets, inDrawerCentimos } of drawers) {
    print(
      `  ${registerName ?? STATE.unnamed}: ${tickets} tickets, en el cajón ${formatSoles(inDrawerCentimos)}`,
    );
  }
  print(`\nInventario: ${stock.length} productos`);
  for (const { productId, name, onHand, unit } of stock) {
    print(`  ${formatQuantity(onHand, unit ?? "unidad").padStart(12)}  ${name ?? productId}`);
  }
}
