import { readdir } from "node:fs/promises";
import { join, matchesGlob, relative } from "node:path";
import type { BuildConfig } from "./options.ts";

/** Files that are modules. */
export const SCRIPT = /\.(?:tsx|jsx|ts|js)$/;
const NEVER = new Set(["node_modules", ".git"]);

/** All files below a folder, absolute and sorted, so that a build is the same on every machine. */
export async function filesBelow(dir: string): Promise<string[]> {
  const found: string[] = [];
  const entries = await readdir(dir, { withFileTypes: true }).catch((error: { code?: string }) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
    throw error;
  });
  for (const entry of entries) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) {
      if (!NEVER.has(entry.name)) found.push(...await filesBelow(path));
    } else found.push(path);
  }
  return found.sort();
}

/** The scripts that match a glob (absolute; a path without wildcards is itself). */
export async function scriptsMatching(globs: readonly string[], config: BuildConfig): Promise<string[]> {
  const found = new Set<string>();
  for (const glob of globs) {
    const fixed = glob.slice(0, glob.search(/[*?{]|$/));
    if (fixed === glob) {
      found.add(glob);
      continue;
    }
    const isWanted = matcher(glob);
    for (const file of await filesBelow(fixed.slice(0, fixed.lastIndexOf("/")))) {
      if (isWanted(file) && SCRIPT.test(file) && !config.ignore.some((pattern) => pattern.test(file))) {
        found.add(file);
      }
    }
  }
  return [...found].sort();
}

/** Parentheses are part of a folder's name here (`(_islands)`), and groups to a glob. */
function matcher(glob: string): (path: string) => boolean {
  const plain = (text: string) => text.replaceAll("(", "<").replaceAll(")", ">");
  return (path) => matchesGlob(plain(path), plain(glob));
}

/** Paths of the route files, relative to the routes folder. */
export async function findRoutes(config: BuildConfig): Promise<string[]> {
  const files = await filesBelow(config.routeDir);
  return files
    .filter((file) => SCRIPT.test(file) && !config.ignore.some((pattern) => pattern.test(file)))
    .map((file) => relative(config.routeDir, file).replaceAll("\\", "/"))
    .filter((path) => !/(^|\/)\(_[^/]*\)\//.test(path));
}
