import assert from "node:assert/strict";

/**
 * Which layer may import which (design §2): data goes one way and imports only downward. A layer always may import
 * itself and npm packages, but for the ones named in FORBIDDEN_PACKAGES.
 */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  fresh: [],
  kernel: [],
  "events/facts": ["kernel"],
  "events/log": ["kernel"],
  "events/store": ["kernel", "events"],
  "events/projections": ["kernel", "events"],
  domain: ["kernel", "events/facts"],
  commands: ["kernel", "events", "domain"],
  integrations: ["kernel"],
  i18n: ["kernel", "domain", "commands", "events/facts"],
  ui: ["kernel", "fresh"],
  islands: ["kernel", "ui", "fresh"],
  niches: ["kernel", "events", "domain", "commands", "i18n", "ui", "fresh"],
  workers: ["kernel", "events", "commands", "integrations"],
  api: ["kernel", "events", "domain", "commands", "i18n", "integrations", "niches"],
  routes: ["kernel", "events", "commands", "i18n", "ui", "islands", "niches", "integrations", "api", "fresh"],
};

/** What a pure layer must not know, even as a package. */
const FORBIDDEN_PACKAGES: Readonly<Record<string, RegExp>> = {
  kernel: /./,
  domain: /./,
  "events/projections": /libsql/,
  islands: /libsql|zod|hono|twind|node:/,
  ui: /libsql|zod|hono/,
};

const ROOT = new URL("..", import.meta.url);

interface Import {
  readonly from: string;
  readonly to: string;
}

const layerOf = (path: string): string | null =>
  Object.keys(LAYERS).filter((layer) => path.startsWith(`${layer}/`)).sort((a, b) =>
    b.length - a.length
  )[0] ?? null;

/** The imports of a source text, with relative ones resolved to a path from the root. */
export function importsOf(path: string, source: string): Import[] {
  const found: Import[] = [];
  const pattern =
    /(?:^|\n)\s*(?:import|export)\b[^"'`;]*?from\s*["']([^"']+)["']|\bimport\s*\(?\s*["']([^"']+)["']/g;
  for (const match of source.matchAll(pattern)) {
    const target = match[1] ?? match[2]!;
    const to = target.startsWith(".") ? new URL(target, `file:///${path}`).pathname.slice(1) : target;
    found.push({ from: path, to });
  }
  return found;
}

/** What the rules refuse of one import, in words, or null. */
export function refusalOf({ from, to }: Import): string | null {
  const layer = layerOf(from);
  if (!layer || /_test\.tsx?$/.test(from)) return null;
  const isOurs = /\.(ts|tsx|json)$/.test(to) && !to.includes(":");
  if (to === "fresh" || to.startsWith("fresh/") && !isOurs) {
    return layer === "fresh" || LAYERS[layer]!.includes("fresh")
      ? null
      : `${from} must not know the web framework`;
  }
  if (!isOurs) return FORBIDDEN_PACKAGES[layer]?.test(to) ? `${from} must not import ${to}` : null;
  const target = layerOf(to);
  if (to === "main.ts" || to === "dev.ts") return `${from} imports ${to}, which nobody imports`;
  if (target === null || target === layer) return nicheRefusal(from, to);
  const allowed = LAYERS[layer]!.some((may) => target === may || target.startsWith(`${may}/`));
  return allowed ? null : `${from} imports upward or sideways: ${to}`;
}

function nicheRefusal(from: string, to: string): string | null {
  const niche = /^niches\/([^/]+)\//.exec(from)?.[1], other = /^niches\/([^/]+)\//.exec(to)?.[1];
  return niche && other && niche !== other ? `niche ${niche} imports niche ${other}` : null;
}

function* sourceFiles(folder: string): Generator<string> {
  for (const entry of Deno.readDirSync(new URL(`${folder}/`, ROOT))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* sourceFiles(path);
    else if (/\.tsx?$/.test(entry.name)) yield path;
  }
}

const FOLDERS = [...new Set(Object.keys(LAYERS).map((layer) => layer.split("/")[0]!))];

Deno.test("imports go only downward", () => {
  const refusals = FOLDERS.flatMap((folder) => [...sourceFiles(folder)]).flatMap((path) =>
    importsOf(path, Deno.readTextFileSync(new URL(path, ROOT))).map(refusalOf).filter((refusal) =>
      refusal !== null
    )
  );
  assert.deepEqual(refusals, []);
});

Deno.test("the scan sees a forbidden import", () => {
  const refused = (path: string, source: string) =>
    importsOf(path, source).map(refusalOf).filter((r) => r !== null);
  assert.deepEqual(refused("kernel/a.ts", 'import { x } from "../events/facts/sales.ts";'), [
    "kernel/a.ts imports upward or sideways: events/facts/sales.ts",
  ]);
  assert.equal(refused("domain/sale/a.ts", 'import { z } from "zod";').length, 1);
  assert.equal(refused("domain/a.ts", 'import type {\n  A,\n} from "../events/store/types.ts";').length, 1);
  assert.equal(refused("niches/bodega/a.ts", 'export { x } from "../minimarket/mod.ts";').length, 1);
  assert.equal(refused("islands/a.tsx", 'const m = await import("../commands/handle.ts");').length, 1);
  assert.equal(refused("islands/a.tsx", 'import { createClient } from "@libsql/client";').length, 1);
  assert.equal(refused("routes/a.tsx", 'import "../main.ts";').length, 1);
  assert.equal(refused("commands/a.ts", 'import { page } from "fresh";').length, 1);
  assert.deepEqual(
    refused("commands/a.ts", 'import { ok } from "../kernel/result.ts";\nimport { z } from "zod";'),
    [],
  );
});

const sources = () => [...FOLDERS, "scripts", "tests", "bench"].flatMap((folder) => [...sourceFiles(folder)]);

Deno.test("new Date( stands only in kernel/time.ts", () => {
  const found = sources().filter((path) =>
    path !== "kernel/time.ts" && path !== "tests/architecture_test.ts" &&
    Deno.readTextFileSync(new URL(path, ROOT)).includes("new Date(")
  );
  // The framework carries dates in island props for any app, shops or not.
  assert.deepEqual(found.filter((path) => !path.startsWith("fresh/")), []);
});

Deno.test("floats stay out of money: no parseFloat, no toFixed", () => {
  const found = sources().filter((path) =>
    !path.includes("_test.") &&
    /parseFloat\(|\.toFixed\(/.test(Deno.readTextFileSync(new URL(path, ROOT)))
  );
  assert.deepEqual(found.filter((path) => !path.startsWith("fresh/") && !path.startsWith("bench/")), []);
});

Deno.test("domain and projections are pure: no await, no clock, no random", () => {
  const impure = [
    ...sourceFiles("domain"),
    ...sourceFiles("events/projections").filter((p) => p.endsWith("/projection.ts")),
  ]
    .filter((path) => !path.includes("_test."))
    .filter((path) =>
      /\bawait\b|Date\.now|Math\.random|crypto\.|systemClock/.test(Deno.readTextFileSync(new URL(path, ROOT)))
    );
  assert.deepEqual(impure, []);
});
