/** Loads a production build. Needs neither esbuild nor the sources of the browser's code. */
import { readFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { activateAssets } from "../render/mod.ts";
import type { ClientBuild } from "../render/client_build.ts";
import { cacheOf, type Snapshot } from "./snapshot.ts";

const SUFFIX = { br: ".br", gzip: ".gz", identity: "" };

/** The build in a folder, by path or `file:` URL. Throws with the command to run where there is none. */
export async function loadBuild(dir: string | URL): Promise<ClientBuild> {
  const folder = pathToFileURL(`${dir instanceof URL ? fileURLToPath(dir) : dir}/`);
  let snapshot: Snapshot;
  try {
    snapshot = (await import(new URL("snapshot.js", folder).href)).default;
  } catch (error) {
    if (
      error instanceof TypeError && error.message.includes("Module not found") &&
      error.message.includes("snapshot.js")
    ) {
      throw new Error(`There is no build in ${fileURLToPath(folder)}. Run \`deno task build\` first.`, {
        cause: error,
      });
    }
    throw error;
  }
  return fromSnapshot(snapshot, folder);
}

/** Used by `_build/server.js`, which imports its snapshot itself. */
export function fromSnapshot(snapshot: Snapshot, folder: URL): ClientBuild {
  const cache = cacheOf(snapshot, async (path, encoding) => {
    const contents = await readFile(fileURLToPath(folder) + path + SUFFIX[encoding]);
    return new Uint8Array(contents);
  });
  activateAssets(cache);
  return cache;
}
