import assert from "node:assert/strict";
import { brotliCompressSync } from "node:zlib";
import { COLORS, stylesOf, unknownClasses } from "./theme.ts";

const FOLDERS = ["ui", "islands", "routes", "niches"];

async function* screens(folder: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* screens(path);
    else if (/\.tsx?$/.test(entry.name) && !/_test\.tsx?$/.test(entry.name)) {
      yield await Deno.readTextFile(path);
    }
  }
}
const house = async () => {
  const root = new URL("..", import.meta.url).pathname;
  const texts: string[] = [];
  for (const folder of FOLDERS) for await (const text of screens(`${root}${folder}`)) texts.push(text);
  return texts;
};

Deno.test("every class written in the house is a class of the theme", async () => {
  assert.deepEqual(unknownClasses(await house()), []);
});

Deno.test("the stylesheet of all screens is at most 10 KB brotli", async () => {
  const css = stylesOf(await house());
  const bytes = brotliCompressSync(css).byteLength;
  assert.ok(bytes <= 10_240, `${bytes} B brotli, ${css.length} B plain`);
});

Deno.test("a typo, a foreign colour, an arbitrary value and a made-up variant are unknown", () => {
  const source = `
    <p class="flex itmes-center bg-red-500 text-[13px] hoverr:flex text-ink/50 list-foo p-13">
    <p class={cx("gap-2", open && "shado", kind === "danger" ? "bg-rocoto" : "bg-roccoto")}>
    <p class={\`tap \${wide ? "w-full" : "w-ful"}\`}>`;
  assert.deepEqual(unknownClasses([source]), [
    "bg-red-500",
    "bg-roccoto",
    "hoverr:flex",
    "itmes-center",
    "list-foo",
    "p-13",
    "shado",
    "text-[13px]",
    "text-ink/50",
    "w-ful",
  ]);
});

Deno.test("class names stay readable and the same sources give the same bytes in any order", () => {
  const sources = [`<a class="p-4 hover:bg-toldo-mist">`, `cx("md:grid-cols-till", "text-56")`];
  const css = stylesOf(sources);
  assert.ok(css.includes(".p-4{padding:1rem}"));
  assert.ok(css.includes(".hover\\:bg-toldo-mist:hover{background-color:var(--toldo-mist)}"));
  assert.ok(css.includes(".md\\:grid-cols-till{"));
  assert.equal(stylesOf([...sources].reverse()), css);
  assert.ok(!css.includes("--tw-"), "no machinery of the preset reaches the page");
});

Deno.test("a colour has its value in one place of the stylesheet", () => {
  const css = stylesOf([`<p class="bg-toldo text-on-strong border-toldo hover:bg-toldo">`]);
  assert.equal(css.split(COLORS.toldo.toLowerCase()).length, 2);
});
