import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { ClientBundle } from "./bundle.ts";
import type { BuiltFile } from "./built_file.ts";
import type { IslandSource } from "./island_finder.ts";
import type { BuildConfig } from "./options.ts";
import type { ProjectFiles } from "./project_build.ts";
import type { SnapshotFile } from "./snapshot.ts";

export interface BuildParts {
  readonly islands: readonly IslandSource[];
  /** Relative to the routes folder. */
  readonly routes: readonly string[];
  readonly bundle: ClientBundle;
  readonly project: ProjectFiles;
}

/** Writes a build that a server can load with nothing but the project itself: snapshot, server, files. */
export async function writeBuild(config: BuildConfig, parts: BuildParts): Promise<void> {
  // Not the whole folder: a development server may be at work in `dev/`.
  for (const part of ["client", "static"]) {
    await rm(join(config.outDir, part), { recursive: true, force: true });
  }
  await mkdir(config.outDir, { recursive: true });
  for (const [url, file] of parts.project.files) await writeFileOf(config.outDir, url, file);
  await writeFile(join(config.outDir, "snapshot.js"), snapshotSource(config, parts));
  await writeFile(join(config.outDir, "server.js"), serverSource(config));
}

async function writeFileOf(outDir: string, url: string, file: BuiltFile): Promise<void> {
  const path = join(outDir, pathOf(url));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, file.identity);
  if (file.br) await writeFile(`${path}.br`, file.br);
  if (file.gzip) await writeFile(`${path}.gz`, file.gzip);
}

/** Where a file stands in the build: what we made and what the project has are kept apart. */
function pathOf(url: string): string {
  return url.startsWith("/_fresh/") ? `client${url.slice("/_fresh".length)}` : `static${url}`;
}

/** Static imports: a route that does not load stops the start, and not a visitor. */
function snapshotSource(config: BuildConfig, { islands, routes, bundle, project }: BuildParts): string {
  const from = (file: string) => JSON.stringify(importPath(config.outDir, file));
  const json = (value: unknown) => JSON.stringify(value, null, 2);
  const islandLines = islands.map(({ name, file }, i) => {
    const built = bundle.islands.get(file)!;
    return `    { name: ${json(name)}, module: island${i}, file: ${json(built.file)}, css: ${
      JSON.stringify(built.css)
    } },`;
  });
  return [
    ...islands.map(({ file }, i) => `import * as island${i} from ${from(file)};`),
    ...routes.map((path, i) => `import * as route${i} from ${from(join(config.routeDir, path))};`),
    "",
    "export default {",
    `  buildId: ${json(project.buildId)},`,
    `  clientEntry: ${json(bundle.entry)},`,
    `  features: ${JSON.stringify(bundle.features)},`,
    `  imports: ${json(Object.fromEntries([...bundle.imports].filter(([, list]) => list.length > 0)))},`,
    `  stylesheets: ${JSON.stringify(project.stylesheets)},`,
    "  islands: [",
    ...islandLines,
    "  ],",
    "  routes: [",
    ...routes.map((path, i) => `    { path: ${json(path)}, module: route${i} },`),
    "  ],",
    `  files: ${
      json(Object.fromEntries([...project.files].map(([url, file]) => [url, fileRow(url, file)])))
    },`,
    "};",
    "",
  ].join("\n");
}

function fileRow(url: string, file: BuiltFile): SnapshotFile {
  return {
    path: pathOf(url),
    hash: file.hash,
    contentType: file.contentType,
    size: file.identity.byteLength,
    immutable: file.immutable,
    encodings: [...(file.br ? ["br" as const] : []), ...(file.gzip ? ["gzip" as const] : [])],
  };
}

/** For `deno serve _build/server.js`, as Fresh's own build; a script may import it for its `fetch`. */
function serverSource(config: BuildConfig): string {
  const load = importPath(config.outDir, fileURLToPath(new URL("./load_build.ts", import.meta.url)));
  const setCache = importPath(config.outDir, fileURLToPath(new URL("../build_cache.ts", import.meta.url)));
  return [
    `import { fromSnapshot } from ${JSON.stringify(load)};`,
    `import { setBuildCache } from ${JSON.stringify(setCache)};`,
    `import snapshot from "./snapshot.js";`,
    `import { app } from ${JSON.stringify(importPath(config.outDir, config.serverEntry))};`,
    "",
    `setBuildCache(app, fromSnapshot(snapshot, new URL("./", import.meta.url)));`,
    "export default { fetch: app.handler() };",
    "",
  ].join("\n");
}

function importPath(fromDir: string, file: string): string {
  const path = relative(fromDir, file).replaceAll("\\", "/");
  return path.startsWith(".") ? path : `./${path}`;
}
