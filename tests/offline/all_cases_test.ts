import assert from "node:assert/strict";

const ROOT = new URL("../../", import.meta.url);
const CASES = 23;

/** Every test whose name says which case of features §3 it answers, as `features §3 item 4` or `items 20, 21 and 22`. */
async function* named(folder: URL): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* named(new URL(`${name}/`, folder));
    else if (/_test\.tsx?$/.test(name)) {
      const text = await Deno.readTextFile(new URL(name, folder));
      for (const [, title] of text.matchAll(/(?:Deno\.test|t\.step)\(\s*["`]([^"`]+)/g)) yield title!;
    }
  }
}

Deno.test("each of the 23 ways in which others lost or doubled a sale is a test by its number", async () => {
  const found = new Set<number>();
  for (const folder of ["tests/", "islands/"]) {
    for await (const title of named(new URL(folder, ROOT))) {
      const [, numbers = ""] = /features §3 items? ([\d, and]+)/.exec(title) ?? [];
      for (const number of numbers.match(/\d+/g) ?? []) found.add(Number(number));
    }
  }
  const missing = Array.from({ length: CASES }, (_, i) => i + 1).filter((number) => !found.has(number));
  assert.deepEqual(missing, []);
});
