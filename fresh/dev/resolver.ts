import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from "esbuild";
import { type ImportMap, mapSpecifier, npmName } from "./import_map.ts";

const RUNTIME = fileURLToPath(new URL("../runtime.ts", import.meta.url));
const CLIENT_RUNTIME = fileURLToPath(new URL("../client/runtime.ts", import.meta.url));
const SERVER = fileURLToPath(new URL("../mod.ts", import.meta.url));

const CORE = fileURLToPath(new URL("../client/core.ts", import.meta.url));
/** The own modules that the core is made of. */
const CORE_PARTS = ["core", "boot", "page", "root"].map((name) =>
  fileURLToPath(new URL(`../client/${name}.ts`, import.meta.url))
);

/** What `client/core.ts` holds. */
const IN_CORE = /^preact(?:\/hooks|\/jsx-runtime|\/jsx-dev-runtime)?$/;
/** Two copies of these in one page would not know of each other's components and signals. */
const ONLY_ONCE = /^(?:preact|@preact\/signals)(?:\/|$)/;

const RESOLVED = Symbol("resolved by us");

/** Resolves imports as Deno does: by the import map, npm packages from the project's `node_modules`. */
export function denoResolver(map: ImportMap): Plugin {
  return {
    name: "deno",
    setup(build) {
      build.onResolve({ filter: /.*/ }, (args) => {
        if (args.pluginData === RESOLVED || args.kind === "entry-point") return null;
        if (IN_CORE.test(args.path) && !isPartOfCore(args.importer)) return { path: CORE };
        if (args.importer.includes("/node_modules/")) {
          return ONLY_ONCE.test(args.path) ? fromNodeModules(build, args, args.path, map.dir) : null;
        }
        return resolveImport(build, args, map);
      });
    },
  };
}

/** Preact imports itself: its hooks import it. */
function isPartOfCore(importer: string): boolean {
  return CORE_PARTS.includes(importer) || /\/node_modules\/preact\//.test(importer);
}

async function resolveImport(
  build: PluginBuild,
  args: OnResolveArgs,
  map: ImportMap,
): Promise<OnResolveResult | null> {
  if (/^\.{0,2}\//.test(args.path)) return toBrowser(join(args.resolveDir, args.path), args.path) ?? null;
  const target = mapSpecifier(args.path, map) ?? args.path;
  if (/^\.{1,2}\//.test(target)) {
    const path = join(map.dir, target);
    return toBrowser(path, args.path) ?? { path };
  }
  const name = npmName(target);
  if (name !== null) return await fromNodeModules(build, args, name, map.dir);
  if (/^(?:jsr|https?|node|data):/.test(target)) {
    return {
      errors: [{
        text: `"${args.path}" cannot run in a browser: islands import npm packages and own files.`,
      }],
    };
  }
  return null;
}

/** What the browser gets in place of a module of the server, or null if nothing is special about it. */
function toBrowser(path: string, specifier: string): OnResolveResult | null {
  if (path === RUNTIME) return { path: CLIENT_RUNTIME };
  if (path !== SERVER) return null;
  return { errors: [{ text: `"${specifier}" is the server. Islands import from "fresh/runtime".` }] };
}

function fromNodeModules(build: PluginBuild, args: OnResolveArgs, name: string, dir: string) {
  return build.resolve(name, {
    kind: args.kind,
    importer: args.importer,
    resolveDir: dir,
    pluginData: RESOLVED,
  });
}
