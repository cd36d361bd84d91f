import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Builder } from "fresh/dev";
import { stylesOf } from "./ui/theme.ts";

/**
 * Below `islands/`, a folder holds the parts of an island. They belong into its script, and are no islands with one each.
 */
const PARTS = /[/\\]islands[/\\][^/\\]+[/\\]/;
const TESTS = /_test\.tsx?$/;

/** The one place that configures the web framework. `serverFlags` are the permissions of the development server. */
export const newBuilder = (root = import.meta.dirname!): Builder =>
  new Builder({
    root,
    ignore: [TESTS, PARTS],
    islandSpecifiers: ["niches/*/islands/**"],
    styleSources: ["ui/**"],
    styles: ({ classSources }) => stylesOf([...classSources, ...partsOf(join(root, "islands"))]),
    serverFlags: ["-P=server"],
  });

/** What is ignored as an island still names classes. */
function partsOf(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: "utf8" })
    .map((name) => join(dir, name))
    .filter((path) => PARTS.test(path) && path.endsWith(".tsx"))
    .map((path) => readFileSync(path, "utf8"));
}
