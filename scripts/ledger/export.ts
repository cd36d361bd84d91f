import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type ExportFormat, exportLog } from "../../commands/ledger/export_log.ts";
import { CliError, EXIT, print, printJson, readFlags, required, UsageError } from "../cli.ts";
import { TARGET_HELP, TARGET_OPTIONS, withTarget } from "./target.ts";

const FORMATS: readonly ExportFormat[] = ["tiles", "jsonl"];

export const HELP = `Uso: deno task ledger export --tenant <tienda> --out <carpeta> [opciones]

Escribe el libro hasta su último sello en formas abiertas: checkpoint (C2SP tlog-checkpoint), vkey, y según --format
  tiles   tile/ con huellas y registros (C2SP tlog-tiles): lo lee cualquier herramienta de esa norma
  jsonl   events.jsonl: un registro por línea, byte por byte como se firmó

  --out <carpeta>     Dónde; nueva o vacía
  --format <forma>    tiles o jsonl; por omisión las dos
${TARGET_HELP}`;

export async function main(args: readonly string[]): Promise<number> {
  const flags = readFlags(args, { ...TARGET_OPTIONS, out: { type: "string" }, format: { type: "string" } });
  if (flags.help) {
    print(HELP);
    return 0;
  }
  const out = required(flags.out, "--out", "libro-noviembre");
  const formats = formatsOf(flags.format);
  return await withTarget(flags, async ({ source, key, name }) => {
    const exported = await exportLog(source, key, formats);
    if (exported === null) {
      throw new CliError(
        EXIT.failed,
        `El libro de ${name} no tiene sello todavía. Fírmalo con: deno task ledger checkpoint --tenant ${name}`,
      );
    }
    await emptyFolder(out);
    let files = 0;
    for await (const { path, pieces } of exported.files) {
      await writeFile(join(out, path), pieces);
      files += 1;
    }
    const { size, unsigned } = exported;
    if (flags.json) printJson({ name, out, formats, size, unsigned, files });
    else {
      print(`${size} registros de ${name} en ${out} (${files} archivos).`);
      if (unsigned > 0) print(`Quedan fuera ${unsigned} registros que todavía no tienen sello.`);
    }
    return 0;
  });
}

function formatsOf(wanted: string | undefined): readonly ExportFormat[] {
  if (wanted === undefined) return FORMATS;
  const format = FORMATS.find((known) => known === wanted);
  if (!format) throw new UsageError(`--format lleva tiles o jsonl, no "${wanted}"`);
  return [format];
}

async function emptyFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
  for await (const _ of Deno.readDir(path)) {
    throw new CliError(EXIT.cannotCreate, `${path} no está vacía. Elige otra carpeta con --out`);
  }
}

async function writeFile(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  using file = await Deno.open(path, { write: true, createNew: true });
  const writer = file.writable.getWriter();
  for await (const piece of pieces) await writer.write(piece);
  await writer.close();
}
