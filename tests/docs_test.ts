import assert from "node:assert/strict";
import { zEnvironment } from "../config.ts";
import { SHARED_FACTS } from "../events/facts/mod.ts";
import denoJson from "../deno.json" with { type: "json" };

const read = (path: string) => Deno.readTextFileSync(new URL(`../${path}`, import.meta.url));
const VARIABLES = Object.keys(zEnvironment.shape);

Deno.test("the README's table names every environment variable, and no other", () => {
  const named = [
    ...new Set([...read("README.md").matchAll(/\| `(CASERITO_\w+)` +\|/g)].map((match) => match[1]!)),
  ];
  assert.deepEqual(named.toSorted(), VARIABLES.toSorted());
});

Deno.test(".env.example names every environment variable, and no other", () => {
  const named = [...read(".env.example").matchAll(/^#? ?(CASERITO_\w+)=/gm)].map((match) => match[1]!);
  assert.deepEqual(named.toSorted(), VARIABLES.toSorted());
});

Deno.test("docs/events.md names every fact with its version of today", () => {
  const text = read("docs/events.md");
  const missing = SHARED_FACTS.map(({ type, version }) => `\`${type}\` v${version}`).filter((name) =>
    !text.includes(name)
  );
  assert.deepEqual(missing, []);
});

Deno.test("the README's tasks are tasks", () => {
  const named = [...read("README.md").matchAll(/deno(?:@[\d.]+)? task ([\w:]+)/g)].map((match) => match[1]!);
  assert.ok(named.length > 3);
  assert.deepEqual(named.filter((task) => !(task in denoJson.tasks)), []);
});

Deno.test("every local link of the documents leads somewhere", () => {
  const documents = [
    "README.md",
    ...[...Deno.readDirSync(new URL("../docs", import.meta.url))]
      .filter(({ name }) => name.endsWith(".md")).map(({ name }) => `docs/${name}`),
  ];
  const dead = documents.flatMap((document) =>
    [...read(document).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map((match) => match[1]!)
      .filter((link) => {
        try {
          Deno.statSync(new URL(link, new URL(`../${document}`, import.meta.url)));
          return false;
        } catch {
          return true;
        }
      }).map((link) => `${document}: ${link}`)
  );
  assert.deepEqual(dead, []);
});
