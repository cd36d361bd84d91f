import type {
  AnyComponent,
  BuildCache,
  ContentEncoding,
  FsRouteModule,
  IslandDef,
  StaticFileEntry,
} from "../build_cache.ts";
import type { ClientBuild, ClientFeature } from "../render/client_build.ts";

/** One file as the snapshot names it; `encodings` lie beside it as `.br` and `.gz`. */
export interface SnapshotFile {
  readonly path: string;
  readonly hash: string;
  readonly contentType: string;
  readonly size: number;
  readonly immutable: boolean;
  readonly encodings: readonly ("br" | "gzip")[];
}

export type IslandModule = Readonly<Record<string, unknown>>;

/** What `_build/snapshot.js` exports. */
export interface Snapshot {
  readonly buildId: string;
  readonly clientEntry: string;
  readonly features: Readonly<Record<ClientFeature, string>>;
  readonly imports: Readonly<Record<string, readonly string[]>>;
  readonly stylesheets: readonly string[];
  readonly islands: readonly {
    readonly name: string;
    readonly module: IslandModule;
    readonly file: string;
    readonly css: readonly string[];
  }[];
  readonly routes: readonly { readonly path: string; readonly module: FsRouteModule }[];
  readonly files: Readonly<Record<string, SnapshotFile>>;
}

/** Every component that an island file exports is an island; JSX takes a lower-case name for an element. */
export function islandDefs(island: Snapshot["islands"][number]): IslandDef[] {
  return Object.entries(island.module).flatMap(([exportName, component]) =>
    typeof component === "function" && /^(?:default$|\p{Lu})/u.test(exportName)
      ? [{
        name: exportName === "default" ? island.name : exportName,
        exportName,
        component: component as AnyComponent,
        file: island.file,
        css: island.css,
      }]
      : []
  );
}

/** Gets a file of a build in one of the forms it was built in. */
export type ReadFile = (path: string, encoding: ContentEncoding) => Promise<Uint8Array<ArrayBuffer>>;

/** A build cache over a snapshot. */
export function cacheOf(
  snapshot: Snapshot,
  read: ReadFile,
): ClientBuild {
  const islands = new Map<AnyComponent, IslandDef>();
  for (const def of snapshot.islands.flatMap(islandDefs)) islands.set(def.component, def);
  const files = new Map(Object.entries(snapshot.files).map(([url, file]) => [url, entryOf(file, read)]));
  return {
    buildId: snapshot.buildId,
    clientEntry: snapshot.clientEntry,
    features: snapshot.features,
    imports: new Map(Object.entries(snapshot.imports)),
    stylesheets: snapshot.stylesheets,
    islands,
    routes: snapshot.routes.map(({ path, module }) => ({ path, load: () => Promise.resolve(module) })),
    dev: false,
    file: (urlPath) => files.get(urlPath) ?? null,
  } satisfies BuildCache & ClientBuild;
}

/** Files up to this size are kept in memory once they were asked for. */
const KEEP_BYTES = 256 * 1024;

function entryOf(
  file: SnapshotFile,
  read: ReadFile,
): StaticFileEntry {
  const kept = new Map<ContentEncoding, Uint8Array<ArrayBuffer>>();
  return {
    hash: file.hash,
    contentType: file.contentType,
    size: file.size,
    immutable: file.immutable,
    async read(wished) {
      const encoding = wished !== "identity" && file.encodings.includes(wished) ? wished : "identity";
      const body = kept.get(encoding) ?? await read(file.path, encoding);
      if (body.byteLength <= KEEP_BYTES) kept.set(encoding, body);
      return { body, encoding };
    },
  };
}
