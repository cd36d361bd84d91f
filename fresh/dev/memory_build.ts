import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { FsRouteModule } from "../build_cache.ts";
import type { ClientBuild } from "../render/client_build.ts";
import { activateAssets } from "../render/mod.ts";
import type { BuildConfig } from "./options.ts";
import { cacheOf, type IslandModule } from "./snapshot.ts";
import type { BuildParts } from "./write_build.ts";

/** A build that is served from memory: for tests, which want no folder in between. */
export async function memoryBuild(config: BuildConfig, parts: BuildParts): Promise<ClientBuild> {
  const { islands, routes, bundle, project } = parts;
  const load = <T>(file: string): Promise<T> => import(pathToFileURL(file).href);
  const files = [...project.files].map(([url, file]) => {
    const { hash, contentType, immutable } = file;
    const encodings = [...(file.br ? ["br" as const] : []), ...(file.gzip ? ["gzip" as const] : [])];
    return [url, {
      path: url,
      hash,
      contentType,
      size: file.identity.byteLength,
      immutable,
      encodings,
    }] as const;
  });
  const cache = cacheOf({
    buildId: project.buildId,
    clientEntry: bundle.entry,
    features: bundle.features,
    imports: Object.fromEntries(bundle.imports),
    stylesheets: project.stylesheets,
    islands: await Promise.all(islands.map(async ({ name, file }) => {
      return { name, module: await load<IslandModule>(file), ...bundle.islands.get(file)! };
    })),
    routes: await Promise.all(routes.map(async (path) => {
      return { path, module: await load<FsRouteModule>(join(config.routeDir, path)) };
    })),
    files: Object.fromEntries(files),
  }, (path, encoding) => Promise.resolve(new Uint8Array(project.files.get(path)![encoding]!)));
  activateAssets(cache);
  return cache;
}
