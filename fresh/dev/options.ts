import { isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export interface StylesInput {
  /** The text of every source file that may name a class: islands, routes and what `styleSources` adds. */
  readonly classSources: readonly string[];
}

export interface SourceMapOptions {
  kind?: boolean | "linked" | "inline" | "external" | "both";
  sourceRoot?: string;
  sourcesContent?: boolean;
}

export interface BuildOptions {
  /** Browsers to build for, as esbuild names them. Default: those that Fresh builds for. */
  target?: string | string[];
  /** Root of the project; other paths are relative to it. Default: the working directory. */
  root?: string;
  /** Module that exports the app. Default: `main.ts`. */
  serverEntry?: string;
  /** Where a production build is written. Default: `_build`. */
  outDir?: string;
  /** Default: `static`. */
  staticDir?: string;
  /** Default: `islands`. `(_islands)` folders below the routes count as well. */
  islandDir?: string;
  /** Default: `routes`. */
  routeDir?: string;
  /** Files to leave out when folders are read. Default: tests. */
  ignore?: RegExp[];
  /** Source maps of a production build, as esbuild takes them. Default: none. */
  sourceMap?: SourceMapOptions;
  /** Further islands: files or globs relative to the root, e.g. `niches/<any>/islands/**`. */
  islandSpecifiers?: string[];
  /** Makes one style sheet for all pages from the class names it finds; it becomes a hashed file. */
  styles?: (input: StylesInput) => Promise<string> | string;
  /** Globs of further files for `styles`, e.g. `ui/**`. */
  styleSources?: string[];
  /** Permission flags of the development server, e.g. `["-P=dev"]`. Default: `["-A"]`. */
  serverFlags?: string[];
}

/** Options with every path absolute. */
export interface BuildConfig {
  readonly target: string | string[];
  readonly root: string;
  readonly serverEntry: string;
  readonly outDir: string;
  readonly staticDir: string;
  readonly routeDir: string;
  readonly ignore: readonly RegExp[];
  readonly islandGlobs: readonly string[];
  readonly styleGlobs: readonly string[];
  readonly sourceMap: SourceMapOptions;
  readonly styles: BuildOptions["styles"];
  readonly serverFlags: readonly string[];
}

const TESTS = /[._]test\.(?:[tj]sx?|[mc][tj]s)$/;

export function resolveOptions(options: BuildOptions): BuildConfig {
  const root = options.root ? toPath(options.root, Deno.cwd()) : Deno.cwd();
  const within = (path: string | undefined, usual: string) => toPath(path ?? usual, root);
  const routeDir = within(options.routeDir, "routes");
  const islandDir = within(options.islandDir, "islands");
  const islandGlobs = [
    `${islandDir}/**`,
    `${routeDir}/**/(_islands)/**`,
    ...(options.islandSpecifiers ?? []).map((glob) => toPath(glob, root)),
  ];
  return {
    target: options.target ?? ["chrome99", "firefox99", "safari15"],
    root,
    serverEntry: within(options.serverEntry, "main.ts"),
    outDir: within(options.outDir, "_build"),
    staticDir: within(options.staticDir, "static"),
    routeDir,
    ignore: options.ignore ?? [TESTS],
    islandGlobs,
    styleGlobs: [
      ...islandGlobs,
      `${routeDir}/**`,
      ...(options.styleSources ?? []).map((glob) => toPath(glob, root)),
    ],
    sourceMap: options.sourceMap ?? {},
    styles: options.styles,
    serverFlags: options.serverFlags ?? ["-A"],
  };
}

/** Absolute path of a path or a `file:` URL. */
export function toPath(path: string, base: string): string {
  if (path.startsWith("file:")) return fileURLToPath(path);
  return isAbsolute(path) ? resolve(path) : join(base, path);
}
