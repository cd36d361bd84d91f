import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Bundler, type ClientBundle, createBundler } from "./bundle.ts";
import { findIslands, type IslandSource } from "./island_finder.ts";
import type { BuildConfig } from "./options.ts";
import { problemOfBundle } from "./problem.ts";
import type { ClientResult } from "./protocol.ts";
import { ServerProcess, type WishedAddress } from "./server_process.ts";
import { watchProject } from "./watch.ts";

/**
 * Serves the app and follows its files. What lives long (the bundler, the watcher) is in this process;
 * the app is in another one, because Deno keeps a module once it was loaded.
 */
export async function supervise(
  config: BuildConfig,
  registered: ReadonlySet<string>,
  address: WishedAddress,
): Promise<void> {
  const client = new DevClient(config, registered);
  const server = new ServerProcess(config, address);
  server.start(client.update([]));

  for await (const changed of watchProject(config)) {
    const code = changed.filter((file) => !file.startsWith(config.staticDir + "/"));
    if (code.length === 0) server.send({ type: "reload" });
    else if (server.isRunning && code.every((file) => client.hasIsland(file))) {
      server.send({ type: "client", result: await client.update(code), islands: code });
    } else server.start(client.update(code));
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

  /** The bundle after a change; one after the other, because all write to the same folder. */
  update(changed: readonly string[]): Promise<ClientResult> {
    const result = this.#last.then(() => this.#update(changed));
    this.#last = result;
    return result;
  }
  #last: Promise<unknown> = Promise.resolve();

  async #update(changed: readonly string[]): Promise<ClientResult> {
    try {
      const bundle = await (await this.#bundlerAfter(changed)).rebuild();
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

  /** Another one where there are other islands, or another import map. */
  async #bundlerAfter(changed: readonly string[]): Promise<Bundler> {
    const islands = await findIslands(this.config, this.registered);
    const list = (of: readonly IslandSource[]) => of.map(({ file }) => file).join("\n");
    const stays = list(islands) === list(this.#islands) &&
      !changed.some((file) => basename(file) === "deno.json");
    if (this.#bundler && stays) return this.#bundler;
    await this.#bundler?.dispose();
    this.#islands = islands;
    return this.#bundler = await createBundler(this.config, islands, "development");
  }

  /** Names carry a hash: what is there already is what we would write. Old files stay for open pages. */
  readonly #written = new Set<string>();
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
