import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { findRoutes, SCRIPT, scriptsMatching } from "./crawl.ts";
import { type ImportMap, mapSpecifier, readImportMap } from "./import_map.ts";
import type { BuildConfig } from "./options.ts";

export interface IslandSource {
  /** Unique; of the file's name. */
  readonly name: string;
  readonly file: string;
}

/**
 * The islands of a project: files of the island folders that the server's code imports.
 *
 * What only other islands import (a part of a large one, its store) is none, although it lies beside them:
 * as an entry of its own each such file would be one more request.
 */
export async function findIslands(
  config: BuildConfig,
  registered: Iterable<string>,
): Promise<IslandSource[]> {
  const given = [...registered];
  const candidates = new Set(await scriptsMatching(config.islandGlobs, config));
  const used = candidates.size > 0 ? await importedByServer(config, candidates) : [];
  return named([...new Set([...used, ...given])].sort());
}

/** Follows imports from the entry and the routes, and stops at the first island file of each path. */
async function importedByServer(config: BuildConfig, candidates: ReadonlySet<string>): Promise<string[]> {
  const map = await readImportMap(config.root);
  const routes = (await findRoutes(config)).map((path) => join(config.routeDir, path));
  const seen = new Set<string>();
  const found = new Set<string>();
  const follow = async (file: string): Promise<void> => {
    if (seen.has(file)) return;
    seen.add(file);
    if (candidates.has(file)) {
      found.add(file);
      return;
    }
    const source = await readFile(file, "utf8").catch(() => ""); // what is missing fails where it is loaded
    await Promise.all(
      importsOf(source).map((specifier) => {
        const path = ownFile(specifier, file, map);
        return path === null ? null : follow(path);
      }),
    );
  };
  await Promise.all([config.serverEntry, ...routes].map(follow));
  return [...found];
}

const FRAMEWORK = fileURLToPath(new URL("../", import.meta.url));

/** The file of the project that a specifier means; packages and the framework import no islands. */
function ownFile(specifier: string, importer: string, map: ImportMap): string | null {
  const isPath = /^(?:\.{1,2})?\//.test(specifier);
  const target = isPath ? null : mapSpecifier(specifier, map);
  const path = isPath
    ? resolve(dirname(importer), specifier)
    : target !== null && /^\.{1,2}\//.test(target)
    ? join(map.dir, target)
    : null;
  if (path === null || !SCRIPT.test(path)) return null;
  const isFramework = path.startsWith(FRAMEWORK) && !importer.startsWith(FRAMEWORK);
  return isFramework ? null : path;
}

const IMPORT =
  /\b(?:import|export)\s+(?<clause>[^"'`;()]*?)\s*from\s*["'](?<from>[^"']+)["']|\bimport\s*\(?\s*["'](?<bare>[^"']+)["']/g;

/**
 * The specifiers a module imports values from. A scan and no parse, because it is made on every save: what
 * it takes too much for an import (an example in a comment) only costs a look.
 */
export function importsOf(source: string): string[] {
  const found: string[] = [];
  for (const { groups } of source.matchAll(IMPORT)) {
    const { clause = "", from, bare } = groups!;
    if (bare !== undefined) found.push(bare);
    else if (from !== undefined && !isTypeOnly(clause)) found.push(from);
  }
  return found;
}

function isTypeOnly(clause: string): boolean {
  if (/^type\s/.test(clause)) return true;
  const list = /^\{([^}]*)\}$/.exec(clause)?.[1];
  const names = list?.split(",").map((name) => name.trim()).filter(Boolean);
  return names !== undefined && names.length > 0 && names.every((name) => name.startsWith("type "));
}

function named(files: readonly string[]): IslandSource[] {
  const names = new Map<string, number>();
  return files.map((file) => {
    const name = componentName(file);
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    return { name: count === 1 ? name : `${name}_${count}`, file };
  });
}

/** `cart-button.tsx` and `CartButton.tsx` are both `CartButton`. */
function componentName(file: string): string {
  const stem = basename(file).replace(SCRIPT, "");
  return stem.split(/[^\p{L}\p{N}]+/u).filter(Boolean).map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join("");
}
