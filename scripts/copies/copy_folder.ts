import { mkdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { CliError, EXIT } from "../cli.ts";
import { markOf, writePlain } from "./files.ts";
import { expectedFiles, type Manifest, zManifest } from "./manifest.ts";
import { messageOf } from "../../kernel/thrown.ts";

const MANIFEST = "manifest.json";

/**
 * Fills a folder beside `to` and gives it its name at the end: whoever finds `to` finds all of it. What fails leaves
 * nothing. Throws {@link CliError} where `to` is in use; `flag` is the one that chose it.
 */
export async function makeWhole<T>(
  to: string,
  flag: string,
  fill: (folder: string) => Promise<T>,
): Promise<T> {
  const target = resolve(to);
  await refuseInUse(target, to, flag);
  const folder = join(dirname(target), `.${basename(target)}.${crypto.randomUUID()}.part`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error) => cannotCreate(to, flag, error));
    const filled = await fill(folder);
    await rename(folder, target).catch((error) => cannotCreate(to, flag, error));
    return filled;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function refuseInUse(target: string, to: string, flag: string): Promise<void> {
  try {
    for await (const _ of Deno.readDir(target)) {
      throw new CliError(EXIT.cannotCreate, `${to} no está vacía. Elige otra carpeta con ${flag}`);
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    if (error instanceof CliError) throw error;
    cannotCreate(to, flag, error);
  }
}

function cannotCreate(to: string, flag: string, error: unknown): never {
  const why = messageOf(error);
  throw new CliError(EXIT.cannotCreate, `No se puede hacer la carpeta ${to}: ${why}. Elige otra con ${flag}`);
}

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writePlain(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Reads a copy and compares every byte of it with its manifest. Throws {@link CliError} that names the file. */
export async function openCopy(from: string, kind: Manifest["kind"]): Promise<Manifest> {
  const text = await Deno.readTextFile(join(from, MANIFEST)).catch(() => {
    throw new CliError(
      EXIT.noInput,
      `${from} no es una copia entera: no se puede leer su ${MANIFEST}. Revisa --from`,
    );
  });
  const manifest = manifestOf(text, from);
  if (manifest.kind !== kind) {
    throw new CliError(
      EXIT.noInput,
      kind === "shop"
        ? `${from} es la copia de todo el sistema. Se repone con: deno task restore --from ${from}`
        : `${from} es la copia de una tienda. Se trae con: deno task tenant import --from ${from}`,
    );
  }
  for (const [path, mark] of Object.entries(manifest.files)) {
    const found = await markOf(join(from, path)).catch(() => null);
    if (found?.sha256 !== mark.sha256 || found.bytes !== mark.bytes) {
      const what = found === null ? "falta o no se puede leer" : "no es el que se copió";
      throw new CliError(EXIT.failed, `${join(from, path)} ${what}. No se repuso nada: usa otra copia`);
    }
  }
  return manifest;
}

function manifestOf(text: string, from: string): Manifest {
  const parsed = zManifest.safeParse(jsonOf(text));
  const fault = !parsed.success
    ? parsed.error.issues[0]?.path.join(".") || "format"
    : expectedFiles(parsed.data).join() === Object.keys(parsed.data.files).sort().join()
    ? null
    : "files";
  if (parsed.success && fault === null) return parsed.data;
  throw new CliError(EXIT.noInput, `${join(from, MANIFEST)} no es de una copia de Caserito (${fault})`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
