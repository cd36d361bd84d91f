import type { BuildConfig } from "./options.ts";

/** Files whose change can change a page. Databases and logs of the running app are none of them. */
const SOURCE = /\.(?:tsx?|jsx?|mts|mjs|json|jsonc|css|sql|md|html)$/;
const SKIPPED_FOLDERS = /\/(?:node_modules|\.git)\//;
/** Editors write one file in several steps. */
const SETTLE_MS = 15;

/** Batches of changed files, absolute. */
export async function* watchProject(config: BuildConfig): AsyncGenerator<string[]> {
  const matters = (path: string) =>
    path.startsWith(config.staticDir + "/") ||
    (SOURCE.test(path) && !SKIPPED_FOLDERS.test(path) && !path.startsWith(config.outDir + "/") &&
      !config.ignore.some((pattern) => pattern.test(path)));

  const changed = new Set<string>();
  let wake = Promise.withResolvers<void>();
  const watcher = Deno.watchFs(config.root, { recursive: true });
  const follow = async () => {
    for await (const event of watcher) {
      if (event.kind === "access") continue;
      for (const path of event.paths) if (matters(path)) changed.add(path);
      if (changed.size > 0) wake.resolve();
    }
  };
  follow();

  for (;;) {
    await wake.promise;
    await new Promise((settled) => setTimeout(settled, SETTLE_MS));
    const batch = [...changed];
    changed.clear();
    wake = Promise.withResolvers();
    yield batch;
  }
}
