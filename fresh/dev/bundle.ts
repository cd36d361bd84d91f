import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { BuildContext, BuildOptions as EsbuildOptions, BuildResult } from "esbuild";
import type { ClientFeature } from "../render/client_build.ts";
import type { IslandSource } from "./island_finder.ts";
import { readImportMap } from "./import_map.ts";
import type { BuildConfig } from "./options.ts";
import { denoResolver } from "./resolver.ts";

export const CLIENT_URL = "/_fresh/js/";

const clientFile = (name: string) => fileURLToPath(new URL(`../client/${name}.ts`, import.meta.url));
const ENTRY = clientFile("entry");
const CORE = clientFile("core");
const FEATURES: Record<ClientFeature, string> = {
  slots: clientFile("slots"),
  values: clientFile("values"),
  signals: clientFile("signals"),
  partials: clientFile("partials"),
};

/** The scripts for the browser, by URL path. */
export interface ClientBundle {
  readonly entry: string;
  readonly features: Readonly<Record<ClientFeature, string>>;
  /** Island file → its script and its style sheets. */
  readonly islands: ReadonlyMap<string, { readonly file: string; readonly css: readonly string[] }>;
  /** Script → every script it imports statically, however deep. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Every own source file that went in. */
  readonly inputs: ReadonlySet<string>;
}

/** A bundler that stays warm: `rebuild` only reads what has changed. */
export interface Bundler {
  rebuild(): Promise<ClientBundle>;
  dispose(): Promise<void>;
}

/** Without islands there still is client navigation, hence always the runtime. */
export async function createBundler(
  config: BuildConfig,
  islands: readonly IslandSource[],
  mode: "development" | "production",
): Promise<Bundler> {
  const esbuild = await import("esbuild");
  const context = await esbuild.context(await esbuildOptions(config, islands, mode));
  return {
    rebuild: async () => toBundle(config.root, await context.rebuild()),
    dispose: () => disposeOf(context),
  };
}

/** Ends esbuild's own process; it would keep a finished build, or a test, alive. */
export async function stopEsbuild(): Promise<void> {
  const esbuild = await import("esbuild");
  await esbuild.stop();
}

async function disposeOf(context: BuildContext): Promise<void> {
  await context.dispose();
}

async function esbuildOptions(config: BuildConfig, islands: readonly IslandSource[], mode: string) {
  const dev = mode === "development";
  const map = await readImportMap(config.root);
  return {
    absWorkingDir: config.root,
    entryPoints: [
      { in: ENTRY, out: "fresh" },
      ...Object.entries(FEATURES).map(([name, path]) => ({ in: path, out: `fresh-${name}` })),
      ...islands.map((island) => ({ in: island.file, out: island.name })),
    ],
    outdir: join(config.root, "_fresh_client"),
    entryNames: "[name]-[hash]",
    chunkNames: "chunk-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "browser",
    target: config.target,
    minify: !dev,
    sourcemap: dev ? "linked" : config.sourceMap.kind ?? false,
    ...(config.sourceMap.sourceRoot !== undefined && { sourceRoot: config.sourceMap.sourceRoot }),
    sourcesContent: config.sourceMap.sourcesContent ?? true,
    legalComments: "none",
    logLevel: "silent",
    charset: "utf8",
    jsx: "automatic",
    jsxImportSource: "preact",
    tsconfigRaw: {},
    define: { "process.env.NODE_ENV": JSON.stringify(mode) },
    plugins: [denoResolver(map)],
  } satisfies EsbuildOptions;
}

type Output = BuildResult<{ metafile: true; write: false }>;

function toBundle(root: string, result: Output): ClientBundle {
  const url = (path: string) => CLIENT_URL + basename(path);
  const files = new Map(result.outputFiles.map((file) => [url(file.path), file.contents]));
  const direct = new Map<string, string[]>();
  let entry = "";
  const byEntry = new Map<string, { file: string; css: string[] }>();
  for (const [path, output] of Object.entries(result.metafile.outputs)) {
    direct.set(
      url(path),
      output.imports.filter((i) => i.kind === "import-statement").map((i) => url(i.path)),
    );
    if (output.entryPoint !== undefined) {
      const css = output.cssBundle === undefined ? [] : [url(output.cssBundle)];
      byEntry.set(resolve(root, output.entryPoint), { file: url(path), css });
    }
    // The start is in the file that every island shares; its own output only imports that one.
    if (Object.keys(output.inputs).some((input) => resolve(root, input) === CORE)) entry = url(path);
  }
  const fileOf = (source: string) => byEntry.get(source)!.file;
  const islands = new Map(byEntry);
  for (const own of [ENTRY, ...Object.values(FEATURES)]) islands.delete(own);
  return {
    entry,
    features: {
      slots: fileOf(FEATURES.slots),
      values: fileOf(FEATURES.values),
      signals: fileOf(FEATURES.signals),
      partials: fileOf(FEATURES.partials),
    },
    islands,
    imports: new Map([...direct.keys()].map((file) => [file, closure(file, direct)])),
    files,
    inputs: new Set(Object.keys(result.metafile.inputs).map((path) => resolve(root, path))),
  };
}

function closure(file: string, direct: ReadonlyMap<string, readonly string[]>): string[] {
  const found = new Set<string>();
  const follow = (from: string) => {
    for (const next of direct.get(from) ?? []) {
      if (!found.has(next)) {
        found.add(next);
        follow(next);
      }
    }
  };
  follow(file);
  return [...found];
}
