import { booksOf } from "../../compose.ts";
import { type LedgerReport, verifyLedger } from "../../commands/ledger/verify_ledger.ts";
import { EXIT_CODE } from "../../events/log/faults.ts";
import { formatVerifierKey } from "../../events/log/verifier_key.ts";
import { FAULT_TEXTS } from "../../i18n/es_pe/ledger.ts";
import { print, printJson, readFlags, UsageError } from "../cli.ts";
import { type Target, TARGET_HELP, TARGET_OPTIONS, withTarget } from "./target.ts";

const CODES = Object.entries(EXIT_CODE).map(([name, code]) => `${String(code).padStart(4)}  ${name}`).join(
  "\n",
);

export const HELP = `Uso: deno task ledger verify --tenant <tienda> [opciones]

Lee el libro desde sus bytes: cada huella, cada sello firmado, la cadena de cada tableta. Después rehace cada cifra
guardada desde los registros y la compara. Nombra la primera posición mala.

${TARGET_HELP}
  --checkpoint <ruta> Un sello guardado fuera (del cierre de caja, del contador). Se puede repetir: es lo único que
                      descubre que falta el final del libro

Termina con 0 si todo está bien, o con el código de la primera falla:
${CODES}`;

export async function main(args: readonly string[]): Promise<number> {
  const flags = readFlags(args, { ...TARGET_OPTIONS, checkpoint: { type: "string", multiple: true } });
  if (flags.help) {
    print(HELP);
    return 0;
  }
  const outside = await Promise.all((flags.checkpoint ?? []).map(readNote));
  return await withTarget(flags, async (target) => {
    const { source, key } = target;
    const report = await verifyLedger(source, { ...booksOf(key.name), key, outside });
    if (flags.json) {
      printJson({ ...report, name: target.name, reading: target.reading, vkey: formatVerifierKey(key) });
    } else tell(target, report);
    return report.exitCode;
  });
}

const readNote = (path: string): Promise<string> =>
  Deno.readTextFile(path).catch(() => {
    throw new UsageError(`--checkpoint: no se puede leer ${path}`);
  });

const FAULTS_SHOWN = 10;

function tell(target: Target, report: LedgerReport): void {
  const { events, signedSize, checkpoints, replayed, faults, faultsFound, firstBadPos } = report;
  print(report.ok ? `El libro de ${target.name} está entero.` : `El libro de ${target.name} NO está entero.`);
  if (!report.ok) {
    print(
      firstBadPos === null
        ? "  No se puede decir en qué posición"
        : `  Primera posición mala  ${firstBadPos}`,
    );
  }
  print(`  Registros    ${events}`);
  print(`  Sellos       ${checkpoints} buenos; ${events - signedSize} registros después del último`);
  print(`  Raíz         ${report.root}`);
  print(`  Clave        ${formatVerifierKey(target.key)}`);
  print(
    `  Cifras       ${replayed.length} cuadros rehechos, ${
      replayed.reduce((sum, { rows }) => sum + rows, 0)
    } filas`,
  );
  if (target.reading === "server") print("  Leído a través del servidor de datos, no de un archivo");
  for (const fault of faults.slice(0, FAULTS_SHOWN)) {
    const where = fault.pos === null ? "" : ` en la posición ${fault.pos}`;
    print(`\n  ${FAULT_TEXTS[fault.class]}${where} (${fault.class})\n    ${fault.message}`);
  }
  if (faultsFound > FAULTS_SHOWN) print(`\n  Y ${faultsFound - FAULTS_SHOWN} fallas más: míralas con --json`);
}
