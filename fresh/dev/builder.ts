import type { ListenOptions } from "../app.ts";
import { setBuildCache } from "../build_cache.ts";
import { createBundler, stopEsbuild } from "./bundle.ts";
import { findRoutes } from "./crawl.ts";
import { findIslands } from "./island_finder.ts";
import { type ImportApp, runDevServer } from "./dev_server.ts";
import { memoryBuild } from "./memory_build.ts";
import { type BuildConfig, type BuildOptions, resolveOptions, toPath } from "./options.ts";
import { collectFiles, type StaticTransform } from "./project_build.ts";
import { SERVER_ENV } from "./protocol.ts";
import { supervise } from "./supervisor.ts";
import { type BuildParts, writeBuild } from "./write_build.ts";

export interface OnTransformOptions {
  pluginName: string;
  /** Tested against the path of the file. */
  filter: RegExp;
}

export interface OnTransformArgs {
  readonly path: string;
  readonly text: string;
}

export type TransformFn = (
  args: OnTransformArgs,
) => Promise<OnTransformResult | void> | OnTransformResult | void;

export interface OnTransformResult {
  content: string;
}

/** Makes an app's files for the browser: once for production, or again and again while it is developed. */
export class Builder {
  readonly config: BuildConfig;
  readonly #registered = new Set<string>();
  readonly #transforms: { filter: RegExp; fn: TransformFn }[] = [];

  constructor(options: BuildOptions = {}) {
    this.config = resolveOptions(options);
  }

  /** Adds an island by path or `file:` URL. Throws on a package: its files are not ours to bundle by name. */
  registerIsland(specifier: string): void {
    if (/^(?:npm|jsr|https?):/.test(specifier)) {
      throw new Error(`An island must be a file, not "${specifier}".`);
    }
    this.#registered.add(toPath(specifier, this.config.root));
  }

  /** Changes text files of the static folder on their way into the build. */
  onTransformStaticFile({ filter }: OnTransformOptions, fn: TransformFn): void {
    this.#transforms.push({ filter, fn });
  }

  /**
   * A production build in `outDir`, or with `snapshot: "memory"` one that only lives in this process.
   * The answer gives a memory build to an app.
   */
  async build(options: { snapshot?: "disk" | "memory" } = {}): Promise<(app: object) => void> {
    const parts = await this.#makeParts();
    if (options.snapshot === "memory") {
      const cache = await memoryBuild(this.config, parts);
      return (app) => setBuildCache(app, cache);
    }
    await writeBuild(this.config, parts);
    return () => {
      throw new Error(
        'The build was written to disk. Use `build({ snapshot: "memory" })` to apply one to an app.',
      );
    };
  }

  /**
   * Serves the app while it is developed: pages reload when a file is saved, errors are shown with their
   * source. The app runs in a process of its own, with the permissions of `serverFlags`.
   */
  async listen<State>(importApp: ImportApp<State>, options: ListenOptions = {}): Promise<void> {
    if (Deno.env.has(SERVER_ENV)) await runDevServer(this.config, importApp, options, this.#transform);
    else await supervise(this.config, this.#registered, options);
  }

  async #makeParts(): Promise<BuildParts> {
    const islands = await findIslands(this.config, this.#registered);
    const bundler = await createBundler(this.config, islands, "production");
    try {
      const bundle = await bundler.rebuild();
      const project = await collectFiles(this.config, bundle, this.#transform);
      return { islands, routes: await findRoutes(this.config), bundle, project };
    } finally {
      await bundler.dispose();
      await stopEsbuild();
    }
  }

  readonly #transform: StaticTransform = async (path, text) => {
    let result: string | null = null;
    for (const { filter, fn } of this.#transforms) {
      if (filter.test(path)) result = (await fn({ path, text: result ?? text }))?.content ?? result;
    }
    return result;
  };
}
