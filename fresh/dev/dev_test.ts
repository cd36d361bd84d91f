import assert from "node:assert/strict";
import { codeFrame, errorPage } from "./error_page.ts";
import { mapSpecifier, npmName } from "./import_map.ts";
import { importsOf } from "./island_finder.ts";
import { problemOfCrash, problemOfError } from "./problem.ts";
import { textLines } from "./protocol.ts";

Deno.test("npm specifiers name a package and a path in it", () => {
  assert.equal(npmName("npm:preact@11.2.0/hooks"), "preact/hooks");
  assert.equal(npmName("npm:@preact/signals@2"), "@preact/signals");
  assert.equal(npmName("npm:/preact@11"), "preact");
  assert.equal(npmName("jsr:@fresh/core"), null);
});

Deno.test("the import map takes the whole name first, then the longest prefix", () => {
  const map = { dir: "/p", imports: { "a": "./a.ts", "a/": "./a/", "a/b/": "./other/" } };
  assert.equal(mapSpecifier("a", map), "./a.ts");
  assert.equal(mapSpecifier("a/x.ts", map), "./a/x.ts");
  assert.equal(mapSpecifier("a/b/x.ts", map), "./other/x.ts");
  assert.equal(mapSpecifier("b", map), null);
});

Deno.test("imports of values are found, imports of types are not", () => {
  const source = `
    import A, { b } from "./a.ts";
    import type { C } from "./types.ts";
    import { type D, type E } from './types2.ts';
    import { type F, g } from "./mixed.ts";
    import "./effect.ts";
    export { h } from "./h.ts";
    export type { I } from "./types3.ts";
    const later = await import("./later.ts");
    import * as J from
      "./lines.ts";
  `;
  assert.deepEqual(importsOf(source).sort(), [
    "./a.ts",
    "./effect.ts",
    "./h.ts",
    "./later.ts",
    "./lines.ts",
    "./mixed.ts",
  ]);
});

Deno.test("a code frame numbers the lines and points at the column; markup in it is text", () => {
  const source = Array.from({ length: 12 }, (_, i) => `line <${i + 1}>`).join("\n");
  const text = codeFrame(source, 10, 6).replace(/<[^>]*>/g, "\n").replace(/\n+/g, "\n");
  assert.match(text, /^\n 6 \| \nline &lt;6&gt;/);
  assert.match(text, /10 \| \nline &lt;10&gt;\n {3}\| \n {5}\n\^\n11 \| /);
});

Deno.test("a crash is told by its last error, in the project's own file", () => {
  const problem = problemOfCrash(
    [
      "Warning something",
      "\u001b[31merror\u001b[0m: Uncaught (in promise) Error: no hay luz",
      "    at node (file:///p/node_modules/x/x.js:1:1)",
      "    at file:///p/main.ts:3:9",
    ].join("\n"),
    "/p",
  );
  assert.equal(problem.message, "Uncaught (in promise) Error: no hay luz");
  assert.deepEqual(problem.place, { file: "/p/main.ts", line: 3, column: 9 });
});

Deno.test("the error page escapes what it shows", async () => {
  const problem = problemOfError(new Error("<script>alert(1)</script>"), "/p");
  const html = await (await errorPage(problem, "/p")).text();
  assert.match(html, /&lt;script&gt;alert/);
  assert.doesNotMatch(html, /<script>alert/);
});

Deno.test("lines are put together whatever way they arrive", async () => {
  const chunks = ["a", "b\nc", "\n\nd"].map((text) => new TextEncoder().encode(text));
  const lines: string[] = [];
  for await (const line of textLines(ReadableStream.from(chunks))) lines.push(line);
  assert.deepEqual(lines, ["ab", "c", "", "d"]);
});
