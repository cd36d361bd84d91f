import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { buildFile, type BuiltFile, contentHash } from "./built_file.ts";
import type { ClientBundle } from "./bundle.ts";
import { filesBelow, scriptsMatching } from "./crawl.ts";
import type { BuildConfig } from "./options.ts";

/** Changes a text file of `static/` on its way into the build; null leaves it. */
export type StaticTransform = (path: string, text: string) => Promise<string | null>;

/** Everything a build serves, by URL path. */
export interface ProjectFiles {
  readonly files: ReadonlyMap<string, BuiltFile>;
  readonly stylesheets: readonly string[];
  /** Changes with any of these files. */
  readonly buildId: string;
}

export async function collectFiles(
  config: BuildConfig,
  bundle: ClientBundle,
  transform: StaticTransform,
): Promise<ProjectFiles> {
  const files = new Map<string, BuiltFile>();
  const compress = true;
  for (const [url, contents] of bundle.files) {
    files.set(url, await buildFile(url, contents, { immutable: true, compress }));
  }
  for (const [url, path] of await staticFilesOf(config)) {
    const contents = await readStatic(path, transform);
    files.set(url, await buildFile(url, contents, { immutable: false, compress }));
  }
  const stylesheets: string[] = [];
  const css = await styleSheet(config);
  if (css !== null) {
    files.set(
      css.url,
      await buildFile(css.url, new TextEncoder().encode(css.text), { immutable: true, compress }),
    );
    stylesheets.push(css.url);
  }
  const all = [...files].map(([url, file]) => `${url} ${file.hash}`).sort().join("\n");
  return { files, stylesheets, buildId: contentHash(all) };
}

/** URL path → file, for everything in `static/`. */
async function staticFilesOf(config: BuildConfig): Promise<Map<string, string>> {
  const files = await filesBelow(config.staticDir);
  return new Map(files.map((file) => [`/${relative(config.staticDir, file).replaceAll("\\", "/")}`, file]));
}

/** The one style sheet that `styles` makes of all class names, or null if the project has no such function. */
export async function styleSheet(config: BuildConfig): Promise<{ url: string; text: string } | null> {
  if (!config.styles) return null;
  const sources = await scriptsMatching(config.styleGlobs, config);
  const classSources = await Promise.all(sources.map((file) => readFile(file, "utf8")));
  const text = await config.styles({ classSources });
  return { url: `/_fresh/css/styles-${contentHash(text)}.css`, text };
}

export async function readStatic(path: string, transform: StaticTransform): Promise<Uint8Array> {
  const contents = await readFile(path);
  const changed = await transform(path, contents.toString("utf8"));
  return changed === null ? new Uint8Array(contents) : new TextEncoder().encode(changed);
}
