import assert from "node:assert/strict";

const HERE = new URL("./", import.meta.url);
const ROW = /^\| `fresh\/([^`]*)` *\|.*\| *([\d,]+) lines *\|$/gm;
const NO_SOURCE = /(?:_test|test_support)\.tsx?$/;

async function linesOf(folder: URL): Promise<number> {
  let lines = 0;
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (!isFile || !/\.tsx?$/.test(name) || NO_SOURCE.test(name)) continue;
    lines += (await Deno.readTextFile(new URL(name, folder))).split("\n").length - 1;
  }
  return lines;
}

Deno.test("README: the sizes it states are true within 5 %", async () => {
  const readme = await Deno.readTextFile(new URL("README.md", HERE));
  const rows = [...readme.matchAll(ROW)];
  assert.ok(rows.length >= 2, "the table of sizes");
  for (const [, folder = "", stated = ""] of rows) {
    const actual = await linesOf(new URL(folder, HERE));
    const difference = Math.abs(Number(stated.replaceAll(",", "")) - actual);
    assert.ok(difference * 20 <= actual, `fresh/${folder} has ${actual} lines, the README says ${stated}`);
  }
});
