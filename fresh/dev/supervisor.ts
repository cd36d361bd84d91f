import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Bundler, type ClientBundle, createBundler } from "./bundle.ts";
import { findIslands, type IslandSource } from "./island_finder.ts";
import type { BuildConfig } from "./options.ts";
import { problemOfBundle } from "./problem.ts";
import type { ClientResult } from "./protocol.ts";
import { ServerProcess } from "./server_process.ts";
import { watchProject } from "./watch.ts";

/**
 * Serves the app and follows its files. What lives long (the bundler, the watcher) is in this process;
 * the app is in another one, because Deno keeps a module once it was loaded.
 */
export async function supervise(
  config: BuildConfig,
  registered: ReadonlySet<string>,
  port: number | undefined,
): Promise<void> {
  const client = new DevClient(config, registered);
  const server = new ServerProcess(config, port);
  await client.refresh();
  server.start(client.build());

  for await (const changed of watchProject(config)) {
    const inStatic = (file: string) => file.startsWith(config.staticDir + "/");
    if (changed.every(inStatic)) {
      server.send({ type: "reload" });
      continue;
    }
    const code = changed.filter((file) => !inStatic(file));
    const sameIslands = !await client.refresh();
    const onlyIslands = sameIslands && server.isRunning && code.every((file) => client.hasIsland(file));
    if (onlyIslands) server.send({ type: "client", result: await client.build(), islands: code });
    else server.restart(client.build());
  }
}

/** The browser's half of the app. */
class DevClient {
  #islands: readonly IslandSource[] = [];
  #bundler: Bundler | null = null;
  readonly #folder: string;

  constructor(readonly config: BuildConfig, readonly registered: ReadonlySet<string>) {
    this.#folder = join(config.outDir, "dev");
  }

  hasIsland(file: string): boolean {
    return this.#islands.some((island) => island.file === file);
  }

  /** Looks which islands there are; true where that has changed. */
  async refresh(): Promise<boolean> {
    const islands = await findIslands(this.config, this.registered);
    const list = (of: readonly IslandSource[]) => of.map(({ file }) => file).join("\n");
    if (this.#bundler && list(islands) === list(this.#islands)) return false;
    await this.#bundler?.dispose();
    this.#islands = islands;
    this.#bundler = await createBundler(this.config, islands, "development");
    return true;
  }

  async build(): Promise<ClientResult> {
    try {
      const bundle = await this.#bundler!.rebuild();
      await this.#write(bundle);
      return {
        manifest: {
          folder: this.#folder,
          entry: bundle.entry,
          features: bundle.features,
          imports: Object.fromEntries(bundle.imports),
          islands: this.#islands.map(({ name, file }) => ({
            name,
            source: file,
            ...bundle.islands.get(file)!,
          })),
        },
      };
    } catch (error) {
      return { problem: problemOfBundle(error, this.config.root) };
    }
  }

  /** Names carry a hash: what is there already is what we would write. Old files stay for open pages. */
  #written = new Set<string>();
  async #write(bundle: ClientBundle): Promise<void> {
    if (this.#written.size === 0) {
      await rm(this.#folder, { recursive: true, force: true });
      await mkdir(this.#folder, { recursive: true });
    }
    for (const [url, contents] of bundle.files) {
      if (this.#written.has(url)) continue;
      await writeFile(join(this.#folder, basename(url)), contents);
      this.#written.add(url);
    }
  }
}
