import { readFile } from "node:fs/promises";
import { statSync } from "node:fs";
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { AnyComponent, FsRouteFile, FsRouteModule, IslandDef, StaticFileEntry } from "../build_cache.ts";
import type { ClientBuild, ClientFeature } from "../render/client_build.ts";
import { contentTypeOf } from "./built_file.ts";
import { CLIENT_URL } from "./bundle.ts";
import { findRoutes } from "./crawl.ts";
import type { BuildConfig } from "./options.ts";
import { readStatic, type StaticTransform, styleSheet } from "./project_build.ts";
import type { ClientManifest } from "./protocol.ts";
import { islandDefs, type IslandModule } from "./snapshot.ts";

/** A build that follows the files while they are edited. */
export class DevCache implements ClientBuild {
  readonly dev = true;
  /** Nothing is kept in a browser's cache, hence every start may have the same. */
  readonly buildId = "dev";
  clientEntry: string | null = null;
  features: Record<ClientFeature, string> = { slots: "", values: "", signals: "", partials: "" };
  imports: ReadonlyMap<string, readonly string[]> = new Map();
  stylesheets: readonly string[] = [];
  routes: readonly FsRouteFile[] = [];
  readonly islands = new Map<AnyComponent, IslandDef>();

  /** Island file → its definitions by export, each known under every version of its component. */
  readonly #bySource = new Map<string, Map<string, { -readonly [K in keyof IslandDef]: IslandDef[K] }>>();
  readonly #styles = new Map<string, string>();
  #clientFolder = "";
  #version = 0;

  constructor(readonly config: BuildConfig, readonly transform: StaticTransform) {}

  /** Finds the routes and makes the style sheet. */
  async start(): Promise<void> {
    const [paths] = await Promise.all([findRoutes(this.config), this.restyle()]);
    this.routes = paths.map((path) => ({
      path,
      load: (): Promise<FsRouteModule> => import(pathToFileURL(join(this.config.routeDir, path)).href),
    }));
  }

  async restyle(): Promise<void> {
    const css = await styleSheet(this.config);
    if (!css) return;
    this.#styles.set(css.url, css.text);
    this.stylesheets = [css.url];
  }

  /** Takes over a new bundle; islands are loaded if they are new. */
  async useClient(manifest: ClientManifest): Promise<void> {
    this.clientEntry = manifest.entry;
    this.features = manifest.features;
    this.imports = new Map(Object.entries(manifest.imports));
    this.#clientFolder = manifest.folder;
    await Promise.all(manifest.islands.map(async ({ name, source, file, css }) => {
      const known = this.#bySource.get(source);
      if (known) {
        for (const def of known.values()) Object.assign(def, { file, css });
        return;
      }
      const module: IslandModule = await import(pathToFileURL(source).href);
      const defs = islandDefs({ name, module, file, css });
      this.#bySource.set(source, new Map(defs.map((def) => [def.exportName, def])));
      for (const def of defs) this.islands.set(def.component, def);
    }));
  }

  /**
   * Renders the new version of an island file from now on, although pages imported the old one. Answers
   * false where that cannot be done, because the file now exports something else.
   */
  async replaceIsland(source: string): Promise<boolean> {
    const known = this.#bySource.get(source);
    if (!known) return false;
    const module: IslandModule = await import(`${pathToFileURL(source).href}?v=${++this.#version}`);
    if (Object.keys(module).sort().join() !== [...known.keys()].sort().join()) return false;
    for (const [exportName, def] of known) {
      def.component = module[exportName] as AnyComponent;
      this.islands.set(def.component, def);
    }
    return true;
  }

  file(urlPath: string): StaticFileEntry | null {
    const css = this.#styles.get(urlPath);
    if (css !== undefined) return entryOf(urlPath, () => Promise.resolve(new TextEncoder().encode(css)));
    if (urlPath.startsWith(CLIENT_URL)) {
      const script = fileIn(this.#clientFolder, urlPath.slice(CLIENT_URL.length));
      return script === null ? null : entryOf(urlPath, async () => new Uint8Array(await readFile(script)));
    }
    const file = fileIn(this.config.staticDir, urlPath.slice(1));
    return file === null
      ? null
      : entryOf(urlPath, async () => new Uint8Array(await readStatic(file, this.transform)));
  }
}

/** The file at a path within a folder, or null; a path cannot lead out of it. */
function fileIn(folder: string, path: string): string | null {
  const file = join(folder, path);
  return file.startsWith(folder + sep) && statSync(file, { throwIfNoEntry: false })?.isFile() ? file : null;
}

function entryOf(path: string, read: () => Promise<Uint8Array<ArrayBuffer>>): StaticFileEntry {
  return {
    hash: null,
    contentType: contentTypeOf(path),
    size: 0,
    immutable: false,
    read: async () => ({ body: await read(), encoding: "identity" }),
  };
}
