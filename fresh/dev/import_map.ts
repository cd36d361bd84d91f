import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** The `imports` of the nearest `deno.json` at or above a folder. */
export interface ImportMap {
  /** Folder of that file: relative targets and `node_modules` belong to it. */
  readonly dir: string;
  readonly imports: Readonly<Record<string, string>>;
}

export async function readImportMap(from: string): Promise<ImportMap> {
  for (let dir = from;; dir = dirname(dir)) {
    const text = await readFile(join(dir, "deno.json"), "utf8").catch(() => null);
    if (text !== null) {
      const { imports = {} } = JSON.parse(text) as { imports?: Record<string, string> };
      return { dir, imports };
    }
    if (dirname(dir) === dir) return { dir: from, imports: {} };
  }
}

/** Where a bare specifier leads: by its whole name, or by the longest key that ends with `/`. */
export function mapSpecifier(specifier: string, { imports }: ImportMap): string | null {
  const exact = imports[specifier];
  if (exact !== undefined) return exact;
  const prefix = Object.keys(imports)
    .filter((key) => key.endsWith("/") && specifier.startsWith(key))
    .sort((a, b) => b.length - a.length)[0];
  return prefix === undefined ? null : imports[prefix] + specifier.slice(prefix.length);
}

/** `npm:@preact/signals@2.1.0/utils` → `@preact/signals/utils`; null for anything else. */
export function npmName(specifier: string): string | null {
  const match = /^npm:\/?((?:@[^/]+\/)?[^@/]+)(?:@[^/]+)?(\/.*)?$/.exec(specifier);
  return match ? match[1]! + (match[2] ?? "") : null;
}
